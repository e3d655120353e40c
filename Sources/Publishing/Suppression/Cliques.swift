/// Attributes in overlapping groups, such that tables which agree where two groups overlap always come from some people.
///
/// A cohort's tables may touch many attributes, and all their combinations are too many to reason about. But two tables that share
/// one attribute know of each other only through it. Groups of a triangulated graph, joined in a tree, lose nothing: tables of whole
/// numbers that agree on what neighbours share can be put together person by person.
///
/// Source: Lauritzen, Graphical Models (1996), chapters 2 and 4 (elimination, running intersection, decomposable models).
struct Cliques {
    struct Joint { let one, other: Int; let shared: [String] }

    private(set) var groups: [[String]] = []
    private(set) var joints: [Joint] = []

    init(covering sets: some Sequence<Set<String>>, size: (String) -> Int) {
        var neighbours: [String: Set<String>] = [:]
        for set in sets { for attribute in set { neighbours[attribute, default: []].formUnion(set.subtracting([attribute])) } }
        var removed: [(attribute: String, rest: Set<String>)] = []
        while let next = Cliques.cheapest(neighbours, size: size) {
            let rest = neighbours[next] ?? []
            removed.append((next, rest))
            neighbours[next] = nil
            for attribute in rest { neighbours[attribute]?.formUnion(rest.subtracting([attribute])) }
            for attribute in rest { neighbours[attribute]?.remove(next) }
        }
        for (attribute, rest) in removed.reversed() { add(attribute, to: rest) }
        if groups.isEmpty { groups = [[]] }
    }

    /// Taking out the attribute whose group is smallest keeps the later groups small.
    private static func cheapest(_ neighbours: [String: Set<String>], size: (String) -> Int) -> String? {
        neighbours.keys.sorted().min { one, other in
            let weights = [one, other].map { (neighbours[$0] ?? []).reduce(Double(size($0))) { $0 * Double(size($1)) } }
            return weights[0] < weights[1]
        }
    }

    private mutating func add(_ attribute: String, to rest: Set<String>) {
        if let same = groups.firstIndex(where: { Set($0) == rest }) {
            groups[same] = (rest.union([attribute])).sorted()
            return
        }
        groups.append(rest.union([attribute]).sorted())
        if let parent = groups.dropLast().firstIndex(where: { rest.isSubset(of: $0) }) {
            joints.append(Joint(one: parent, other: groups.count - 1, shared: rest.sorted()))
        }
    }
}
