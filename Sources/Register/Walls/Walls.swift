/// A case opened without being given it, in an emergency, for a short time. Somebody else reviews each.
package struct Glass: Codable, Sendable, Equatable {
    /// Why, a code of the pack.
    package let reason: String
    package let until: Moment

    package init(reason: String, until: Moment) {
        self.reason = reason
        self.until = until
    }
}

/// A broken glass as it stands in a case.
package struct Broken: Sendable, Equatable, Identifiable {
    package let id: EntryID
    package let glass: Glass
    package let by: AccountID
    package let agency: AgencyCode
    package let at: Moment
    package internal(set) var answers: Answers
    package internal(set) var isJustified: Bool?
}

/// Who is kept out of a case because they stand too close to somebody in it. For them it does not exist.
package enum Exclusion: Codable, Sendable, Hashable {
    case worker(AccountID)
    case agency(AgencyCode)

    package func bars(_ actor: Actor) -> Bool {
        switch self {
        case .worker(let account): account == actor.account
        case .agency(let agency): agency == actor.agency
        }
    }
}
