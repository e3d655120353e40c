package import Register

extension Store {
    /// The number of a case that this entry opened, for a form that was sent twice. Nil for anybody who did not send it.
    package func number(openedBy id: EntryID, as actor: Actor) throws -> String? {
        let known: Known<CaseFile> = try load(identities.chronicle(.file, openedBy: id))
        guard known.sequence > 0, known.chronicle.relations(of: actor, at: Moment(seconds: .max)).contains(.assigned) else {
            return nil
        }
        return known.chronicle.number
    }
}
