/// Something that somebody is to do in a case by a day.
package struct CaseTask: Sendable, Equatable, Identifiable {
    package struct Request: Codable, Sendable, Equatable {
        package let due: Day
        /// Nil for whoever leads the case.
        package let assignee: AccountID?
        /// The record it was given out in, such as a conference.
        package let about: EntryID?

        package init(due: Day, assignee: AccountID?, about: EntryID?) {
            self.due = due
            self.assignee = assignee
            self.about = about
        }
    }

    package let id: EntryID
    package let request: Request
    package let from: AccountID
    package let agency: AgencyCode
    package internal(set) var what: Answers
    package internal(set) var done: Moment?
}

/// Where a case came from: the concern or the incident, by reference and without a copy of its text.
package struct Origin: Codable, Sendable, Hashable {
    package enum Kind: String, Codable, Sendable { case concern, incident }
    package let kind: Kind
    package let chronicle: ChronicleID
    package let number: String

    package init(kind: Kind, chronicle: ChronicleID, number: String) {
        self.kind = kind
        self.chronicle = chronicle
        self.number = number
    }
}

/// How two cases stand to each other. Taken back as easily as it is set; nothing is ever merged by itself.
package struct Link: Codable, Sendable, Equatable {
    /// `same` and `different` are what workers answered to a possible match.
    package enum Kind: String, Codable, Sendable, CaseIterable { case same, family, together, different }
    package let to: ChronicleID
    package let number: String
    package let kind: Kind

    package init(to: ChronicleID, number: String, kind: Kind) {
        self.to = to
        self.number = number
        self.kind = kind
    }
}
