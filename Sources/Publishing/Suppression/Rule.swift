/// How closely what is hidden may be guessed.
///
/// A count above nobody and below the threshold is hidden. Whoever adds and subtracts everything that was ever published about the
/// cohort may then narrow a hidden count to a range, and that range must either reach from the fewest people a hidden count can be
/// up to the threshold, or be so wide as `width`: it never says "few", and never says who is missing from a sum.
///
/// Units: people.
/// Source: the threshold rule and the sliding protection level of Hundepool et al., Statistical Disclosure Control (2012), chapter 4,
/// and Willenborg and de Waal, Elements of Statistical Disclosure Control (2001), chapters 6 and 7.
package struct Rule: Sendable, Hashable {
    /// What a count of nobody says.
    package enum Zeros: Sendable, Hashable {
        /// It may be told, for there is nobody in it to be found. Then whatever is hidden is known to be somebody.
        case told
        /// It is hidden as a small count is: for tables where "none of them" would say something of everybody else in the line.
        case hidden
    }

    package let threshold: Int
    package let width: Int
    package let zeros: Zeros

    package init(threshold: Int = 10, width: Int? = nil, zeros: Zeros = .told) {
        (self.threshold, self.width, self.zeros) = (threshold, width ?? threshold, zeros)
    }

    /// The fewest people a hidden count can be, as everybody knows who knows this rule.
    package var fewest: Int { zeros == .told ? 1 : 0 }

    package func mustHide(_ count: Int) -> Bool { (fewest..<max(fewest, threshold)).contains(count) }

    package func allows(_ range: ClosedRange<Int>) -> Bool {
        range.lowerBound <= fewest && range.upperBound >= threshold || range.upperBound - range.lowerBound >= width
    }

    /// A range inside one that is allowed, and allowed itself.
    func goal(within range: ClosedRange<Int>) -> ClosedRange<Int> {
        if range.lowerBound <= fewest, range.upperBound >= threshold { return fewest...max(fewest, threshold) }
        let spare = max(0, range.upperBound - range.lowerBound - width)
        return range.lowerBound + spare / 2...range.upperBound - (spare - spare / 2)
    }
}
