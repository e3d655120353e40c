import Crypto
package import Foundation
package import Register

/// A data folder: the ledger file and the key slots, before and after it is unlocked.
package struct Installation: Sendable {
    package let folder: URL
    package let ledger: SQLiteLedger
    /// As the file tells them. Once it is unlocked they are proven to be what was set.
    package let settings: TrustedSettings

    package var isDemo: Bool { settings.isDemo }
    /// The pack folder it works with.
    package var pack: String { settings.pack }

    /// Makes a new one. Errors: `StoreFault.notEmpty`, `.isThere` for the key file, `KeyFault.tooShort`.
    package static func create(
        in folder: URL, name: String, country: String, pack: String, passphrase: String, keyFile: URL?, context: [String] = [],
        isDemo: Bool = false
    ) throws -> (Installation, RootKey) {
        guard !FileManager.default.fileExists(atPath: file(in: folder).path) else { throw StoreFault.notEmpty }
        guard !hasLost(in: folder) else { throw StoreFault.ledgerGone }
        umask(0o077)
        var slots = KeySlots()
        let root = RootKey.random()
        try slots.add(passphrase: passphrase, for: root, context: context + [name])
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw StoreFault.cannotWrite(folder.path) }
        if let keyFile {
            let secret = Data(try slots.addKeyFile(for: root).utf8)
            try WholeFile.make(secret, at: keyFile)
        }
        let ledger = try SQLiteLedger(at: file(in: folder))
        ledger.unlock(root)
        try ledger.begin()
        try ledger.set(KeySlots.setting, to: try JSONEncoder().encode(slots))
        let own = SymmetricKey(size: .bits128).withUnsafeBytes { $0.prefix(8).hexadecimal }
        try TrustedSettings(installation: own, name: name, country: country, isDemo: isDemo, pack: pack).keep(in: ledger)
        try SigningKey.make(in: ledger)
        try ledger.keepCounter()
        let installation = try Installation(folder)
        installation.ledger.unlock(root)
        return (installation, root)
    }

    package init(_ folder: URL) throws {
        guard FileManager.default.fileExists(atPath: Installation.file(in: folder).path) else {
            throw Installation.hasLost(in: folder) ? StoreFault.ledgerGone : StoreFault.notADataFolder
        }
        let size = try? Installation.file(in: folder).resourceValues(forKeys: [.fileSizeKey]).fileSize
        guard size != 0 else { throw StoreFault.notALedger }
        // Whatever this program writes from here on is for its own user.
        umask(0o077)
        self.folder = folder
        ledger = try SQLiteLedger(at: Installation.file(in: folder))
        settings = try TrustedSettings(plainIn: ledger)
    }

    /// Whether the copy of the counter stands there without the ledger that it counts.
    private static func hasLost(in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(CounterCopy.name).path)
    }

    /// Errors: `KeyFault`; unless it is to be verified, `StoreFault` when the folder is not what this installation left.
    package func unlock(passphrase: String, toVerify: Bool = false) throws -> RootKey {
        try checked(try slots().open(passphrase: passphrase), toVerify)
    }

    package func unlock(keyFile: URL, toVerify: Bool = false) throws -> RootKey {
        try checked(try slots().open(keyFile: keyFile), toVerify)
    }

    /// Changes the settings in the vault and in the plain copy together, and gives the installation as it is then.
    package func change(_ change: (inout TrustedSettings) -> Void) throws -> Installation {
        var settings = try TrustedSettings(sealedIn: ledger)
        change(&settings)
        try settings.keep(in: ledger)
        return try Installation(settings, folder, ledger)
    }

    /// The open store, its index from the checkpoint in this folder if there is one.
    package func store(_ root: RootKey, policy: Policy, node: String) throws -> Store {
        try Store(
            ledger: ledger, root: root, policy: policy, node: node, checkpoint: folder.appendingPathComponent(Checkpoint.name))
    }

    private init(_ settings: TrustedSettings, _ folder: URL, _ ledger: SQLiteLedger) throws {
        self.settings = settings
        self.folder = folder
        self.ledger = ledger
    }

    private func checked(_ root: RootKey, _ toVerify: Bool) throws -> RootKey {
        ledger.unlock(root)
        guard !toVerify else { return root }
        if let altered = try PlainSettings.altered(in: ledger) { throw StoreFault.setting(altered) }
        try ledger.checkStanding()
        return root
    }

    private func slots() throws -> KeySlots {
        guard let data = try ledger.setting(KeySlots.setting), let slots = try? JSONDecoder().decode(KeySlots.self, from: data)
        else {
            throw StoreFault.setting("key slots")
        }
        return slots
    }

    private static func file(in folder: URL) -> URL { folder.appendingPathComponent("ledger.sqlite") }
}
