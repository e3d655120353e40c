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

/// Nothing that a person typed is lost, and nothing is filed under another: each form whose answers wait for a second press.
struct DraftTests {
    typealias Browser = FormWorld.Browser

    private func browse(_ test: @escaping @Sendable (FormWorld, any TestClientProtocol) async throws -> Void) async throws {
        let world = try await FormWorld()
        try await world.browse { try await test(world, $0) }
    }

    /// Opens the form, types, and gives the page that confirms with its address.
    private func type(_ name: String, in flow: DraftFlow, _ browser: Browser, at address: String? = nil) async throws -> (
        page: String, address: String
    ) {
        let path = address ?? flow.form
        let form = try #require(PageForm.all(in: try await browser.get(path).text).first { $0.address == flow.form }, "\(path)")
        let carried = form.sent.filter { ["entry", "base", "draft", "draft-seen"].contains($0.0) }
        let sent =
            try await flow.takesFile
            ? browser.sendFile(
                flow.form, [("form-token", browser.session.formToken)] + carried, "kp_heard\n\(name == "Zqfirst" ? "yes" : "no")\n")
            : browser.send(flow.form, carried + flow.fields(name))
        #expect(sent.status == 303 && sent.leads.hasPrefix("\(flow.confirms)?draft="), "\(flow.form): \(sent.status) \(sent.leads)")
        return (try await browser.get(sent.leads).text, sent.leads)
    }

    private func press(_ page: String, _ flow: DraftFlow, _ browser: Browser) async throws -> Browser.Answer {
        let form = PageForm.all(in: page).first { $0.address == flow.confirms }
        let carried = (form?.sent ?? []).filter { ["entry", "draft", "draft-seen"].contains($0.0) }
        return try await browser.send(flow.confirms, carried + flow.pressed)
    }

    // MARK: Tabs and devices

    @Test func twoTabsAreTwoDraftsAndEachPressRecordsWhatItsPageShowed() async throws {
        try await browse { world, client in
            for flow in try await DraftFlow.all(world.sandbox) {
                let browser = try world.browser(client, world.sandbox.actor(flow.worker))
                let first = try await type("Zqfirst", in: flow, browser)
                let second = try await type("Zqsecond", in: flow, browser)
                let drafts = try browser.drafts().filter { $0.page == flow.form }
                #expect(drafts.count == 2 && first.address != second.address, "\(flow.form)")
                if !first.page.contains("name=\"conclusion"), !flow.takesFile {
                    #expect(first.page.contains("Zqfirst") && !first.page.contains("Zqsecond"), "\(flow.form)")
                }
                let pressed = try await press(first.page, flow, browser)
                #expect(pressed.status == 303, "\(flow.form): \(pressed.status) \(pressed.text)")
                let left = try browser.drafts().filter { $0.page == flow.form }
                #expect(left.map(\.address) == [second.address.replacing(flow.confirms, with: flow.form)], "\(flow.form)")
                #expect(left.first?.values == drafts.first { $0.id == left.first?.id }?.values)
                // A second click of the same press records nothing more.
                let position = try world.recorded()
                #expect(try await press(first.page, flow, browser).status == 303)
                #expect(try world.recorded() == position, "\(flow.form)")
            }
        }
    }

    @Test func eachTabFilesUnderItsOwnPerson() async throws {
        try await browse { world, client in
            let flow = try #require(try await DraftFlow.all(world.sandbox).first)
            let browser = try world.browser(client, world.sandbox.actor(flow.worker))
            let (first, second) = (try await type("Zqfirst", in: flow, browser), try await type("Zqsecond", in: flow, browser))
            for (page, name) in [(second.page, "Zqsecond"), (first.page, "Zqfirst")] {
                let leads = try await press(page, flow, browser).leads
                let number = try #require(leads.firstMatch(of: /SLU-\d{4}-\d{4,}/).map { String($0.output) })
                let file = try #require(try world.sandbox.store.peek(number))
                #expect(file.answers["new-case"]?["given_name"] == .text(name))
            }
        }
    }

    @Test func aPressOnAPageThatShowedSomethingElseRecordsNothing() async throws {
        try await browse { world, client in
            for flow in try await DraftFlow.all(world.sandbox) where !flow.takesFile {
                let actor = world.sandbox.actor(flow.worker)
                let (desk, phone) = (try world.browser(client, actor), try world.browser(client, actor))
                let shown = try await type("Zqfirst", in: flow, desk)
                let address = shown.address.replacing(flow.confirms, with: flow.form)
                #expect(try await phone.get("/drafts").text.contains("href=\"\(address)\""), "the other device lists it")
                for draft in try phone.drafts() {
                    let title = try await phone.get("/drafts/\(draft.id)").text.firstMatch(of: /<title>([^<]*)</)?.1
                    #expect(title?.contains("Zq") == false, "browsers keep titles")
                }
                let changed = try await type("Zqsecond", in: flow, phone, at: address)
                #expect(changed.address == shown.address, "the other device goes on with it")
                let position = try world.recorded()
                let pressed = try await press(shown.page, flow, desk)
                #expect(pressed.status == 409 && pressed.text.contains("This draft was changed meanwhile"), "\(flow.form)")
                #expect(try world.recorded() == position, "\(flow.form)")
                if !pressed.text.contains("name=\"conclusion") {
                    #expect(pressed.text.contains("Zqfirst") && pressed.text.contains("Zqsecond"), "\(flow.form) shows both")
                } else {
                    #expect(pressed.text.contains("What you confirmed"), "\(flow.form)")
                }
                #expect(try await press(pressed.text, flow, desk).status == 303, "\(flow.form)")
                #expect(try world.recorded() > position, "\(flow.form)")
            }
        }
    }

    /// Two devices have the same draft open: whoever sends second sees what the first wrote, and loses nothing.
    @Test func theSecondDeviceToSendSeesWhatTheFirstWrote() async throws {
        try await browse { world, client in
            let flow = try #require(try await DraftFlow.all(world.sandbox).dropFirst().first)
            let actor = world.sandbox.actor(flow.worker)
            let (desk, phone) = (try world.browser(client, actor), try world.browser(client, actor))
            let address = try await type("Zqfirst", in: flow, desk).address.replacing(flow.confirms, with: flow.form)
            let pages = try await [desk.get(address).text, phone.get(address).text]
            let forms = try pages.map { page in try #require(PageForm.all(in: page).first { $0.address == flow.form }) }
            func send(_ browser: Browser, _ form: PageForm, _ name: String) async throws -> Browser.Answer {
                let carried = form.sent.filter { ["entry", "base", "draft", "draft-seen"].contains($0.0) }
                return try await browser.send(flow.form, carried + flow.fields(name))
            }
            #expect(try await send(desk, forms[0], "Zqdesk").status == 303)
            let late = try await send(phone, forms[1], "Zqphone")
            #expect(late.status == 409 && late.text.contains("Zqdesk") && late.text.contains("Zqphone"))
            #expect(try phone.drafts().first?.values["health_needs"] == ["Zqdesk"])
            let again = try #require(PageForm.all(in: late.text).first { $0.address == flow.form })
            #expect(try await send(phone, again, "Zqphone").status == 303)
            #expect(try phone.drafts().first?.values["health_needs"] == ["Zqphone"])
            #expect(try phone.drafts().first?.earlier.contains { $0["health_needs"] == ["Zqdesk"] } == true)
        }
    }

    @Test func aDraftOutlivesASignOutAndIsNobodyElses() async throws {
        try await browse { world, client in
            for flow in try await DraftFlow.all(world.sandbox) {
                let actor = world.sandbox.actor(flow.worker)
                let before = try world.browser(client, actor)
                let shown = try await type("Zqfirst", in: flow, before)
                _ = try await before.send("/sign-out", [])
                let other = try world.browser(
                    client, world.sandbox.actor(flow.worker == "supervisor" ? "case-manager" : "supervisor"))
                #expect(try await !other.get("/drafts").text.contains(shown.address))
                #expect(try await !other.get(shown.address).text.contains("Zqfirst"), "\(flow.form)")
                let after = try world.browser(client, actor)
                #expect(try await after.get("/work").text.contains("href=\"/drafts\""))
                #expect(try await press(try await after.get(shown.address).text, flow, after).status == 303, "\(flow.form)")
            }
        }
    }

    /// On the page that confirms, too, a choice of language comes back to the same draft and records nothing.
    @Test func anotherLanguageShowsTheSameDraftToConfirm() async throws {
        try await browse { world, client in
            for flow in try await DraftFlow.all(world.sandbox) {
                let browser = try world.browser(client, world.sandbox.actor(flow.worker))
                let shown = try await type("Zqfirst", in: flow, browser)
                let form = try #require(PageForm.main(in: shown.page), "\(flow.confirms)")
                let position = try world.recorded()
                let french = try await browser.send(try #require(form.languages["fr"]), form.sent.filter { $0.0 != "form-token" })
                #expect(french.status == 200 && french.text.contains("<html lang=\"fr\">"), "\(flow.confirms)")
                #expect(try world.recorded() == position && browser.drafts().count == 1, "\(flow.confirms)")
                #expect(PageForm.draft(in: french.text).map(\.1) == PageForm.draft(in: shown.page).map(\.1), "\(flow.confirms)")
                #expect(try await press(french.text, flow, browser).status == 303, "\(flow.confirms)")
            }
        }
    }

    // MARK: The quick screen

    /// One that was left lying was filed under the person who came next.
    @Test func aQuickScreenIsFiledUnderItsOwnPersonOnly() async throws {
        try await browse { world, client in
            let flow = try #require(try await DraftFlow.all(world.sandbox).first)
            let browser = try world.browser(client, world.sandbox.actor(flow.worker))
            let screening = world.sandbox.country.screening.form
            let answer = (screening.fields[0].id.rawValue, screening.fields[0].choices.first?.code ?? "yes")
            let screened = try await browser.send(
                "/cases/new", [("entry", EntryID.made(at: Sandbox.now).description), answer, ("screening", "1")])
            #expect(screened.leads.hasPrefix("/cases/new?draft="))
            func open(_ name: String, _ address: String?) async throws -> CaseFile? {
                let shown = try await type(name, in: flow, browser, at: address)
                let says = shown.page.contains("These answers of the quick screen go along")
                #expect(says == (address != nil), "the page that confirms shows them")
                let leads = try await press(shown.page, flow, browser).leads
                return try leads.firstMatch(of: /SLU-\d{4}-\d{4,}/).flatMap { try world.sandbox.store.peek(String($0.output)) }
            }
            #expect(try await open("Zqnext", nil)?.answers[screening.id] == nil, "the next person")
            #expect(try await open("Zqscreened", screened.leads)?.answers[screening.id] != nil)
            #expect(try browser.drafts().isEmpty)
        }
    }

    // MARK: Their end

    @Test func aDraftIsThrownAwayAfterAskingAndEndsByItself() async throws {
        try await browse { world, client in
            let flow = try #require(try await DraftFlow.all(world.sandbox).first)
            let actor = world.sandbox.actor(flow.worker)
            let browser = try world.browser(client, actor)
            let address = try await type("Zqfirst", in: flow, browser).address
            _ = try await type("Zqsecond", in: flow, browser)
            let id = String(address.drop { $0 != "=" }.dropFirst())
            let fresh = try await browser.get(flow.form).text
            #expect(fresh.contains("You began this form before") && !fresh.contains("value=\"Zqfirst\""), "it begins empty")
            let asks = try await browser.get("/drafts/\(id)").text
            #expect(asks.contains("Zqfirst") && asks.contains("action=\"/drafts/\(id)/end\"") && asks.contains("Throw it away"))
            #expect(try await browser.get(address.replacing("/check", with: "")).text.contains("about: Zqfirst"))
            #expect(try await browser.send("/drafts/\(id)/end", [("entry", Sandbox.someID)]).leads == "/drafts")
            #expect(try browser.drafts().count == 1)
            world.clock.pass(Draft.lifetime * 86_400 - 1)
            #expect(try browser.drafts().count == 1)
            try world.sandbox.store.endDrafts(at: world.clock.now)
            #expect(try world.sandbox.store.drafts(of: actor.account, at: Sandbox.now).count == 1)
            world.clock.pass(1)
            #expect(try browser.drafts().isEmpty)
            try world.site.keepUp(after: 1)
            #expect(try world.sandbox.store.drafts(of: actor.account, at: Sandbox.now).isEmpty, "not only hidden: gone")
        }
    }

    @Test func whoHasTooManyIsToldAndLosesNothing() async throws {
        try await browse { world, client in
            let flow = try #require(try await DraftFlow.all(world.sandbox).first)
            let actor = world.sandbox.actor(flow.worker)
            for _ in 0..<Store.mostDrafts {
                let draft = Draft(
                    id: EntryID.made(at: Sandbox.now).description, page: "/cases/new", form: "/cases/new", values: [:],
                    saved: Sandbox.now)
                try world.sandbox.store.keep(draft, of: actor.account, at: Sandbox.now)
            }
            let browser = try world.browser(client, actor)
            let full = try await browser.send(
                flow.form, [("entry", EntryID.made(at: Sandbox.now).description)] + flow.fields("Zqfirst"))
            #expect(full.status == 422 && full.text.contains("value=\"Zqfirst\"") && full.text.contains("You have 60 drafts"))
        }
    }
}
