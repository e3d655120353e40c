import Examples
import Foundation
import Pack
import Register
@testable import Store
import Testing

/// Who may take whose address, what a list is asked for, and what is found again.
extension TrainingTests {
    /// The form of one person, sent again with the name of another, gives nobody else's address.
    @Test func aFormSentAgainWithAnotherNameOpensNoOtherAddress() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let victim = try join("Marie Auguste", number, test)
        let form = Mark.made(at: Sandbox.now)
        let own = try join("Kervin Popo", number, test, id: form)
        #expect(throws: Refusal("formUsed")) { try join("Marie Auguste", number, test, id: form) }
        #expect(try join("Kervin Popo", number, test, id: form) == own && own != victim)
        // A form that found somebody on the list does not find somebody else with the same entry.
        let listed = ["Ianthe Cenac", "Elwin Edward"].map {
            Participant.Entrant(id: .made(at: Sandbox.now), person: Participant.Person(name: $0, agency: "police"))
        }
        try record(.enlisted(listed, .listed), to: number, test)
        let second = Mark.made(at: Sandbox.now)
        _ = try join("Ianthe Cenac", number, test, id: second)
        #expect(throws: Refusal("formUsed")) { try join("Elwin Edward", number, test, id: second) }
        #expect(try workshop(number, test).participants.last?.cameAtAll == false)
    }

    /// An id that others see, such as a participant's, is no key: neither as the entry of a form nor with the name.
    @Test func theIdOfAParticipantOpensNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let form = Mark.made(at: Sandbox.now)
        let victim = try join("Marie Auguste", number, test, id: form)
        let participant = try #require(try workshop(number, test).participants.first)
        #expect(participant.id.uuid != form.uuid, "the form does not choose it")
        #expect(throws: Refusal("alreadyJoined")) { try join("Marie Auguste", number, test, id: Mark(uuid: participant.id.uuid)) }
        let other = try join("Kervin Popo", number, test, id: Mark(uuid: participant.id.uuid))
        #expect(other != victim)
        #expect(try test.store.participant(other).participant.person.name == "Kervin Popo")
        // Nobody comes by the name of whoever was marked absent since.
        let halves = HalfDay.Half.allCases.map { HalfDay(test.today, $0) }
        try record(
            .marked(halves.map { .init(participant: participant.id, half: $0, attendance: .absent) }), to: number, test)
        #expect(throws: Refusal("alreadyJoined")) { try join("Marie Auguste", number, test) }
    }

    @Test func aPaperFromAPhoneIsTakenSoonAfterItsTest() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let token = try join("Marie Auguste", number, test)
        try record(.opened(.before), to: number, test)
        let (workshop, participant) = try test.store.participant(token)
        let ticket = Ticket.make(of: .test(.before, participant.id), workshop.keys, at: Sandbox.now)
        try record(.closed, to: number, test)
        let paper = try #require(test.country.training?.test("referral")).paper([:], confidence: 3)
        func send(_ ticket: String, after seconds: Int) throws {
            try test.store.sit(
                .before, paper, ticket: ticket, by: token, id: .made(at: Sandbox.now),
                at: Moment(seconds: Sandbox.now.seconds + seconds), today: test.today)
        }
        #expect(throws: Refusal("testNotOpen")) { try send("", after: 60) }
        #expect(throws: Refusal("testNotOpen")) { try send(ticket, after: 901) }
        try send(ticket, after: 900)
        #expect(try test.store.participant(token).participant.papers[.before] == paper)
    }

    @Test func trainersFromOutsideAreEachOnALineOfTheirOwn() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let trainer = test.actor("training-officer")
        let course = try test.store.offer(TrainingTests.terms, id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now)
        for name in ["Perpetua Laborde", "Cuthbert Modeste"] {
            let plan = Workshop.Plan(
                course: course, version: 1, terms: TrainingTests.terms, days: [test.today], place: "Castries", language: "en",
                trainers: [Workshop.Trainer(account: nil, name: name)], capacity: 9)
            let number = try test.store.plan(plan, id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now, today: test.today)
            for index in 0..<(name.hasPrefix("P") ? 2 : 3) { _ = try join("Person \(index)", number, test) }
            try record(.closed, to: number, test)
        }
        let lines = try test.store.trainers(as: trainer)
        #expect(lines.map(\.name) == ["Cuthbert Modeste", "Perpetua Laborde"] && lines.map(\.people) == [3, 2])
    }

    @Test func aWorkshopThatOpensAgainIsCountedNoLonger() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (number, _) = try held(test, account: nil)
        let trainer = test.actor("training-officer")
        #expect(try test.store.attendees(as: trainer).count == 1)
        try record(.reopened, to: number, test)
        #expect(try test.store.attendees(as: trainer).isEmpty && test.store.workshops(as: trainer)[0].status == .planned)
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
    }

    @Test func aCourseThatIsNotOfferedGivesNoWorkshop() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let trainer = test.actor("training-officer")
        let pattern = try #require(try test.store.pattern(number, as: trainer))
        try test.store.record(.retired, id: .made(at: Sandbox.now), to: pattern.plan.course, as: trainer, at: Sandbox.now)
        #expect(throws: Refusal("courseRetired")) {
            try test.store.plan(pattern.plan, id: .made(at: Sandbox.now), as: trainer, at: Sandbox.now, today: test.today)
        }
    }

    @Test func anInvitedAgencyIsToldUntilItsPlacesAreNamed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let supervisor = test.actor("supervisor")
        #expect(try test.store.invitations(as: supervisor, on: test.today).isEmpty)
        let invitations = [Workshop.Invitation(agency: supervisor.agency, places: 2), Workshop.Invitation(agency: "health")]
        try record(.invited(invitations), to: number, test)
        let people = ["Marie Auguste", "Kervin Popo"].map {
            Participant.Entrant(id: .made(at: Sandbox.now), person: Participant.Person(name: $0, agency: supervisor.agency))
        }
        try record(.enlisted([people[0]], .nominated), to: number, test, by: "supervisor")
        let line = try #require(try test.store.invitations(as: supervisor, on: test.today).first)
        #expect(line.number == number && line.places == 2 && line.named == 1)
        #expect(try test.store.invitations(as: supervisor, on: test.today.adding(days: 1)).isEmpty, "it is over")
        #expect(try test.store.invitations(as: test.actor("training-officer"), on: test.today).isEmpty)
        try record(.enlisted([people[1]], .nominated), to: number, test, by: "supervisor")
        #expect(try test.store.invitations(as: supervisor, on: test.today).isEmpty)
        // One like it invites the same.
        let trainer = test.actor("training-officer")
        let pattern = try #require(try test.store.pattern(number, as: trainer))
        let id = EntryID.made(at: Sandbox.now)
        for _ in 0..<2 {
            let next = try test.store.plan(
                pattern.plan, invitations: pattern.invitations, id: id, as: trainer, at: Sandbox.now, today: test.today)
            #expect(try workshop(next, test).invitations == invitations && next != number)
        }
    }

    @Test func whoIsOnTheListIsSortedOut() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let people = ["Désirée Félicien", "desiree felicien", "Kervin Popo", "KERVIN POPO"].map {
            Participant.Entrant(id: .made(at: Sandbox.now), person: Participant.Person(name: $0, agency: "police"))
        }
        try record(.enlisted([people[0]], .listed), to: number, test)
        let sorted = try workshop(number, test).sorted(Array(people.dropFirst()))
        #expect(sorted.new.map(\.id) == [people[2].id] && sorted.known.map(\.id) == [people[1].id, people[3].id])
    }
}
