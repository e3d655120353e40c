/// How far the records made so far are off, cell by cell: what a step of the search reads and changes.
///
/// Shape: for each cell its weight w and w × (count - target), side by side; codes, then pairs, then triples. The search spends nearly
/// all its time here, hence plain memory without bounds checks: every index is one that `Cells` made.
struct Residuals: ~Copyable {
    private let cells: UnsafeMutableBufferPointer<SIMD2<Float>>
    private let pairRow: UnsafeMutableBufferPointer<Int32>
    private let tripleRow: UnsafeMutableBufferPointer<Int32>
    /// The other known codes of the record at hand, ascending; those before `low` are below the code in question.
    private let others: UnsafeMutableBufferPointer<Int32>
    private var count = 0
    private var low = 0

    init(_ aims: [LocalSearch.Aim], _ layout: Cells) {
        func copied<Value>(_ values: [Value]) -> UnsafeMutableBufferPointer<Value> {
            let buffer = UnsafeMutableBufferPointer<Value>.allocate(capacity: values.count)
            _ = buffer.initialize(from: values)
            return buffer
        }
        cells = copied(aims.map { SIMD2($0.weight, -$0.weight * $0.target) })
        pairRow = copied(layout.pairRow.map { Int32($0 + layout.codeCount) })
        // A triple's place takes back what the pair's row has added.
        tripleRow = copied(layout.tripleRow.map { Int32($0 + layout.pairCount) })
        others = copied(Array(repeating: 0, count: max(1, layout.lists.count)))
    }

    deinit {
        cells.deallocate()
        pairRow.deallocate()
        tripleRow.deallocate()
        others.deallocate()
    }

    /// Sum of w × (count - target)².
    var cost: Double { cells.reduce(0) { $0 + Double($1.y * $1.y / $1.x) } }

    /// Adds how far each count is off.
    func add(to sums: inout [Float]) {
        for (cell, residual) in cells.enumerated() { sums[cell] += residual.y / residual.x }
    }

    /// Looks at one record, and in it at all known codes but the one at `place`.
    @inline(__always)
    mutating func look(at record: UnsafePointer<Int32>, size: Int, without place: Int) {
        count = 0
        low = 0
        for other in 0..<size where other != place && record[other] >= 0 {
            others[count] = record[other]
            count += 1
            if other < place { low += 1 }
        }
    }

    /// By how much the cost rises when the code joins the others (`step` 1) or leaves them (-1).
    @inline(__always)
    func rise(_ code: Int32, _ step: Float) -> Float {
        var sum = SIMD2<Float>.zero
        visit(code) { sum += $0.pointee }
        return sum.x + 2 * step * sum.y
    }

    @inline(__always)
    func change(_ code: Int32, _ step: Float) { visit(code) { $0.pointee.y += step * $0.pointee.x } }

    /// Every cell that the code shares with none, one or two of the others.
    @inline(__always)
    private func visit(_ code: Int32, _ body: (UnsafeMutablePointer<SIMD2<Float>>) -> Void) {
        guard let cells = cells.baseAddress, let pairRow = pairRow.baseAddress, let tripleRow = tripleRow.baseAddress,
            let others = others.baseAddress
        else { return }
        let (plane, row) = (tripleRow[Int(code)], pairRow[Int(code)])
        body(cells + Int(code))
        for i in 0..<low {
            let x = others[i]
            body(cells + Int(row + x))
            let line = cells + Int(plane + pairRow[Int(x)])
            for h in 0..<i { body(line + Int(others[h])) }
        }
        for i in low..<count {
            let z = others[i]
            body(cells + Int(pairRow[Int(z)] + code))
            let line = cells + Int(tripleRow[Int(z)] + row)
            for h in 0..<low { body(line + Int(others[h])) }
            let slope = cells + Int(tripleRow[Int(z)] + code)
            for h in low..<i { body(slope + Int(pairRow[Int(others[h])])) }
        }
    }
}
