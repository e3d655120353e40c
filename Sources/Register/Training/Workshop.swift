/// One workshop: a version of a course at a place and time, who comes, what they learnt. Staff, never a person of a case.
package struct Workshop: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, planned, held, cancelled }

    /// Who teaches: a worker with an account, or somebody from outside.
    package struct Trainer: Codable, Sendable, Equatable {
        package let account: AccountID?
        package let name: String
        /// The workshop that trained them, where they name it; of a worker the program knows it.
        package let trainedIn: String?

        package init(account: AccountID?, name: String, trainedIn: String? = nil) {
            self.account = account
            self.name = name
            self.trainedIn = trainedIn
        }
    }

    package struct Plan: Codable, Sendable, Equatable {
        package var course: ChronicleID
        package var version: Int
        /// That version of the course, which never changes.
        package var terms: Course.Plan
        package var days: [Day]
        package var halves: Halves
        package var place: String
        package var isOnline: Bool
        package var language: String
        package var trainers: [Trainer]
        package var funder: String
        /// Units: cents of the country's currency.
        package var cents: Int?
        package var capacity: Int

        package init(
            course: ChronicleID, version: Int, terms: Course.Plan, days: [Day], halves: Halves = .whole, place: String,
            isOnline: Bool = false, language: String, trainers: [Trainer] = [], funder: String = "", cents: Int? = nil,
            capacity: Int
        ) {
            self.course = course
            self.version = version
            self.terms = terms
            self.days = days
            self.halves = halves
            self.place = place
            self.isOnline = isOnline
            self.language = language
            self.trainers = trainers
            self.funder = funder
            self.cents = cents
            self.capacity = capacity
        }

        package var halfDays: [HalfDay] { days.flatMap { day in halves.all.map { HalfDay(day, $0) } } }
    }

    /// What opens the doors of a workshop: the short code of its address, and the secret that its changing codes come from.
    package struct Keys: Codable, Sendable, Equatable {
        package let code: String
        package let secret: String

        package init(code: String, secret: String) {
            self.code = code
            self.secret = secret
        }
    }

    package struct Invitation: Codable, Sendable, Equatable {
        package let agency: AgencyCode
        package let post: String?
        package let places: Int?

        package init(agency: AgencyCode, post: String? = nil, places: Int? = nil) {
            self.agency = agency
            self.post = post
            self.places = places
        }
    }

    package struct Mark: Codable, Sendable, Equatable {
        package let participant: EntryID
        package let half: HalfDay
        package let attendance: Attendance

        package init(participant: EntryID, half: HalfDay, attendance: Attendance) {
            self.participant = participant
            self.half = half
            self.attendance = attendance
        }
    }

    package enum Action: Recordable {
        case planned(number: String, Keys, Plan)
        case replanned(Plan)
        case cancelled(text: String)
        case invited([Invitation])
        case enlisted([Participant.Entrant], Participant.Way)
        /// Somebody on the list is there; without being on it before, they are now.
        case joined(Participant.Entrant, at: HalfDay)
        case came(EntryID, at: HalfDay)
        case corrected(EntryID, Participant.Person)
        case left(EntryID)
        /// Which test is open to those who are there.
        case opened(TestPaper.Sitting?)
        case marked([Mark])
        case sat(EntryID, TestPaper.Sitting, TestPaper)
        case rated(EntryID, Answers)
        case followedUp(EntryID, months: Int, Answers)
        case closed
        case issued([Certificate.Issue])
        case revoked(serial: String, on: Day, text: String)
        case showsName(EntryID, Bool)
        /// Revoked, and issued again with the name as the list has it now.
        case replaced(serial: String, by: Certificate.Issue, text: String)
        /// Somebody at their own address linked it to their account.
        case linked(EntryID, AccountID)
        /// Closed by mistake, or too early.
        case reopened
        /// What stays of a workshop whose people were forgotten. It is all that its chronicle holds.
        case condensed(WorkshopRemains)

        package static var compartment: Compartment { .staff }
        /// None is sealed apart: everything here is of staff.
        package var answers: Answers {
            get { Answers() }
            set { _ = newValue }
        }
    }

    package static let kind = ChronicleKind.workshop
    /// How many may stand on one list.
    package static let mostPeople = 500
    /// Units: seconds in which a paper that was begun is still taken, once its test was shut.
    package static let graceSeconds = 900
    /// After how many months people are asked again.
    package static let followUpMonths = [3, 6]

    package internal(set) var number = ""
    package internal(set) var status = Status.absent
    package internal(set) var keys = Keys(code: "", secret: "")
    package internal(set) var plan: Plan?
    package internal(set) var planner: AccountID?
    package internal(set) var why: String?
    package internal(set) var invitations: [Invitation] = []
    package internal(set) var participants: [Participant] = []
    package internal(set) var open: TestPaper.Sitting?
    /// When each test was shut last.
    package internal(set) var shut: [TestPaper.Sitting: Moment] = [:]
    /// Whom each form of the door brought in, by its entry.
    package internal(set) var arrivals: [EntryID: EntryID] = [:]
    /// How people stand, told to whoever may not see by what it was found.
    var toldStandings: [EntryID: Standing]?
    var issued: [Issued] = []
    /// When the names of its people were destroyed.
    package internal(set) var condensed: Moment?

    package init() {}
}
