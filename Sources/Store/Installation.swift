package import Foundation
package import Register

/// A data folder: the ledger file and the key slots, before and after it is unlocked.
package struct Installation: Sendable {
    package let folder: URL
    package let ledger: SQLiteLedger
    package let isDemo: Bool
    /// The pack folder it was made with.
    package let pack: String

    private struct Settings: Codable {
        let name: String
        let pack: String
        let isDemo: Bool
    }

    /// Makes a new one. Errors: `StoreFault.notEmpty`, `KeyFault.tooShort`.
    package static func create(
        in folder: URL, name: String, pack: String, passphrase: String, keyFile: URL?, isDemo: Bool = false
    ) throws -> (Installation, RootKey) {
        guard !FileManager.default.fileExists(atPath: file(in: folder).path) else { throw StoreFault.notEmpty }
        umask(0o077)
        var slots = KeySlots()
        let root = RootKey.random()
        try slots.add(passphrase: passphrase, for: root, context: [name])
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if let keyFile {
            let secret = Data(try slots.addKeyFile(for: root).utf8)
            guard FileManager.default.createFile(atPath: keyFile.path, contents: secret, attributes: [.posixPermissions: 0o600])
            else {
                throw StoreFault.cannotWrite(keyFile.path)
            }
        }
        let ledger = try SQLiteLedger(at: file(in: folder))
        try ledger.set("slots", to: try JSONEncoder().encode(slots))
        try ledger.set("installation", to: try JSONEncoder().encode(Settings(name: name, pack: pack, isDemo: isDemo)))
        _ = try SigningKey(of: ledger, root: root)
        return (try Installation(folder), root)
    }

    package init(_ folder: URL) throws {
        guard FileManager.default.fileExists(atPath: Installation.file(in: folder).path) else { throw StoreFault.notADataFolder }
        // Whatever this program writes from here on is for its own user.
        umask(0o077)
        self.folder = folder
        ledger = try SQLiteLedger(at: Installation.file(in: folder))
        guard let data = try ledger.setting("installation") else { throw StoreFault.notADataFolder }
        let settings = try JSONDecoder().decode(Settings.self, from: data)
        isDemo = settings.isDemo
        pack = settings.pack
    }

    package func unlock(passphrase: String) throws -> RootKey { try slots().open(passphrase: passphrase) }
    package func unlock(keyFile: URL) throws -> RootKey { try slots().open(keyFile: keyFile) }

    /// The open store, its index from the checkpoint in this folder if there is one.
    package func store(_ root: RootKey, policy: Policy, node: String) throws -> Store {
        try Store(
            ledger: ledger, root: root, policy: policy, node: node, checkpoint: folder.appendingPathComponent("index.sealed"))
    }

    private func slots() throws -> KeySlots {
        guard let data = try ledger.setting("slots") else { throw StoreFault.notADataFolder }
        return try JSONDecoder().decode(KeySlots.self, from: data)
    }

    private static func file(in folder: URL) -> URL { folder.appendingPathComponent("ledger.sqlite") }
}
