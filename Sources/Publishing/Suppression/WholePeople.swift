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
    private var stepsLeft: Int
    private let enough: Int
    private(set) var least: Int?
    private(set) var unknowns: [Double]?

    /// The least is missing when the search was given up: then the sum may be taken for known.
    ///
    /// - Parameters:
    ///   - enough: the search ends with the first answer that is no more.
    ///   - steps: how many programmes it may try.
    init(_ sum: [Programme.Term], in programme: Programme, from start: [Double], enough: Int, steps: Int, with solver: any Solver) {
        (self.solver, self.sum, stepsLeft) = (solver, sum, steps)
        // No answer of whole people is less than the first of fractions.
        self.enough = max(enough, WholePeople.roundedUp(sum, start))
        explore(programme, start)
        if stepsLeft == 0 { (least, unknowns) = (nil, nil) }
    }

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
            (least, self.unknowns) = (bound, unknowns)
            return
        }
        for side in [
            programme.bounding(broken, to: unknowns[broken].rounded(.down)),
            programme.bounding(broken, from: unknowns[broken].rounded(.up)),
        ] {
            if let least, least <= enough { return }
            explore(side, solver.solve(side) { least in least(sum) })
        }
    }

    private static func fraction(_ value: Double) -> Double { abs(value - value.rounded()) }
}
