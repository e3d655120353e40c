import Foundation
import OrderedCollections
import Register
import Testing

/// A workshop from its plan to its certificates: who may do what when, and what follows.
struct WorkshopTests {
    static let today = Day(year: 2026, month: 11, day: 20) ?? .epoch
    static let id = ChronicleID(uuid: UUID())
    static let terms = Course.Plan(
        title: "Referral", topic: "referral", passMark: 70, attendance: 50, validityMonths: 24, test: "t")
    static let test = KnowledgeTest(
        id: "t", title: "T",
        items: ["a", "b", "c", "d"].map { id in
            KnowledgeTest.Item(
                id: id, text: Wording(said: id), choices: [Choice(code: "x", label: "X"), Choice(code: "y", label: "Y")],
                right: "x", why: "why")
        })

    static func plan(capacity: Int = 30, days: [Day] = [today], halves: Halves = .whole) -> Workshop.Plan {
        Workshop.Plan(
            course: id, version: 1, terms: terms, days: days, halves: halves, place: "Castries", language: "en", capacity: capacity)
    }

    /// A workshop that is told what happens, as the ledger would.
    struct Told {
        var workshop = Workshop()
        private var sequence = 0

        init(_ plan: Workshop.Plan = WorkshopTests.plan()) {
            tell(.planned(number: "W-2026-0001", Workshop.Keys(code: "ABCDEF", secret: "s"), plan))
        }

        mutating func tell(_ action: Workshop.Action) {
            sequence += 1
            let stamp = Stamp(
                author: AccountID(uuid: UUID()), agency: "police", node: "test", at: Moment(seconds: 0), pack: "")
            workshop.apply(Entry(id: EntryID(uuid: UUID()), sequence: sequence, stamp: stamp, action: action))
        }

        func refusal(_ action: Workshop.Action, by hand: Workshop.Hand = .trainer, on day: Day = WorkshopTests.today) -> String? {
            do {
                try workshop.accept(action, by: hand, on: day)
                return nil
            } catch { return error.reason }
        }
    }

    static func entrant(_ name: String, _ agency: AgencyCode = "police") -> Participant.Entrant {
        Participant.Entrant(id: EntryID(uuid: UUID()), person: Participant.Person(name: name, agency: agency))
    }

    static func paper(_ right: Int, confidence: Int = 3) -> TestPaper {
        let ids = ["a", "b", "c", "d"]
        return test.paper(
            Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0 < right ? "x" : "y") }), confidence: confidence)
    }

    @Test func whoWaitsMovesUpByItselfWhenAPlaceIsFree() {
        var told = Told(WorkshopTests.plan(capacity: 2))
        let people = ["Marie Auguste", "Kervin Popo", "Ianthe Cenac", "Elwin Edward"].map { WorkshopTests.entrant($0) }
        told.tell(.enlisted(people, .nominated))
        #expect(told.workshop.waiting.map(\.person.name) == ["Ianthe Cenac", "Elwin Edward"])
        told.tell(.left(people[0].id))
        #expect(told.workshop.waiting.map(\.person.name) == ["Elwin Edward"])
        told.tell(.came(people[3].id, at: HalfDay(WorkshopTests.today, .morning)))
        #expect(told.workshop.waiting.isEmpty && told.workshop.standing(.over).map(\.person.name) == ["Elwin Edward"])
        #expect(told.workshop.standing(.placed).map(\.person.name) == ["Kervin Popo", "Ianthe Cenac"], "nobody's place is taken")
    }

    @Test func joiningIsBeingThereForTheRestOfThatDay() {
        let next = WorkshopTests.today.adding(days: 1)
        var told = Told(WorkshopTests.plan(days: [WorkshopTests.today, next]))
        let person = WorkshopTests.entrant("Marie Auguste")
        told.tell(.joined(person, at: HalfDay(WorkshopTests.today, .afternoon)))
        let there = told.workshop.participants[0]
        #expect(there.marks == [HalfDay(WorkshopTests.today, .afternoon): .present])
        #expect(told.workshop.attendance(of: there) == 25)
        told.tell(.marked([.init(participant: person.id, half: HalfDay(WorkshopTests.today, .afternoon), attendance: .late)]))
        told.tell(.came(person.id, at: HalfDay(next, .morning)))
        #expect(told.workshop.attendance(of: told.workshop.participants[0]) == 75, "late is there")
        told.tell(.marked([.init(participant: person.id, half: HalfDay(next, .afternoon), attendance: .excused)]))
        #expect(told.workshop.attendance(of: told.workshop.participants[0]) == 50, "excused is not there")
    }

    @Test func everyRuleHasItsRefusal() {
        var told = Told()
        let person = WorkshopTests.entrant("Marie Auguste")
        let half = HalfDay(WorkshopTests.today, .morning)
        let yesterday = WorkshopTests.today.adding(days: -1)
        #expect(told.refusal(.joined(person, at: half), by: .trainer) == "refusal.notPermitted")
        #expect(told.refusal(.joined(person, at: HalfDay(yesterday, .morning)), by: .participant) == "refusal.notToday")
        #expect(told.refusal(.enlisted([person], .nominated), by: .nominator("health")) == "refusal.notPermitted")
        #expect(told.refusal(.enlisted([person], .nominated), by: .nominator("police")) == nil)
        #expect(told.refusal(.enlisted([], .listed)) == "refusal.nobodyEnlisted")
        #expect(told.refusal(.closed, by: .nominator("police")) == "refusal.notPermitted")
        #expect(told.refusal(.closed, on: yesterday) == "refusal.workshopToCome")
        told.tell(.joined(person, at: half))
        #expect(told.refusal(.left(person.id)) == "refusal.alreadyCameToIt")
        #expect(told.refusal(.cancelled(text: "Rain.")) == "refusal.workshopBegan")
        #expect(told.refusal(.sat(person.id, .before, WorkshopTests.paper(2)), by: .participant) == "refusal.testNotOpen")
        told.tell(.opened(.before))
        #expect(told.refusal(.sat(person.id, .before, WorkshopTests.paper(2)), by: .nominator("police")) == "refusal.notPermitted")
        #expect(told.refusal(.sat(person.id, .before, WorkshopTests.paper(2)), by: .participant) == nil)
        told.tell(.sat(person.id, .before, WorkshopTests.paper(2)))
        #expect(told.refusal(.sat(person.id, .before, WorkshopTests.paper(4)), by: .participant) == "refusal.alreadyAnswered")
        #expect(told.refusal(.rated(person.id, Answers()), by: .participant) == "refusal.testNotOpen")
        #expect(told.refusal(.issued([])) == "refusal.workshopNotClosed")
        let tomorrow = HalfDay(WorkshopTests.today.adding(days: 1), .morning)
        #expect(
            told.refusal(.marked([.init(participant: person.id, half: tomorrow, attendance: .present)])) == "refusal.notThatDay")
        told.tell(.closed)
        #expect(told.refusal(.issued([])) == "refusal.nobodyPassed")
        #expect(told.refusal(.enlisted([person], .nominated), by: .nominator("police")) == "refusal.workshopOver")
        for broken in [
            WorkshopTests.plan(capacity: 0), WorkshopTests.plan(days: []),
            WorkshopTests.plan(days: [WorkshopTests.today, WorkshopTests.today]),
        ] {
            #expect(throws: Refusal.self) {
                try Workshop().accept(
                    .planned(number: "W", Workshop.Keys(code: "", secret: ""), broken), by: .trainer, on: WorkshopTests.today)
            }
        }
    }

    @Test func aCertificateNeedsAttendanceAndKnowledgeAndEnds() throws {
        var told = Told()
        let people = (0..<3).map { WorkshopTests.entrant("Person \($0)") }
        for person in people { told.tell(.joined(person, at: HalfDay(WorkshopTests.today, .morning))) }
        told.tell(.opened(.after))
        told.tell(.sat(people[0].id, .after, WorkshopTests.paper(3)))  // 75 %
        told.tell(.sat(people[1].id, .after, WorkshopTests.paper(2)))  // 50 %
        told.tell(.sat(people[2].id, .after, WorkshopTests.paper(4)))
        let halves = [HalfDay.Half.morning, .afternoon]
        told.tell(
            .marked(halves.map { .init(participant: people[2].id, half: HalfDay(WorkshopTests.today, $0), attendance: .absent) }))
        told.tell(.closed)
        let issues = told.workshop.issues(on: WorkshopTests.today) { "K7QF9M2D" }
        #expect(issues.map(\.serial) == ["W-2026-0001-1-K7QF9M2D"])
        #expect(told.refusal(.issued(issues)) == nil)
        told.tell(.issued(issues))
        #expect(told.refusal(.issued(issues)) == "refusal.nobodyPassed", "one each")
        let certificate = try #require(told.workshop.certificate(serial: "W-2026-0001-1-K7QF9M2D"))
        #expect(
            certificate.expiresOn.description == "2028-11-20" && certificate.holder.name == "Person 0" && !certificate.showsName)
        #expect(certificate.status(on: certificate.expiresOn) == .valid)
        #expect(certificate.status(on: certificate.expiresOn.adding(days: 1)) == .expired)
        told.tell(.showsName(people[0].id, true))
        told.tell(.revoked(serial: certificate.serial, on: WorkshopTests.today, text: "Issued by mistake."))
        let after = try #require(told.workshop.certificate(serial: certificate.serial))
        #expect(after.status(on: WorkshopTests.today) == .revoked && !after.showsName)
        #expect(
            told.refusal(.revoked(serial: certificate.serial, on: WorkshopTests.today, text: "Again."))
                == "refusal.noSuchCertificate")
        #expect(told.workshop.issues(on: WorkshopTests.today) { "ZZZZZZZZ" }.isEmpty, "not given back with those of all others")
    }

    @Test func monthsEndWhereTheMonthDoes() {
        #expect(Day("2026-11-30")?.adding(months: 3).description == "2027-02-28")
        #expect(Day("2028-01-31")?.adding(months: 1).description == "2028-02-29")
        #expect(Day("2026-03-31")?.adding(months: -1).description == "2026-02-28")
        #expect(Day("2026-01-15")?.adding(months: -12).description == "2025-01-15")
    }

    @Test func whoWasThereIsAskedAgainAfterThreeAndSixMonths() {
        var told = Told()
        let person = WorkshopTests.entrant("Marie Auguste")
        told.tell(.joined(person, at: HalfDay(WorkshopTests.today, .morning)))
        told.tell(.enlisted([WorkshopTests.entrant("Kervin Popo")], .listed))
        told.tell(.closed)
        func due(_ day: Day) -> [[Int]] { told.workshop.participants.map { told.workshop.followUpsDue(of: $0, on: day) } }
        #expect(due(WorkshopTests.today.adding(days: 80)) == [[], []])
        #expect(due(WorkshopTests.today.adding(months: 3)) == [[3], []])
        #expect(due(WorkshopTests.today.adding(months: 6)) == [[6], []], "the later questions close the earlier")
        let said = Answers(["tf_used": .text("yes")])
        let late = WorkshopTests.today.adding(months: 6)
        #expect(told.refusal(.followedUp(person.id, months: 3, said), by: .participant, on: late) == nil, "begun before")
        #expect(told.refusal(.followedUp(person.id, months: 6, Answers()), by: .participant, on: late) == "refusal.nothingAnswered")
        told.tell(.followedUp(person.id, months: 6, said))
        #expect(due(late) == [[], []])
        #expect(told.refusal(.followedUp(person.id, months: 3, said), by: .participant, on: late) == "refusal.alreadyAnswered")
    }

    @Test func whoNominatesSeesTheirPeopleAndNoResult() {
        var told = Told()
        let people = [WorkshopTests.entrant("Marie Auguste"), WorkshopTests.entrant("Kervin Popo", "health")]
        for person in people { told.tell(.joined(person, at: HalfDay(WorkshopTests.today, .morning))) }
        told.tell(.opened(.before))
        told.tell(.sat(people[0].id, .before, WorkshopTests.paper(2)))
        let shown = told.workshop.shown(to: "police")
        #expect(shown.participants.map(\.person.name) == ["Marie Auguste"])
        #expect(shown.participants[0].papers.isEmpty && shown.keys.secret.isEmpty && shown.keys.code.isEmpty)
    }
}
