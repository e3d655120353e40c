/// Many small numbers under one key, kept in three flat arrays: what a dictionary of arrays would hold in a fraction of its memory.
struct Chains: Sendable {
    private var heads: [UInt64: Int32] = [:]
    private var values: [Int32] = []
    private var nexts: [Int32] = []
    private var freed: Int32 = -1

    mutating func add(_ value: Int32, to key: UInt64) {
        let next = heads[key] ?? -1
        if freed >= 0 {
            let link = freed
            freed = nexts[Int(link)]
            values[Int(link)] = value
            nexts[Int(link)] = next
            heads[key] = link
        } else {
            heads[key] = Int32(values.count)
            values.append(value)
            nexts.append(next)
        }
    }

    /// Takes it away once. Does nothing when it is not there.
    mutating func remove(_ value: Int32, from key: UInt64) {
        var link = heads[key] ?? -1
        var previous: Int32 = -1
        while link >= 0, values[Int(link)] != value { (previous, link) = (link, nexts[Int(link)]) }
        guard link >= 0 else { return }
        let next = nexts[Int(link)]
        if previous >= 0 { nexts[Int(previous)] = next } else { heads[key] = next < 0 ? nil : next }
        nexts[Int(link)] = freed
        freed = link
    }

    /// Newest first.
    func forEach(in key: UInt64, _ visit: (Int32) -> Void) {
        var link = heads[key] ?? -1
        while link >= 0 {
            visit(values[Int(link)])
            link = nexts[Int(link)]
        }
    }

    func forEachGroup(_ visit: ([Int32]) -> Void) {
        for key in heads.keys.sorted() {
            var group: [Int32] = []
            forEach(in: key) { group.append($0) }
            visit(group)
        }
    }
}
