import ArgumentParser
import Foundation
import Fuzzing

/// Every input that is kept, through its reader.
struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try every input that is kept.")
    @Option(help: "Only these readers.") var target: [String] = []
    @Option(help: .hidden) var journal: String?
    @Option(help: .hidden) var from = 0

    func run() async throws {
        let targets = FuzzTarget.all.filter { target.isEmpty || target.contains($0.name) }
        let corpus = Corpus(of: targets)
        guard journal == nil else { return work(corpus) }
        let bare = targets.map(\.name).filter { name in !corpus.inputs.contains { $0.target == name } }
        guard bare.isEmpty else { throw ValidationError("nothing is kept for \(bare.joined(separator: ", "))") }
        var from = 0
        var found = 0
        while from < corpus.inputs.count {
            let names = target.flatMap { ["--target", $0] }
            guard case .died(let why, let note) = try await Supervisor().run(["replay", "--from", String(from)] + names) else {
                break
            }
            guard let index = Int(note) else { throw ExitCode.failure }
            print("FOUND \(corpus.inputs[index].target)/\(corpus.inputs[index].name): \(why)")
            found += 1
            from = index + 1
        }
        print("\(corpus.inputs.count) kept inputs, \(found) found")
        throw found == 0 ? ExitCode.success : ExitCode.failure
    }

    private func work(_ corpus: Corpus) {
        let journal = Journal(journal)
        let watch = Watch(ceiling: 800 << 20)
        for (index, input) in corpus.inputs.enumerated().dropFirst(from) {
            journal.note(String(index))
            _ = watch.time { FuzzTarget.named(input.target)?.run(input.bytes) }
        }
    }
}

/// One input, in this process, so that a debugger or the backtracer can look.
struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try one file on one reader.")
    @Argument(help: "The reader.") var target: String
    @Argument(help: "The file.") var file: String

    func run() async throws {
        guard let target = FuzzTarget.named(target) else { throw ValidationError("there is no such reader; see: fuzz list") }
        let bytes = Array(try Data(contentsOf: URL(filePath: file)))
        let taken = Watch(ceiling: 800 << 20).time { target.run(bytes) }
        print("\(target.name): \(bytes.count) bytes in \(Int(taken * 1000)) ms, alive")
    }
}
