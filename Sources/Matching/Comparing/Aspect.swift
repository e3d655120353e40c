/// What of two people is compared. One bar of the waterfall each.
package enum Aspect: UInt8, CaseIterable, Sendable, Hashable {
    case given, family, otherNames, birth, sex, citizenship, place, phone, document

    package var key: String { String(describing: self) }
}
