import Foundation
import Fuzzing

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

    func run(_ arguments: [String]) throws -> Ending {
        defer { try? FileManager.default.removeItem(at: journal) }
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments + ["--journal", journal.path]
        // The backtracer looks at a dead process for longer than a thousand inputs take.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { given, _ in given }
        try process.run()
        process.waitUntilExit()
        let note = (try? String(contentsOf: journal, encoding: .utf8)) ?? ""
        if process.terminationReason == .uncaughtSignal {
            return .died(why: "trap (signal \(process.terminationStatus))", note: note)
        }
        switch Watch.Ending(rawValue: process.terminationStatus) {
        case .slow: return .died(why: "over \(Watch.longest) s of the processor", note: note)
        case .swollen: return .died(why: "too much memory", note: note)
        case .still: return .died(why: "no answer in \(Watch.longestWait) s", note: note)
        case .faulty: return .faulty
        case nil: return process.terminationStatus == 0 ? .clean : .died(why: "exit \(process.terminationStatus)", note: note)
        }
    }
}
