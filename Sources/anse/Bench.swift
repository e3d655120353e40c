import ArgumentParser
import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Web

/// Figures of this machine and this build as JSON, one part at a time; `bin/bench` puts them beside their anchors.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measure one part of the program: what bin/bench runs.")

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case fill, writes, start, match, link, figures
    }

    @Argument(
        help: """
            fill: bring cases in, lists, search, verify. writes: durable writes. start: open a filled folder. match: find invented people \
            among as many. link: two files of people that are one crowd. figures: counts of a million people; with a filled folder \
            also its dashboards.
            """) var part: Part
    @Option(help: "The data folder.", completion: .directory) var data = ""
    @Option(help: "For link: one person a line, as JSON.", completion: .file()) var first = ""
    @Option(help: "For link: the other file.", completion: .file()) var second = ""
    @Option(help: "The country's pack folder.") var pack = "Packs/saint-lucia"
    @Option(help: "How many cases to fill the ledger with.") var cases = 10_000
    @Option(help: "How many write at once.") var clients = 64

    func run() async throws {
        try await anse.run {
            Allocation.prepare()
            let country = try Country(at: URL(filePath: pack))
            switch part {
            case .fill: try fill(country)
            case .writes: try await writes(country)
            case .start: try start(country)
            case .match: try match()
            case .link: try link()
            case .figures: try figures(country)
            }
        }
    }

    private func made(_ country: Country) throws -> (Installation, RootKey, Store) {
        let (installation, root) = try Installation.create(
            in: URL(filePath: data), name: "bench", country: country.code, pack: pack, passphrase: DemoCountry.password,
            keyFile: nil)
        return (installation, root, try installation.store(root, policy: country.policy, node: "bench"))
    }

    private func fill(_ country: Country) throws {
        let (installation, root, store) = try made(country)
        let actor = try Terminal.actor(country, agency: nil)
        var life = Life(country: country, staff: Cast.staff(of: country), seed: 1)
        let now = Moment.now
        var seconds = 0.0
        for start in stride(from: 0, to: cases, by: 10_000) {
            let arrivals = (start..<min(start + 10_000, cases)).map { _ in
                ArrivingCase(
                    id: life.entry(),
                    forms: [
                        (country.opening.id, life.answers(to: country.opening)),
                        (country.tasks[0].id, life.answers(to: country.tasks[0])),
                    ])
            }
            seconds += try clock {
                _ = try store.bring(
                    arrivals, prefix: country.casePrefix, as: actor, at: now, today: country.today(now), progress: { _ in })
            }
        }
        try SigningKey(of: installation.ledger, root: root).signHead(of: installation.ledger, at: now)
        try store.saveCheckpoint(after: 1)
        let worker = Actor(account: actor.account, agency: actor.agency, role: country.supervisors.first ?? country.roles[0].code)
        let list = try times { _ = try store.cases(as: worker, status: .open, size: 25) }
        let name = Cast.familyNames[0].prefix(5)
        let search = try times { _ = try store.cases(as: worker, named: String(name), size: 25) }
        let leaves = Double(try installation.ledger.lastPosition())
        let tree = try (0..<3).map { _ in
            try clock { _ = try Verification(of: installation.ledger, root: root, policy: country.policy, opening: false) }
        }.sorted()[1]
        let all = try clock { _ = try Verification(of: installation.ledger, root: root, policy: country.policy) }
        try printJSON([
            "entriesPerSecond": 2 * Double(cases) / seconds, "list50": list.half, "list99": list.most, "search50": search.half,
            "search99": search.most, "treePerSecond": leaves / tree, "verifyPerSecond": leaves / all,
        ])
    }

    /// The memory is what is held once a server that has just started gave back what it does not need. Units: seconds and megabytes.
    private func start(_ country: Country) throws {
        let installation = try Installation(URL(filePath: data))
        let root = try installation.unlock(passphrase: DemoCountry.password)
        var store: Store?
        let seconds = try clock { store = try installation.store(root, policy: country.policy, node: "bench") }
        let worker = Actor(
            account: AccountID(uuid: UUID()), agency: country.agencies[0].code,
            role: country.supervisors.first ?? country.roles[0].code)
        let count = try store?.cases(as: worker, size: 25).count ?? 0
        Allocation.giveBack()
        try printJSON([
            "seconds": seconds, "memory": Double(memory()), "cases": Double(count), "index": store?.hasCheckpoint == true ? 1 : 0,
        ])
    }

    private func writes(_ country: Country) async throws {
        let (_, _, store) = try made(country)
        let actor = try Terminal.actor(country, agency: nil)
        let each = max(20, 6400 / clients / (clients == 1 ? 6 : 1))
        let start = ContinuousClock.now
        try await withThrowingTaskGroup { group in
            for _ in 0..<clients {
                group.addTask {
                    for _ in 0..<each {
                        let now = Moment.now
                        _ = try await store.open(
                            form: country.opening.id,
                            answers: Answers(["case_kind": .text("suspected"), "given_name": .text("Anselma")]),
                            id: EntryID.made(at: now), prefix: country.casePrefix, as: actor, at: now, today: country.today(now))
                    }
                }
            }
            try await group.waitForAll()
        }
        let time = (ContinuousClock.now - start).components
        try printJSON(["perSecond": Double(clients * each) / (Double(time.seconds) + Double(time.attoseconds) / 1e18)])
    }

    /// Units: milliseconds.
    private func times(_ body: () throws -> Void) rethrows -> (half: Double, most: Double) {
        let sorted = try (0..<500).map { _ in try clock(body) * 1000 }.sorted()
        return (sorted[250], sorted[495])
    }

    func clock(_ work: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(work).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }

    /// Units: megabytes of memory that belongs to this process alone.
    func memory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }
}
