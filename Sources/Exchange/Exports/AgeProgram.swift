package import Foundation
import Glibc
package import Register

/// Seals a file to the keys of its recipients, so that only they open it.
///
/// The program `age` does it: no shell, an empty environment, the file through a pipe and never on a disk. It blocks: call it on a
/// thread that may. Source: age-encryption.org/v1.
package struct AgeProgram: Sendable {
    package enum Fault: Error, Hashable {
        case unavailable, tookTooLong, failed
    }

    /// Units: seconds.
    private static let longest = 120
    private static let program = "age"

    private let path: String?

    package var isAvailable: Bool { path.map(FileManager.default.isExecutableFile(atPath:)) ?? false }

    /// `setting` alone when it is given; else where packages put programs.
    package init(setting: String? = nil) { path = OutsideProgram.path(of: AgeProgram.program, setting: setting) }

    /// Errors: `Fault`.
    package func seal(_ plain: Data, to keys: [RecipientKey]) throws -> Data {
        guard let path, isAvailable else { throw Fault.unavailable }
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.arguments = ["--encrypt"] + keys.flatMap { ["--recipient", $0.text] }
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        // Both at once: a pipe holds little, and each side waits for the other.
        let writing = input.fileHandleForWriting
        DispatchQueue.global().async { AgeProgram.write(plain, to: writing) }
        let watch = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(AgeProgram.longest), execute: watch)
        let sealed = try output.fileHandleForReading.readToEnd() ?? Data()
        ended.wait()
        watch.cancel()
        guard process.terminationReason == .exit else { throw Fault.tookTooLong }
        guard process.terminationStatus == 0, sealed.starts(with: Data("age-encryption.org/v1\n".utf8)) else { throw Fault.failed }
        return sealed
    }

    /// A reader that is gone must not end us too.
    private static func write(_ plain: Data, to handle: FileHandle) {
        var quiet = sigset_t()
        sigemptyset(&quiet)
        sigaddset(&quiet, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &quiet, nil)
        try? handle.write(contentsOf: plain)
        try? handle.close()
        var none = timespec()
        sigtimedwait(&quiet, nil, &none)
        pthread_sigmask(SIG_UNBLOCK, &quiet, nil)
    }
}
