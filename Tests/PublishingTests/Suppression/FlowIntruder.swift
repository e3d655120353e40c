@testable import Publishing

/// An intruder who uses no linear programme: a table of two attributes with its margins is a network, in which people flow from the
/// total through a row into a column and back. How far a hidden count can move is a greatest flow, and that is exact in whole people.
///
/// Source: Ford and Fulkerson (1956); for tables, Cox, Network models for complementary cell suppression (1995).
struct FlowIntruder {
    private struct Arc { let from, to, count: Int; let isHidden: Bool }

    private var arcs: [Cell: Arc] = [:]
    private let fewest: Int
    private let nodes: Int

    init(_ table: Table, counts: [Cell: Int], figures: [Cell: Figure], fewest: Int) {
        let (rows, columns) = (table.splits[0], table.splits[1])
        self.fewest = fewest
        nodes = 2 + rows.size + columns.size
        for cell in table.cells {
            let row = cell[rows.attribute].map { 2 + Int($0.members[0]) }
            let column = cell[columns.attribute].map { 2 + rows.size + Int($0.members[0]) }
            let (from, to) =
                switch (row, column) {
                case (let row?, let column?): (row, column)
                case (let row?, nil): (0, row)
                case (nil, let column?): (column, 1)
                case (nil, nil): (1, 0)
                }
            arcs[cell] = Arc(from: from, to: to, count: counts[cell] ?? 0, isHidden: figures[cell] == .hidden)
        }
    }

    func range(_ cell: Cell) -> ClosedRange<Int>? {
        guard let arc = arcs[cell], arc.isHidden else { return nil }
        let more = flow(from: arc.to, to: arc.from, without: cell, atMost: 100_000)
        let less = flow(from: arc.from, to: arc.to, without: cell, atMost: arc.count - fewest)
        return (arc.count - less)...(arc.count + more)
    }

    private func flow(from start: Int, to end: Int, without cell: Cell, atMost most: Int) -> Int {
        var room = [[Int]](repeating: [Int](repeating: 0, count: nodes), count: nodes)
        for (other, arc) in arcs where other != cell && arc.isHidden {
            room[arc.from][arc.to] += 1_000_000
            room[arc.to][arc.from] += arc.count - fewest
        }
        var flow = 0
        while flow < most, let path = FlowIntruder.path(from: start, to: end, in: room) {
            let amount = min(most - flow, zip(path, path.dropFirst()).map { room[$0][$1] }.min() ?? 0)
            for (from, to) in zip(path, path.dropFirst()) {
                room[from][to] -= amount
                room[to][from] += amount
            }
            flow += amount
        }
        return flow
    }

    private static func path(from start: Int, to end: Int, in room: [[Int]]) -> [Int]? {
        var paths = [[start]]
        var seen: Set<Int> = [start]
        var next = 0
        while next < paths.count {
            let path = paths[next]
            next += 1
            guard let last = path.last, last != end else { return path }
            for node in room.indices where room[last][node] > 0 && seen.insert(node).inserted { paths.append(path + [node]) }
        }
        return nil
    }
}
