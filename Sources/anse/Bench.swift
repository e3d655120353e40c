import ArgumentParser
import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store

/// Measures this machine and this build: what `bin/bench` prints. Ratios count; the machine may be shared.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measure writes, lists, search, start and memory.")
    @Option(help: "The country's pack folder.") var pack = "Packs/saint-lucia"
    @Option(help: "How many cases to fill the ledger with.") var cases = 10_000

    func run() async throws {
        try await anse.run {
            let folder = FileManager.default.temporaryDirectory.appending(path: "anse-bench-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let country = try Country(at: URL(filePath: pack))
            let (installation, root) = try Installation.create(
                in: folder, name: "bench", pack: pack, passphrase: DemoCountry.password, keyFile: nil)
            let store = try installation.store(root, policy: country.policy, node: "bench")
            let actor = try Terminal.actor(country, agency: nil)
            try fill(store, country, actor)
            let flushes = try flushRate(folder)
            line("flush (fdatasync, 1 KB)", "\(Int(flushes))/s", "limit")
            for clients in [1, 64] {
                let rate = try await writes(store, country, actor, clients: clients)
                line("durable writes, \(clients) clients", "\(Int(rate))/s", ratio(rate / flushes) + " of a flush each")
            }
            let worker = Actor(account: actor.account, agency: actor.agency, role: "supervisor")
            try times("work list, page and count", 500) { _ = try store.cases(as: worker, status: .open, size: 25) }
            try times("name search by prefix", 500) { _ = try store.cases(as: worker, named: "Ansel", size: 25) }
            let start = try clock { _ = try installation.store(root, policy: country.policy, node: "again") }
            line("start with \(cases) cases", "\(Int(start * 1000)) ms", "no checkpoint: the ledger is folded")
            let checked = try clock { _ = try Verification(of: installation.ledger, root: root, policy: country.policy) }
            line("verify", "\(Int(Double(try installation.ledger.lastPosition()) / checked)) leaves/s", "")
            line("memory (RssAnon)", "\(memory()) MB", "both stores, in this process")
        }
    }

    private func line(_ work: String, _ figure: String, _ note: String) {
        print(
            work.padding(toLength: 34, withPad: " ", startingAt: 0) + figure.padding(toLength: 26, withPad: " ", startingAt: 0)
                + note)
    }

    private func ratio(_ value: Double) -> String { String(Int(value * 100)) + " %" }

    private func clock(_ work: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(work).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }

    private func fill(_ store: Store, _ country: Country, _ actor: Actor) throws {
        var life = Life(country: country, staff: Cast.staff(of: country), seed: 1)
        let arrivals = (0..<cases).map { _ in
            Store.Arrival(
                id: life.entry(),
                forms: [
                    (country.opening.id, life.answers(to: country.opening)),
                    (country.tasks[0].id, life.answers(to: country.tasks[0])),
                ])
        }
        let now = Moment.now
        let seconds = try clock {
            _ = try store.bring(
                arrivals, prefix: country.casePrefix, as: actor, at: now, today: country.today(now), progress: { _ in })
        }
        line("cases brought in", "\(Int(Double(cases) / seconds))/s", "two entries each, sealed, in the tree, flushed by 500")
    }

    /// What the disk gives to one writer that flushes every kilobyte.
    private func flushRate(_ folder: URL) throws -> Double {
        let file = open(folder.appending(path: "flush").path, O_CREAT | O_WRONLY, 0o600)
        guard file >= 0 else { throw StoreFault.cannotWrite(folder.path) }
        defer { close(file) }
        let block = [UInt8](repeating: 7, count: 1024)
        let seconds = clock {
            for _ in 0..<1000 {
                _ = write(file, block, block.count)
                fdatasync(file)
            }
        }
        return 1000 / seconds
    }

    private func writes(_ store: Store, _ country: Country, _ actor: Actor, clients: Int) async throws -> Double {
        let each = clients == 1 ? 1000 : 100
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
        return Double(clients * each) / (Double(time.seconds) + Double(time.attoseconds) / 1e18)
    }

    private func times(_ work: String, _ count: Int, _ body: () throws -> Void) rethrows {
        let seconds = try (0..<count).map { _ in try clock(body) }.sorted()
        let text = { (value: Double) in String((value * 100_000).rounded() / 100) }
        line(work, "p50 \(text(seconds[count / 2])) ms, p99 \(text(seconds[count * 99 / 100])) ms", "")
    }

    /// Units: megabytes of memory that belongs to this process alone.
    private func memory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }
}
