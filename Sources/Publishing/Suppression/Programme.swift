/// Everything that is known of some unknown counts, as equations and bounds: the least of any sum of them can then be worked out.
///
/// Shape: a linear programme; every unknown is at least zero.
/// Units: people.
package struct Programme: Sendable {
    package struct Term: Sendable, Hashable {
        package let unknown: Int
        package let factor: Double

        package init(_ unknown: Int, _ factor: Double = 1) { (self.unknown, self.factor) = (unknown, factor) }
    }

    /// A sum that lies between two bounds.
    package struct Row: Sendable {
        package let terms: [Term]
        package let lower: Double
        package let upper: Double

        package init(_ terms: [Term], from lower: Double, to upper: Double) {
            (self.terms, self.lower, self.upper) = (terms, lower, upper)
        }
    }

    package private(set) var uppers: [Double] = []
    package var lowers: [Double] = []
    package private(set) var rows: [Row] = []

    package init() {}

    package var count: Int { uppers.count }

    package mutating func addUnknown(upTo upper: Double = .infinity) -> Int {
        uppers.append(upper)
        lowers.append(0)
        return uppers.count - 1
    }

    package mutating func add(_ row: Row) { rows.append(row) }

    /// Keeps one unknown within narrower bounds.
    func bounding(_ unknown: Int, from lower: Double? = nil, to upper: Double? = nil) -> Programme {
        var narrower = self
        if let lower { narrower.lowers[unknown] = max(lowers[unknown], lower) }
        if let upper { narrower.uppers[unknown] = min(uppers[unknown], upper) }
        return narrower
    }
}

/// Works out programmes.
package protocol Solver: Sendable {
    /// Asks as often as the body likes for unknowns that make a sum least, or nothing when there are none. What is known does not change
    /// in between, so that each question may start where the last ended.
    func solve<Result>(_ programme: Programme, _ body: (_ least: (_ sum: [Programme.Term]) -> [Double]?) -> Result) -> Result
}
