import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
@testable import Web

/// A form whose answers wait for a second press, and what it would record.
struct DraftFlow: Sendable {
    let worker: String
    /// The page with the form.
    let form: String
    /// The page that confirms.
    let confirms: String
    /// What somebody types about a person of this name.
    private let typed: @Sendable (String) -> [(String, String)]
    /// Of a form that takes a file instead.
    var takesFile = false
    /// What is typed on the page that confirms.
    var pressed: [(String, String)] = []

    func fields(_ name: String) -> [(String, String)] { typed(name) }
    func values(_ name: String) -> [String: [String]] { Dictionary(grouping: typed(name)) { $0.0 }.mapValues { $0.map(\.1) } }
    func sheet(_ answer: String) -> Data? { takesFile ? Data("kp_heard\n\(answer)\n".utf8) : nil }

    /// Every one there is.
    static func all(_ sandbox: Sandbox) async throws -> [DraftFlow] {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let manager = sandbox.actor("case-manager")
        let number = try await sandbox.open()
        let incident = try store.openIncident(Answers(), id: .made(at: now), as: manager, at: now, today: today)
        let cases = try store.bring(
            Array(repeating: [(sandbox.country.opening.id, Answers())], count: 2), to: incident, prefix: "SLU", id: .made(at: now),
            as: manager, at: now, today: today)
        let officer = sandbox.actor("campaign-officer")
        let campaign = try await store.plan(
            Answers(["ca_name": .text("Safe")]), id: .made(at: now), as: officer, at: now, today: today)
        let round = EntryID.made(at: now)
        try await store.record(
            .recorded(form: "survey-round", about: nil, answers: Answers(["rd_from": .text("2026-01-01")])), id: round,
            to: campaign,
            as: officer, at: now)
        let consent = Consent(
            purpose: sandbox.country.practice.exports.formats[0].consent, recipient: nil, given: today, expires: nil, language: "en"
        )
        _ = try await sandbox.record(.consented(consent), to: number)
        let signs = ["unsafe", "care", "daily", "kept", "companion", "injury"]
        let again = [("again.day", "1"), ("again.month", "6"), ("again.year", "2027")]
        let sheet = "/campaigns/\(campaign)/rounds/\(round)/import"
        return [
            DraftFlow(worker: "case-manager", form: "/cases/new", confirms: "/cases/new/check") {
                [
                    ("case_kind", "suspected"), ("given_name", $0),
                    ("shown", sandbox.country.opening.fields.map(\.id.rawValue).joined(separator: ",")),
                ]
            },
            DraftFlow(
                worker: "case-manager", form: "/cases/\(number)/forms/needs", confirms: "/cases/\(number)/forms/needs/check"
            ) { name in
                let shown = sandbox.country.form("needs")?.fields.map(\.id.rawValue).joined(separator: ",") ?? ""
                return [("health_needs", name), ("shown", shown)]
            },
            DraftFlow(
                worker: "case-manager", form: "/cases/\(number)/screenings/health",
                confirms: "/cases/\(number)/screenings/health/conclusion",
                typed: { name in signs.map { ("hp_\($0)", $0 == "kept" && name == "Zqfirst" ? "disclosed" : "no") } },
                pressed: [("conclusion", "unclear"), ("text", "Asked again.")] + again),
            DraftFlow(
                worker: "case-manager", form: "/incidents/\(incident)/screenings/health",
                confirms: "/incidents/\(incident)/screenings/health/conclusion",
                typed: { name in
                    cases.map { ("person", $0) }
                        + signs.map { ("all.hp_\($0)", $0 == "kept" && name == "Zqfirst" ? "disclosed" : "no") }
                },
                pressed: cases.flatMap {
                    [
                        ("conclusion-\($0)", "unclear"), ("why-\($0)", "Asked again."),
                        ("entry-\($0)", EntryID.made(at: now).description),
                    ]
                } + again),
            DraftFlow(
                worker: "case-manager", form: "/incidents/\(incident)/people", confirms: "/incidents/\(incident)/people/check"
            ) {
                [("list", "\($0) Popo; f; 30"), ("unknown", "")]
            },
            DraftFlow(worker: "focal-point", form: "/exports/new", confirms: "/exports/new/check") { name in
                [
                    ("format", sandbox.country.practice.exports.formats[0].id), ("recipient", name), ("keys", ExportPageTests.key),
                    ("reason", sandbox.country.practice.exports.reasons[0].code), ("words", "A study."),
                    ("from.day", "1"), ("from.month", "1"), ("from.year", "2026"), ("until.day", String(today.day ?? 1)),
                    ("until.month", String(today.month ?? 1)), ("until.year", String(today.year)),
                ]
            },
            DraftFlow(
                worker: "campaign-officer", form: sheet, confirms: sheet + "/check", typed: { _ in [("file", "sheet")] },
                takesFile: true,
                pressed: [("other", "no")]),
        ]
    }
}
