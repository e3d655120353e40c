import Foundation
package import Register
package import Store

/// What another program was given to act in the name of one account, until it ends.
package struct ProgramToken: Codable, Sendable {
    /// Units: days. None lasts longer.
    package static let longest = 365
    package static let usual = 90

    /// The beginning of the token's hash: enough to name it, and to end it.
    package let id: String
    package let account: AccountID
    package let scopes: Set<String>
    package let name: String
    /// When the account was last enabled, as it was then: whoever is reset has no token of before.
    let enabled: Moment?
    package let made: Moment
    package let expires: Moment
    /// When it was used last, to the minute.
    package private(set) var used: Moment?

    /// Gives the token, which is shown once; only its hash is kept. Errors: `Refusal` for a time that is none or too long.
    package static func make(
        for account: AccountID, scopes: Set<String>, name: String, days: Int = usual, store: Store, at now: Moment
    ) throws -> String {
        guard (1...longest).contains(days) else { throw Refusal("tokenTooLong", ["days": String(longest)]) }
        let token = Store.token()
        let key = Store.hash(token)
        let made = ProgramToken(
            id: String(key.prefix(16)), account: account, scopes: scopes, name: name,
            enabled: store.account(account)?.enabled, made: now, expires: now.after(days: days),
            used: nil)
        try store.keep("token", key, made, at: now)
        return token
    }

    /// The token as it counts now, its use noted. Nil when it is unknown, over, or its account was disabled or reset since.
    static func find(_ token: String, in store: Store, at now: Moment) throws -> ProgramToken? {
        let key = Store.hash(token)
        guard var known = try store.kept("token", key, as: ProgramToken.self), known.counts(in: store, at: now) else { return nil }
        if known.used.map({ now.seconds - $0.seconds >= 60 || $0 > now }) ?? true {
            known.used = now
            try store.keep("token", key, known, at: now)
        }
        return known
    }

    package func counts(in store: Store, at now: Moment) -> Bool {
        guard expires > now, made.after(days: ProgramToken.longest) >= expires, let account = store.account(account),
            !account.isDisabled, account.grant != nil
        else { return false }
        return account.enabled == enabled
    }

    /// All that count now, of one account or of everybody, the newest first.
    package static func all(of account: AccountID? = nil, in store: Store, at now: Moment) throws -> [ProgramToken] {
        try store.allKept("token", as: ProgramToken.self)
            .filter { (account == nil || $0.account == account) && $0.counts(in: store, at: now) }
            .sorted { ($0.made, $0.id) > ($1.made, $1.id) }
    }

    /// Ends those that are named so: one by its id, or all of an account. Gives how many there were.
    @discardableResult
    package static func end(id: String? = nil, of account: AccountID? = nil, in store: Store) throws -> Int {
        let ended = try store.allKeptKeys("token", as: ProgramToken.self).filter { _, token in
            (id == nil || token.id == id) && (account == nil || token.account == account)
        }
        guard id != nil || account != nil else { return 0 }
        for (key, _) in ended { try store.forget("token", key) }
        return ended.count
    }
}
