import Foundation
import HTTPTypes
import Register
import Store

/// One try to sign in: at which name, from which network, and on a device that this name knows or not.
///
/// Shape: what strangers do slows down and closes the name for strangers of their network, at last for all strangers. A known
/// device has tries of its own.
struct Attempt: Sendable {
    static let cookie = "__Host-anse-device"

    let name: String
    let account: AccountID?
    /// Nil on a device that the account does not know.
    let device: KnownDevice?
    let block: AddressBlock

    /// Units: characters. Longer ones are nobody's.
    private static let longestName = 200

    /// By the name that was typed.
    init(_ visit: Visit, name: String) throws {
        let account = visit.store.account(signIn: name).flatMap { visit.store.account($0)?.isDisabled == false ? $0 : nil }
        try self.init(visit, String(name.prefix(Attempt.longestName)), account)
    }

    /// By the half that is signed in already.
    init(_ visit: Visit, _ session: Session) throws {
        try self.init(visit, visit.store.account(session.account)?.grant?.signIn ?? "", session.account)
    }

    private init(_ visit: Visit, _ name: String, _ account: AccountID?) throws {
        self.name = name
        self.account = account
        block = visit.inbound.block
        let cookie = Site.cookie(Attempt.cookie, visit.inbound.headers)
        device = try account.flatMap { account in
            try cookie.flatMap { try visit.store.knownDevice($0, of: account, at: visit.now) }
        }
    }

    var line: SlowWork.Line { device == nil ? .stranger : .known }
    /// What the slow-down in memory goes by.
    var key: String { "\(block)/\(Store.hash(name))" }
}
