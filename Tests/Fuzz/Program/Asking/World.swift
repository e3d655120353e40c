import Examples
import Foundation
import Fuzzing
import OrderedCollections
import Pack
import Register
import Store
import Synchronization
import Web

/// Whoever asks: a worker of one role, somebody halfway through signing in, or nobody known.
struct Asker {
    let name: String
    let account: AccountID?
    var isComplete = true
    var pass: Walk.Pass?
}

/// A fictional country in full, open behind its pages, with a clock that the walker turns.
final class World: Sendable {
    /// Stands in one case of an agency that no asker is of, and nowhere else.
    static let mark = "Zqmarked"

    let site: Site
    let staff: [Cast.Member]
    let markedNumber: String
    let folder: URL
    private let clock: Clock

    final class Clock: Sendable {
        private let moment: Mutex<Moment>
        init(_ start: Moment) { moment = Mutex(start) }
        var now: Moment { moment.withLock { $0 } }
        func turn(seconds: Int) { moment.withLock { $0 = Moment(seconds: $0.seconds + seconds) } }
    }

    var now: Moment { clock.now }
    func turn(seconds: Int) { clock.turn(seconds: seconds) }

    init(seed: UInt64) async throws {
        let (country, start) = (Fictional.country, Fictional.now)
        let folder = FileManager.default.temporaryDirectory.appending(path: "anse-world-\(UUID().uuidString)")
        let staff = Cast.staff(of: country)
        let (installation, root) = try Installation.create(
            in: folder, name: "fuzz", country: country.code, pack: "", passphrase: DemoCountry.password, keyFile: nil)
        // Nobody proves themself anew while everybody looks at everything.
        let store = try installation.store(root, policy: country.policy.capped(by: .none), node: "fuzz")
        let since = Moment(seconds: start.seconds - 400 * 86_400)
        for member in staff { try await store.record(.granted(member.grant), to: member.account, by: nil, at: since) }
        try await World.fill(store, country, staff, seed, start)
        markedNumber = try await World.plant(store, country, staff, start)
        let clock = Clock(start)
        site = Site(country: country, clock: { clock.now }) { _ in throw KeyFault.wrongPassphrase }
        site.open(try Desk(country: country, store: store, at: start))
        (self.folder, self.staff, self.clock) = (folder, staff, clock)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static func fill(
        _ store: Store, _ country: Country, _ staff: [Cast.Member], _ seed: UInt64, _ now: Moment
    ) async throws {
        try await DemoCountry.fill(store, of: country, staff: staff, cases: 12, seed: seed, now: now)
        try await DemoDirectory.fill(store, of: country, staff: staff, seed: seed, now: now)
        try DemoTraining.fill(store, of: country, staff: staff, seed: seed, now: now)
        try await DemoDoor.fill(store, of: country, staff: staff, now: now)
        _ = try await DemoCampaign.fill(store, of: country, staff: staff, seed: seed, now: now)
        _ = try await DemoExport.fill(store, of: country, staff: staff, seed: seed, now: now)
    }

    private static func plant(
        _ store: Store, _ country: Country, _ staff: [Cast.Member], _ now: Moment
    ) async throws -> String {
        let taken = Set(staff.prefix(country.roles.count).map(\.grant.agency))
        guard let manager = staff.first(where: { $0.grant.signIn == "case-manager" }),
            let agency = country.agencies.first(where: { !taken.contains($0.code) })
        else { throw StoreFault.notFound }
        let keeper = Actor(account: manager.account, agency: agency.code, role: manager.grant.role)
        return try await store.open(
            form: country.opening.id, answers: Answers(["given_name": .text(mark), "reason": .text(mark)]), id: .made(at: now),
            prefix: country.casePrefix, as: keeper, at: now, today: country.today(now))
    }

    /// One of each role, somebody halfway in, and two whom nobody knows.
    func askers() throws -> [Asker] {
        var askers = staff.prefix(Fictional.country.roles.count).map { Asker(name: $0.grant.role.rawValue, account: $0.account) }
        askers.append(Asker(name: "halfway", account: staff[0].account, isComplete: false))
        for index in askers.indices { try renew(&askers[index]) }
        return askers + [Asker(name: "stranger", account: nil), Asker(name: "passer-by", account: nil)]
    }

    func renew(_ asker: inout Asker) throws {
        guard let account = asker.account else { return }
        asker.pass = try Walk.pass(for: account, at: site, isComplete: asker.isComplete, now: now)
    }
}
