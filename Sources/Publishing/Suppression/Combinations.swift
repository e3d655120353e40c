/// The unknown counts: one for each combination of classes within each group of attributes.
///
/// Shape: a combination inside a cell that was told to be empty is left out, for it is known.
struct Combinations {
    private struct Group { let attributes: [String]; var members: [(classes: [Int], unknown: Int)] }

    private let classes: Classes
    private var groups: [Group] = []
    private var sums: [Cell: [Programme.Term]] = [:]
    /// That groups agree on what they share.
    private(set) var programme = Programme()

    /// - Parameter most: beyond it nobody would wait for the check.
    init(of cells: [Cell], empty: [Cell], sizes: [String: Int], most: Int = 5_000) throws(Withholding) {
        classes = Classes(of: cells, sizes: sizes)
        let cliques = Cliques(covering: cells.map(\.attributes), size: classes.count)
        let count = cliques.groups.reduce(0.0) { sum, group in sum + group.reduce(1) { $0 * Double(classes.count($1)) } }
        guard count <= Double(most) else { throw .tooEntangled(combinations: Int(count), most: most) }
        for attributes in cliques.groups { addGroup(attributes, empty: empty) }
        for joint in cliques.joints { agree(joint) }
        for cell in cells { sums[cell] = terms(cell) }
    }

    /// The sum that a cell is.
    func sum(_ cell: Cell) -> [Programme.Term] { sums[cell] ?? terms(cell) }

    private func terms(_ cell: Cell) -> [Programme.Term] {
        guard let group = groups.first(where: { cell.attributes.isSubset(of: $0.attributes) }) else { return [] }
        let inside = inside(cell, group.attributes)
        return group.members.filter { inside($0.classes) }.map { Programme.Term($0.unknown) }
    }

    private mutating func addGroup(_ attributes: [String], empty: [Cell]) {
        let empty = empty.filter { $0.attributes.isSubset(of: attributes) }.map { inside($0, attributes) }
        let all = attributes.reduce([[]]) { all, attribute in
            all.flatMap { start in (0..<classes.count(attribute)).map { start + [$0] } }
        }
        var group = Group(attributes: attributes, members: [])
        for combination in all where !empty.contains(where: { $0(combination) }) {
            group.members.append((combination, programme.addUnknown()))
        }
        groups.append(group)
    }

    private func inside(_ cell: Cell, _ attributes: [String]) -> ([Int]) -> Bool {
        let allowed = attributes.enumerated().compactMap { position, attribute in
            cell[attribute].map { (position, classes.within($0, of: attribute)) }
        }
        return { combination in allowed.allSatisfy { $0.1.contains(combination[$0.0]) } }
    }

    /// What two groups share, they count alike.
    private mutating func agree(_ joint: Cliques.Joint) {
        var rows: [[Int]: [Programme.Term]] = [:]
        for (index, factor) in [(joint.one, 1.0), (joint.other, -1.0)] {
            let positions = joint.shared.compactMap { groups[index].attributes.firstIndex(of: $0) }
            for member in groups[index].members {
                rows[positions.map { member.classes[$0] }, default: []].append(Programme.Term(member.unknown, factor))
            }
        }
        for key in rows.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            programme.add(Programme.Row(rows[key] ?? [], from: 0, to: 0))
        }
    }
}
