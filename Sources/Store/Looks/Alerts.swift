import Foundation
package import Register
import Synchronization

/// An alert of a worker, for whoever may look into it. It names no case.
package struct AlertLine: Sendable, Equatable {
    package let account: AccountID
    package let alert: Account.Alert
}

/// Many cases opened in an hour: told to somebody else, who asks.
extension Store {
    /// What this actor is to look into, the oldest first.
    package func alerts(for actor: Actor) -> [AlertLine] {
        let staff = staff()
        return staff.flatMap { id, account in
            account.alerts.filter { $0.review == nil && mayLookInto($0, of: id, actor, staff) }.map {
                AlertLine(account: id, alert: $0)
            }
        }.sorted { ($0.alert.at, $0.alert.id) < ($1.alert.at, $1.alert.id) }
    }

    /// Whether this role ever looks into alerts.
    package func mayLookInto(_ actor: Actor) -> Bool {
        guard let role = policy.roles[actor.role] else { return false }
        return role.grants[.agency]?.may.contains(.approve) == true || role.duties.contains(.coordinate)
    }

    /// Closes an alert with what was found. Sent again with the same id it is recorded once.
    ///
    /// Errors: `StoreFault.notFound` alike for what is absent, for one's own and for that of another agency; `Refusal`.
    package func lookInto(_ alert: EntryID, text: String, id: EntryID, as actor: Actor, at now: Moment) throws {
        let staff = staff()
        let found = staff.lazy.compactMap { account, state in
            state.alerts.first { $0.id == alert }.map { (account, $0) }
        }.first
        guard let (account, known) = found, mayLookInto(known, of: account, actor, staff) else { throw StoreFault.notFound }
        try change(account) { known in
            let action = Account.Action.lookedInto(alert, text: text)
            if try before(id, action, of: Account.self, in: identities.chronicle(of: account)) != nil { return nil }
            try known.chronicle.acceptReview(of: alert, text: text)
            return (action, id, actor, now)
        }
    }

    /// Another than the worker who approves in the agency they were of; when there is none, who coordinates the country.
    private func mayLookInto(_ alert: Account.Alert, of worker: AccountID, _ actor: Actor, _ staff: [AccountID: Account]) -> Bool {
        guard actor.account != worker, let role = policy.roles[actor.role] else { return false }
        func approves(_ role: Role?) -> Bool { role?.grants[.agency]?.may.contains(.approve) == true }
        if actor.agency == alert.agency, approves(role) { return true }
        guard role.duties.contains(.coordinate) else { return false }
        return !staff.contains { id, account in
            guard let grant = account.grant else { return false }
            return id != worker && !account.isDisabled && grant.agency == alert.agency && approves(policy.roles[grant.role])
        }
    }

    /// One more entry of an account, on a thread that may block.
    func change(
        _ account: AccountID, _ make: (Known<Account>) throws -> (Account.Action, EntryID, Actor, Moment)?
    ) throws {
        let id = identities.chronicle(of: account)
        try untilDone { () -> Void? in
            var known: Known<Account> = try load(id)
            guard let (action, entry, author, now) = try make(known) else { return () }
            return try take([try propose(action, entry, to: &known, id, author, now)]) ? () : nil
        }
    }
}
