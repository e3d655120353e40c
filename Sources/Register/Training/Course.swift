/// A course of the catalogue with all its versions. A workshop gives one version, and keeps it whatever comes later.
package struct Course: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, offered, retired }

    /// Units: minutes.
    package static let longestModule = 6000

    /// A part of a course.
    package struct Module: Codable, Sendable, Equatable {
        package let title: String
        /// Units: minutes. Nil when nobody said how long it takes.
        package let minutes: Int?

        package init(title: String, minutes: Int? = nil) {
            self.title = title
            self.minutes = minutes
        }
    }

    /// One version: what is taught, and what a certificate asks for.
    package struct Plan: Codable, Sendable, Equatable {
        package var title: String
        /// Codes of the pack's lists.
        package var topic: String
        package var audiences: [String]
        package var modules: [Module]
        /// Units: per cent of the items of the test after the workshop.
        package var passMark: Int
        /// Units: per cent of the half-days.
        package var attendance: Int
        package var validityMonths: Int
        /// A test of the pack; empty when there is none, and then attendance is enough.
        package var test: String
        package var languages: [String]

        package init(
            title: String, topic: String, audiences: [String] = [], modules: [Module] = [], passMark: Int = 70,
            attendance: Int = 80, validityMonths: Int = 24, test: String = "", languages: [String] = []
        ) {
            self.title = title
            self.topic = topic
            self.audiences = audiences
            self.modules = modules
            self.passMark = passMark
            self.attendance = attendance
            self.validityMonths = validityMonths
            self.test = test
            self.languages = languages
        }
    }

    package enum Action: Recordable {
        case offered(Plan)
        /// A new version, the whole of it.
        case revised(Plan)
        case retired, returned

        package static var compartment: Compartment { .staff }
        package var answers: Answers {
            get { Answers() }
            set { _ = newValue }
        }
    }

    package static let kind = ChronicleKind.course
    package private(set) var status = Status.absent
    /// The first is version 1.
    package private(set) var versions: [Plan] = []

    package init() {}

    package var plan: Plan? { versions.last }
    package var version: Int { versions.count }

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .offered(let plan):
            versions.append(plan)
            status = .offered
        case .revised(let plan): versions.append(plan)
        case .retired: status = .retired
        case .returned: status = .offered
        }
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(_ action: Action, duties: Set<Duty>) throws(Refusal) {
        guard duties.contains(.train) else { throw Refusal("notPermitted") }
        switch action {
        case .offered(let plan):
            guard status == .absent else { throw Refusal("alreadyOffered") }
            try plan.check()
        case .revised(let plan):
            guard status == .offered else { throw Refusal("courseRetired") }
            try plan.check()
        case .retired: guard status == .offered else { throw Refusal("courseRetired") }
        case .returned: guard status == .retired else { throw Refusal("alreadyOffered") }
        }
    }
}

extension Course.Plan {
    fileprivate func check() throws(Refusal) {
        guard !title.isEmpty, !topic.isEmpty else { throw Refusal("emptyCourse") }
        guard (0...100).contains(passMark), (0...100).contains(attendance), (1...120).contains(validityMonths) else {
            throw Refusal("courseNumbers")
        }
        guard modules.count <= 200, modules.allSatisfy({ (1...Course.longestModule).contains($0.minutes ?? 1) }) else {
            throw Refusal("courseMinutes", ["limit": String(Course.longestModule)])
        }
    }
}
