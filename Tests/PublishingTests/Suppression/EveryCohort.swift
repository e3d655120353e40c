@testable import Publishing

/// An intruder who tries every cohort that could be behind the figures, one whole person at a time, and keeps the least and greatest
/// of each hidden count. Exact, and only for the smallest tables.
///
/// Shape: the joint combinations of all attributes, so that it knows of no cliques, no flows and no equations but sums.
struct EveryCohort {
    private let told: [(members: [Int], count: Int)]
    private let hidden: [[Int]]
    private let secrets: [(secret: Secret, members: [Int], except: [Int])]
    private let fewest: Int
    private(set) var ranges: [Secret: ClosedRange<Int>] = [:]
    private(set) var cohorts = 0

    init(figures: [Cell: Figure], secrets: [Secret], sizes: [String: Int], fewest: Int) {
        let attributes = sizes.keys.sorted()
        let all = attributes.reduce([[UInt8]()]) { all, attribute in
            all.flatMap { start in (0..<UInt8(sizes[attribute] ?? 0)).map { start + [$0] } }
        }
        func members(_ cell: Cell) -> [Int] {
            all.indices.filter { index in zip(attributes, all[index]).allSatisfy { cell[$0]?.contains($1) ?? true } }
        }
        told = figures.compactMap { cell, figure in figure.count.map { (members(cell), $0) } }
        hidden = figures.filter { $0.value == .hidden }.map { members($0.key) }
        self.secrets = secrets.map { ($0, members($0.whole), $0.part.map(members) ?? []) }
        self.fewest = fewest
        var people = [Int](repeating: 0, count: all.count)
        fill(0, &people, rest: told.map(\.count))
    }

    private mutating func fill(_ place: Int, _ people: inout [Int], rest: [Int]) {
        if place == people.count { return keep(people) }
        let within = told.indices.filter { told[$0].members.contains(place) }
        let most = within.map { rest[$0] }.min() ?? 0
        // The last combination of a told sum must make it up.
        let least = within.filter { told[$0].members.last == place }.map { rest[$0] }.max() ?? 0
        guard least <= most else { return }
        for count in least...most {
            people[place] = count
            var rest = rest
            for sum in within { rest[sum] -= count }
            fill(place + 1, &people, rest: rest)
        }
        people[place] = 0
    }

    private mutating func keep(_ people: [Int]) {
        guard hidden.allSatisfy({ $0.reduce(0) { $0 + people[$1] } >= fewest }) else { return }
        cohorts += 1
        for secret in secrets {
            let count = secret.members.reduce(0) { $0 + people[$1] } - secret.except.reduce(0) { $0 + people[$1] }
            let range = ranges[secret.secret] ?? count...count
            ranges[secret.secret] = min(range.lowerBound, count)...max(range.upperBound, count)
        }
    }
}
