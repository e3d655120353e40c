import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// What is sent after a session is over: kept only where the form proves whose session it was, for that account alone.
struct LateFormTests {
    typealias Browser = FormWorld.Browser

    @Test func signingInLeadsBackToWhatWasTyped() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let number = try await gate.sandbox.open()
        let (session, _) = try #require(try await gate.signIn())
        let token = try gate.formToken(session)
        gate.clock.pass(901)
        let note = ["form-token": token, "entry": FormWorld.entry, "text": "She said yes."]
        for _ in 0..<2 {
            let late = try await gate.send("/cases/\(number)/notes", note, cookie: session)
            #expect(late.status == 303 && late.location == "/sign-in?kept=1&lang=en")
        }
        #expect(try await gate.send("/sign-in?kept=1").page.contains("Your session had ended. What you typed is kept"))
        let draft = try #require(try gate.sandbox.store.drafts(of: gate.account, at: gate.clock.now).first)
        #expect(try gate.sandbox.store.drafts(of: gate.account, at: gate.clock.now).count == 1, "sent twice, kept once")
        let half = try #require(
            try await gate.send("/sign-in", ["name": "case-manager", "password": SignInTests.Gate.password]).cookie)
        let whole = try await gate.send("/sign-in/code", ["code": gate.code, "form-token": try gate.formToken(half)], cookie: half)
        #expect(whole.location == "/cases/\(number)/notes?typed=\(draft.id)")
        let page = try await gate.send(try #require(whole.location), cookie: whole.cookie).page
        #expect(page.contains("You had typed this when your session ended") && page.contains(">She said yes.</textarea>"))
        #expect(try gate.sandbox.store.peek(number)?.notes.isEmpty == true, "recorded by a press only")
        let form = try #require(PageForm.all(in: page).first { $0.address == "/cases/\(number)/notes" })
        let fields = Dictionary(form.sent, uniquingKeysWith: { first, _ in first })
        for _ in 0..<2 { #expect(try await gate.send("/cases/\(number)/notes", fields, cookie: whole.cookie).status == 303) }
        #expect(try gate.sandbox.store.peek(number)?.notes.map { $0.answers[.text]?.text } == ["She said yes."])
        #expect(try gate.sandbox.store.drafts(of: gate.account, at: gate.clock.now).isEmpty, "taken, so forgotten")
    }

    /// The press had been recorded before the session ended, and was sent once more after it.
    @Test func whatWasRecordedBeforeIsNotRecordedTwice() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            #expect(try await browser.note("Once.", on: number).status == 303)
            try browser.end()
            _ = try await browser.note("Once.", on: number)
            let after = try world.browser(client, browser.actor)
            let page = try await after.get(try #require(try after.drafts().first).address).text
            let form = try #require(PageForm.all(in: page).first { $0.address == "/cases/\(number)/notes" })
            #expect(try await after.send(form.address, form.sent.filter { $0.0 != "form-token" }).status == 303)
            #expect(try world.sandbox.store.peek(number)?.notes.count == 1)
        }
    }

    /// Two texts from one page are two: the later does not take the place of the first.
    @Test func anotherTextFromTheSamePageIsAnotherDraft() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            try browser.end()
            for text in ["A long first note.", "second", "second"] { _ = try await browser.note(text, on: number) }
            #expect(try Set(browser.drafts().compactMap { $0.values["text"]?.first }) == ["A long first note.", "second"])
            #expect(try browser.drafts().count == 2)
            // The address of one tells nothing to whoever tries words against it, and a title is kept by browsers.
            let draft = try #require(try browser.drafts().first)
            let parts = draft.values.filter { $0.key != "form-token" }.sorted { $0.key < $1.key }
            let said = parts.map { "\($0.key)=\($0.value.joined(separator: "\u{1F}"))" }
            let tried = [[draft.form] + said, ["late", draft.form] + said].map { Store.hash($0.joined(separator: "\u{1E}")) }
            #expect(!tried.contains { $0.hasPrefix(draft.id) })
        }
    }

    /// A page whose mark was used for something else: the second text is not taken for the first, and can be sent as something new.
    @Test func otherWordsUnderAUsedMarkAreToldAndCanBeSent() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            #expect(try await browser.note("First.", on: number).status == 303)
            #expect(try await browser.note("First.", on: number).status == 303, "a double click")
            let other = try await browser.note("Second.", on: number)
            #expect(other.status == 409 && other.text.contains("Second."))
            let form = try #require(PageForm.all(in: other.text).first { $0.address == "/cases/\(number)/notes" })
            #expect(try await browser.send(form.address, form.sent).status == 303)
            let notes = try world.sandbox.store.peek(number)?.notes.map { $0.answers[.text]?.text }
            #expect(notes == ["First.", "Second."])
        }
    }

    @Test func onlyAFormOfAnEndedSessionIsKept() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let (manager, now) = (world.sandbox.actor("case-manager"), world.clock.now)
            let browser = try world.browser(client, manager)
            try browser.end()
            let store = world.sandbox.store
            let good = browser.session.formToken
            let forged = [
                "", "x", "x.y", String(good.dropLast()) + (good.hasSuffix("0") ? "1" : "0"),
                (good.hasPrefix("A") ? "B" : "A") + good.dropFirst(), Store.token(),
                FormToken.make(for: manager.account, isComplete: false, at: now, store),
                FormToken.make(for: AccountID(uuid: UUID()), isComplete: true, at: now, store),
                FormToken.make(
                    for: manager.account, isComplete: true, at: now.after(hours: -FormToken.hours), store),
                FormToken.make(for: manager.account, isComplete: true, at: now.after(hours: 1), store),
            ]
            for token in forged {
                #expect(try await browser.note("Planted.", token: token, on: number).leads == "/sign-in", "\(token)")
            }
            #expect(try browser.drafts().isEmpty)
            #expect(try await browser.note("", on: number).leads == "/sign-in", "nothing was typed")
            #expect(try await browser.send("/sign-out", [("form-token", good)]).status == 303)
            #expect(try await browser.note("Mine.", on: number).leads == "/sign-in?kept=1&lang=en")
            #expect(try browser.drafts().count == 1)
            for step in 0..<30 {
                _ = try await browser.send(
                    "/cases/\(number)/notes",
                    [("form-token", good), ("entry", EntryID.made(at: now).description), ("text", "More \(step)")])
            }
            // The first are not lost for the last, which is told and shown.
            let drafts = try browser.drafts()
            #expect(drafts.count == Store.mostEnded && drafts.contains { $0.values["text"] == ["Mine."] })
            let full = try await browser.note("Too much.", on: number)
            #expect(full.status == 409 && full.text.contains("Too much."))
            try await store.record(.disabled, to: manager.account, by: nil, at: now)
            #expect(try await browser.note("Late.", on: number).leads == "/sign-in", "an account that is not in force")
        }
    }

    /// Somebody else signed in at the same browser, and sends the page that the first one left open.
    /// Nobody can tell who typed it: nothing is kept under either name, and whoever sent it reads it.
    @Test func whatIsSentByAnotherThanItsPageBelongsToIsKeptForNobody() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let first = try world.browser(client, world.sandbox.actor("case-manager"))
            let second = try world.browser(client, world.sandbox.actor("supervisor"))
            let sent = try await second.note("Zqsecret", token: first.session.formToken, on: number)
            #expect(sent.status == 403 && sent.text.contains("Zqsecret"))
            #expect(try second.drafts().isEmpty && first.drafts().isEmpty)
            #expect(try world.sandbox.store.peek(number)?.notes.isEmpty == true)
            // The same worker who signed in again in another tab goes on.
            let again = try world.browser(client, world.sandbox.actor("case-manager"))
            let back = try await again.note("Zqsecret", token: first.session.formToken, on: number)
            let address = try first.drafts().first?.address
            #expect(back.status == 303 && back.leads == address)
        }
    }

    /// Meanwhile somebody closed the case, so that the page with the form is gone.
    @Test func whereThePageIsGoneTheWordsAreThere() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            try browser.end()
            let fields = [("form-token", browser.session.formToken), ("entry", FormWorld.entry), ("text", "Zqlong story")]
            _ = try await browser.send("/cases/\(number)/services", fields)
            let said = Answers([.text: .text("Done.")])
            _ = try await world.sandbox.record(.closureAsked(reason: "goals-met", answers: said), to: number)
            _ = try await world.sandbox.record(.closed(reason: "goals-met", answers: said), to: number, by: "supervisor")
            let after = try world.browser(client, browser.actor)
            let draft = try #require(try after.drafts().first)
            let gone = try await after.get(draft.address)
            #expect(gone.status == 303 && gone.leads == "/drafts/\(draft.id)")
            let words = try await after.get(gone.leads)
            #expect(words.status == 200 && words.text.contains("Zqlong story") && words.text.contains("Case \(number)"))
        }
    }

    @Test func whoIsKeptOutSinceThenIsToldOfNothing() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            try browser.end()
            _ = try await browser.note("Zqlong story", on: number)
            _ = try await world.sandbox.record(.excluded(.worker(browser.actor.account)), to: number, by: "supervisor")
            let after = try world.browser(client, browser.actor)
            let draft = try #require(try after.drafts().first)
            for path in ["/work", "/drafts", "/drafts/\(draft.id)", draft.address] {
                let page = try await after.get(path)
                #expect(!page.text.contains(number) && !page.text.contains("Zqlong"), "\(path)")
            }
        }
    }

    @Test func aFileSentTooLateKeepsItsWords() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            try browser.end()
            let path = "/cases/\(number)/attachments"
            let fields = [("form-token", browser.session.formToken), ("entry", FormWorld.entry), ("text", "Her passport")]
            let late = try await browser.sendFile(
                path, fields + [("compartment", "welfare")], String(repeating: "x", count: 3 << 20))
            #expect(late.status == 303 && late.leads == "/sign-in?kept=1&lang=en", "\(late.status)")
            let after = try world.browser(client, browser.actor)
            let page = try await after.get(try #require(try after.drafts().first).address).text
            #expect(page.contains("value=\"Her passport\"") && page.contains("Choose it again"))
            let draft = try #require(try after.drafts().first)
            #expect(draft.lostFile && draft.values["file"] == nil)
            try world.sandbox.store.forget(draft: draft.id, of: browser.actor.account)
            // Without a proof of a session nothing large is read.
            let forged = [("form-token", "x"), ("entry", FormWorld.entry), ("text", "Planted")]
            #expect(try await browser.sendFile(path, forged, String(repeating: "x", count: 3 << 20)).leads == "/sign-in")
            #expect(try after.drafts().isEmpty)
        }
    }

    @Test func aLongFormSentTooLateIsKeptWhole() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            try browser.end()
            let long = String(repeating: "She said yes. ", count: 12_000)
            #expect(try await browser.note(long, on: number).leads == "/sign-in?kept=1&lang=en")
            #expect(try browser.drafts().first?.values["text"] == [long])
        }
    }

    @Test func whatWaitsForAProofIsNotLost() async throws {
        let house = try await DoorTests.House(isCapped: true)
        defer { house.sandbox.remove() }
        let (test, store, manager) = (house.sandbox, house.sandbox.store, house.sandbox.actor("case-manager"))
        for _ in 0..<30 { _ = try await store.read(try await test.open(), as: manager, for: .casework, at: Sandbox.now) }
        let path = "/cases/\(try await test.open())/closure"
        let body = "form-token=\(house.session.formToken)&entry=\(Sandbox.someID)&reason=goals-met&text=She+said+yes"
        let asked = try await house.send(path, .post, body)
        let form = try #require(PageForm.all(in: asked.1).first { $0.address == "/prove" })
        try house.desk.sessions.end(house.session.key)
        let sent = form.sent.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        #expect(try await house.send("/prove", .post, sent.joined(separator: "&")).2[.location] == "/sign-in?kept=1&lang=en")
        _ = try await house.send("/prove", .post, "form-token=\(house.session.formToken)&code=123456")
        #expect(try store.drafts(of: manager.account, at: Sandbox.now).count == 1, "a code alone is kept nowhere")
        let draft = try #require(try store.drafts(of: manager.account, at: Sandbox.now).first)
        #expect(draft.page == path && draft.values["text"] == ["She said yes"] && draft.values["reason"] == ["goals-met"])
    }
}
