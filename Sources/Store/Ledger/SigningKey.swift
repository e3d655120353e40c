import Crypto
import Foundation
package import Register

/// The key that signs tree heads, kept sealed in the vault, and the name it signs under.
package struct SigningKey: Sendable {
    let key: Curve25519.Signing.PrivateKey
    package let name: LogName

    /// What an outside body checks a head with.
    package var verifier: VerifierKey { VerifierKey(name: name, key: key.publicKey) }

    /// Errors: `StoreFault.vault` when the key is gone or is another than was kept.
    package init(of ledger: any Ledger, root: RootKey) throws {
        ledger.unlock(root)
        guard let bytes = try ledger.vault("key", "heads") else { throw StoreFault.vault("key") }
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        let settings = try TrustedSettings(sealedIn: ledger)
        name = LogName(country: settings.country, installation: settings.installation)
    }

    /// The key of a new installation.
    static func make(in ledger: any Ledger) throws {
        try ledger.addVault("key", "heads", Curve25519.Signing.PrivateKey().rawRepresentation)
    }

    /// Signs what is there now, unless the last head already says so.
    @discardableResult
    package func signHead(of ledger: any Ledger, at now: Moment) throws -> SignedHead? {
        guard try ledger.lastHead()?.size != ledger.counter().tree.size else { return nil }
        return try ledger.addHead { tree, last in
            last?.size == tree.size || tree.size == 0 ? nil : try SignedHead(of: tree, after: last, at: now, signing: self)
        }
    }
}
