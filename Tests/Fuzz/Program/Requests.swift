import ArgumentParser
import Foundation
import Fuzzing
import Web

/// Bent requests to every page as everybody, all in one process.
struct Requests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try bent requests on every page, as everybody.")
    @OptionGroup var watched: Watched
    /// What was planted and found.
    @Option(help: .hidden) var without: [String] = []

    /// Set when it starts again after one of the kept requests ended it.
    @Flag(help: .hidden) var withoutKept = false

    private var planted: [String] { watched.planted ? Planted.kinds.filter { !without.contains($0) } : [] }

    func run() async throws {
        if watched.journal != nil { try await work() } else { try await supervise() }
    }

    /// Starts again after each end, with the requests that come after it.
    private func supervise() async throws {
        let began = Date.now
        var found = 0
        var from = watched.from
        var missing = Set(planted)
        while found < 20 {
            var words = ["requests", "--seed", String(watched.seed), "--from", String(from), "--keep", watched.keep]
            if let count = watched.count { words += ["--count", String(count + watched.from - from)] }
            if let seconds = watched.seconds { words += ["--seconds", String(seconds - Date.now.timeIntervalSince(began))] }
            if watched.planted {
                words += ["--planted"] + Planted.kinds.filter { !missing.contains($0) }.flatMap { ["--without", $0] }
            }
            if found > 0 { words.append("--without-kept") }
            switch try await Supervisor().run(words) {
            case .clean:
                print("the process ended \(found) times")
                throw found == 0 && !watched.planted ? ExitCode.success : ExitCode.failure
            case .faulty: throw ExitCode.failure
            case .died(let why, let note):
                found += 1
                let (turn, file) = try keep(note)
                print("FOUND \(why): \(note.split(separator: "\n").dropFirst().first ?? ""), kept in \(file.path)")
                if watched.planted { missing = missing.filter { !note.contains("/planted/\($0)/") } }
                from = turn + 1
            }
        }
        throw ExitCode.failure
    }

    private func keep(_ note: String) throws -> (turn: Int, file: URL) {
        let folder = URL(filePath: watched.keep)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "request-" + Corpus.name(Array(note.utf8)))
        try Data(note.utf8).write(to: file)
        let words = note.split(separator: "\n").first?.split(separator: " ") ?? []
        guard let place = words.lastIndex(of: "turn"), let turn = Int(words[place + 1]) else { throw ExitCode.failure }
        return (turn, file)
    }

    // MARK: The child

    private func work() async throws {
        // As the server keeps it, so that what is measured is the server's.
        Allocation.prepare()
        let began = Date.now
        let settings = Walker.Settings(
            seed: watched.seed, from: watched.from, count: watched.count, seconds: watched.seconds, planted: planted,
            repeatsKept: !withoutKept && !watched.planted, keep: URL(filePath: watched.keep))
        let tally = try await Walker(settings, journal: Journal(watched.journal)).run()
        let pace = Double(tally.asked) / max(0.001, Date.now.timeIntervalSince(began))
        let statuses = tally.statuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        print(
            "\(tally.asked) requests to \(tally.routes.count) of \(Walk.addresses.count) routes, \(Int(pace)) a second; \(statuses)"
        )
        print("slowest \(tally.slowest.what): \(Int(tally.slowest.taken * 1000)) ms of the processor")
        if let first = tally.memory.first, let last = tally.memory.last, let most = tally.memory.max() {
            print("memory \(first >> 20) MB after 500, \(last >> 20) MB at the end, \(most >> 20) MB at most")
            let step = max(1, tally.memory.count / 16)
            let looks = stride(from: 0, to: tally.memory.count, by: step).map { String(tally.memory[$0] >> 20) }
            print("on the way: \(looks.joined(separator: " "))")
        }
        guard !tally.faults.isEmpty else { return }
        throw ExitCode(Watch.Ending.faulty.rawValue)
    }
}
