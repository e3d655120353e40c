import Register
import Store

/// A worker's private way to a calendar of what waits on them. Only the hash of its token is kept, sealed.
struct CalendarLink: Codable, Sendable {
    let account: AccountID
    let language: String
    let made: Moment
    /// When the account was last enabled, as it was then.
    let enabled: Moment?

    /// Gives the token of the link `/calendar/TOKEN`, once. An older link of the account is dead from then on.
    static func make(for account: AccountID, language: String, store: Store, at now: Moment) throws -> String {
        let token = Store.token()
        let link = CalendarLink(account: account, language: language, made: now, enabled: store.account(account)?.enabled)
        try end(of: account, store: store)
        try store.keep("calendar", Store.hash(token), link, at: now)
        try store.keep("calendar-of", account.description, Store.hash(token), at: now)
        return token
    }

    static func end(of account: AccountID, store: Store) throws {
        guard let key = try store.kept("calendar-of", account.description, as: String.self) else { return }
        try store.forget("calendar", key)
        try store.forget("calendar-of", account.description)
    }

    /// When the link of an account was made. Nil when it has none that works.
    static func made(of account: AccountID, store: Store) throws -> Moment? {
        guard let key = try store.kept("calendar-of", account.description, as: String.self),
            let link = try store.kept("calendar", key, as: CalendarLink.self), link.actor(store) != nil
        else { return nil }
        return link.made
    }

    /// The link of a token with whoever asks by it, as they are granted now. Errors: `Fault.notFound`.
    static func find(_ token: String, store: Store) throws -> (link: CalendarLink, actor: Actor) {
        guard let link = try store.kept("calendar", Store.hash(token), as: CalendarLink.self), let actor = link.actor(store) else {
            throw Fault.notFound
        }
        return (link, actor)
    }

    /// Nil when the account was disabled, also when it was enabled again since.
    private func actor(_ store: Store) -> Actor? {
        guard let known = store.account(account), !known.isDisabled, let grant = known.grant,
            known.enabled == enabled
        else { return nil }
        return Actor(account: account, agency: grant.agency, role: grant.role)
    }
}
