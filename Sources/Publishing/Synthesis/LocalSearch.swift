import RealModule

/// Records that are altered one attribute at a time until their counts lie near the noisy ones.
///
/// What is made small is the sum over all cells of (count - target)² × weight; a step that makes it larger is taken now and then,
/// less often as the search cools, so that it does not stick where the start left it.
/// Source: Metropolis et al. (1953); integer search against noisy marginals is our own.
struct LocalSearch {
    private let cells: Cells
    private let attributes: Int
    private let people: Int
    /// Row after row, the number of each attribute's code; -1 where it is not known.
    private var rows: [Int32]
    /// Count less target: codes, pairs, triples.
    private var excess: [Float]
    private let weights: (Float, Float, Float)
    private let pairRow: [Int32]
    private let tripleRow: [Int32]
    private let proposals: [[Double]]
    private var chance: SeededChance

    init(_ start: [Int32], people: Int, targets: [Float], weights: (Float, Float, Float), proposals: [[Double]], cells: Cells, seed: UInt64) {
        self.cells = cells
        attributes = cells.lists.count
        self.people = people
        rows = start
        excess = targets.map { -$0 }
        self.weights = weights
        self.proposals = proposals
        pairRow = cells.pairRow.map { Int32($0 + cells.codeCount) }
        let above = cells.codeCount + cells.pairCount
        // The triple's offset takes back what the pair's row has added.
        tripleRow = cells.tripleRow.map { Int32($0 + above - cells.codeCount) }
        chance = SeededChance(seed: seed)
        for person in 0..<people {
            var known: [Int32] = []
            for place in 0..<attributes where rows[person * attributes + place] >= 0 {
                let code = rows[person * attributes + place]
                for one in known.indices {
                    excess[Int(pairRow[Int(code)] + known[one])] += 1
                    for other in 0..<one { excess[Int(tripleRow[Int(code)] + pairRow[Int(known[one])] + known[other])] += 1 }
                }
                excess[Int(code)] += 1
                known.append(code)
            }
        }
    }

    var cost: Double {
        var sums = [0.0, 0, 0]
        for i in excess.indices { sums[i < cells.codeCount ? 0 : i < cells.codeCount + cells.pairCount ? 1 : 2] += Double(excess[i] * excess[i]) }
        return sums[0] * Double(weights.0) + sums[1] * Double(weights.1) + sums[2] * Double(weights.2)
    }

    private struct View {
        let excess: UnsafeMutablePointer<Float>
        let pairRow: UnsafePointer<Int32>
        let tripleRow: UnsafePointer<Int32>
        let known: UnsafeMutablePointer<Int32>

        /// By how much the cost rises, but for the weights, when the code joins the others; `low` of the `count` others are below it.
        @inline(__always)
        func excess(of code: Int32, among count: Int, low: Int) -> (Float, Float, Float) {
            var pairs: Float = 0
            var triples: Float = 0
            let (plane, row) = (tripleRow[Int(code)], pairRow[Int(code)])
            for i in 0..<low {
                let x = known[i]
                pairs += excess[Int(row + x)]
                let line = excess + Int(plane + pairRow[Int(x)])
                for h in 0..<i { triples += line[Int(known[h])] }
            }
            for i in low..<count {
                let z = known[i]
                let top = pairRow[Int(z)]
                pairs += excess[Int(top + code)]
                let line = excess + Int(tripleRow[Int(z)] + row)
                for h in 0..<low { triples += line[Int(known[h])] }
                let plane = excess + Int(tripleRow[Int(z)] + code)
                for h in low..<i { triples += plane[Int(pairRow[Int(known[h])])] }
            }
            return (excess[Int(code)], pairs, triples)
        }

        @inline(__always)
        func change(_ code: Int32, among count: Int, low: Int, by step: Float) {
            let (plane, row) = (tripleRow[Int(code)], pairRow[Int(code)])
            excess[Int(code)] += step
            for i in 0..<low {
                let x = known[i]
                excess[Int(row + x)] += step
                let line = excess + Int(plane + pairRow[Int(x)])
                for h in 0..<i { line[Int(known[h])] += step }
            }
            for i in low..<count {
                let z = known[i]
                excess[Int(pairRow[Int(z)] + code)] += step
                let line = excess + Int(tripleRow[Int(z)] + row)
                for h in 0..<low { line[Int(known[h])] += step }
                let plane = excess + Int(tripleRow[Int(z)] + code)
                for h in low..<i { plane[Int(pairRow[Int(known[h])])] += step }
            }
        }
    }

    /// As many tries as there are values, times `sweeps`. Returns how many were taken.
    mutating func run(sweeps: Double, from hot: Double, to cold: Double) -> Int {
        let tries = Int(Double(people * attributes) * sweeps)
        var taken = 0
        var chance = self.chance
        let (w1, w2, w3) = weights
        var known = [Int32](repeating: 0, count: attributes)
        rows.withUnsafeMutableBufferPointer { rows in
            excess.withUnsafeMutableBufferPointer { excess in
                pairRow.withUnsafeBufferPointer { pairRow in
                    tripleRow.withUnsafeBufferPointer { tripleRow in
                        known.withUnsafeMutableBufferPointer { known in
                            let view = View(
                                excess: excess.baseAddress!, pairRow: pairRow.baseAddress!, tripleRow: tripleRow.baseAddress!,
                                known: known.baseAddress!)
                            var heat = hot
                            let cooling = Double.exp(.log(cold / hot) / Double(max(tries / 1024, 1)))
                            for attempt in 0..<tries {
                                if attempt & 1023 == 0 { heat *= cooling }
                                let person = chance.below(people)
                                let place = chance.below(attributes)
                                let row = rows.baseAddress! + person * attributes
                                let old = row[place]
                                let size = cells.lists[place].codes.count
                                let drawn = chance.next() % 100 < 15 ? chance.below(size + 1) : chance.pick(proposals[place])
                                let new = drawn == 0 ? -1 : Int32(cells.first[place] + drawn - 1)
                                if new == old { continue }
                                var (count, low) = (0, 0)
                                for other in 0..<attributes where other != place && row[other] >= 0 {
                                    known[count] = row[other]
                                    count += 1
                                    if other < place { low += 1 }
                                }
                                var rise: Float = 0
                                let (two, three) = (Float(count), Float(count * (count - 1) / 2))
                                if new >= 0 {
                                    let (a, b, c) = view.excess(of: new, among: count, low: low)
                                    rise += w1 * (1 + 2 * a) + w2 * (two + 2 * b) + w3 * (three + 2 * c)
                                }
                                if old >= 0 {
                                    let (a, b, c) = view.excess(of: old, among: count, low: low)
                                    rise += w1 * (1 - 2 * a) + w2 * (two - 2 * b) + w3 * (three - 2 * c)
                                }
                                if rise < 0 || chance.unit() < .exp(-Double(rise) / heat) {
                                    if old >= 0 { view.change(old, among: count, low: low, by: -1) }
                                    if new >= 0 { view.change(new, among: count, low: low, by: 1) }
                                    row[place] = new
                                    taken += 1
                                }
                            }
                        }
                    }
                }
            }
        }
        self.chance = chance
        return taken
    }

    var records: Records {
        Records(cells.lists, columns: (0..<attributes).map { place in
            (0..<people).map { person in
                let code = rows[person * attributes + place]
                return code < 0 ? 0 : UInt8(Int(code) - cells.first[place] + 1)
            }
        })
    }
}
