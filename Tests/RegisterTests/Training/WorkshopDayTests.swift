import Foundation
import OrderedCollections
import Register
import Testing

/// The day itself: who has a place, which papers are taken when, what can be taken back.
struct WorkshopDayTests {
    typealias Told = WorkshopTests.Told
    static let today = WorkshopTests.today
    static let morning = HalfDay(today, .morning)

    @Test func aWalkInTakesNobodysPlace() {
        var told = Told(WorkshopTests.plan(capacity: 2))
        let listed = WorkshopTests.entrant("Marie Auguste")
        let walkIns = [WorkshopTests.entrant("Kervin Popo"), WorkshopTests.entrant("Ianthe Cenac")]
        told.tell(.enlisted([listed], .nominated))
        for each in walkIns { told.tell(.joined(each, at: WorkshopDayTests.morning)) }
        #expect(told.workshop.standings == [listed.id: .placed, walkIns[0].id: .came, walkIns[1].id: .over])
        told.tell(.came(listed.id, at: WorkshopDayTests.morning))
        #expect(told.workshop.standings[listed.id] == .came && told.workshop.standings[walkIns[1].id] == .over)
    }

    @Test func whoNominatesSeesWhoWaitsAmongAll() {
        var told = Told(WorkshopTests.plan(capacity: 3))
        let others = ["Marie Auguste", "Kervin Popo"].map { WorkshopTests.entrant($0, "health") }
        let own = ["Ianthe Cenac", "Elwin Edward"].map { WorkshopTests.entrant($0) }
        told.tell(.enlisted(others + own, .nominated))
        told.tell(.came(own[0].id, at: WorkshopDayTests.morning))
        let shown = told.workshop.shown(to: "police")
        #expect(shown.standings == [own[0].id: .came, own[1].id: .waiting])
        #expect(shown.waiting.map(\.id) == [own[1].id] && shown.participants.allSatisfy(\.marks.isEmpty))
    }

    /// `Told` stamps every entry with the moment 0: a test is shut then.
    @Test func aPaperThatWasBegunInTimeIsTakenForAQuarterOfAnHour() {
        var told = Told()
        let person = WorkshopTests.entrant("Marie Auguste")
        told.tell(.joined(person, at: WorkshopDayTests.morning))
        told.tell(.opened(.before))
        told.tell(.opened(.after))
        let paper = Workshop.Action.sat(person.id, .before, WorkshopTests.paper(2))
        func sitter(_ begun: Int, _ now: Int) -> Workshop.Hand { .sitter(begun: Moment(seconds: begun), now: Moment(seconds: now)) }
        #expect(told.refusal(paper, by: .participant) == "refusal.testNotOpen")
        #expect(told.refusal(paper, by: sitter(0, 900)) == nil)
        #expect(told.refusal(paper, by: sitter(0, 901)) == "refusal.testNotOpen")
        #expect(told.refusal(paper, by: sitter(1, 900)) == "refusal.testNotOpen", "begun when it was shut")
        told.tell(.closed)
        #expect(told.refusal(paper, by: sitter(0, 900)) == nil, "also after the end")
        #expect(told.refusal(.rated(person.id, Answers()), by: sitter(0, 900)) == "refusal.notPermitted")
    }

    @Test func aTrainerEntersAPaperAlsoAfterTheEnd() {
        var told = Told()
        let person = WorkshopTests.entrant("Marie Auguste")
        let paper = Workshop.Action.sat(person.id, .after, WorkshopTests.paper(4))
        told.tell(.enlisted([person], .listed))
        #expect(told.refusal(paper, on: WorkshopDayTests.today.adding(days: -1)) == "refusal.workshopToCome")
        #expect(told.refusal(paper) == nil)
        told.tell(.closed)
        #expect(told.refusal(paper) == nil)
        told.tell(.marked([.init(participant: person.id, half: WorkshopDayTests.morning, attendance: .present)]))
        #expect(told.workshop.lacking(.after).map(\.id) == [person.id])
        told.tell(paper)
        #expect(told.refusal(paper) == "refusal.paperThere")
        #expect(told.workshop.isPassed(told.workshop.participants[0]) && told.workshop.lacking(.after).isEmpty)
    }

    @Test func aClosedWorkshopOpensAgainUntilACertificateIsIssued() {
        var told = Told()
        let person = WorkshopTests.entrant("Marie Auguste")
        #expect(told.refusal(.reopened) == "refusal.workshopNotClosed")
        told.tell(.enlisted([person], .listed))
        told.tell(.closed)
        #expect(told.refusal(.enlisted([WorkshopTests.entrant("Kervin Popo")], .listed)) == nil, "from a sheet of paper")
        #expect(told.refusal(.left(person.id)) == nil && told.refusal(.left(person.id), by: .nominator("police")) != nil)
        #expect(told.refusal(.reopened, by: .nominator("police")) == "refusal.notPermitted")
        #expect(told.refusal(.reopened) == nil)
        told.tell(.reopened)
        #expect(told.workshop.status == .planned)
        told.tell(.joined(WorkshopTests.entrant("Elwin Edward"), at: WorkshopDayTests.morning))
        told.tell(.sat(told.workshop.participants[1].id, .after, WorkshopTests.paper(4)))
        told.tell(.closed)
        told.tell(.issued(told.workshop.issues(on: WorkshopDayTests.today) { "K7QF9M2D" }))
        #expect(told.refusal(.reopened) == "refusal.certificatesThere")
    }

    @Test func aPlanKeepsTheDaysOnWhichPeopleCame() {
        let next = WorkshopDayTests.today.adding(days: 1)
        var told = Told(WorkshopTests.plan(days: [WorkshopDayTests.today, next]))
        told.tell(.joined(WorkshopTests.entrant("Marie Auguste"), at: HalfDay(WorkshopDayTests.today, .afternoon)))
        #expect(told.refusal(.replanned(WorkshopTests.plan(days: [next]))) == "refusal.daysMarked")
        #expect(
            told.refusal(.replanned(WorkshopTests.plan(days: [WorkshopDayTests.today], halves: .mornings))) == "refusal.daysMarked")
        #expect(told.refusal(.replanned(WorkshopTests.plan(days: [WorkshopDayTests.today]))) == nil)
    }

    @Test func anEmptyOpinionIsNone() {
        var told = Told()
        let person = WorkshopTests.entrant("Marie Auguste")
        told.tell(.joined(person, at: WorkshopDayTests.morning))
        told.tell(.opened(.after))
        #expect(told.refusal(.rated(person.id, Answers()), by: .participant) == "refusal.nothingAnswered")
        #expect(told.refusal(.rated(person.id, Answers(["sf_useful": .text("very")])), by: .participant) == nil)
    }
}
