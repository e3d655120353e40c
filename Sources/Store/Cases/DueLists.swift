package import Register

/// What waits, for whoever it waits on.
extension Store {
    package struct Waiting: Sendable {
        /// Cases this worker leads, and what was given to them.
        package var mine: (lines: [DueLine], count: Int) = ([], 0)
        /// What a decider or a supervisor of the agency is to do.
        package var ours: [DueLine] = []
        /// What colleagues let pass, gone to their supervisor.
        package var escalated: (lines: [DueLine], count: Int) = ([], 0)
        /// What agencies let pass, gone to the focal point: by number and agency, nothing of the case.
        package var national: (lines: [DueLine], count: Int) = ([], 0)

        package var all: [DueLine] { mine.lines + ours + escalated.lines }
        package var isEmpty: Bool { mine.count + ours.count + escalated.count + national.count == 0 }
    }

    /// Cases this worker leads that somebody opened in an emergency, until that is reviewed.
    package func glasses(as actor: Actor) throws -> [GlassLine] {
        guard policy.roles[actor.role]?.grants[.assigned] != nil else { return [] }
        return try live.view.glasses(of: actor)
    }

    package func waiting(on actor: Actor, at now: Moment, limit: Int = 50) throws -> Waiting {
        guard let role = policy.roles[actor.role] else { return Waiting() }
        var waiting = Waiting()
        if role.grants[.assigned] != nil {
            waiting.mine = try live.view.dues(.held(by: actor.account, of: actor.agency), for: actor, limit: limit)
        }
        let may = role.grants[.agency]?.may ?? []
        if may.contains(.decideReasonable) || may.contains(.decideConclusive) {
            waiting.ours += try live.view.dues(.duty(.decider, of: actor.agency), for: actor, limit: limit).lines
        }
        if may.contains(.approve) {
            waiting.ours += try live.view.dues(.duty(.supervisor, of: actor.agency), for: actor, limit: limit).lines
            waiting.escalated = try live.view.dues(.escalated(actor.agency, at: now), for: actor, limit: limit)
        }
        if role.duties.contains(.coordinate) {
            waiting.national = try live.view.dues(.national(at: now), for: actor, limit: limit)
        }
        return waiting
    }
}
