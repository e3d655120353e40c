import ArgumentParser
import Fuzzing

/// Puts bent inputs to everything that reads outside bytes, and tells what ended it.
@main struct Fuzz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz", abstract: "Try bent inputs on every reader of outside bytes, and whole requests on every page.",
        subcommands: [List.self, Try.self, Replay.self, Files.self, Requests.self])
}

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Name the readers.")

    func run() { for target in FuzzTarget.all { print(target.name) } }
}

/// What every command takes that runs a child.
struct Watched: ParsableArguments {
    @Option(help: "The same seed gives the same inputs.") var seed: UInt64 = 1
    @Option(help: "The first turn of the row.") var from = 0
    @Option(help: "How many inputs.") var count: Int?
    @Option(help: "How long at most.") var seconds: Double?
    @Option(help: "Where inputs are kept that were found.") var keep = "fuzz-findings"
    @Flag(help: "Try what is planted; what is not found is the fault.") var planted = false
    /// Set for the process that does the work, whose end tells what happened.
    @Option(help: .hidden) var journal: String?
}
