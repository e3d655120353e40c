package import Foundation
package import Pack
package import Register
package import Store
import Synchronization

/// A fresh data folder with the fictional staff of a country, taken away afterwards. The engine is an argument.
package struct Sandbox: Sendable {
    package static let passphrase = "a cove is a sheltered place"
    package static let now = Moment(seconds: 1_795_000_000)
    /// Each pack is read once: most of what a test did was to read it again.
    private static let countries = Mutex<[String: Country]>([:])
    package let folder: URL
    package let installation: Installation
    package let root: RootKey
    package let country: Country
    package let staff: [Cast.Member]
    package let store: Store

    /// - Parameter isCapped: whether the caps of the country hold; most tests open more in an hour than any worker.
    package init(pack: String = "saint-lucia", isCapped: Bool = false) async throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        country = try Sandbox.countries.withLock { known in
            if let country = known[pack] { return country }
            let country = try Country(at: project.appending(path: "Packs/\(pack)"))
            known[pack] = country
            return country
        }
        folder = FileManager.default.temporaryDirectory.appending(path: "anse-test-\(UUID().uuidString)")
        (installation, root) = try Installation.create(
            in: folder, name: "test", country: country.code, pack: "", passphrase: Sandbox.passphrase, keyFile: nil)
        let policy = isCapped ? country.policy : country.policy.capped(by: .none)
        store = try Store(ledger: installation.ledger, root: root, policy: policy, node: "test")
        staff = Cast.staff(of: country)
        for member in staff { try await store.record(.granted(member.grant), to: member.account, by: nil, at: Sandbox.now) }
    }

    package static let someID = "01234567-89ab-7def-8123-456789abcdef"

    package func remove() { try? FileManager.default.removeItem(at: folder) }
    package func actor(_ signIn: String) -> Actor { staff.first { $0.grant.signIn == signIn }?.actor ?? staff[0].actor }
    package var today: Day { country.today(Sandbox.now) }

    package func open(_ answers: Answers = Answers(), by signIn: String = "case-manager") async throws -> String {
        try await store.open(
            form: country.opening.id, answers: answers, id: EntryID.made(at: Sandbox.now), prefix: country.casePrefix,
            as: actor(signIn),
            at: Sandbox.now, today: today)
    }

    package func record(_ action: CaseAction, to number: String, by signIn: String = "case-manager") async throws -> Recorded {
        try await store.record(
            action, id: EntryID.made(at: Sandbox.now), to: number, as: actor(signIn), at: Sandbox.now, today: today)
    }

    /// Every byte of the data folder.
    package func bytes() throws -> Data {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).reduce(into: Data()) {
            $0 += try Data(contentsOf: $1)
        }
    }
}
