import Crypto
import Foundation
import HTTPTypes
import Register
import Synchronization

/// Lets only so many through the public door at a time. Beyond that each waits their turn, with a ticket for it and without a script.
///
/// Source: the generic cell rate algorithm, ITU-T I.371.
final class Turnstile: Sendable {
    enum Answer: Equatable {
        case pass
        /// Units: seconds.
        case wait(Int, ticket: String)
    }

    private struct Queue {
        /// When the next one would come if all came evenly.
        var next = 0.0
        /// Tickets that were used, with the time they would have ended.
        var used: [String: Int] = [:]
    }

    /// Units: seconds. Nobody waits longer; when so many wait, a ticket is a place in a later queue.
    static let longestWait = 600
    private let queue = Mutex(Queue())
    private let key = SymmetricKey(size: .bits256)
    private let perSecond: Double
    private let burst: Double

    init(perSecond: Int = 5, burst: Int = 100) {
        self.perSecond = Double(perSecond)
        self.burst = Double(burst) / Double(perSecond)
    }

    func ask(_ ticket: String, at now: Moment) -> Answer {
        queue.withLock { queue in
            if let until = valid(ticket, at: now), queue.used[ticket] == nil {
                if queue.used.count > 10_000 { queue.used = queue.used.filter { $0.value > now.seconds } }
                queue.used[ticket] = until
                return .pass
            }
            let next = max(queue.next, Double(now.seconds))
            let wait = Int((next - burst - Double(now.seconds)).rounded(.up))
            guard wait > 0 else {
                queue.next = next + 1 / perSecond
                return .pass
            }
            guard wait <= Turnstile.longestWait else {
                return .wait(Turnstile.longestWait, ticket: "")
            }
            queue.next = next + 1 / perSecond
            return .wait(wait, ticket: made(for: now.seconds + wait))
        }
    }

    /// Shape: the second from which it counts, a random word, and the mark of both.
    private func made(for second: Int) -> String {
        let words = "\(second).\(UInt64.random(in: 0...UInt64.max))"
        return "\(words).\(mark(words))"
    }

    private func mark(_ words: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Data(words.utf8), using: key).prefix(16).map { String($0, radix: 16) }.joined()
    }

    /// Until when a ticket counts whose time has come. Nil for any other.
    private func valid(_ ticket: String, at now: Moment) -> Int? {
        let parts = ticket.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let second = Int(parts[0]), mark("\(parts[0]).\(parts[1])") == parts[2],
            (second..<second + Turnstile.longestWait).contains(now.seconds)
        else { return nil }
        return second + Turnstile.longestWait
    }
}

extension Visit {
    /// Does slow work of the public door when its turn has come; until then the page that waits, with all that was sent.
    func inTurn(_ page: String, _ work: () async throws -> Reply) async throws -> Reply {
        if case .wait(let seconds, let ticket) = site.turnstile.ask(form.first("ticket"), at: now) {
            return waiting(page, seconds, ticket)
        }
        do { return try await work() } catch let fault as Fault where fault.status == .serviceUnavailable {
            return waiting(page, fault.retryAfter ?? 5, "")
        }
    }

    private func waiting(_ page: String, _ seconds: Int, _ ticket: String) -> Reply {
        let kept = form.values.filter { $0.key != "ticket" }.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        var reply = publicPage(
            "wait",
            """
            <h1>\(say("public.wait"))</h1><p>\(say("public.waitWhy", ["seconds": String(seconds)]))</p>
            \(publicForm(page, "\(kept)<input type=\"hidden\" name=\"ticket\" value=\"\(ticket)\"><div class=\"actions\">\(button("public.again"))</div>"))
            """)
        reply.status = .serviceUnavailable
        reply.headers[.retryAfter] = String(seconds)
        return reply
    }
}
