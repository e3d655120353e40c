import Matching
import Register
import Synchronization

/// Everyone on record, each agency's apart, in memory; made when somebody first asks, then kept up to date by every entry.
///
/// Shape: apart, since what one agency asks must take as long, and be answered the same, whatever another one knows.
final class KnownPeople: Sendable {
    fileprivate struct State {
        var isThere = false
        var indexes: [AgencyCode: PersonIndex] = [:]
        var owners: [Int: AgencyCode] = [:]
        var decisions: [String] = []
        var weights = Weights.usual
    }

    private let state = Mutex(State())

    /// An agency's people and the weights that workers' decisions taught so far.
    func index(of agency: AgencyCode, from view: CaseView) throws -> (index: PersonIndex, weights: Weights) {
        try state.withLock { state in
            try KnownPeople.make(&state, view)
            return (state.indexes[agency] ?? PersonIndex(), state.weights)
        }
    }

    func indexes(from view: CaseView) throws -> (indexes: [AgencyCode: PersonIndex], weights: Weights) {
        try state.withLock { state in
            try KnownPeople.make(&state, view)
            return (state.indexes, state.weights)
        }
    }

    private static func make(_ state: inout State, _ view: CaseView) throws {
        if !state.isThere {
            for line in try view.people() { state.take(line) }
            state.isThere = true
        }
        let decisions = try view.decisions()
        let mark = decisions.map { "\($0.0) \($0.1) \($0.isSame)" }
        guard mark != state.decisions else { return }
        state.decisions = mark
        let taught = decisions.compactMap { first, second, isSame -> Matching.Decision? in
            guard let owner = state.owners[first], owner == state.owners[second] else { return nil }
            return state.indexes[owner]?.comparison(of: first, with: second).map { Matching.Decision($0, isSame: isSame) }
        }
        state.weights = Weights.usual.learned(from: taught)
    }

    /// What changed, if anybody asked yet.
    func update(_ lines: @autoclosure () throws -> [(row: Int, line: CaseView.PersonLine?)]) rethrows {
        try state.withLock { state in
            guard state.isThere else { return }
            for (row, line) in try lines() {
                if let line { state.take(line) } else { state.forget(row) }
            }
        }
    }

    func forget(_ row: Int) { state.withLock { $0.forget(row) } }
}

extension KnownPeople.State {
    fileprivate mutating func take(_ line: CaseView.PersonLine) {
        if let before = owners[line.row], before != line.owner { indexes[before]?.remove(row: line.row) }
        owners[line.row] = line.owner
        indexes[line.owner, default: PersonIndex()].insert(row: line.row, line.person)
    }

    fileprivate mutating func forget(_ row: Int) {
        guard let owner = owners.removeValue(forKey: row) else { return }
        indexes[owner]?.remove(row: row)
    }
}
