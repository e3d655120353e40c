import Foundation
import Register
import Store
import Synchronization

/// A signed-in browser. Only the hash of its token is kept, sealed.
struct Session: Codable, Sendable {
    /// The hash of the token, its name in the vault.
    private(set) var key: String
    let account: AccountID
    let formToken: String
    let device: String
    /// When the account was last enabled, as it was when this began: whoever was signed in before that is not any more.
    let enabled: Moment?
    var created: Moment
    var seen: Moment
    var language: String
    /// Password and one-time code both given.
    var isComplete: Bool
    /// What the account is granted now, read anew with each request.
    var actor: Actor?
    /// What the worker proved in this sitting, and what they are to prove before they go on.
    var proofs: Proofs?
    var question: ProofQuestion?

    enum CodingKeys: CodingKey {
        case key, account, formToken, device, enabled, created, seen, language, isComplete, proofs, question
    }

    /// The same session under another token.
    func renamed(_ key: String) -> Session {
        var session = self
        session.key = key
        return session
    }

    /// Units: seconds. Fifteen minutes idle, twelve hours in all.
    func isAlive(at now: Moment) -> Bool {
        now.seconds - seen.seconds < (isComplete ? 900 : 300) && now.seconds - created.seconds < 43_200
    }

    /// Begun or seen while the clock was ahead: it counts from now, or it would outlive every limit.
    func isAhead(of now: Moment) -> Bool { seen > now || created > now }

    mutating func take(_ now: Moment) {
        created = min(created, now)
        seen = now
    }
}

/// The open sessions: in memory for speed, in the vault so that a restart signs nobody out.
final class Sessions: Sendable {
    static let cookie = "__Host-anse"

    private let store: Store
    private let open = Mutex<[String: Session]>([:])

    init(_ store: Store, at now: Moment) throws {
        self.store = store
        for session in try store.allKept("session", as: Session.self) where session.isAlive(at: now) {
            open.withLock { $0[session.key] = session }
        }
    }

    /// Starts a session and gives the token for its cookie.
    func start(_ account: AccountID, device: String, language: String, isComplete: Bool, at now: Moment) throws -> String {
        let token = Store.token()
        let session = Session(
            key: Store.hash(token), account: account,
            formToken: FormToken.make(for: account, isComplete: isComplete, at: now, store), device: device,
            enabled: store.account(account)?.enabled, created: now, seen: now,
            language: language, isComplete: isComplete)
        try keep(session, at: now)
        return token
    }

    /// The session of a cookie. Nil when it is unknown, over, or its account was disabled.
    func find(_ token: String, at now: Moment) throws -> Session? {
        let key = Store.hash(token)
        guard var session = open.withLock({ $0[key] }) else { return nil }
        guard session.isAlive(at: now), let account = store.account(session.account), !account.isDisabled,
            let grant = account.grant, account.enabled == session.enabled
        else {
            try end(key)
            return nil
        }
        session.actor = Actor(account: session.account, agency: grant.agency, role: grant.role, proofs: session.proofs ?? Proofs())
        if now.seconds - session.seen.seconds >= 60 || session.isAhead(of: now) {
            session.take(now)
            try keep(session, at: now)
        }
        return session
    }

    /// The session that a cookie shows, for whoever only has to know that there is one. Nothing is read or written.
    func name(_ token: String, at now: Moment) -> String? {
        let key = Store.hash(token)
        return open.withLock { $0[key] }.flatMap { $0.isComplete && $0.isAlive(at: now) ? key : nil }
    }

    /// The same session under a new token, as after a proof of who it is; the old one ends. Forms that stand open go on.
    func rotate(_ session: Session, at now: Moment) throws -> String {
        let token = Store.token()
        try keep(session.renamed(Store.hash(token)), at: now)
        try end(session.key)
        return token
    }

    func keep(_ session: Session, at now: Moment) throws {
        try store.keep("session", session.key, session, at: now)
        open.withLock { $0[session.key] = session }
    }

    func end(_ key: String) throws {
        _ = open.withLock { $0.removeValue(forKey: key) }
        try store.forget("session", key)
    }

    func endAll(of account: AccountID, but key: String? = nil) throws {
        for session in all(of: account) where session.key != key { try end(session.key) }
    }

    func all(of account: AccountID) -> [Session] {
        open.withLock { $0.values.filter { $0.account == account } }.sorted { $0.seen > $1.seen }
    }
}
