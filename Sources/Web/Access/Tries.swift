import Foundation
import Pack
import Register
import Store
import Synchronization

/// How an account answers to wrong tries: from the fifth it waits, twice as long each time, and at last for the administrator.
extension Store.Credential {
    /// Units: wrong tries. Source: NIST SP 800-63B section 5.2.2, which stops before one hundred.
    private static let hardStop = 90

    /// The word of why nothing is tried now. Nil when a try counts.
    func held(at now: Moment) -> String? {
        if failures >= Self.hardStop { return "signIn.stopped" }
        if let until = lockedUntil, until > now { return "signIn.slow" }
        return nil
    }

    /// Units: seconds. Thirty after the fifth, at most fifteen minutes.
    mutating func fail(at now: Moment) {
        failures += 1
        guard failures >= 5 else { return }
        lockedUntil = Moment(seconds: now.seconds + min(900, 30 << min(failures - 5, 5)))
    }
}

/// Changes credentials one at a time, so that two tries at once cannot undo each other's count or use one code twice.
///
/// Shape: a name that nobody has is counted too, in memory, so that it answers as a real one does.
final class Tries: Sendable {
    private let strangers = Mutex<[String: Store.Credential]>([:])

    /// Reads the credential anew, changes it and keeps it. Nil when the account has none.
    func change<Value>(
        _ account: AccountID, in store: Store, at now: Moment, _ body: (inout Store.Credential) throws -> Value
    ) throws -> Value? {
        try strangers.withLock { _ in
            guard var credential = try store.kept("credential", account.description, as: Store.Credential.self) else { return nil }
            let value = try body(&credential)
            try store.keep("credential", account.description, credential, at: now)
            return value
        }
    }

    /// The word for a wrong try at a name that nobody has.
    func stranger(_ name: String, at now: Moment) -> String {
        strangers.withLock { strangers in
            if strangers.count > 10_000 { strangers = strangers.filter { $0.value.held(at: now) != nil } }
            if strangers.count > 20_000 { strangers = [:] }
            let key = Store.hash(name)
            if let word = strangers[key]?.held(at: now) { return word }
            strangers[key, default: Store.Credential(password: "", codeSecret: .init())].fail(at: now)
            return "signIn.wrong"
        }
    }
}
