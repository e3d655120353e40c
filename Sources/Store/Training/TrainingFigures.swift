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
        let people = try live.view.attendees().people.map { Set($0.attendances.map(\.workshop)) }
        return try live.view.trainers().map { line, workshops in
            var line = line
            line.people = people.count { !$0.isDisjoint(with: workshops) }
            return line
        }
    }

    /// Screenings and referrals since a day, by worker, and the day from which each counts as trained.
    ///
    /// Shape: only whoever may screen or refer counts, from the day they got their account until it was disabled.
    package func trainingInUse(as actor: Actor, from first: Day, to last: Day) throws -> TrainingInUse {
        try mayCount(actor)
        let trainedOn = try live.view.attendees().people.trainedOn
        let day = { (moment: Moment) in self.policy.practice.calendar.day(of: moment) }
        let workers = staff().sorted { $0.key < $1.key }.compactMap { id, account -> TrainingInUse.Worker? in
            guard let grant = account.grant, let role = policy.roles[grant.role], let granted = account.granted else { return nil }
            let may = role.grants.values.reduce(into: Set<Ability>()) { $0.formUnion($1.may) }
            let kinds = TrainingInUse.Kind.allCases.filter { may.contains($0 == .screening ? .screen : .refer) }
            guard !kinds.isEmpty else { return nil }
            return TrainingInUse.Worker(
                account: id, agency: grant.agency, kinds: Set(kinds), from: day(granted), until: account.disabled.map(day),
                trainedOn: trainedOn[id])
        }
        return TrainingInUse(try live.view.acts(from: first, to: last), workers: workers, from: first, to: last)
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
    /// Each once, however often they came.
    package internal(set) var people = 0
    package let last: Day
}
