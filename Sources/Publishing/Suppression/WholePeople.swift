/// The least sum when people are whole.
///
/// Equations alone may allow half a person here and half a person there, and so seem to leave a count open which is not. Where the
/// solver's answer has fractions, one unknown is rounded down and up in turn until none has.
///
/// Source: branch and bound, Land and Doig (1960).
struct WholePeople {
    private static let tolerance = 1e-6
    private let solver: any Solver
    private let sum: [Programme.Term]
    private var stepsLeft = 200
    private var least: Int?

    /// Nothing when the search was given up: then the sum may be taken for known.
    static func least(
        of sum: [Programme.Term], in programme: Programme, from start: [Double], with solver: any Solver
    ) -> Int? {
        var search = WholePeople(solver: solver, sum: sum)
        search.explore(programme, start)
        return search.stepsLeft > 0 ? search.least : nil
    }

    private init(solver: any Solver, sum: [Programme.Term]) { (self.solver, self.sum) = (solver, sum) }

    /// A search given up leaves no room at all.
    static func range(_ least: Int?, _ most: Int?) -> ClosedRange<Int> {
        if let least, let most, least <= most { least...most } else { 0...0 }
    }

    /// The least whole number that the sum can be by these unknowns.
    static func roundedUp(_ sum: [Programme.Term], _ unknowns: [Double]) -> Int {
        Int((sum.reduce(0) { $0 + $1.factor * unknowns[$1.unknown] } - tolerance).rounded(.up))
    }

    static func isWhole(_ unknowns: [Double]) -> Bool { unknowns.allSatisfy { abs($0 - $0.rounded()) < tolerance } }

    private mutating func explore(_ programme: Programme, _ unknowns: [Double]?) {
        guard stepsLeft > 0, let unknowns else { return }
        stepsLeft -= 1
        let bound = WholePeople.roundedUp(sum, unknowns)
        if let least, bound >= least { return }
        guard let broken = unknowns.indices.max(by: { WholePeople.fraction(unknowns[$0]) < WholePeople.fraction(unknowns[$1]) }),
            WholePeople.fraction(unknowns[broken]) >= WholePeople.tolerance
        else {
            least = bound
            return
        }
        for side in [
            programme.bounding(broken, to: unknowns[broken].rounded(.down)),
            programme.bounding(broken, from: unknowns[broken].rounded(.up)),
        ] {
            explore(side, solver.solve(side) { least in least(sum) })
        }
    }

    private static func fraction(_ value: Double) -> Double { abs(value - value.rounded()) }
}
