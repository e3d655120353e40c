import ArgumentParser
import Examples
import Foundation
import Pack
import Register
import Store
import Web

/// A fictional country to try, served at once.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a fictional country with a sign-in per role, and serve it.")
    @Option(help: "The data folder of the demo. Without it a temporary one.") var data: String?
    @Option(help: "The country's pack folder.") var pack = "Packs/saint-lucia"
    @Option(help: "How many cases.") var cases = 200
    @Option(help: "The same seed makes the same people.") var seed: UInt64 = 42
    @Option(help: "The port to listen on.") var port = 8470
    @Flag(help: "Only make the data folder.") var noServe = false

    func run() async throws {
        try await anse.run {
            Footing.withoutBacktracer()
            Allocation.prepare()
            let folder =
                data.map { URL(filePath: $0) }
                ?? FileManager.default.temporaryDirectory.appending(path: "anse-demo-\(UUID().uuidString)")
            let packFolder = URL(filePath: pack)
            let country = try Country(at: packFolder)
            let staff = Cast.staff(of: country)
            let colleagues = DemoColleagues(of: country, seed: seed)
            let (installation, root) = try Installation.create(
                in: folder, name: "demo", country: country.region ?? country.code, pack: packFolder.standardizedFileURL.path,
                passphrase: DemoCountry.password, keyFile: nil,
                isDemo: true)
            tell("Making \(cases) fictional cases in \(country.name.english)…")
            _ = try AcceptedPack(installation, root).take(nil)
            // Nobody proves themself while invented people are made.
            let store = try installation.store(root, policy: country.policy.capped(by: .none), node: "demo")
            try await enrol(staff, and: colleagues.everybody, in: store)
            let recorded = try await DemoCountry.fill(store, of: country, staff: staff, cases: cases, seed: seed, now: .now)
            let providers = try await DemoDirectory.fill(store, of: country, staff: staff, seed: seed, now: .now)
            tell("Listed \(providers) providers in the directory.")
            let workshops = try DemoTraining.fill(
                store, of: country, staff: staff + colleagues.workers, seed: seed, now: .now)
            tell("Held or planned \(workshops) workshops.")
            let code = try await DemoDoor.fill(store, of: country, staff: staff, now: .now)
            let calls = try await DemoCampaign.fill(store, of: country, staff: staff, seed: seed, now: .now)
            tell("Made a campaign of three waves, with \(calls) calls and reports.")
            if let export = try await DemoExport.fill(store, of: country, staff: staff, seed: seed, now: .now) {
                tell("Asked for the file \(export) for a partner; it waits for a second person.")
            }
            try await DemoTraining.screen(store, of: country, staff: staff, seed: seed, now: .now)
            try await colleagues.work(store, of: country, seed: seed, now: .now)
            if let year = try await DemoPublication.fill(store, of: country, staff: staff, now: .now) {
                tell("Published the figures of \(year), and froze those of this year.")
            }
            tell("Recorded \(recorded) actions in \(folder.path).")
            if noServe { return }
            let roles = Dictionary(uniqueKeysWithValues: country.roles.map { ($0.code, $0.label) })
            let accounts = staff.map {
                Site.DemoAccount(
                    signIn: $0.grant.signIn, role: roles[$0.grant.role] ?? "", agency: country.agency($0.grant.agency)?.name ?? "")
            }
            let server = PageServer(
                installation: installation, country: country, host: "127.0.0.1", port: port, demoAccounts: accounts)
            try server.open(root)
            tell(
                "Everyone's password is \"\(DemoCountry.password)\"; the one-time code stands on the page that asks for it. Journeys to try:"
            )
            for (index, line) in DemoJourneys(country, staff: staff, code: code).lines.enumerated() {
                tell("  \(index + 1). \(line.text)")
            }
            try await server.run()
        }
    }

    /// All of them long ago, so that each has worked for the whole year. Colleagues have no password.
    private func enrol(_ staff: [Cast.Member], and colleagues: [Cast.Member], in store: Store) async throws {
        let hash = try Argon2.hash(DemoCountry.password)
        let since = Moment(seconds: Moment.now.seconds - 400 * 86_400)
        for member in staff + colleagues {
            try await store.record(.granted(member.grant), to: member.account, by: nil, at: since)
        }
        for member in staff {
            let credential = Store.Credential(password: hash, codeSecret: OneTimeCode.secret())
            try store.keep("credential", member.account.description, credential, at: .now)
        }
    }
}
