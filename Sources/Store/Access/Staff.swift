import Crypto
package import Foundation
package import Register
import Synchronization

/// Staff: grants are ledger entries; the credentials are sealed beside the ledger.
extension Store {
    package func account(_ id: AccountID) -> Account? { live.roster.withLock { $0.accounts[id] } }
    package func staff() -> [AccountID: Account] { live.roster.withLock { $0.accounts } }
    /// How often a grant changed since the start: what was made from names is good while it stays.
    package var staffChanges: Int { live.roster.withLock { $0.changes } }

    package func account(signIn: String) -> AccountID? {
        live.roster.withLock { $0.accounts.first { $0.value.grant?.signIn == signIn.lowercased() }?.key }
    }

    /// Grants an account, or disables it. `by` nil means the terminal of the installation itself.
    package func record(_ action: Account.Action, to account: AccountID, by author: Actor?, at now: Moment) async throws {
        let actor = author ?? Actor(account: account, agency: "installation", role: "terminal")
        let id = identities.chronicle(of: account)
        try await untilRecorded { () -> Void? in
            var known: Known<Account> = try load(id)
            return try await append(try propose(action, EntryID.made(at: now), to: &known, id, actor, now)).done
        }
    }

    /// Reads something sealed beside the ledger: `credential`, `session`, `enrolment`, `draft`.
    ///
    /// Errors: `StoreFault.vault` when it is not what was kept last.
    package func kept<Value: Decodable>(_ kind: String, _ key: String, as type: Value.Type = Value.self) throws -> Value? {
        try ledger.vault(kind, key).map { try JSONDecoder().decode(Value.self, from: $0) }
    }

    package func keep<Value: Encodable>(_ kind: String, _ key: String, _ value: Value, at now: Moment) throws {
        try ledger.setVault(kind, key, try JSONEncoder().encode(value))
    }

    /// Keeps a value unless there is one already.
    func keepFirst<Value: Encodable>(_ kind: String, _ key: String, _ value: Value, at now: Moment) throws {
        try ledger.addVault(kind, key, try JSONEncoder().encode(value))
    }

    package func forget(_ kind: String, _ key: String) throws { try ledger.setVault(kind, key, nil) }

    /// The name a secret token is kept under: only its hash is stored.
    package static func hash(_ token: String) -> String {
        SHA256.hash(data: Data(token.utf8)).hexadecimal
    }

    /// 256 random bits, safe in an address.
    package static func token() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// One-time codes by time. Source: RFC 6238, with SHA-1, six digits and thirty seconds, as every authenticator knows them.
package enum OneTimeCode {
    package static func secret() -> Data { SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Data($0) } }

    package static func code(_ secret: Data, step: Int) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 0x0F)
        let number =
            (UInt32(mac[offset] & 0x7F) << 24 | UInt32(mac[offset + 1]) << 16 | UInt32(mac[offset + 2]) << 8
                | UInt32(mac[offset + 3])) % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: 6 - text.count) + text
    }

    /// The steps that a code may belong to, one earlier and one later allowed.
    static func steps(of code: String, _ secret: Data, at now: Moment) -> [Int] {
        let step = now.seconds / 30
        return [step, step - 1, step + 1].filter { SecretText.isSame(code, OneTimeCode.code(secret, step: $0)) }
    }

    /// Source: RFC 4648 base 32, for the authenticator app.
    package static func text(_ secret: Data) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, text) = (0, 0, "")
        for byte in secret {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 5 {
                text.append(alphabet[bits >> (count - 5) & 31])
                count -= 5
            }
        }
        return text
    }
}
