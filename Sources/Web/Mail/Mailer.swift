import Foundation
import Outside
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

    private let program: OutsideProgram
    private let from: MailAddress
    private let limits: OutsideProgram.Limits

    /// Nil when there is no such program, or its path is not whole.
    package init?(program: String, from: MailAddress, seconds: Int = 30) {
        guard let program = OutsideProgram("sendmail", setting: program) else { return nil }
        self.program = program
        self.from = from
        limits = OutsideProgram.Limits(seconds: seconds)
    }

    /// Shape: the program reads the receiver from the message (`-t`) and does not end at a single dot (`-i`). Errors: `Fault`.
    func send(subject: String, body: String, to address: MailAddress) async throws(Fault) {
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
        do {
            _ = try await program.run(["-t", "-i"], input: Data(message.utf8), within: limits)
        } catch { throw error == .tookTooLong ? .tookTooLong : .failed }
    }

    /// Source: RFC 2047, in base 64, when there are other letters than ASCII.
    static func encoded(_ text: String) -> String {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? text : "=?UTF-8?B?\(Data(text.utf8).base64EncodedString())?="
    }
}
