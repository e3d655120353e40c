import Foundation
package import Register

/// That something was seen at a moment, so that a form may come back later: the screen at the door, or a test while it was open.
///
/// Shape: `SECONDS.MARK`, the mark an HMAC under the secret of the workshop.
package enum Ticket {
    /// Of what.
    package enum Sight: Sendable {
        case screen
        case test(TestPaper.Sitting, EntryID)

        fileprivate var name: String {
            switch self {
            case .screen: "screen"
            case .test(let sitting, let participant): "\(sitting.rawValue)/\(participant)"
            }
        }
    }

    /// Units: seconds in which the questions at the door must be answered, once the screen was seen.
    private static let patience = 900

    package static func make(of sight: Sight, _ keys: Workshop.Keys, at now: Moment) -> String {
        "\(now.seconds).\(mark(sight, keys, now.seconds))"
    }

    /// When it was seen. Nil for a ticket of anything else, and of a moment to come.
    package static func moment(_ text: String, of sight: Sight, _ keys: Workshop.Keys, at now: Moment) -> Moment? {
        guard let (first, last) = Bounded.halves(text, at: "."), let seconds = Bounded.whole(first, in: 0...Bounded.largest),
            seconds <= now.seconds, !keys.secret.isEmpty, SecretText.isSame(last, mark(sight, keys, seconds))
        else { return nil }
        return Moment(seconds: seconds)
    }

    /// Whether the screen was seen within a quarter of an hour, so that slow typing shuts nobody out.
    package static func sawScreen(_ text: String, _ keys: Workshop.Keys, at now: Moment) -> Bool {
        moment(text, of: .screen, keys, at: now).map { now.seconds - $0.seconds <= patience } ?? false
    }

    private static func mark(_ sight: Sight, _ keys: Workshop.Keys, _ seconds: Int) -> String {
        keys.mac("ticket/\(sight.name)/\(seconds)").prefix(12).hexadecimal
    }
}
