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

/// Anybody at the public door, without a browser: nobody is known, nothing is left behind, and a code leads to its answer.
struct PublicDoorTests {
    struct House {
        let sandbox: Sandbox
        let site: Site

        init(host: String? = nil, isOpen: Bool = true, pack: String = "saint-lucia") async throws {
            sandbox = try await Sandbox(pack: pack)
            site = Site(country: sandbox.country, publicHost: host, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
            if isOpen { site.open(try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)) }
        }

        func send(
            _ path: String, _ form: [(String, String)]? = nil, _ more: HTTPFields = [:], host: String = "localhost"
        ) async throws -> (status: Int, text: String, headers: HTTPFields) {
            var headers = more
            if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            let all = headers
            let body = form.map { pairs in
                pairs.map {
                    "\($0)=\($1.replacing("&", with: "%26").replacing("+", with: "%2B").replacing("=", with: "%3D").replacing(" ", with: "+"))"
                }
                .joined(separator: "&")
            }
            return try await Application(responder: site.responder()).test(.router) { client in
                try await client.execute(
                    uri: path, method: form == nil ? .get : .post, headers: all, body: body.map { ByteBuffer(string: $0) }
                ) { (Int($0.status.code), String(buffer: $0.body), $0.headers) }
            }
        }

        func hidden(_ name: String, _ page: String) throws -> String {
            String(try #require(page.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\""))?.output[1].substring))
        }

        /// A report, and its code.
        func report(_ answers: [(String, String)] = [("pr_danger", "no"), ("pr_what", "a boat")], query: String = "") async throws
            -> String
        {
            let seed = try hidden("seed", try await send("/public/report").text)
            let page = try await send("/public/report\(query)", answers + [("seed", seed)])
            #expect(page.status == 200)
            return page.text.matches(of: /<span>(\d{4})<\/span>/).map { String($0.output.1) }.joined()
        }
    }

    static let paths = [
        "", "/signs", "/safe", "/report", "/help", "/reply", "/services", "/privacy", "/accessibility", "/statistics",
    ]

    @Test func everyPageLeavesFirstAndSetsNothing() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        for path in PublicDoorTests.paths {
            for language in house.sandbox.country.languages {
                let (status, text, headers) = try await house.send("/public\(path)?lang=\(language)&c=radio-2")
                #expect(status == 200 && headers[.setCookie] == nil, "\(path)")
                let exit = try #require(text.range(of: "href=\"/exit\""))
                let links = text.matches(of: /<a [^>]*href="([^"]+)"/).map { String($0.output.1) }
                #expect(links.first == "/exit" && !text[..<exit.lowerBound].contains("<button"))
                #expect(text.contains("<html lang=\"\(language)\">"))
                let others = text.matches(of: /<a href="([^"]+)" lang="/).map { String($0.output.1) }
                for link in links where link.hasPrefix("/public") && !others.contains(link) {
                    #expect(link.contains("lang=\(language)&amp;c=radio-2"), "\(path): \(link)")
                }
                #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("style="))
                let title = try #require(text.firstMatch(of: /<title>([^<]*)<\/title>/)).output.1.lowercased()
                for word in ["traffick", "report", "help", "victim", "anse"] { #expect(!title.contains(word), "\(title)") }
            }
        }
    }

    @Test func aSignedInWorkerIsNobodyHereAndACodeOfAPosterIsOnlyACode() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let desk = try #require(house.site.openDesk)
        let token = try desk.sessions.start(
            house.sandbox.actor("supervisor").account, device: "", language: "fr", isComplete: true, at: Sandbox.now)
        let text = try await house.send("/public", nil, [.cookie: "\(Sessions.cookie)=\(token)"]).text
        #expect(text.contains("<html lang=\"en\">") && !text.contains("sign-out"))
        #expect(try await !house.send("/public?c=%22%3E%3Cscript%3E").text.contains("script&gt;"))
        #expect(try await !house.send("/public?c=a%26b").text.contains("c=a"))
    }

    @Test func howToReachSomebodySafelyStandsBeforeTheirNumber() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let seed = try house.hidden("seed", try await house.send("/public/help").text)
        let said = [("ph_reach", "page"), ("ph_time", "evening"), ("ph_word", "breadfruit"), ("ph_phone", "758 555 0177")]
        #expect(try await house.send("/public/help", said + [("seed", seed)]).status == 200)
        let worker = try DirectoryPageTests.Worker("supervisor", in: house.sandbox)
        let number = try house.sandbox.store.concerns(as: house.sandbox.actor("supervisor")).lines[0].number
        let page = try await worker.send("/concerns/\(number)").text
        let notice = try #require(page.range(of: "Do not call. Send no text message."))
        let word = try #require(page.range(of: "breadfruit"))
        let phone = try #require(page.range(of: "758 555 0177"))
        #expect(notice.lowerBound < phone.lowerBound && word.lowerBound < phone.lowerBound)
        #expect(page.contains("In the evening"))
        let asked = try await house.report([("pr_what", "a boat"), ("pr_safe", "yes"), ("pr_phone", "758 555 0178")])
        #expect(asked.count == 20)
        let other = try #require(
            try house.sandbox.store.concerns(as: house.sandbox.actor("supervisor")).lines.map(\.number).first { $0 != number })
        #expect(try await !worker.send("/concerns/\(other)").text.contains("Do not call."))
    }

    @Test func aReportIsReadAndAnsweredUnderItsCode() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let code = try await house.report(
            [("pr_danger", "yes"), ("pr_what", "A girl waits"), ("pr_name", "Ti Marie"), ("pr_heard", "radio")], query: "?c=WAVE-2")
        #expect(code.count == 20)
        let triager = house.sandbox.actor("supervisor")
        let line = try #require(try house.sandbox.store.concerns(as: triager).lines.first)
        let concern = try await house.sandbox.store.concern(line.number, as: triager, at: Sandbox.now).concern
        #expect(line.urgency == "urgent" && concern.answers["cn_what"]?.text == "A girl waits")
        #expect(concern.answers["cn_code"]?.text == "WAVE-2" && concern.answers["cn_source"]?.text == "public")
        #expect(concern.answers["cn_caller"]?.text == "Ti Marie" && concern.answers["pr_danger"]?.text == "yes")

        let worker = try DirectoryPageTests.Worker("supervisor", in: house.sandbox)
        let page = try await worker.send("/concerns/\(line.number)").text
        #expect(page.contains("A girl waits") && page.contains("Somebody from the public") && page.contains("No messages yet."))
        #expect(try await worker.send("/concerns/\(line.number)/answer", [("answer", "")]).status == 422)
        #expect(try await worker.send("/concerns/\(line.number)/answer", [("answer", "Are you safe")]).status == 303)
        #expect(try await worker.send("/concerns/\(line.number)/standing", [("standing", "acting")]).status == 303)

        let thread = try await house.send("/public/reply", [("code", code)])
        #expect(thread.text.contains("<ol class=\"timeline\"><li>") && !thread.text.contains("&lt;"))
        #expect(thread.status == 200 && thread.text.contains("Are you safe") && thread.text.contains("doing something"))
        #expect(!thread.text.contains(code) && !thread.text.contains("A girl waits"), "who holds the phone reads no report")
        let pass = try house.hidden("pass", thread.text)
        let entry = try house.hidden("entry", thread.text)
        let form = [("pass", pass), ("entry", entry), ("text", "Not yet")]
        #expect(try await house.send("/public/reply/message", form).text.contains("Not yet"))
        #expect(try await house.send("/public/reply/message", form).text.contains("Not yet"))
        #expect(try house.sandbox.store.dialogue(ofConcern: line.number, as: triager)?.messages.count == 2, "sent twice, kept once")
        #expect(try await worker.send("/concerns").text.contains("New message"))

        #expect(try await house.send("/public/reply/deletion", [("pass", pass)]).status == 422)
        #expect(try await house.send("/public/reply/deletion", [("pass", pass), ("sure", "1")]).text.contains("are deleted"))
        #expect(try await worker.send("/concerns/\(line.number)").text.contains("deleted the messages"))
    }

    /// The same page for a code that never was, one that was ended, and no code at all; only what was typed comes back.
    @Test func aWrongCodeAndAnEndedOneAreTheSamePage() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let code = try await house.report()
        let thread = try await house.send("/public/reply", [("code", code)])
        let right = thread.text.utf8.count
        _ = try await house.send("/public/reply/deletion", [("pass", try house.hidden("pass", thread.text)), ("sure", "1")])
        var pages: Set<String> = []
        for typed in [code, "12345678901234567890", "00000000000000000000"] {
            let page = try await house.send("/public/reply", [("code", typed)])
            #expect(page.status == 422 && page.text.utf8.count == right, "the length on the line is one")
            pages.insert(page.text.replacing(typed, with: "typed"))
        }
        #expect(pages.count == 1)
        let short = try await house.send("/public/reply", [("code", "12")])
        #expect(short.status == 422 && short.text.utf8.count == right && short.text.contains("value=\"12\""))
    }

    /// The right code, tried too often, is answered as a wrong one until the time is over.
    @Test func aCodeThatIsTriedTooOftenRests() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let code = try await house.report()
        for _ in 0..<20 { #expect(try await house.send("/public/reply", [("code", code)]).status == 200) }
        #expect(try await house.send("/public/reply", [("code", code)]).status == 422)
    }

    @Test func nothingThatWasWrittenIsLost() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let seed = "0123456789abcdef"
        let empty = try await house.send("/public/report", [("seed", seed)])
        #expect(empty.status == 422 && empty.text.contains("role=\"alert\""))
        let faulty = try await house.send("/public/report", [("pr_phone", "many"), ("pr_what", "The red house"), ("seed", seed)])
        #expect(faulty.status == 422 && faulty.text.contains("The red house") && faulty.text.contains("value=\"\(seed)\""))
        #expect(faulty.text.contains("Please look at this again"))
        // A page that lay open for too long asks for the code and keeps the message.
        let late = try await house.send("/public/reply/message", [("pass", "old"), ("text", "I am here")])
        #expect(late.text.contains("I am here") && late.text.contains("name=\"code\""))
        let code = try await house.report()
        let sent = try await house.send("/public/reply/message", [("code", code), ("text", "I am here")])
        #expect(sent.status == 200 && sent.text.contains("I am here") && sent.text.contains("role=\"status\""))
    }

    @Test func adviceKeepsNothing() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let before = try house.sandbox.installation.ledger.lastPosition()
        let page = try await house.send("/public/safe", [("ps_danger", "yes"), ("ps_papers", "yes")])
        #expect(page.status == 200 && page.text.contains("Call 911") && page.text.contains("Your papers are yours"))
        #expect(try house.sandbox.installation.ledger.lastPosition() == before)
    }

    @Test func aServiceIsFoundAndAShelterIsNot() async throws {
        let house = try await House()
        defer { house.sandbox.remove() }
        let keeper = house.sandbox.actor("case-manager")
        func list(_ name: String, _ agency: AgencyCode, _ service: ServiceCode, _ secret: String?) async throws {
            var answers = Answers(["pv_address": .text("7 Fictional Street"), "pv_phone": .text("758 555 0101")])
            if let secret { answers["pv_secret"] = .text(secret) }
            _ = try await house.sandbox.store.list(
                Provider.Listing(name: name, agency: agency, services: [service]), answers, id: .made(at: Sandbox.now), as: keeper,
                at: Sandbox.now, today: house.sandbox.today)
        }
        try await list("Hibiscus Clinic", "health", "medical", "no")
        try await list("Hidden House", "ngo-shelter", "housing", "no")
        try await list("Quiet Desk", "health", "medical", "yes")
        try await list("Unasked Desk", "health", "medical", nil)
        let asked = try await house.send("/public/services?need=medical").text
        #expect(!asked.contains("Hibiscus") && !asked.contains("selected"), "what is needed stands in no address")
        #expect(
            asked.contains(
                "<optgroup label=\"Castries\"><option value=\"castries\">Castries</option><option value=\"castries-city\">"))
        let all = try await house.send("/public/services", [("need", "")]).text
        #expect(all.contains("1 place that may help"))
        #expect(all.contains("Hibiscus Clinic") && all.contains("7 Fictional Street"))
        for name in ["Hidden House", "Quiet Desk", "Unasked Desk"] { #expect(!all.contains(name), "\(name)") }
        #expect(try await !house.send("/public/services", [("need", "legal")]).text.contains("Hibiscus"))
        let shelter = try await house.send("/public/services", [("need", "housing"), ("district", "bexon")]).text
        #expect(shelter.contains("We do not show where it is") && !shelter.contains("Hidden House"))
    }

    @Test func atItsOwnHostOnlyThePublicPagesAnswer() async throws {
        let house = try await House(host: "safe.example")
        defer { house.sandbox.remove() }
        func path(_ path: String) -> String { PublicHost<RouterResponder<DoorContext>>.inside(path) }
        #expect(
            ["/", "/?lang=fr", "/report?c=a", "/work", "/exit", "/assets/app.css", "/public/signs"].map(path) == [
                "/public", "/public?lang=fr", "/public/report?c=a", "/public/work", "/exit", "/assets/app.css", "/public/signs",
            ])
        #expect(house.site.isPublicHost("Safe.Example:443") && !house.site.isPublicHost("example") && !house.site.isPublicHost(nil))
        #expect(try await House().site.isPublicHost("safe.example") == false)
    }

    @Test func whileSealedNobodyIsSentToThePassphrase() async throws {
        let house = try await House(isOpen: false)
        defer { house.sandbox.remove() }
        let page = try await house.send("/public")
        #expect(page.status == 503 && page.text.contains("Closed for the moment") && page.text.contains("tel:847"))
        let absent = try await house.send("/public/nothing")
        #expect(absent.status == 404 && !absent.text.contains("sign-in"))
    }

    @Test func aSecondCountryAsksOtherQuestions() async throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let country = try Country(at: project.appending(path: "Packs/demo-land"))
        let door = try #require(country.door)
        let answers = Answers(["rr_danger": .text("tonight"), "rr_what": .text("a boat")])
        #expect(door.report.urgency(of: answers) == "urgent" && door.report.urgency(of: Answers()) == "other")
        let report = door.report.report(of: answers, urgencyField: country.urgency, campaign: "X")
        #expect(report == Answers(["rr_danger": .text("tonight"), "cn_what": .text("a boat"), "cn_urgency": .text("urgent")]))
        #expect(door.help.urgency(of: Answers()) == "urgent" && door.channel == "landing")
        // Its demo begins, though no role of it answers in every case of an agency.
        let staff = Cast.staff(of: country)
        var life = Life(country: country, staff: staff, seed: 1)
        let opener = life.opener()
        #expect(country.roles.first { $0.code == opener.role }?.grants[.none]?.may.contains(.open) == true)
    }
}
