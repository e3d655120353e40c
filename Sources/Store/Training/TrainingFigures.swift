import Foundation
package import Register

/// What the index counts of training: people without names.
extension Store {
    /// Errors: `StoreFault.notFound` for whoever neither trains nor coordinates the country.
    package func attendees(as actor: Actor) throws -> [Attendee] {
        try mayCount(actor)
        return try live.view.attendees()
    }

    /// Who trained whom: trainers with how many workshops and people, and the workshop that trained them.
    package func trainers(as actor: Actor) throws -> [TrainerLine] {
        try mayCount(actor)
        return try live.view.trainers()
    }

    /// Screenings and referrals since a day, by worker, and the day from which each counts as trained.
    package func trainingInUse(as actor: Actor, from first: Day, to last: Day) throws -> TrainingInUse {
        try mayCount(actor)
        let workers = staff().filter { _, account in
            guard !account.isDisabled, let role = account.grant.flatMap({ policy.roles[$0.role] }) else { return false }
            return role.grants.values.contains { !$0.may.isDisjoint(with: [.screen, .refer]) }
        }
        return TrainingInUse(
            try live.view.acts(from: first, to: last), workers: workers.keys.sorted(), trainedOn: try live.view.trainedOn(),
            from: first, to: last)
    }

    private func mayCount(_ actor: Actor) throws {
        guard !duties(of: actor).isDisjoint(with: [.train, .coordinate]) else { throw StoreFault.notFound }
    }
}

/// A trainer with what they gave, and where they learnt it.
package struct TrainerLine: Sendable, Equatable {
    package let account: AccountID?
    package let name: String
    package let trainedIn: [String]
    package let workshops: Int
    package let people: Int
    package let last: Day
}
