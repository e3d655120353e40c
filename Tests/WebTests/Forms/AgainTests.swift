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

/// An error, a file that is too large and another language give back what was typed, and record nothing.
struct AgainTests {
    typealias Browser = FormWorld.Browser

    @Test func aFileThatIsTooLargeLosesNoWords() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            let fields = [("form-token", browser.session.formToken), ("entry", FormWorld.entry), ("text", "Her passport")]
            let large = try await browser.sendFile(
                "/cases/\(number)/attachments", fields + [("compartment", "welfare")], String(repeating: "x", count: 23 << 20))
            #expect(large.status == 413 && large.text.contains("Her passport") && large.text.contains("Back to the form"))
            let form = try #require(PageForm.all(in: large.text).first { $0.address == "/cases/\(number)/attachments" })
            let back = String(try #require(large.text.firstMatch(of: /formaction="([^"]+)" class="quiet"/)).output.1)
            let page = try await browser.send(back.replacing("&amp;", with: "&"), form.sent.filter { $0.0 != "form-token" })
            #expect(page.status == 200 && page.text.contains("value=\"Her passport\""))
        }
    }

    /// An error on the way to the record: what was typed stands on its page, to be sent again.
    @Test func anErrorCarriesWhatWasTyped() async throws {
        try await FormWorld.browse { world, client in
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            let lost = try await browser.note("Zqlong story", on: "SLU-2026-9999")
            #expect(lost.status == 404 && lost.text.contains("What you typed is not lost") && lost.text.contains("Zqlong story"))
            let form = try #require(PageForm.all(in: lost.text).first { $0.address == "/cases/SLU-2026-9999/notes" })
            #expect(form["text"] == "Zqlong story" && form["entry"] == FormWorld.entry)
        }
    }

    @Test func aPageComesAgainOnlyWhereItIsOneOfOursAndRecordsNothing() async throws {
        try await FormWorld.browse { world, client in
            let number = try await world.sandbox.open()
            let browser = try world.browser(client, world.sandbox.actor("case-manager"))
            let fields = [("entry", FormWorld.entry), ("text", "Zqtext")]
            for page in ["//evil.example", "https://evil.example", "/nothing/here", "/exit", "/api/v1/cases", ""] {
                let odd = try await browser.send("/again?page=\(page)&form=/cases/\(number)/notes&lang=fr", fields)
                #expect(odd.status == 400 && !odd.leads.contains("evil"), "\(page)")
            }
            let again = try await browser.send("/again?page=/cases/\(number)/notes&form=/elsewhere&lang=xx", fields)
            #expect(again.status == 200 && again.text.contains("Zqtext") && again.text.contains("is not here now"))
            #expect(try await browser.send("/again?page=/cases/\(number)/notes", [("form-token", "x")] + fields).status == 403)
            #expect(try world.sandbox.store.peek(number)?.notes.isEmpty == true)
        }
    }
}
