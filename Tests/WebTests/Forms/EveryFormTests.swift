import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pack
import Register
import Store
import Testing
@testable import Web

/// Every form of the program, met on its page by a walk through the site: what somebody types in it outlives the end of their
/// session and a choice of language, nobody else sees it, and nothing is recorded before they press again.
struct EveryFormTests {
    /// A form that was met on a page.
    private struct Met {
        let worker: String
        let page: String
        let form: PageForm
        var route: String { Routes.find(.post, String(form.address.prefix { $0 != "?" }))?.route.path ?? form.address }
    }

    /// Forms with nothing to type again whose page a walk does not come to; each says why. A form with words may not stand here.
    private static let unmet = [
        "/prove": "what waits there has a test of its own, LateFormTests.whatWaitsForAProofIsNotLost",
        "/retention/reports": "one button, when the time of a report is over",
        "/retention/workshops": "one button, when the time of a workshop is over",
        "/workshops/{workshop}/follow-up": "one button, months after a workshop",
        "/cases/{case}/referrals/{id}/expiry": "one button, when an agency let its time pass",
    ]

    @Test func whatIsTypedInAnyFormIsNotLost() async throws {
        let world = try await FormWorld()
        try await world.browse { client in
            let seeds = try await world.plant()
            let met = try await walk(world, client, seeds)
            let forms = Set(Routes.all.filter { $0.method == .post && $0.isForStaff }.map(\.path))
            let missing = forms.subtracting(met.map(\.route)).subtracting(EveryFormTests.unmet.keys).subtracting([AgainPages.path])
            #expect(missing.sorted() == [], "no walk meets these forms")
            var typed: Set<String> = []
            for each in met where try await outlives(each, world, client) { typed.insert(each.route) }
            #expect(typed.count > 60, "forms with something to type: \(typed.count)")
        }
    }

    // MARK: Walking

    /// Goes wherever a worker can go by links, and takes each form once, that with the most to type.
    private func walk(
        _ world: FormWorld, _ client: any TestClientProtocol, _ seeds: [String: [String]]
    ) async throws -> [Met] {
        var met: [String: Met] = [:]
        for member in world.sandbox.staff.prefix(world.sandbox.country.roles.count) {
            let browser = try world.browser(client, member.actor)
            try await world.furnish(browser)
            var waiting = ["/work", "/cases", "/drafts", "/prove"] + (seeds[member.grant.signIn] ?? [])
            var seen: [String: Int] = [:]
            var known = Set(waiting)
            while !waiting.isEmpty {
                let path = waiting.removeFirst()
                guard let found = Routes.find(.get, String(path.prefix { $0 != "?" })), found.route.isForStaff,
                    seen[found.route.path, default: 0] < 6
                else { continue }
                seen[found.route.path, default: 0] += 1
                let page = try await browser.get(path)
                guard page.isPage, page.status == 200 else { continue }
                for form in PageForm.all(in: page.text) {
                    let new = Met(worker: member.grant.signIn, page: path, form: form)
                    guard Routes.find(.post, String(form.address.prefix { $0 != "?" }))?.route.isForStaff == true else { continue }
                    if new.form.inputs.count > met[new.route]?.form.inputs.count ?? -1 { met[new.route] = new }
                }
                for match in page.text.matches(of: /href="(\/[^"#]*)["#]/) {
                    let next = String(match.output.1).replacing("&amp;", with: "&")
                    if known.insert(next).inserted { waiting.append(next) }
                }
            }
            try browser.end()
        }
        return met.values.sorted { $0.route < $1.route }
    }

    // MARK: Typing

    private static let entry = "01a1ee56-5e00-7b6e-87da-348903331182"

    /// Types in every input, and gives whether there was any.
    private func outlives(_ met: Met, _ world: FormWorld, _ client: any TestClientProtocol) async throws -> Bool {
        var form = met.form
        form.typeEverything { "typedqx\($0) é & <b>\"" }
        let actor = world.sandbox.actor(met.worker)
        guard form.inputs.contains(where: { $0.name == "form-token" }) else { return false }
        try await endsWhileTyping(met, form, world, client, actor)
        guard !form.typed.isEmpty else { return false }
        let browser = try world.browser(client, actor)
        let parts = met.page.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? "&query=\(Inbound.escaped(parts[1]))" : ""
        let path = String(form.address.prefix { $0 != "?" })
        let address = form.languages["fr"] ?? "/again?page=\(parts[0])&form=\(path)&lang=fr\(query)"
        let fields = form.sent.filter { $0.0 != "form-token" }
        let again = try await browser.send(address, fields)
        #expect(again.status == 200 && again.text.contains("<html lang=\"fr\">"), "\(met.route): \(again.status)")
        check(again.text, met, form)
        try browser.end()
        return true
    }

    private func endsWhileTyping(
        _ met: Met, _ form: PageForm, _ world: FormWorld, _ client: any TestClientProtocol, _ actor: Actor
    ) async throws {
        let before = try world.browser(client, actor)
        let fields = form.sent.map { ($0.0, $0.0 == "form-token" ? before.session.formToken : $0.1) }
        try before.end()
        let recorded = try world.recorded()
        let kept = Set(try before.drafts().map(\.id))
        let late =
            try await form.isMultipart ? before.sendFile(form.address, fields, "A file.") : before.send(form.address, fields)
        #expect(try world.recorded() == recorded, "\(met.route) recorded what came too late")
        guard !form.typed.isEmpty else {
            #expect(late.status == 303 && late.leads.hasPrefix("/sign-in"), "\(met.route)")
            return
        }
        #expect(late.status == 303 && late.leads == "/sign-in?kept=1&lang=en", "\(met.route): \(late.leads)")
        let draft = try #require(try before.drafts().first { !kept.contains($0.id) }, "\(met.route) kept nothing")
        let other = try world.browser(client, world.sandbox.actor(met.worker == "supervisor" ? "case-manager" : "supervisor"))
        #expect(try await !other.get(draft.address).text.contains("typedqx"), "\(met.route): somebody else sees it")
        #expect(try await other.get("/drafts/\(draft.id)").status == 404)
        let after = try world.browser(client, actor)
        let page = try await after.get(draft.address)
        #expect(page.status == 200 && page.text.contains("when your session ended"), "\(met.route): \(page.status) \(page.leads)")
        let filled = check(page.text, met, form)
        #expect(filled?["typed"] == draft.id && filled?["entry"] == form["entry"], "\(met.route)")
        #expect(form.isMultipart == page.text.contains("Choose it again"), "\(met.route)")
        #expect(try await after.send("/drafts/\(draft.id)/end", [("entry", EveryFormTests.entry)]).leads == "/drafts")
        for browser in [other, after] { try browser.end() }
    }

    /// Whether the form on a page holds all that was typed.
    @discardableResult
    private func check(_ page: String, _ met: Met, _ form: PageForm) -> PageForm? {
        let all = PageForm.all(in: page).filter { $0.address.prefix { $0 != "?" } == form.address.prefix { $0 != "?" } }
        let filled = all.first { $0.typed == form.typed }
        if filled == nil {
            Issue.record("\(met.route) on \(met.page): typed \(form.typed), came back \(all.map(\.typed))")
        }
        return filled
    }
}
