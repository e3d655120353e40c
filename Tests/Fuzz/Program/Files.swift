import ArgumentParser
import Foundation
import Fuzzing

/// Bent inputs through the readers, all in one process.
struct Files: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try bent inputs on the readers.")
    @OptionGroup var watched: Watched
    @Option(help: "Only these readers.") var target: [String] = []
    /// Readers that were found wanting often enough.
    @Option(help: .hidden) var without: [String] = []

    private static let mostFindings = 3

    private var targets: [FuzzTarget] {
        (watched.planted ? FuzzTarget.planted : FuzzTarget.all).filter {
            (target.isEmpty || target.contains($0.name)) && !without.contains($0.name)
        }
    }

    func run() async throws {
        guard watched.journal == nil else { return work() }
        for name in target where FuzzTarget.named(name) == nil {
            throw ValidationError("there is no reader \"\(name)\"; see: fuzz list")
        }
        let findings = try await supervise()
        guard watched.planted else {
            print("\(findings.values.reduce(0, +)) found")
            throw findings.isEmpty ? ExitCode.success : ExitCode.failure
        }
        let missed = targets.map(\.name).filter { findings[$0] == nil }
        print("\(findings.count) of \(targets.count) planted were found")
        if !missed.isEmpty { print("not found: \(missed.joined(separator: ", "))") }
        throw missed.isEmpty ? ExitCode.success : ExitCode.failure
    }

    // MARK: The parent

    /// How often each reader was found wanting.
    private func supervise() async throws -> [String: Int] {
        let began = Date.now
        var findings: [String: Int] = [:]
        var from = watched.from
        let end = watched.count.map { watched.from + $0 }
        while end.map({ from < $0 }) ?? true {
            let left = watched.seconds.map { $0 - Date.now.timeIntervalSince(began) }
            if let left, left <= 0 { break }
            let most = watched.planted ? 1 : Files.mostFindings
            let spent = findings.filter { $0.value >= most }.map(\.key).sorted()
            // Turns count on whoever is left out, so that each can be made again by its reader's name alone.
            guard spent.count < targets.count else { break }
            guard case .died(let why, let note) = try await Supervisor().run(arguments(from, end, left, spent)) else { break }
            let words = note.split(separator: " ").map(String.init)
            guard words.count == 2, let turn = Int(words[0]) else { throw ExitCode.failure }
            let (found, bytes) = Bending(targets.filter { !spent.contains($0.name) }, seed: watched.seed).input(turn)
            try tell(found, bytes, why, turn)
            findings[found.name, default: 0] += 1
            from = turn + 1
        }
        return findings
    }

    private func arguments(_ from: Int, _ end: Int?, _ left: Double?, _ spent: [String]) -> [String] {
        var words = ["files", "--seed", String(watched.seed), "--from", String(from)]
        for name in target { words += ["--target", name] }
        for name in spent { words += ["--without", name] }
        if let end { words += ["--count", String(end - from)] }
        if let left { words += ["--seconds", String(left)] }
        return watched.planted ? words + ["--planted"] : words
    }

    private func tell(_ target: FuzzTarget, _ bytes: [UInt8], _ why: String, _ turn: Int) throws {
        let folder = URL(filePath: watched.keep).appending(path: target.name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: Corpus.name(bytes))
        try Data(bytes).write(to: file)
        print("FOUND \(target.name), turn \(turn) of seed \(watched.seed): \(why). Again: fuzz try \(target.name) \(file.path)")
    }

    // MARK: The child

    private func work() {
        let row = Bending(targets, seed: watched.seed)
        let journal = Journal(watched.journal)
        let watch = Watch(ceiling: 800 << 20)
        let deadline = watched.seconds.map { Date.now.addingTimeInterval($0) }
        var slowest: (name: String, turn: Int, taken: Double) = ("", 0, 0)
        var runs: [String: Int] = [:]
        let began = Date.now
        var before = Watch.memory()
        var turn = watched.from
        while watched.count.map({ turn < watched.from + $0 }) ?? true, deadline.map({ Date.now < $0 }) ?? true {
            let (target, bytes) = row.input(turn)
            journal.note("\(turn) \(target.name)")
            let taken = watch.time { target.run(bytes) }
            if taken > slowest.taken { slowest = (target.name, turn, taken) }
            runs[target.name, default: 0] += 1
            turn += 1
            if turn - watched.from == 2000 { before = Watch.memory() }
        }
        let count = turn - watched.from
        let pace = Double(count) / max(0.001, Date.now.timeIntervalSince(began))
        print("\(count) inputs to \(runs.count) readers, \(Int(pace)) a second")
        print("slowest \(slowest.name), turn \(slowest.turn): \(Int(slowest.taken * 1000)) ms of the processor")
        print("memory \(before >> 20) MB after the first 2000, \(Watch.memory() >> 20) MB at the end")
    }
}
