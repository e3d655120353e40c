import Foundation

/// What decides whom and what an installation trusts.
///
/// Shape: it stands twice, plainly for what must be known before there is a key, and sealed in the vault. Unlocking compares the two.
/// Changed by `Installation.change` only, never by hand.
package struct TrustedSettings: Codable, Sendable, Equatable {
    /// Random, made with the folder: the name that its heads are signed under.
    package let installation: String
    package let name: String
    /// The code of the country: what its pack says at the beginning.
    package let country: String
    package let isDemo: Bool
    /// The pack folder it works with.
    package var pack: String

    static let setting = "installation"

    package init(installation: String, name: String, country: String, isDemo: Bool, pack: String) {
        self.installation = installation
        self.name = name
        self.country = country
        self.isDemo = isDemo
        self.pack = pack
    }

    /// Errors: `StoreFault.setting` when these are no settings.
    init(plainIn ledger: any Ledger) throws {
        guard let plain = try ledger.setting(TrustedSettings.setting),
            let settings = try? JSONDecoder().decode(TrustedSettings.self, from: plain)
        else { throw StoreFault.setting("installation") }
        self = settings
    }

    /// What is true whatever the plain copy says. Errors: `StoreFault.vault`.
    package init(sealedIn ledger: any Ledger) throws {
        guard let sealed = try ledger.sealedSetting(TrustedSettings.setting),
            let settings = try? JSONDecoder().decode(TrustedSettings.self, from: sealed)
        else { throw StoreFault.vault("setting") }
        self = settings
    }

    func keep(in ledger: any Ledger) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try ledger.set(TrustedSettings.setting, to: try encoder.encode(self))
    }

    /// The first that differs, by its name.
    func difference(from other: TrustedSettings) -> String? {
        if isDemo != other.isDemo { return "demo" }
        if pack != other.pack { return "pack" }
        if country != other.country { return "country" }
        return self == other ? nil : "name"
    }
}

/// Whether what is known before there is a key is what was set.
enum PlainSettings {
    static let names = [TrustedSettings.setting, KeySlots.setting]

    /// Names the plain setting that differs from its sealed copy. Errors: `StoreFault.vault` when the sealed copy itself was altered.
    static func altered(in ledger: any Ledger) throws -> String? {
        let sealed = try TrustedSettings(sealedIn: ledger)
        guard let plain = try? TrustedSettings(plainIn: ledger) else { return "installation" }
        if let name = plain.difference(from: sealed) { return name }
        return try ledger.setting(KeySlots.setting) == ledger.sealedSetting(KeySlots.setting) ? nil : "key slots"
    }
}
