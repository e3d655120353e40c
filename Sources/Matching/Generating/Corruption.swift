/// What went wrong between a person and their record.
package enum Corruption: String, CaseIterable, Sendable, Hashable {
    case translated, nicknamed, givenNameDropped, familyNameDropped, married, knownByAlias, abbreviated, spelledBySound, mistyped
    case fieldsSwapped, familyNameMissing
    case birthMissing, yearOnly, ageGuessed, dayAndMonthSwapped, birthMistyped, firstOfJanuary
    /// A brother or sister of someone on record, not that person.
    case sibling
}
