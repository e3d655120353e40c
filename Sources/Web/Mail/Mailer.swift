import Exchange
import Foundation
import Glibc
package import Register

/// Hands a message to the mail program of the machine. Nothing of it depends on a case: whoever reads it learns that somebody works here.
package struct Mailer: Sendable {
    package enum Fault: Error, Equatable, CustomStringConvertible {
        case failed, tookTooLong

        package var description: String {
            switch self {
            case .failed: "the mail program does not send; notices wait until it does, see --sendmail"
            case .tookTooLong: "the mail program takes too long; notices wait until it is faster, see --sendmail"
            }
        }
    }

    /// Units: seconds.
    private let longest: Int
    private let program: String
    private let from: MailAddress

    /// Nil when there is no such program, or its path is not whole.
    package init?(program: String, from: MailAddress, longest: Int = 30) {
        guard let program = OutsideProgram.path(of: "sendmail", setting: program) else { return nil }
        self.program = program
        self.from = from
        self.longest = longest
    }

    /// Shape: the program reads the receiver from the message (`-t`) and does not end at a single dot (`-i`). Errors: `Fault`.
    func send(subject: String, body: String, to address: MailAddress) async throws {
        let message = """
            From: \(from.text)
            To: \(address.text)
            Subject: \(Mailer.encoded(subject))
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            Auto-Submitted: auto-generated

            \(body)

            """
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { done.resume(with: Result { try run(Data(message.utf8)) }) }
        }
    }

    private func run(_ message: Data) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-t", "-i"]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]
        let pipe = Pipe()
        (process.standardInput, process.standardOutput, process.standardError) = (
            pipe, FileHandle.nullDevice, FileHandle.nullDevice
        )
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch { throw Fault.failed }
        // A program that ends without reading must not end this one: the error counts, not the signal.
        signal(SIGPIPE, SIG_IGN)
        try? pipe.fileHandleForWriting.write(contentsOf: message)
        try? pipe.fileHandleForWriting.close()
        guard ended.wait(timeout: .now() + .seconds(longest)) == .success else {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw Fault.tookTooLong
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else { throw Fault.failed }
    }

    /// Source: RFC 2047, in base 64, when there are other letters than ASCII.
    static func encoded(_ text: String) -> String {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? text : "=?UTF-8?B?\(Data(text.utf8).base64EncodedString())?="
    }
}
