import Foundation
import Register
import Testing

/// Who counts as one person, and who is reached, worked by hand.
struct CoverageTests {
    static let rooms = (0..<4).map { _ in ChronicleID(uuid: UUID()) }

    func attendee(
        _ name: String, _ agency: AgencyCode = "police", at room: Int = 0, account: AccountID? = nil, mail: String? = nil,
        post: String? = nil, sex: String? = "female", daysAgo: Int = 10, completed: Bool = true, gain: Double? = nil,
        certificate: Int? = nil
    ) -> Attendee {
        Attendee(
            workshop: CoverageTests.rooms[room], account: account, mail: mail, name: "\(name)/\(agency)", agency: agency,
            post: post,
            sex: sex, lastDay: WorkshopTests.today.adding(days: -daysAgo), hasCompleted: completed, gain: gain,
            isConfident: gain.map { $0 > 10 }, certificate: certificate.map { WorkshopTests.today.adding(days: $0) })
    }

    @Test func anAddressAnAccountOrANameInOneAgencyMakeOnePerson() {
        let account = AccountID(uuid: UUID())
        #expect([attendee("a"), attendee("a", at: 1, mail: "m")].people.count == 1, "with an address and without")
        #expect([attendee("a", mail: "m"), attendee("a", "health", at: 1, mail: "m")].people.count == 1, "another agency")
        #expect([attendee("a", account: account), attendee("a", at: 1)].people.count == 1, "linked once only")
        let chain = [attendee("a"), attendee("a", at: 1, mail: "m"), attendee("b", "health", at: 2, account: account, mail: "m")]
        #expect((chain + [attendee("c", at: 3, account: account)]).people.count == 1, "one leads to the next")
        #expect([attendee("a"), attendee("a", "health", at: 1)].people.count == 2, "nothing in common but a name")
    }

    @Test func twoOfOneWorkshopOrWithTwoAccountsAreTwoPeople() {
        let accounts = (0..<2).map { _ in AccountID(uuid: UUID()) }
        #expect([attendee("a", mail: "office"), attendee("b", mail: "office")].people.count == 2, "the address of an office")
        let twins = [attendee("a"), attendee("a"), attendee("a", at: 1)]
        #expect(twins.people.map(\.attendances.count).sorted() == [1, 2], "two of one name, one of whom came again")
        #expect([attendee("a", account: accounts[0]), attendee("a", at: 1, account: accounts[1])].people.count == 2)
        #expect([attendee("a", account: accounts[0]), attendee("b", account: accounts[0])].people.count == 1, "on one list twice")
    }

    @Test func whoFailedCameAndDidNotCompleteAndOneLinkIsEnough() {
        let account = AccountID(uuid: UUID())
        let people = [
            attendee("a", daysAgo: 50, completed: false), attendee("a", at: 1, daysAgo: 40),
            attendee("a", at: 2, account: account, daysAgo: 5), attendee("b", completed: false),
        ].people
        #expect(people.map(\.trainedOn) == [WorkshopTests.today.adding(days: -40), nil])
        #expect(people.trainedOn == [account: WorkshopTests.today.adding(days: -40)])
    }

    @Test func eachPersonCountsOnceWithTheirLatestPaper() throws {
        let coverage = Coverage(
            [
                attendee("a", gain: 20, certificate: 100), attendee("a", at: 1, daysAgo: 30, gain: 10),
                attendee("b", sex: "male", daysAgo: 400, certificate: -1), attendee("c", "health", sex: nil, daysAgo: 366),
                attendee("d", "external", post: "london", completed: false, gain: 4, certificate: 5),
                attendee("e", "external", post: "havana"), attendee("f", "other"),
            ], agencies: [("police", 40), ("health", nil), ("labour", 12), ("external", 1)], on: WorkshopTests.today)
        #expect(coverage.people == 6 && coverage.attendances == 7 && coverage.completed == 5)
        #expect(coverage.lines.map(\.agency) == ["police", "health", "labour", "external", "other"])
        #expect(coverage.lines.map(\.all.recent) == [1, 0, 0, 2, 1] && coverage.lines.map(\.all.ever) == [2, 1, 0, 2, 1])
        #expect(coverage.lines.map(\.all.completed) == [1, 0, 0, 1, 1])
        #expect(coverage.lines[0].share == Share(1, of: 40) && coverage.lines[1].share == nil)
        #expect(coverage.lines[3].isOverfull && !coverage.lines[0].isOverfull, "two came of one who works there")
        #expect(coverage.withoutAnybody == ["health", "labour"])
        #expect(coverage.lines[3].posts.map(\.code) == ["havana", "london"])
        #expect(coverage.lines[0].sexes["male"] == Coverage.Count(recent: 0, ever: 1, completed: 0))
        #expect(coverage.sexes[""]?.ever == 1 && coverage.all == Coverage.Count(recent: 4, ever: 6, completed: 3))
        #expect(coverage.certificates == ["": 1, "london": 1])
        #expect(coverage.gain?.value == 12 && coverage.gain?.count == 2 && coverage.confident == Share(1, of: 2))
    }
}
