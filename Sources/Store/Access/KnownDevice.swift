import Crypto
package import Foundation
package import Register

/// A browser on which somebody once signed in with everything. What strangers do at their name does not keep them out there.
///
/// Shape: the cookie is the account and a random id, sealed; what is known of the device is kept sealed with the account.
/// Units: four devices an account and ten failures each, so that with fifty of strangers guessing stays below one hundred.
/// Source: NIST SP 800-63B section 5.2.2.
package struct KnownDevice: Codable, Sendable, Equatable, Identifiable {
    package static let most = 4
    static let mostFailures = 10
    /// Units: days since it was last used.
    package static let lifetime = 180

    package let id: UUID
    package let name: String
    package let made: Moment
    package internal(set) var seen: Moment
    package internal(set) var failures = 0
}

extension Store {
    /// The device of a cookie. Nil when it was ended, failed too often, was not used for long, or is another account's.
    package func knownDevice(_ cookie: String, of account: AccountID, at now: Moment) throws -> KnownDevice? {
        guard let id = deviceSeal.device(cookie, of: account) else { return nil }
        return try knownDevices(of: account, at: now).first { $0.id == id }
    }

    /// The device used last stands first.
    package func knownDevices(of account: AccountID, at now: Moment) throws -> [KnownDevice] {
        try (kept("devices", account.description, as: [KnownDevice].self) ?? []).filter {
            $0.failures < KnownDevice.mostFailures && now.seconds - $0.seen.seconds < KnownDevice.lifetime * 86_400
        }.sorted { $0.seen > $1.seen }
    }

    /// Knows a browser from now on, or keeps knowing it, and gives its cookie. The device used longest ago makes place.
    package func know(_ device: KnownDevice?, of account: AccountID, name: String, at now: Moment) throws -> String {
        var known = device ?? KnownDevice(id: UUID(), name: name, made: now, seen: now)
        known.seen = now
        known.failures = 0
        let others = try knownDevices(of: account, at: now).filter { $0.id != known.id }
        try keep("devices", account.description, [known] + others.prefix(KnownDevice.most - 1), at: now)
        return try deviceSeal.cookie(known.id, of: account)
    }

    package func failed(on device: KnownDevice, of account: AccountID, at now: Moment) throws {
        let devices = try knownDevices(of: account, at: now).map { each in
            var each = each
            if each.id == device.id { each.failures += 1 }
            return each
        }
        try keep("devices", account.description, devices, at: now)
    }

    package func forget(_ device: KnownDevice.ID, of account: AccountID, at now: Moment) throws {
        let devices = try knownDevices(of: account, at: now).filter { $0.id != device }
        try keep("devices", account.description, devices, at: now)
    }

    package func forgetDevices(of account: AccountID) throws { try forget("devices", account.description) }
}

/// Seals what a browser keeps to be known by.
struct DeviceSeal: Sendable {
    private static let place = Data("device cookie".utf8)
    private let seal: Seal

    init(_ root: RootKey) { seal = Seal(key: root.derived(for: "device")) }

    func cookie(_ device: UUID, of account: AccountID) throws -> String {
        let plain = withUnsafeBytes(of: account.uuid.uuid) { Data($0) } + withUnsafeBytes(of: device.uuid) { Data($0) }
        return try seal.seal(plain, at: DeviceSeal.place).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for what nobody here sealed.
    func device(_ cookie: String, of account: AccountID) -> UUID? {
        guard cookie.utf8.count < 200 else { return nil }
        let text = cookie.replacing("-", with: "+").replacing("_", with: "/")
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let sealed = Data(base64Encoded: padded), let plain = try? seal.open(sealed, at: DeviceSeal.place), plain.count == 32,
            Array(plain.prefix(16)) == withUnsafeBytes(of: account.uuid.uuid, { Array($0) })
        else { return nil }
        return Array(plain.suffix(16)).withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
