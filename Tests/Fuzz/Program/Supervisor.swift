import Foundation
import Fuzzing
import Subprocess
import SystemPackage

/// Runs this program as a child and tells how it ended, since a trap takes the whole process with it.
struct Supervisor {
    enum Ending: Equatable {
        case clean
        /// It lived and told what it found.
        case faulty
        /// Shape: why, and what it was at.
        case died(why: String, note: String)
    }

    private let journal: URL

    init() {
        journal = FileManager.default.temporaryDirectory.appending(path: "anse-fuzz-\(UUID().uuidString)")
    }

    func run(_ arguments: [String]) async throws -> Ending {
        defer { try? FileManager.default.removeItem(at: journal) }
        // The backtracer looks at a dead process for longer than a thousand inputs take.
        let environment = Environment.inherit.updating(["SWIFT_BACKTRACE": "enable=no"])
        let ended = try await Subprocess.run(
            .path(.init(URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path)),
            arguments: Arguments(arguments + ["--journal", journal.path]), environment: environment,
            output: .currentStandardOutput, error: .currentStandardError
        ).terminationStatus
        let note = (try? String(contentsOf: journal, encoding: .utf8)) ?? ""
        guard case .exited(let code) = ended else { return .died(why: "trap (\(ended))", note: note) }
        switch Watch.Ending(rawValue: code) {
        case .slow: return .died(why: "over \(Watch.longest) s of the processor", note: note)
        case .swollen: return .died(why: "too much memory", note: note)
        case .still: return .died(why: "no answer in \(Watch.longestWait) s", note: note)
        case .faulty: return .faulty
        case nil: return code == 0 ? .clean : .died(why: "exit \(code)", note: note)
        }
    }
}
