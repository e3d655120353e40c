/// A small count that must not be worked out: a hidden cell, or the few people by whom two cells differ that are both in the open.
///
/// Shape: those of the whole who are not of the part.
package struct Secret: Sendable, Hashable, Comparable {
    package let whole: Cell
    package let part: Cell?

    package init(_ whole: Cell, without part: Cell? = nil) { (self.whole, self.part) = (whole, part) }

    package static func < (one: Secret, other: Secret) -> Bool {
        one.whole == other.whole
            ? (one.part ?? .everyone) < (other.part ?? .everyone)
            : one.whole < other.whole
    }

    /// What somebody could learn by subtracting one cell from the other: they lie in each other, or overlap on one attribute.
    static func between(_ one: Cell, _ other: Cell) -> [Secret] {
        if one == other { return [] }
        if one.isWithin(other) { return [Secret(other, without: one)] }
        if other.isWithin(one) { return [Secret(one, without: other)] }
        guard let attribute = one.onlyDifference(from: other), let mine = one[attribute], let theirs = other[attribute] else {
            return []
        }
        let shared = mine.intersection(theirs)
        guard !shared.isEmpty else { return [] }
        return [Secret(one, without: one.and(attribute, shared)), Secret(other, without: other.and(attribute, shared))]
    }
}
