import Foundation
import Register
import Testing

/// What a certificate says once it is given out, and what may be done about it.
struct CertificateTests {
    private let today = WorkshopTests.today

    /// Held, with some people who were there all day. By a course without a test attendance is enough.
    private func held(_ names: [String], test: String = "") -> (told: WorkshopTests.Told, people: [Participant.Entrant]) {
        var plan = WorkshopTests.plan()
        plan.terms.test = test
        plan.terms.modules = [Course.Module(title: "Law", minutes: 45), Course.Module(title: "Practice", minutes: 60)]
        var told = WorkshopTests.Told(plan)
        let people = names.map { WorkshopTests.entrant($0) }
        for person in people { told.tell(.joined(person, at: HalfDay(today, .morning))) }
        told.tell(.closed)
        told.tell(.issued(told.workshop.issues(on: today) { "K7QF9M2D" }))
        return (told, people)
    }

    @Test func aPaperSaysWhatItSaidWhenItWasGivenOutUntilItIsIssuedAgain() throws {
        var (told, people) = held(["Marie Augste"])
        let old = try #require(told.workshop.certificates.first)
        #expect(
            told.workshop.replacement(of: old, on: today, "ZZZZZZZZ").map {
                told.refusal(.replaced(serial: old.serial, by: $0, text: "Typing."))
            } == "refusal.certificateAsListed")
        var person = people[0].person
        person.name = "Marie Auguste"
        told.tell(.corrected(people[0].id, person))
        let later = try #require(told.workshop.certificate(serial: old.serial))
        #expect(later.name == "Marie Augste" && later.holder.name == "Marie Auguste" && later.isOutdated)

        let day = today.adding(days: 30)
        let issue = try #require(told.workshop.replacement(of: later, on: day, "ABCDEFGH"))
        #expect(issue.expires == old.expiresOn, "putting a name right makes nothing last longer")
        #expect(told.refusal(.replaced(serial: old.serial, by: issue, text: ""), on: day) == "refusal.reasonNeeded")
        #expect(told.refusal(.replaced(serial: "nothing", by: issue, text: "Typing."), on: day) == "refusal.noSuchCertificate")
        #expect(told.refusal(.replaced(serial: old.serial, by: issue, text: "Typing."), by: .participant) == "refusal.notPermitted")
        #expect(told.refusal(.replaced(serial: old.serial, by: issue, text: "Typing."), on: day) == nil)
        told.tell(.replaced(serial: old.serial, by: issue, text: "Typing."))
        #expect(told.workshop.certificates.map(\.name) == ["Marie Augste", "Marie Auguste"])
        #expect(told.workshop.certificates.map { $0.status(on: day) } == [.revoked, .valid])
        #expect(told.workshop.certificate(of: people[0].id)?.serial == "W-2026-0001-1-ABCDEFGH")
    }

    @Test func theNameGoesWithARevokedCertificateAndTheHolderKeepsTheChoice() throws {
        var (told, people) = held(["Marie Auguste"])
        told.tell(.showsName(people[0].id, true))
        let serial = try #require(told.workshop.certificates.first?.serial)
        #expect(told.workshop.certificate(serial: serial)?.showsName == true)
        told.tell(.revoked(serial: serial, on: today, text: "Signed for by a friend."))
        #expect(told.workshop.certificate(serial: serial)?.showsName == false)
        #expect(told.refusal(.showsName(people[0].id, false), by: .participant) == nil)
    }

    @Test func itCountsFromTheLastDayOfTheWorkshopAndSaysHowLongThatWas() throws {
        var (told, _) = held([])
        told.tell(.enlisted([WorkshopTests.entrant("Kervin Popo")], .listed))
        let id = try #require(told.workshop.participants.first?.id)
        told.tell(
            .marked(
                [HalfDay.Half.morning, .afternoon].map {
                    .init(participant: id, half: HalfDay(today, $0), attendance: .present)
                }))
        let late = today.adding(months: 30)
        told.tell(.issued(told.workshop.issues(on: late) { "K7QF9M2D" }))
        let certificate = try #require(told.workshop.certificates.first)
        #expect(certificate.issuedOn == late && certificate.expiresOn == today.adding(months: 24))
        #expect(certificate.status(on: late) == .expired)
        #expect(!certificate.isTested && certificate.halfDays == 2 && certificate.minutes == 105)
    }

    @Test func whoHoldsAnAddressLinksItOnceAndAnAccountIsOnePersonInAWorkshop() {
        var (told, people) = held(["Marie Auguste", "Kervin Popo"])
        let (own, other) = (AccountID(uuid: UUID()), AccountID(uuid: UUID()))
        #expect(told.refusal(.linked(people[0].id, own), by: .trainer) == "refusal.notPermitted")
        #expect(told.refusal(.linked(people[0].id, own), by: .participant) == nil)
        told.tell(.linked(people[0].id, own))
        #expect(told.workshop.participants[0].person.account == own)
        #expect(told.refusal(.linked(people[0].id, own), by: .participant) == nil, "pressed twice")
        #expect(told.refusal(.linked(people[0].id, other), by: .participant) == "refusal.linkedToAnother")
        #expect(told.refusal(.linked(people[1].id, own), by: .participant) == "refusal.accountIsHereAlready")
    }

    @Test func aTranscriptTellsOfEachWorkshopThatWasHeldAndNothingElse() throws {
        let (first, people) = held(["Marie Auguste", "Kervin Popo"])
        var second = WorkshopTests.Told(WorkshopTests.plan(days: [today.adding(days: 3)]))
        second.tell(.joined(people[0], at: HalfDay(today.adding(days: 3), .afternoon)))
        second.tell(.opened(.before))
        second.tell(.sat(people[0].id, .before, WorkshopTests.paper(1)))
        second.tell(.opened(.after))
        second.tell(.sat(people[0].id, .after, WorkshopTests.paper(2)))
        let id = people[0].id
        #expect(Transcript([(second.workshop, id)]).lines.isEmpty, "not over yet")
        second.tell(.closed)
        let lines = Transcript([(first.workshop, id), (second.workshop, id)]).lines
        #expect(lines.map(\.attended) == [1, 2] && lines.map(\.halfDays) == [2, 2], "the newest first")
        #expect(lines[0].before == 25 && lines[0].after == 50 && lines[0].certificate == nil)
        #expect(lines[1].certificate?.serial == first.workshop.certificates.first?.serial)
    }
}
