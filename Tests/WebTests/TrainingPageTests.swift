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

/// The day of a workshop in the browser: a trainer signed in, participants with nothing but a phone.
struct TrainingPageTests {
    /// One visitor. Without a session: a phone in the room.
    struct Visitor {
        let client: any TestClientProtocol
        var session: Session?
        var token = ""

        func ask(_ path: String, _ form: [(String, String)]? = nil) async throws -> (status: Int, text: String, size: Int) {
            var headers: HTTPFields = [.acceptEncoding: "gzip"]
            if session != nil { headers[.cookie] = "\(Sessions.cookie)=\(token)" }
            let all = form.map { fields -> [(String, String)] in
                var hidden = [("entry", EntryID.made(at: Sandbox.now).description)]
                if let session { hidden.append(("form-token", session.formToken)) }
                return hidden + fields
            }
            if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
            let body = all.map { $0.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&") }
            let plain = form != nil || session != nil
            if plain { headers[.acceptEncoding] = nil }
            return try await client.execute(
                uri: path, method: form == nil ? .get : .post, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                let isPacked = response.headers[.contentEncoding] == "gzip"
                let text = isPacked ? "" : String(buffer: response.body)
                return (Int(response.status.code), response.headers[.location] ?? text, response.body.readableBytes)
            }
        }

        /// The page as text, whatever its size.
        func read(_ path: String) async throws -> String {
            try await client.execute(
                uri: path, method: .get, headers: session == nil ? [:] : [.cookie: "\(Sessions.cookie)=\(token)"], body: nil
            ) { String(buffer: $0.body) }
        }

        private func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
    }

    func visit(_ signIns: [String], _ test: @escaping @Sendable (Sandbox, [Visitor], Visitor) async throws -> Void)
        async throws
    {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        let desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
        site.open(desk)
        try await Application(router: site.router()).test(.router) { client in
            let staff = try signIns.map { signIn in
                let token = try desk.sessions.start(
                    sandbox.actor(signIn).account, device: "", language: "en", isComplete: true, at: Sandbox.now)
                return Visitor(client: client, session: try desk.sessions.find(token, at: Sandbox.now), token: token)
            }
            try await test(sandbox, staff, Visitor(client: client))
        }
    }

    private func course() -> [(String, String)] {
        [
            ("title", "Referral"), ("topic", "referral"), ("modules", "Law; 45\nPractice"), ("test", "referral"), ("pass", "50"),
            ("attendance", "50"), ("validity", "24"), ("languages", "en"),
        ]
    }

    func plan(_ day: Day, capacity: String = "20") -> [(String, String)] {
        [
            ("day.day", String(day.day ?? 1)), ("day.month", String(day.month ?? 1)), ("day.year", String(day.year)), ("days", "1"),
            ("halves", "whole"), ("place", "Castries"), ("language", "en"), ("cost", "125.50"), ("capacity", capacity),
            ("outside", "Perpetua Laborde; w-2025-0003"),
        ]
    }

    /// A workshop of today, by the pages.
    func workshop(_ trainer: Visitor, _ sandbox: Sandbox) async throws -> String {
        let course = try await trainer.ask("/courses/new", course()).text
        #expect(course.hasPrefix("/courses/"))
        let planned = try await trainer.ask("/workshops/new?course=\(course.split(separator: "/").last ?? "")", plan(sandbox.today))
        #expect(planned.status == 303, "\(planned.text)")
        return planned.text
    }

    func digits(_ path: String, _ trainer: Visitor) async throws -> (code: String, now: String) {
        let page = try await trainer.read(path + "/code")
        let code = try #require(page.firstMatch(of: /join\/([A-Z0-9]{6})/)?.output.1)
        let now = try #require(page.firstMatch(of: /code big">(\d{3}) (\d{3})</)?.output)
        return (String(code), "\(now.1)\(now.2)")
    }

    let person = [("name", "Ianthe Polius"), ("agency", "police"), ("group", "police"), ("sex", "female")]

    func join(_ phone: Visitor, _ code: String, _ now: String, _ person: [(String, String)]) async throws -> String {
        let page = try await phone.read("/join/\(code)?now=\(now)")
        let ticket = try #require(page.firstMatch(of: /name="ticket" value="([^"]+)"/)?.output.1)
        return try await phone.ask("/join/\(code)", person + [("ticket", String(ticket))]).text
    }

    @Test func aDayFromTheCodeOnTheScreenToTheCertificate() async throws {
        try await visit(["training-officer"]) { sandbox, staff, phone in
            let trainer = staff[0]
            let path = try await workshop(trainer, sandbox)
            let (code, now) = try await digits(path, trainer)
            #expect(try await phone.ask("/join", [("code", code.lowercased()), ("now", now)]).text == "/join/\(code)?now=\(now)")
            #expect(try await phone.ask("/join", [("code", "ZZZZZZ"), ("now", now)]).status == 422)
            #expect(try await !phone.read("/join/\(code)?now=000000").contains("name=\"ticket\""), "no digits, no door")
            #expect(try await phone.ask("/join/\(code)", person).status == 422, "no ticket, no door")
            let own = try await join(phone, code, now, person)
            #expect(own.wholeMatch(of: /\/t\/[A-Za-z0-9_-]{24}/) != nil, "\(own)")
            #expect(try await phone.read(own).contains("Ianthe Polius"))
            #expect(try await phone.ask(own + "/tests/before").status == 422, "not open yet")
            #expect(try await trainer.ask(path + "/tests", [("sitting", "before"), ("back", "code")]).text == path + "/code")
            let test = try #require(sandbox.country.training?.test("referral"))
            let wrong = test.items.map { item in (item.id, item.choices.first { $0.code != item.right }?.code ?? "") }
            let right = test.items.map { ($0.id, $0.right) }
            #expect(try await phone.ask(own + "/tests/before", wrong).status == 422, "how confident?")
            #expect(try await phone.ask(own + "/tests/before", wrong + [("confidence", "2")]).text == own)
            #expect(try await phone.ask(own + "/tests/before", right + [("confidence", "2")]).text == own, "sent twice")
            _ = try await trainer.ask(path + "/tests", [("sitting", "after")])
            #expect(try await phone.ask(own + "/tests/after", right + [("confidence", "5")]).text == own)
            #expect(try await phone.ask(own + "/opinion", [("sf_useful", "very"), ("sf_safe", "yes")]).text == own)
            #expect(try await !phone.read(own).contains("100 %"), "others still answer")
            #expect(try await trainer.ask(path + "/closure", []).status == 303)
            let page = try await phone.read(own)
            #expect(page.contains("0 % before, 100 % after"))
            #expect(try await trainer.ask(path + "/certificates", []).status == 303)
            let done = try await phone.read(own)
            let serial = try #require(done.firstMatch(of: /W-\d{4}-\d{4}-1-[A-Z0-9]{8}/)).output
            #expect(try sandbox.store.certificate(serial: String(serial))?.showsName == false)
            #expect(try await phone.ask(own + "/name", [("shown-name", "yes")]).text == own)
            #expect(try sandbox.store.certificate(serial: String(serial))?.showsName == true)
            #expect(try await trainer.read(path + "/results").contains("Too few to say"))
            #expect(try await trainer.read("/training/coverage").contains("Royal Saint Lucia Police Force"))
            #expect(try await trainer.read("/training/coverage.csv").contains("police,,female,1,1,1"))
            #expect(try await trainer.read("/training/coverage-agencies.csv").contains("police,1,1,1,400"))
            #expect(try await trainer.read("/training/use").contains("too few to say anything"))
        }
    }

    @Test func whatAPhoneLoadsIsSmall() async throws {
        try await visit(["training-officer"]) { sandbox, staff, phone in
            let path = try await workshop(staff[0], sandbox)
            let (code, now) = try await digits(path, staff[0])
            let assets = ["app.css", "app.js", "icon.svg"].compactMap { name in
                Assets.shared.files[String(Assets.shared.address(name).dropFirst("/assets/".count))]?.packed.count
            }.reduce(0, +)
            let door = try await phone.ask("/join/\(code)?now=\(now)")
            #expect(door.size + assets <= 14 * 1024, "\(door.size) + \(assets)")
            let own = try await join(phone, code, now, person)
            _ = try await staff[0].ask(path + "/tests", [("sitting", "before")])
            for page in [own, own + "/tests/before"] {
                let size = try await phone.ask(page).size
                #expect(size + assets <= 14 * 1024, "\(page.count): \(size) + \(assets)")
            }
        }
    }

    @Test func aSupervisorNominatesTheirPeopleAndNobodyElse() async throws {
        try await visit(["training-officer", "supervisor"]) { sandbox, staff, _ in
            let path = try await workshop(staff[0], sandbox)
            let own = sandbox.actor("supervisor").agency.rawValue
            #expect(try await staff[1].ask(path + "/nominations", [("name", "Elwin Popo"), ("agency", own)]).text == path)
            #expect(try await staff[1].ask(path + "/nominations", [("name", "Castor Edward"), ("agency", "health")]).status == 422)
            let pasted = "Marie Auguste;\(own);;;f\nKervin Cenac;\(own)"
            #expect(try await staff[0].ask(path + "/nominations", [("name", "Solange Alcide"), ("agency", "health")]).text == path)
            let look = try await staff[1].ask(path + "/people", [("list", pasted)])
            #expect(look.status == 200 && look.text.contains("Kervin Cenac") && look.text.contains("Female"))
            #expect(try await staff[1].ask(path + "/people", [("list", pasted), ("bring", "1")]).text == path)
            let shown = try await staff[1].read(path)
            #expect(shown.contains("Elwin Popo") && shown.contains("Marie Auguste") && !shown.contains("Solange Alcide"))
            #expect(!shown.contains("/code") && !shown.contains("/attendance"))
            for hidden in ["/code", "/attendance", "/results", "/plan", "/sheet", "/follow-up"] {
                #expect(try await staff[1].ask(path + hidden).status == 404, "\(hidden)")
            }
            let faulty = try await staff[0].ask(path + "/people", [("list", "Theresia Montoute;nowhere\n;police")])
            #expect(faulty.status == 422 && faulty.text.contains("nowhere") && faulty.text.contains("Theresia Montoute"))
        }
    }

    @Test func aSheetSignedOnPaperIsEnteredInOneTable() async throws {
        try await visit(["training-officer"]) { sandbox, staff, _ in
            let trainer = staff[0]
            let path = try await workshop(trainer, sandbox)
            let pasted = (0..<6).map { "Person \($0);police" }.joined(separator: "\n")
            _ = try await trainer.ask(path + "/people", [("list", pasted), ("bring", "1")])
            #expect(try await trainer.read(path + "/sheet").contains("Person 5"))
            let table = try await trainer.read(path + "/attendance")
            let cells = table.matches(of: /name="(mark-[0-9a-f-]+-[01]-none)"/).map { String($0.output.1) }
            #expect(cells.count == 12)
            _ = try await trainer.ask(
                path + "/attendance",
                [("all-0", "present"), ("all-1", "present")] + cells.enumerated().map { ($1, $0 == 0 ? "absent" : "") })
            let number = String(path.split(separator: "/").last ?? "")
            let (workshop, _) = try await sandbox.store.workshop(number, as: sandbox.actor("training-officer"), at: Sandbox.now)
            #expect(workshop.participants.map { workshop.attendance(of: $0) } == [50, 100, 100, 100, 100, 100])
            let like = try await trainer.read("/workshops/new?like=\(number)")
            #expect(like.contains("Perpetua Laborde; W-2025-0003") && like.contains("value=\"125.50\""))
        }
    }

    /// A worker who holds their address and is signed in links it; a form from elsewhere does not.
    @Test func aHolderLinksTheirAccount() async throws {
        try await visit(["training-officer", "first-responder"]) { sandbox, staff, phone in
            let path = try await workshop(staff[0], sandbox)
            let (code, now) = try await digits(path, staff[0])
            let own = try await join(phone, code, now, person)
            #expect(try await phone.ask(own + "/account", []).status == 401)
            #expect(try await staff[1].read(own).contains("Link this to my account"))
            #expect(try await staff[1].ask(own + "/account", []).text == own)
            let (_, participant) = try sandbox.store.participant(String(own.dropFirst(3)))
            #expect(participant.person.account == sandbox.actor("first-responder").account)
            #expect(try await staff[1].read("/training/mine").contains("No workshop is linked"))
        }
    }
}
