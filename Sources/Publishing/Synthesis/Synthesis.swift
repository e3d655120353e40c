package enum Synthesis {
    package struct Knobs { package var sweeps = 12.0, hot = 2.0, cold = 0.2, pull = 1.0, w1 = 5.0; package init() {} }
    package static func records(from noisy: NoisyCounts, seed: UInt64, knobs: Knobs, watch: (Records, String) -> Void = { _, _ in }) -> Records {
        let cells = noisy.cells
        let tree = DependenceTree(noisy)
        var chance = SeededChance(seed: seed)
        let d = cells.lists.count
        var rows = [Int32](repeating: -1, count: tree.people * d)
        var record = [UInt8](repeating: 0, count: d)
        for person in 0..<tree.people {
            record.withUnsafeMutableBufferPointer { tree.draw(into: $0, &chance) }
            for place in 0..<d where record[place] != 0 { rows[person * d + place] = Int32(cells.first[place] + Int(record[place]) - 1) }
        }
        let design = noisy.design
        var targets = noisy.counts.ones.map { Float($0) }
        func pulled(_ c: Int32, _ s: Double) -> Float { Double(c) < s ? Float(Double(c) - knobs.pull * s) : Float(c) }
        targets += noisy.counts.pairs.map { pulled($0, design.pairs.deviation) }
        targets += noisy.counts.triples.map { pulled($0, design.triples.deviation) }
        func w(_ g: DiscreteGaussian) -> Float { Float(1 / (2 * g.variance.value)) }
        let tables = FullTables(noisy)
        var search = LocalSearch(rows, people: tree.people, targets: targets, weights: (w(design.ones) * Float(knobs.w1), w(design.pairs), w(design.triples)),
            proposals: cells.lists.indices.map { tables.one($0).reduce(into: []) { $0.append(($0.last ?? 0) + $1) } }, cells: cells, seed: chance.next())
        watch(search.records, "start cost \(search.cost)")
        let rounds = 6
        for round in 0..<rounds {
            let ratio = knobs.cold / knobs.hot
            let taken = search.run(sweeps: knobs.sweeps / Double(rounds), from: knobs.hot * .pow(ratio, Double(round) / Double(rounds)), to: knobs.hot * .pow(ratio, Double(round + 1) / Double(rounds)))
            watch(search.records, "round \(round) taken \(taken) cost \(search.cost)")
        }
        return search.records
    }
}
import RealModule
