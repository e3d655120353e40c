import Foundation
package import Register

/// Why a second person at the terminal is none.
package enum WitnessFault: Error, Equatable, CustomStringConvertible {
    case wrong, mayNot, nobody

    package var description: String {
        switch self {
        case .wrong: "the name, the password and the code do not belong together; nothing was written"
        case .mayNot: "this person may not agree to exports; ask somebody whose role has the duty export"
        case .nobody: "nobody here may agree to exports; grant somebody a role with the duty export: anse staff add"
        }
    }
}

/// An export at the terminal: whoever holds the key of the installation is one person, a worker who signs in there is the other.
extension Store {
    package var hasWitnesses: Bool {
        staff().values.contains { account in
            !account.isDisabled && account.grant.map { policy.roles[$0.role]?.duties.contains(.export) == true } ?? false
        }
    }

    /// The worker whom a sign-in name, a password and a one-time code prove. The code is used then. Errors: `WitnessFault`.
    package func witness(_ signIn: String, password: String, code: String, at now: Moment) throws -> Actor {
        guard let actor = try worker(signIn, password: password, code: code, at: now) else { throw WitnessFault.wrong }
        guard duties(of: actor).contains(.export) else { throw WitnessFault.mayNot }
        return actor
    }

    /// Every case, agreed to by a witness. A look of theirs is recorded at each, and counted, before anything is given.
    package func all(agreedBy witness: Actor, at now: Moment) throws -> [SeenCase] {
        let chronicles = try live.view.everyCase()
        var proofs = witness.proofs
        proofs.prove(.cases, wanted: Caps.most, of: policy.practice.caps, at: now)
        let proven = Actor(account: witness.account, agency: witness.agency, role: witness.role, proofs: proofs)
        try count(chronicles, of: proven, at: now, isAgreed: true)
        return try all(as: proven, for: .agreed, at: now)
    }

    /// Records that a file of cases was taken at the terminal, by the one who agreed, and gives its number.
    package func take(_ taken: Export.Taken, agreedBy witness: Actor, at now: Moment, today: Day) async throws -> String {
        let id = EntryID.made(at: now)
        let chronicle = identities.chronicle(.export, openedBy: id)
        return try await untilRecorded {
            try await numbered("E-\(today.year)-") { number in
                var known = Known<Export>()
                let action = Export.Action.taken(number: number, taken)
                try known.chronicle.accept(
                    action, by: witness, duties: duties(of: witness), under: policy.practice.exports, at: now)
                var step = try propose(action, id, to: &known, chronicle, witness, now)
                step.proposal.claim = claim(number)
                return try await append(step)
            }
        }
    }
}
