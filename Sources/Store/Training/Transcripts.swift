package import Register

/// What somebody came to, joined by their account.
extension Store {
    /// One's own.
    package func transcript(of account: AccountID) throws -> Transcript {
        Transcript(
            try whole(live.view.attendances(of: account)) { workshop, participant in
                (try recall(workshop).chronicle, participant)
            })
    }

    /// Of an account, for a trainer; a look at each workshop is recorded before this returns. Errors: `StoreFault.notFound`.
    package func transcript(of account: AccountID, as actor: Actor, at now: Moment) async throws -> Transcript {
        guard try hand(of: actor) == .trainer else { throw StoreFault.notFound }
        for (workshop, _) in try live.view.attendances(of: account) {
            do { try await look(workshop, actor, .casework, now, as: nil) } catch StoreFault.damaged { continue }
        }
        return try transcript(of: account)
    }
}
