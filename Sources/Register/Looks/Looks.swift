/// Who opened a case, and why. A chronicle of its own, so that no fold of a case has to step over it.
package struct Looks: Chronicle, Equatable {
    package struct Look: Sendable, Equatable {
        package let by: AccountID
        package let agency: AgencyCode
        package let at: Moment
        package let purpose: Purpose
    }

    /// Why a case was opened.
    package enum Purpose: String, Codable, Sendable, CaseIterable {
        case casework, decision, history, export
        /// Handed on with the agreement of a second person.
        case agreed
    }

    package enum Action: Recordable {
        case looked(Purpose)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get { Answers() }
            set { _ = newValue }
        }
    }

    package static let kind = ChronicleKind.looks
    package private(set) var looks: [Look] = []

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .looked(let purpose):
            looks.append(Look(by: entry.stamp.author, agency: entry.stamp.agency, at: entry.stamp.at, purpose: purpose))
        }
    }
}
