import Examples
import Foundation
import Pack
import Register
import Store
import Testing
@testable import Web

/// A room as it is: a bad network, slow typing, a stranger at the door, people without phones, a trainer who marks while others join.
extension TrainingPageTests {
    func keys(_ path: String, _ sandbox: Sandbox) async throws -> Workshop {
        let number = String(path.split(separator: "/").last ?? "")
        return try await sandbox.store.workshop(number, as: sandbox.actor("training-officer"), at: Sandbox.now).workshop
    }

    @Test func aStrangerWithWrongDigitsShutsNobodyOut() async throws {
        try await visit(["training-officer"]) { sandbox, staff, phone in
            let path = try await workshop(staff[0], sandbox)
            let (code, now) = try await digits(path, staff[0])
            for _ in 0..<101 { _ = try await phone.ask("/join/\(code)?now=000000") }
            let typed = try await phone.ask("/join/\(code)?now=\(now)")
            #expect(typed.status == 429)
            let said = try await phone.read("/join/\(code)?now=\(now)")
            #expect(said.contains("Wait one minute, or scan the square") && !said.contains("Go to my work"))
            let word = RollingCode.word(of: try await keys(path, sandbox).keys, at: Sandbox.now)
            #expect(try await phone.read("/join/\(code)?key=\(word)").contains("name=\"ticket\""), "the square always works")
            #expect(try await !phone.read("/join/\(code)?key=\(String(word.reversed()))").contains("name=\"ticket\""))
            for _ in 0..<101 { _ = try await phone.ask("/join", [("code", "ZZZZZZ"), ("now", "000000")]) }
            #expect(try await phone.ask("/join", [("code", "ZZZZZZ"), ("now", "000000")]).status == 429)
        }
    }

    @Test func aTicketThatIsOverKeepsWhatWasTyped() async throws {
        try await visit(["training-officer"]) { sandbox, staff, phone in
            let path = try await workshop(staff[0], sandbox)
            let (code, now) = try await digits(path, staff[0])
            let old = Ticket.make(
                of: .screen, try await keys(path, sandbox).keys, at: Moment(seconds: Sandbox.now.seconds - 1000))
            let late = try await phone.ask("/join/\(code)", person + [("ticket", old)])
            #expect(late.status == 422 && late.text.contains("value=\"Ianthe Polius\"") && late.text.contains("method=\"post\""))
            let wrong = try await phone.ask("/join/\(code)", person + [("now", "000000")])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"Ianthe Polius\""))
            #expect(try await phone.ask("/join/\(code)", person + [("now", now)]).text.hasPrefix("/t/"))
            #expect(
                try await phone.read("/join/\(code)?now=\(now)").contains("?now=\(now)&amp;lang=fr"), "a language keeps the digits")
            let bad = try await phone.ask("/join/\(code)", person + [("email", "nowhere"), ("now", now)])
            #expect(bad.text.contains("name@example.org") && bad.text.contains("Ianthe Polius"))
        }
    }

    @Test func aPaperSurvivesTheNextTestAndTheEnd() async throws {
        try await visit(["training-officer"]) { sandbox, staff, phone in
            let trainer = staff[0]
            let path = try await workshop(trainer, sandbox)
            let (code, now) = try await digits(path, trainer)
            let own = try await join(phone, code, now, person)
            #expect(try await phone.read(own).contains("Look again"))
            _ = try await trainer.ask(path + "/tests", [("sitting", "before")])
            let page = try await phone.read(own + "/tests/before")
            let ticket = String(try #require(page.firstMatch(of: /name="ticket" value="([^"]+)"/)?.output.1))
            _ = try await trainer.ask(path + "/tests", [("sitting", "after")])
            let test = try #require(sandbox.country.training?.test("referral"))
            let right = test.items.map { ($0.id, $0.right) } + [("confidence", "3")]
            let refused = try await phone.ask(own + "/tests/before", right + [("ticket", "1.00")])
            #expect(refused.status == 422 && refused.text.contains("checked") && refused.text.contains("not open"))
            _ = try await trainer.ask(path + "/closure", [])
            #expect(try await phone.ask(own + "/tests/before", right + [("ticket", ticket)]).text == own)
            #expect(try await keys(path, sandbox).participants[0].papers[.before]?.score == 100)
            #expect(try await phone.ask(own + "/opinion", []).status == 422, "an empty opinion is none")
            let shut = try await phone.ask("/join/\(code)")
            #expect(shut.status == 404)
            let said = try await phone.read("/join/\(code)")
            #expect(said.contains("ask your trainer") && !said.contains("Go to my work"))
            #expect(try await !phone.read("/t/nothing").contains("leads the case"))
        }
    }

    @Test func whoJoinsWhileTheTrainerMarksStaysMarked() async throws {
        try await visit(["training-officer"]) { sandbox, staff, phone in
            let trainer = staff[0]
            let path = try await workshop(trainer, sandbox)
            _ = try await trainer.ask(path + "/nominations", [("name", "Kervin Popo"), ("agency", "police")])
            _ = try await trainer.ask(path + "/nominations", [("name", "Ianthe Polius"), ("agency", "police")])
            let cells = try await trainer.read(path + "/attendance").matches(of: /name="(mark-[0-9a-f-]+-[01]-none)"/).map {
                String($0.output.1)
            }
            #expect(cells.count == 4)
            let (code, now) = try await digits(path, trainer)
            _ = try await join(phone, code, now, person)
            let all = [("all-0", "absent"), ("all-1", "absent")]
            let done = try await trainer.ask(path + "/attendance", all + cells.map { ($0, "") })
            #expect(done.text == path)
            let people = try await keys(path, sandbox).participants
            #expect(people[0].marks.values.allSatisfy { $0 == .absent } && people[1].cameAtAll)
            let half = HalfDay(of: Sandbox.now, in: sandbox.country.zone)
            let joined = try #require(cells.last { $0.contains(people[1].id.description) })
            #expect(half.day == sandbox.today)
            let told = try await trainer.ask(path + "/attendance", [(joined, "absent")])
            #expect(told.status == 200 && told.text.contains("1 field was marked"))
            #expect(try await keys(path, sandbox).participants[1].cameAtAll)
        }
    }

    @Test func whoHasNoPhonePassesByPaper() async throws {
        try await visit(["training-officer", "supervisor"]) { sandbox, staff, _ in
            let trainer = staff[0]
            let path = try await workshop(trainer, sandbox)
            _ = try await trainer.ask(path + "/nominations", [("name", "Kervin Popo"), ("agency", "police")])
            #expect(try await trainer.read(path + "/sheet/test").contains("class=\"boxes\""))
            _ = try await trainer.ask(path + "/closure", [])
            _ = try await trainer.ask(path + "/nominations", [("name", "Elwin Popo"), ("agency", "police")])
            let id = try await keys(path, sandbox).participants[0].id
            #expect(try await trainer.read("\(path)/people/\(id)").contains("papers/after"))
            let test = try #require(sandbox.country.training?.test("referral"))
            let paper = "\(path)/people/\(id)/papers/after"
            #expect(try await trainer.ask(paper, [("confidence", "4")]).status == 422)
            #expect(try await staff[1].ask(paper, test.items.map { ($0.id, $0.right) }).status == 404)
            #expect(try await trainer.ask(paper, test.items.map { ($0.id, $0.right) } + [("confidence", "4")]).text == path)
            #expect(try await trainer.ask(paper, test.items.map { ($0.id, $0.right) }).status == 422)
            let workshop = try await keys(path, sandbox)
            #expect(workshop.participants.count == 2 && workshop.participants[0].papers[.after]?.score == 100)
            #expect(try await trainer.ask(path + "/reopening", []).text == path)
            #expect(try await keys(path, sandbox).status == .planned)
        }
    }

    @Test func nobodyIsListedTwice() async throws {
        try await visit(["training-officer", "supervisor"]) { sandbox, staff, _ in
            let path = try await workshop(staff[0], sandbox)
            let own = sandbox.actor("supervisor").agency.rawValue
            _ = try await staff[1].ask(path + "/nominations", [("name", "Elwin Popo"), ("agency", own)])
            #expect(try await staff[1].ask(path + "/nominations", [("name", "elwin popo"), ("agency", own)]).status == 422)
            let pasted = "Elwin Popo;\(own)\nKervin Cenac;\(own)"
            let look = try await staff[1].ask(path + "/people", [("list", pasted)])
            #expect(look.text.contains("Elwin Popo is on the list already"))
            _ = try await staff[1].ask(path + "/people", [("list", pasted), ("bring", "1")])
            #expect(try await keys(path, sandbox).participants.map(\.person.name) == ["Elwin Popo", "Kervin Cenac"])
            #expect(try await staff[1].read(path).contains("Has a place"))
            let invitations = path + "/invitations"
            for places in ["-2", "0", "abc"] {
                #expect(try await staff[0].ask(invitations, [("agency", own), ("places", places)]).status == 422, "\(places)")
            }
            _ = try await staff[0].ask(invitations, [("agency", own), ("places", "4")])
            let work = try await staff[1].read("/work")
            #expect(work.contains("You are invited to") && work.contains("4 places, 2 named"))
            _ = try await staff[0].ask(path + "/nominations", [("name", "Solange Alcide"), ("agency", "post-havana")])
            #expect(try await keys(path, sandbox).participants.last?.person.post == "havana", "the post of its agency")
        }
    }
}
