/// What the coordinator decided about two cases of different agencies that may be one person.
///
/// Shape: the other case stands here for the coordinator only. Whoever works this case learns, when told, that there may be one,
/// and whom to ask; never which, or whose.
package struct MatchVerdict: Codable, Sendable, Equatable {
    package let with: ChronicleID
    /// Whether both agencies are told to ask the coordinator; otherwise the two are not the same.
    package let isTold: Bool

    package init(with: ChronicleID, isTold: Bool) {
        self.with = with
        self.isTold = isTold
    }
}

package struct Matched: Sendable, Equatable, Identifiable {
    package let id: EntryID
    package let match: MatchVerdict
    package let by: AccountID
    package let at: Moment
}
