import RealModule

/// Records that are altered one attribute at a time until their counts lie near what is aimed at.
///
/// What is made small is the sum over all cells of weight × (count - target)². A step that makes it larger is taken now and then, less
/// often where it is cool, so that it does not stick where the start left it. At a heat of 1, records come as likely as the aims make
/// them, given what is usual among their kind.
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
    private var classes: LatentClasses
    private var chance: SeededChance

    /// The start comes from `draw`, which fills one record: a byte for each attribute. `everybody`: people by attribute and byte.
    init(people: Int, aims: [Aim], cells: Cells, everybody: [[Double]], seed: UInt64, draw: (inout [UInt8]) -> Void) {
        (self.cells, self.people) = (cells, people)
        attributes = cells.lists.count
        chance = SeededChance(seed: seed)
        rows = []
        rows.reserveCapacity(people * attributes)
        var record = [UInt8](repeating: 0, count: attributes)
        for _ in 0..<people {
            draw(&record)
            for place in 0..<attributes { rows.append(LocalSearch.code(Int(record[place]), place, cells)) }
        }
        classes = LatentClasses(cells, everybody: everybody, rows: rows, people: people, &chance)
        residuals = Residuals(aims, cells)
        enter()
    }

    @inline(__always)
    private static func code(_ byte: Int, _ place: Int, _ cells: Cells) -> Int32 {
        byte == 0 ? -1 : Int32(cells.first[place] + byte - 1)
    }

    /// Aims elsewhere from where the records are.
    mutating func turn(to aims: [Aim]) {
        residuals = Residuals(aims, cells)
        enter()
    }

    /// Counts every code with those before it.
    private mutating func enter() {
        rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return }
            for person in 0..<people {
                for place in 0..<attributes where rows[person * attributes + place] >= 0 {
                    residuals.look(at: start + person * attributes, size: place, without: place)
                    residuals.change(rows[person * attributes + place], 1)
                }
            }
        }
    }

    /// As many tries as there are values, after which the kinds of people are learned anew.
    mutating func sweep(heat: Double) {
        for _ in 0..<people * attributes { attempt(heat) }
        classes.sort(rows, &chance)
        classes.learn(rows)
    }

    /// How far each count is off on average, over so many sweeps.
    mutating func departures(sweeps: Int, heat: Double) -> [Float] {
        var sums = [Float](repeating: 0, count: cells.count)
        for _ in 0..<sweeps {
            sweep(heat: heat)
            residuals.add(to: &sums)
        }
        return sums.map { $0 / Float(sweeps) }
    }

    @inline(__always)
    private mutating func attempt(_ heat: Double) {
        let (person, place) = (chance.below(people), chance.below(attributes))
        let spot = person * attributes + place
        let (old, new) = (rows[spot], LocalSearch.code(classes.draw(person, place, &chance), place, cells))
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
