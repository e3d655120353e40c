import RealModule

/// Records that are altered one attribute at a time until their counts lie near what is aimed at.
///
/// What is made small is the sum over all cells of weight × (count - target)². A step that makes it larger is taken now and then, less
/// often as the search cools, so that it does not stick where the start left it.
/// Source: Metropolis et al., J. Chem. Phys. 21 (1953), with the cells of every table as the energy.
struct LocalSearch: ~Copyable {
    struct Aim {
        let target: Float
        let weight: Float
    }

    private let cells: Cells
    private let attributes: Int
    private let people: Int
    /// Row after row, the number of each attribute's code; -1 where it is not known.
    private var rows: [Int32]
    private var residuals: Residuals
    private let proposals: [[Double]]
    private var chance: SeededChance

    /// The start comes from `draw`, which fills one record: a byte for each attribute.
    init(
        people: Int, aims: [Aim], cells: Cells, proposals: [[Double]], seed: UInt64, draw: (inout [UInt8]) -> Void
    ) {
        (self.cells, self.people, self.proposals) = (cells, people, proposals)
        attributes = cells.lists.count
        chance = SeededChance(seed: seed)
        residuals = Residuals(aims, cells)
        rows = Array(repeating: -1, count: people * attributes)
        var record = [UInt8](repeating: 0, count: attributes)
        for person in 0..<people {
            draw(&record)
            for place in 0..<attributes where record[place] != 0 {
                enter(cells.first[place] + Int(record[place]) - 1, person, place)
            }
        }
    }

    /// Writes a code where none was, and counts it with those before it.
    private mutating func enter(_ code: Int, _ person: Int, _ place: Int) {
        rows.withUnsafeBufferPointer { rows in
            guard let record = rows.baseAddress else { return }
            residuals.look(at: record + person * attributes, size: place, without: place)
        }
        residuals.change(Int32(code), 1)
        rows[person * attributes + place] = Int32(code)
    }

    /// As many tries as there are values, times `sweeps`.
    mutating func run(sweeps: Double, from hot: Double, to cold: Double) {
        guard people > 0, attributes > 0 else { return }
        // The heat falls a little after every batch.
        let batch = 1024
        let batches = max(1, Int(Double(people * attributes) * sweeps) / batch)
        let cooling = Double.exp(.log(cold / hot) / Double(batches))
        var heat = hot
        for _ in 0..<batches {
            for _ in 0..<batch { attempt(heat) }
            heat *= cooling
        }
    }

    @inline(__always)
    private mutating func attempt(_ heat: Double) {
        let (person, place) = (chance.below(people), chance.below(attributes))
        let (spot, new) = (person * attributes + place, proposal(place))
        let old = rows[spot]
        guard new != old else { return }
        rows.withUnsafeBufferPointer { rows in
            guard let record = rows.baseAddress else { return }
            residuals.look(at: record + person * attributes, size: attributes, without: place)
        }
        let rise = (new < 0 ? 0 : residuals.rise(new, 1)) + (old < 0 ? 0 : residuals.rise(old, -1))
        guard rise < 0 || chance.unit() < .exp(-Double(rise) / heat) else { return }
        if old >= 0 { residuals.change(old, -1) }
        if new >= 0 { residuals.change(new, 1) }
        rows[spot] = new
    }

    /// Mostly a code as common as it is among all people; now and then any, so that rare ones are found too.
    @inline(__always)
    private mutating func proposal(_ place: Int) -> Int32 {
        let isAny = chance.below(100) < 15
        let byte = isAny ? chance.below(cells.first[place + 1] - cells.first[place] + 1) : chance.pick(proposals[place])
        return byte == 0 ? -1 : Int32(cells.first[place] + byte - 1)
    }

    var cost: Double { residuals.cost }

    var records: Records {
        Records(
            cells.lists,
            columns: (0..<attributes).map { place in
                (0..<people).map { person in
                    let code = rows[person * attributes + place]
                    return code < 0 ? 0 : UInt8(Int(code) - cells.first[place] + 1)
                }
            })
    }
}
