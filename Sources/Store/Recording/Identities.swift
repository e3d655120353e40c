import Foundation
package import Register

/// Makes every identity that is recorded, so that nobody outside chooses one.
///
/// Shape: the first six bytes stay as they came, so that what was recorded at the same time lies together; the other ten are a keyed
/// hash, and without the key nobody finds two alike or meets somebody else's. What a sender chose is a mark and no more.
/// Source: RFC 2104 (HMAC) with SHA-256.
struct Identities: Sendable {
    private let hash: KeyedHash

    init(_ root: RootKey) { hash = KeyedHash(key: root.derived(for: "identity")) }

    /// The entry that a mark stands for, from this sender alone.
    func entry(_ mark: Mark, from sender: Sender, step: String) -> EntryID {
        EntryID(uuid: made("entry", mark.uuid, Data(sender.name.utf8) + Data("\n\(step)".utf8)))
    }

    /// The chronicle that an entry opens. The same entry opens another one of each kind.
    func chronicle(_ kind: ChronicleKind, openedBy entry: EntryID) -> ChronicleID {
        ChronicleID(uuid: made("chronicle/\(kind.rawValue)", entry.uuid, Data()))
    }

    /// The chronicle of an account, and back: the account's own bytes under a mask of its kind.
    func chronicle(of account: AccountID) -> ChronicleID { ChronicleID(uuid: masked(account.uuid)) }
    func account(of chronicle: ChronicleID) -> AccountID { AccountID(uuid: masked(chronicle.uuid)) }

    private func made(_ use: String, _ base: UUID, _ more: Data) -> UUID {
        let made = hash(Data("\(use)\n".utf8) + withUnsafeBytes(of: base.uuid) { Data($0) } + more)
        return Identities.joined(base, Array(made)) { $1 }
    }

    private func masked(_ base: UUID) -> UUID {
        Identities.joined(base, Array(hash(Data("account".utf8)))) { $0 ^ $1 }
    }

    private static func joined(_ base: UUID, _ hash: [UInt8], _ join: (UInt8, UInt8) -> UInt8) -> UUID {
        var raw = base.uuid
        withUnsafeMutableBytes(of: &raw) { raw in
            for index in 6..<16 { raw[index] = join(raw[index], hash[index]) }
        }
        return UUID(uuid: raw)
    }
}

/// Whose mark it is: an account, or a place where nobody is signed in, such as the address of a participant.
package struct Sender: Sendable {
    let name: String

    package static func account(_ account: AccountID) -> Sender { Sender(name: "account/\(account)") }
    package static func address(_ path: String) -> Sender { Sender(name: "address/\(path)") }
}

extension Store {
    /// The entry that what a sender chose stands for. Step: a page that records several things in one go names each of them.
    package func entry(_ mark: Mark, from sender: Sender, step: String = "") -> EntryID {
        identities.entry(mark, from: sender, step: step)
    }

    /// The same for whoever writes under a reply code.
    package func entry(_ mark: Mark, from pass: ReplyPass) -> EntryID {
        identities.entry(mark, from: Sender(name: "reply/\(pass.dialogue)"), step: "")
    }

    /// Which chronicle stands under the number of a case, a report or an incident that was just opened.
    package func chronicle(ofCase number: String) throws -> ChronicleID { try found(live.view.chronicle(ofNumber: number)) }
    package func chronicle(ofConcern number: String) throws -> ChronicleID { try found(live.view.chronicle(ofConcern: number)) }
    package func chronicle(ofIncident number: String) throws -> ChronicleID { try found(live.view.chronicle(ofIncident: number)) }

    private func found(_ id: ChronicleID?) throws -> ChronicleID {
        guard let id else { throw StoreFault.notFound }
        return id
    }
}
