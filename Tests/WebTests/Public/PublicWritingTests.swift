import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Register
import Store
import Testing
@testable import Web

/// What people write at the public door: kept in another language, beside a file that cannot be taken, and never shared with another.
struct PublicWritingTests {
    typealias House = PublicDoorTests.House

    @Test func anotherLanguageKeepsWhatWasWritten() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let form = [("pr_danger", "no"), ("pr_what", "The blue gate"), ("seed", "0123456789abcdef")]
        let first = try await house.send("/public/report?c=RADIO-1").text
        #expect(first.contains("formaction=\"/public/report?lang=fr&amp;c=RADIO-1\""))
        let french = try await house.send("/public/report?lang=fr", form + [("relang", "1")])
        #expect(french.status == 200 && french.text.contains("<html lang=\"fr\">") && french.text.contains("The blue gate"))
        #expect(french.text.contains("value=\"0123456789abcdef\"") && french.text.contains("value=\"no\" checked"))
        #expect(try house.sandbox.store.concerns(as: house.sandbox.actor("supervisor")).lines.isEmpty, "a language sends nothing")
        // Enter presses the first button of a form.
        let enter = try #require(first.range(of: "form=\"questions\" class=\"visually-hidden\""))
        let language = try #require(first.range(of: "name=\"relang\""))
        #expect(enter.lowerBound < language.lowerBound)
        let advice = try await house.send("/public/safe?lang=fr", [("ps_danger", "yes"), ("advised", "1"), ("relang", "1")])
        #expect(advice.text.contains("<ul class=\"advice\">") && advice.text.contains("<html lang=\"fr\">"))
        let code = try await house.report()
        let sent = try await house.send("/public/report", form)
        #expect(sent.text.contains("id=\"reply-code\"") && !sent.text.contains("relang"), "a code is shown once")
        let thread = try await house.send("/public/reply", [("code", code)]).text
        let pass = try house.hidden("pass", thread)
        let half = try await house.send("/public/reply?lang=fr", [("pass", pass), ("text", "I wait"), ("relang", "1")]).text
        #expect(half.contains("<html lang=\"fr\">") && half.contains(">I wait</textarea>"))
    }

    @Test func aFloodKeepsWhatWasWritten() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        for _ in 0..<4 {
            let ticket = house.site.turnstile.ticket("", at: Sandbox.now)
            #expect(await house.site.turnstile.enter(ticket, hasWorked: false, at: Sandbox.now))
        }
        let form = [("pr_what", "\"Two\" & three\nlines"), ("seed", "s")]
        let page = try await house.send("/public/report", form)
        #expect(page.status == 503 && page.text.contains("&quot;Two&quot; &amp; three\nlines"))
        #expect(page.headers[.retryAfter] != nil && page.text.utf8.count % 16_384 == 0)
        #expect(page.text.contains("tel:911") && page.text.contains("In danger call 911"))
        let ticket = try house.hidden("ticket", page.text)
        let french = try await house.send("/public/report?lang=fr", form + [("ticket", ticket), ("relang", "1")]).text
        #expect(french.contains(ticket) && french.contains("<html lang=\"fr\">"), "the place stays")
        house.site.turnstile.leave(at: Sandbox.now)
        #expect(try await house.send("/public/report", form + [("ticket", ticket)]).text.contains("id=\"reply-code\""))
    }

    /// Two people who write the same words by a page that brought no chance.
    @Test func nobodySharesACode() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        for seed in ["", "short"] {
            var codes: Set<String> = []
            for _ in 0..<2 {
                let page = try await house.send("/public/report", [("pr_danger", "yes"), ("seed", seed)]).text
                codes.insert(page.matches(of: /<span>(\d{4})<\/span>/).map { String($0.output.1) }.joined())
            }
            #expect(codes.count == 2 && codes.allSatisfy { $0.count == 20 })
        }
    }

    @Test func anotherSiteSendsNothing() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let form = [("pr_danger", "no"), ("seed", "0123456789abcdef")]
        #expect(try await house.send("/public/report", form, [name: "cross-site"]).status == 403)
        #expect(try await house.send("/public/report", form, [name: "same-origin"]).status == 200)
        #expect(try await house.send("/public", nil, [name: "cross-site"]).status == 200, "a link from elsewhere leads here")
        #expect(throws: Never.self) { try house.site.checkOrigin([.origin: "null"], host: nil, isKnown: false) }
        #expect(throws: Fault.self) { try house.site.checkOrigin([.origin: "null"], host: nil, isKnown: true) }
        #expect(throws: Fault.self) {
            try house.site.checkOrigin([.origin: "https://elsewhere.example"], host: nil, isKnown: false)
        }
    }

    @Test func aCallNeedsANumber() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let form = [("ph_reach", "call"), ("ph_what", "Please come"), ("seed", "0123456789abcdef")]
        let page = try await house.send("/public/help", form)
        #expect(page.status == 422 && page.text.contains("We need a number to call you") && page.text.contains("Please come"))
        #expect(try await house.send("/public/help", form + [("ph_phone", "758 555 0101")]).status == 200)
        #expect(try await house.send("/public/help", [("ph_reach", "page"), ("seed", "0123456789abcdef")]).status == 200)
    }

    @Test func aNumberInWordsIsKeptAsItWasSaid() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let triager = house.sandbox.actor("supervisor")
        for people in ["about\u{0} \u{202E}five", "5"] { _ = try await house.report([("pr_people", people)]) }
        let lines = try house.sandbox.store.concerns(as: triager).lines
        var said: [String: String] = [:]
        for line in lines {
            let answers = try await house.sandbox.store.concern(line.number, as: triager, at: Sandbox.now).concern.answers
            for field in ["cn_people", "pr_people"] { if let text = answers[FieldID(field)]?.text { said[field] = text } }
        }
        #expect(said == ["cn_people": "5", "pr_people": "about five"])
    }

    @Test func publicQuestionsOfferPlainAnswers() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let page = try await house.send("/public/report").text
        for word in ["Not known", "Prefer not to say", "Not asked"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.contains("I would rather not say") && page.contains("tap the yellow bar"))
    }

    // MARK: Pictures

    /// Source: RFC 7578.
    private func upload(_ house: House, _ form: [(String, String)], _ name: String, _ file: Data) async throws -> (Int, String) {
        var body = Data()
        for (key, value) in form {
            body += Data("--mark\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Data("--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8) + file
        body += Data("\r\n--mark--\r\n".utf8)
        let all = body
        return try await Application(responder: house.site.responder()).test(.router) { client in
            try await client.execute(
                uri: "/public/reply/message", method: .post, headers: [.contentType: "multipart/form-data; boundary=mark"],
                body: ByteBuffer(bytes: all)
            ) { (Int($0.status.code), String(buffer: $0.body)) }
        }
    }

    @Test func aFileThatCannotBeTakenLosesNoWord() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let code = try await house.report()
        let pass = try house.hidden("pass", try await house.send("/public/reply", [("code", code)]).text)
        let form = [("pass", pass), ("text", "The gate is blue")]
        let large = try await upload(house, form, "gate.jpg", Data(repeating: 7, count: 14 << 20))
        #expect(large.0 == 422 && large.1.contains(">The gate is blue</textarea>") && large.1.contains("It may have 12 MB"))
        for (name, head) in [("a.heic", "\0\0\0\u{18}ftypheic"), ("a.pdf", "%PDF-1.7\n%%EOF\n"), ("a.jpg", "nothing")] {
            let odd = try await upload(house, form, name, Data(head.utf8))
            #expect(
                odd.0 == 422 && odd.1.contains("only take JPG or PNG") && odd.1.contains(">The gate is blue</textarea>"), "\(name)")
        }
        // While many others send large ones, words go on.
        for _ in 0..<6 { #expect(house.site.pictures.take()) }
        let crowd = try await upload(house, form, "gate.jpg", Data(repeating: 7, count: 2 << 20))
        #expect(crowd.0 == 422 && crowd.1.contains("Try again in a minute") && crowd.1.contains(">The gate is blue</textarea>"))
        #expect(try await upload(house, form, "gate.jpg", Data()).1.contains("role=\"status\""))
    }

    // MARK: What programs ask

    @Test func aHeadIsAnsweredAsAPageAndCountsNoVisit() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        for (path, status) in [("/public/report", 200), ("/c/NOWHERE", 303), ("/public/nothing", 404), ("/health", 200)] {
            let (code, size) = try await Application(responder: house.site.responder()).test(.router) { client in
                try await client.execute(uri: path, method: .head) { (Int($0.status.code), $0.body.readableBytes) }
            }
            #expect(code == status && size == 0, "\(path)")
        }
    }

    @Test func aPartOfARecording() {
        func part(_ header: String) -> Range<Int>? { PublicSounds.part(header, of: 100) }
        #expect(part("bytes=0-1") == 0..<2 && part("bytes=90-") == 90..<100 && part("bytes=-10") == 90..<100)
        #expect(part("bytes=50-900") == 50..<100 && part("bytes=0-9223372036854775807") == 0..<100)
        for odd in ["bytes=100-", "bytes=9-1", "bytes=-0", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,4-5", "bytes=a-b", ""] {
            #expect(part(odd) == nil, "\(odd)")
        }
    }
}
