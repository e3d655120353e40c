import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// Every figure of the evidence of a fictional year, counted a second time: from the entries as JSON, entry by entry, with neither the
/// terms of the pack nor anything that reads them.
struct RecountTests {
    @Test func everyFigureOfTheEvidenceIsThatOfTheRawEntries() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (store, country, staff) = (test.store, test.country, test.staff)
        try await DemoCountry.fill(store, of: country, staff: staff, cases: 60, seed: 21, now: Sandbox.now)
        _ = try DemoTraining.fill(store, of: country, staff: staff, seed: 21, now: Sandbox.now)
        _ = try await DemoCampaign.fill(store, of: country, staff: staff, seed: 21, now: Sandbox.now)
        try await incident(test)
        let year = test.today.year
        let entries = try RecountTests.entries(of: store)
        let own = Recount(entries, year: year)
        let report = try store.evidence(year, asOf: nil, as: test.actor("statistician"), at: Sandbox.now)
        #expect(report.figures.count == Set(report.figures.map(\.evidence.id)).count && report.figures.count >= 25)
        for figure in report.figures {
            let id = figure.evidence.id
            let counted = try #require(own.figures[id], "nobody recounts \(id)")
            #expect(figure.count.total == counted.total, "\(id)")
            #expect(RecountTests.cells(figure.count) == counted.cells.filter { $0.value != 0 }, "\(id)")
        }
        // Nothing is compared with nothing.
        let zero = report.figures.filter { $0.count.total == 0 }.map(\.evidence.id)
        #expect(zero.count <= 3, "\(zero)")
        // As known on a day before, only what was recorded by then counts.
        let before = Moment(seconds: Sandbox.now.seconds - 100 * 86_400)
        let earlier = Recount(entries.filter { $0.at <= before.seconds }, year: year)
        for figure in try store.evidence(year, asOf: before, as: test.actor("statistician"), at: Sandbox.now).figures {
            #expect(figure.count.total == earlier.figures[figure.evidence.id]?.total, "\(figure.evidence.id) as known before")
        }
    }

    /// An incident with two people, an investigation that two cases share, a charge, money, a return.
    private func incident(_ test: Sandbox) async throws {
        let day = test.today.description
        func record(_ form: FormID, _ answers: Answers, to number: String) async throws {
            _ = try await test.record(.recorded(form: form, about: nil, answers: answers), to: number)
        }
        var numbers: [String] = []
        for (sex, kind) in [("Feminine", "SexualExploitation"), ("NonConforming", "OrganRemoval")] {
            let answers = Answers([
                "case_kind": .text("suspected"), "gender": .text(sex), "exploitation_types": .codes([kind, "ForcedLabour"]),
                "trafficking_status": .text("ActualVictimOfTrafficking"), "birth_date": .text("2010-05-05"),
                "age_band": .text("48-over"),
                "citizenship": .codes(["LC", "HT"]),
            ])
            let number = try await test.open(answers)
            numbers.append(number)
            try await record(
                "investigation", Answers(["in_number": .text("CR 7"), "in_opened": .text(day), "in_state": .text("charged")]),
                to: number)
            try await record(
                "charge", Answers(["ch_law": .text("s.5"), "ch_on": .text(day), "ch_state": .text("convicted")]), to: number)
            try await record("compensation", Answers(["cm_awarded": .text("2500")]), to: number)
            try await record(
                "perpetrator", Answers(["pe_gender": .text("Masculine"), "pe_relation": .text("Familial")]), to: number)
            try await record("return", Answers(["re_consent": .text("yes"), "re_risk": .text("unlikely")]), to: number)
            try await record("immigration", Answers(), to: number)
            try await record("rights", Answers(), to: number)
            let log = ServiceLog(service: "housing", on: test.today, referral: nil, outcome: .given, cents: 4550, nights: 12)
            _ = try await test.record(.served(log, answers: Answers()), to: number)
        }
        let people = try numbers.map { number in
            Incident.Person(chronicle: try #require(try test.store.live.view.chronicle(ofNumber: number)), number: number)
        }
        let actions: [Incident.Action] = [
            .opened(
                number: "I-1", origin: nil,
                answers: Answers(["ic_on": .text(day), "ic_what": .text("A boat"), "ic_kind": .codes(["SexualExploitation"])])),
            .brought(people),
        ]
        let chronicle = ChronicleID(uuid: EntryID.made(at: Sandbox.now).uuid)
        var known = Store.Known<Incident>()
        for action in actions {
            var next = known
            let step = try test.store.propose(
                action, EntryID.made(at: Sandbox.now), to: &next, chronicle, test.actor("case-manager"), Sandbox.now)
            _ = try await test.store.append(step)
            known = next
        }
    }

    /// Cells that are not zero, by the codes' words: `female/9-17`.
    private static func cells(_ count: Count) -> [String: Int] {
        guard !count.splits.isEmpty else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: count.lines.map { codes, number in
                (zip(codes, count.splits).map { $0 == 0 ? "" : $1.codes[$0 - 1].code }.joined(separator: "/"), number)
            })
    }

    /// Every entry as JSON, in the order of its chronicle.
    private static func entries(of store: Store) throws -> [Recount.Entry] {
        var found: [Recount.Entry] = []
        try store.ledger.chronicles { batch in
            for rows in batch {
                let opener = try store.envelope.opener(try store.ledger.keys(of: rows[0].chronicle), of: rows[0].chronicle)
                let kind = try opener.kind(of: rows[0])
                for row in rows {
                    func add<C: Chronicle>(_: C.Type) throws {
                        let entry = try opener.entry(row, of: C.self)
                        let json =
                            try JSONSerialization.jsonObject(with: JSONEncoder().encode(entry.action)) as? [String: Any] ?? [:]
                        found.append(
                            Recount.Entry(
                                chronicle: row.chronicle.description, id: entry.id.description, kind: kind.rawValue,
                                at: entry.stamp.at.seconds, agency: entry.stamp.agency.rawValue, json: json))
                    }
                    switch kind {
                    case .file: try add(CaseFile.self)
                    case .concern: try add(Concern.self)
                    case .incident: try add(Incident.self)
                    case .workshop: try add(Workshop.self)
                    case .campaign: try add(Campaign.self)
                    default: break
                    }
                }
            }
        }
        return found
    }
}
