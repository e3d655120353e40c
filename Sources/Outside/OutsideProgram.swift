package import Foundation
import Glibc
import Subprocess
import SystemPackage

/// A program of the machine that does work for this one: where an administrator named it, where packages put programs, or in the Python
/// folder of this program's own installation.
///
/// No shell, an environment of its own, the folder `/`, all bytes through pipes and never on a disk; it ends after a time and gives no
/// more than it may. Whoever can set the current folder or the search path can not have a program of theirs do the work.
package struct OutsideProgram: Sendable {
    package enum Fault: Error, Hashable {
        case unavailable, tookTooLong
        /// It ended with an error, or gave more than it may.
        case failed
    }

    /// How long a program may take and what it may say; what may be 0 is not looked at. Units: seconds, bytes.
    package struct Limits: Sendable {
        let seconds: Int
        let output: Int
        let remarks: Int

        package init(seconds: Int, output: Int = 0, remarks: Int = 0) {
            self.seconds = seconds
            self.output = output
            self.remarks = remarks
        }
    }

    /// Whole.
    package let path: String

    package var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Nil when there is none that can be run.
    ///
    /// - Parameter setting: what an administrator named; it alone counts when it is given, and only as a whole path.
    /// - Parameter own: folders of this installation in which it may also stand.
    package init?(_ name: String, setting: String?, own: [String] = []) {
        let places = setting.map { [$0] } ?? (["/usr/bin", "/usr/local/bin"] + own).map { "\($0)/\(name)" }
        guard let path = places.first(where: { $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0) }) else {
            return nil
        }
        self.path = path
    }

    /// Runs it once and waits, blocking no thread.
    ///
    /// - Parameter options: a value from outside stands in one word with its option, as in `--recipient=…`, so that it can be no option itself.
    /// - Parameter more: what it needs in its environment beside the search path and the letters.
    /// - Returns: what it wrote to its output and to its errors, each empty where `limits` has 0 of it.
    /// Errors: `Fault`.
    package func run(
        _ options: [String], environment more: [String: String] = [:], input: Data, within limits: Limits
    ) async throws(Fault) -> (output: Data, remarks: Data) {
        guard isAvailable else { throw .unavailable }
        _ = OutsideProgram.quiet
        let program = configured(options, more)
        let ended: Ended?
        do {
            ended = try await withTaskExecutorPreference(OwnThread.one) {
                try await OutsideProgram.within(.seconds(limits.seconds)) { start in
                    try await OutsideProgram.run(program, input, limits, start)
                }
            }
        } catch { throw (error as? SubprocessError)?.code == .spawnFailed ? .unavailable : .failed }
        guard let ended else { throw .tookTooLong }
        guard ended.isSuccess else { throw .failed }
        return (ended.output, ended.remarks)
    }

    private struct Ended: Sendable {
        let isSuccess: Bool
        let output: Data
        let remarks: Data

        init(_ status: TerminationStatus, _ output: [UInt8] = [], _ remarks: [UInt8] = []) {
            isSuccess = status.isSuccess
            self.output = Data(output)
            self.remarks = Data(remarks)
        }
    }

    /// A program that ends without reading must not end this one: its error counts, not the signal.
    private static let quiet: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    private func configured(_ options: [String], _ more: [String: String]) -> Configuration {
        var platform = PlatformOptions()
        // A group of its own, so that what it started ends with it.
        platform.processGroupID = 0
        platform.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        let environment = ["PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"].merging(more) { $1 }
        return Configuration(
            executable: .path(.init(path)), arguments: Arguments(options),
            environment: .custom(environment.map { Array("\($0)=\($1)\0".utf8) }), workingDirectory: "/",
            platformOptions: platform)
    }

    private static func run(_ program: Configuration, _ input: Data, _ limits: Limits, _ start: Start) async throws -> Ended {
        let output: BytesOutput = .bytes(limit: limits.output)
        if limits.remarks > 0 {
            let result = try await run(program, input, output, .bytes(limit: limits.remarks) as BytesOutput, start)
            return Ended(result.terminationStatus, result.standardOutput, result.standardError)
        }
        if limits.output > 0 {
            let result = try await run(program, input, output, .discarded, start)
            return Ended(result.terminationStatus, result.standardOutput)
        }
        return Ended(try await run(program, input, .discarded, .discarded, start).terminationStatus)
    }

    private static func run<Output: OutputProtocol, Remarks: ErrorOutputProtocol>(
        _ program: Configuration, _ input: Data, _ output: Output, _ remarks: Remarks, _ start: Start
    ) async throws -> ExecutionResult<Void, Output, Remarks> {
        try await Subprocess.run(program, input: .inputWriter, output: output, error: remarks) { execution in
            let process = execution.processIdentifier.value
            // Whoever waits for a page comes before whoever waits for a paper.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(process), 5)
            start.note(process)
            await write(input, to: execution.standardInputWriter)
        }
    }

    /// Whether it read all of it, it says itself by how it ends.
    private static func write(_ input: Data, to program: StandardInputWriter) async {
        _ = try? await program.write(Array(input))
        try? await program.finish()
    }
}
