internal import CClp
internal import Publishing

/// One programme as Clp holds it, from loading until it is let go.
struct Model: ~Copyable {
    private let pointer: UnsafeMutableRawPointer?
    private let count: Int

    init(_ programme: Programme) {
        pointer = Clp_newModel()
        count = programme.count
        Clp_setLogLevel(pointer, 0)
        // Unknowns come first and empty; rows are then added as they are written, which spares turning the matrix.
        Clp_resize(pointer, 0, Int32(programme.count))
        Clp_chgColumnLower(pointer, programme.lowers)
        Clp_chgColumnUpper(pointer, programme.uppers.map(Model.bound))
        Clp_addRows(
            pointer, Int32(programme.rows.count), programme.rows.map { Model.bound($0.lower) },
            programme.rows.map { Model.bound($0.upper) }, Model.starts(programme.rows),
            programme.rows.flatMap { $0.terms.map { Int32($0.unknown) } }, programme.rows.flatMap { $0.terms.map(\.factor) })
    }

    deinit { Clp_deleteModel(pointer) }

    func least(_ sum: [Programme.Term]) -> [Double]? {
        var factors = [Double](repeating: 0, count: count)
        for term in sum { factors[term.unknown] += term.factor }
        Clp_chgObjCoefficients(pointer, factors)
        Clp_primal(pointer, 0)
        guard Clp_status(pointer) == 0, let solution = Clp_primalColumnSolution(pointer) else { return nil }
        return (0..<count).map { solution[$0] }
    }

    /// Clp's word for no bound.
    private static func bound(_ value: Double) -> Double {
        value.isInfinite ? (value > 0 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude) : value
    }

    private static func starts(_ rows: [Programme.Row]) -> [Int32] {
        rows.reduce(into: [0]) { starts, row in starts.append(starts[starts.count - 1] + Int32(row.terms.count)) }
    }
}
