import Matching
package import Register

/// Two cases that may be about one person, by number and agency only.
package struct PossibleMatch: Sendable, Hashable {
    package let first: String
    package let second: String
    package let firstAgency: AgencyCode
    package let secondAgency: AgencyCode
    /// Whether it is more likely than not by far; otherwise it is worth a question.
    package let isLikely: Bool
    package let isFamilyLike: Bool
}

/// Possible matches beyond one worker's cases: those of one agency for its supervisor, those between agencies for the coordinator.
extension Store {
    /// Units: cases looked at on one page.
    package static let matchPage = 200

    package func mayCompare(_ actor: Actor) -> Bool {
        guard let role = policy.roles[actor.role] else { return false }
        return role.duties.contains(.coordinate) || role.grants[.agency]?.may.contains(.link) == true
    }

    /// Computed anew each time, of the cases that changed last. Errors: `StoreFault.notFound` for whoever may not.
    package func possibleMatches(as actor: Actor, page: Int) throws -> [PossibleMatch] {
        guard let role = policy.roles[actor.role], mayCompare(actor) else { throw StoreFault.notFound }
        let isCoordinator = role.duties.contains(.coordinate)
        let (indexes, weights) = try live.people.indexes(from: live.view)
        let hidden = try live.view.barredRows(actor)
        var found: [[Int]: PossibleMatch] = [:]
        for line in try live.view.latestPeople(of: isCoordinator ? nil : actor.agency, page: page, size: Store.matchPage)
        where !hidden.contains(line.row) {
            for (agency, index) in indexes where isCoordinator ? agency != line.owner : agency == actor.agency {
                let candidates = index.candidates(
                    for: line.person, weights: weights, limit: 3, excluding: hidden.union([line.row]))
                for candidate in candidates where candidate.posterior >= 0.3 {
                    let key = [min(line.row, candidate.row), max(line.row, candidate.row)]
                    guard found[key] == nil, let other = try live.view.people(at: [candidate.row]).first,
                        try !isJudged(line.number, other.number)
                    else { continue }
                    found[key] = PossibleMatch(
                        first: line.number, second: other.number, firstAgency: line.owner, secondAgency: other.owner,
                        isLikely: candidate.posterior >= 0.8, isFamilyLike: candidate.isFamilyLike)
                }
            }
        }
        return found.values.sorted { ($0.isLikely ? 0 : 1, $0.first, $0.second) < ($1.isLikely ? 0 : 1, $1.first, $1.second) }
    }

    private func isJudged(_ first: String, _ second: String) throws -> Bool {
        guard let a = try live.view.chronicle(ofNumber: first), let b = try live.view.chronicle(ofNumber: second) else {
            return true
        }
        guard let file = try fileIfThere(a)?.chronicle else { return true }
        return file.links.contains { $0.to == b } || file.matches.contains { $0.match.with == b }
    }

    /// What the coordinator decides about a pair of two agencies: both are told to ask, or they are not the same. Neither agency learns
    /// of the other from it.
    package func judge(
        _ first: String, _ second: String, isTold: Bool, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws {
        guard policy.roles[actor.role]?.duties.contains(.coordinate) == true else { throw StoreFault.notFound }
        let hidden = try live.view.barredRows(actor)
        let chronicles = try [first, second].map { number -> ChronicleID in
            guard let id = try live.view.chronicle(ofNumber: number), let row = try live.view.row(of: id), !hidden.contains(row)
            else {
                throw StoreFault.notFound
            }
            return id
        }
        let permit = Permit(actor: actor, relation: .none, sees: [], may: [.link])
        let acts = zip(chronicles, chronicles.reversed()).map { own, other in
            (own, permit, CaseAction.matched(MatchVerdict(with: other, isTold: isTold)))
        }
        try record(acts, id: id, at: now, today: today)
    }
}
