/// The codes of each attribute that nothing published ever tells apart: they can be counted as one.
struct Classes {
    /// For each attribute, one code to stand for each class.
    private var examples: [String: [UInt8]] = [:]

    init(of cells: some Sequence<Cell>, sizes: [String: Int]) {
        var groups: [String: Set<Codes>] = [:]
        for cell in cells { for condition in cell.conditions { groups[condition.attribute, default: []].insert(condition.codes) } }
        for (attribute, groups) in groups {
            let groups = Array(groups)
            var seen: Set<[Bool]> = []
            let codes = (0..<(sizes[attribute] ?? 256)).map(UInt8.init)
            examples[attribute] = codes.filter { code in seen.insert(groups.map { $0.contains(code) }).inserted }
        }
    }

    func count(_ attribute: String) -> Int { examples[attribute]?.count ?? 1 }

    /// Which classes lie within the codes.
    func within(_ codes: Codes, of attribute: String) -> Set<Int> {
        let examples = examples[attribute] ?? []
        return Set(examples.indices.filter { codes.contains(examples[$0]) })
    }
}
