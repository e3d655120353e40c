import Foundation
package import Register

/// Wrong tries in a row at names, on devices that do not know them: counted alike for a name that somebody has and one that nobody
/// has.
///
/// Shape: 1,024 rows, chosen by a keyed mark of the name, of at most 32 names each, so that inventing names fills no disk. The name
/// that was tried longest ago makes place.
struct Guesses: Codable, Sendable {
    /// Units: wrong tries. With those of known devices below one hundred. Source: NIST SP 800-63B section 5.2.2.
    static let most = 50
    /// Units: seconds for which a name is closed then, and after which its count begins anew.
    static let pause = 86_400
    private static let mostNames = 32

    private struct Count: Codable {
        var failures = 0
        var last: Moment
    }

    private var names: [String: Count] = [:]

    func failures(_ mark: String, at now: Moment) -> Int {
        guard let count = names[mark] else { return 0 }
        // One far ahead was counted while the clock was wrong: it must stop nobody until then.
        let age = now.seconds - count.last.seconds
        return (-60..<Guesses.pause).contains(age) ? count.failures : 0
    }

    mutating func fail(_ mark: String, at now: Moment) {
        names[mark] = Count(failures: failures(mark, at: now) + 1, last: now)
        while names.count > Guesses.mostNames, let oldest = names.min(by: { $0.value.last < $1.value.last })?.key {
            names[oldest] = nil
        }
    }

    mutating func forget(_ mark: String) -> Bool { names.removeValue(forKey: mark) != nil }
}

extension Store {
    /// Whether a name takes no more tries from devices that it does not know. It opens again by itself after a day.
    package func isClosed(_ name: String, at now: Moment) throws -> Bool {
        let place = guessPlace(name)
        return try guesses(place.row).failures(place.mark, at: now) >= Guesses.most
    }

    /// Counts a wrong try, with the same reads and writes for every name.
    package func guessed(_ name: String, at now: Moment) throws {
        let place = guessPlace(name)
        var guesses = try guesses(place.row)
        guesses.fail(place.mark, at: now)
        try keep("guesses", place.row, guesses, at: now)
    }

    /// Somebody signed in with everything.
    package func forgetGuesses(at name: String, at now: Moment) throws {
        let place = guessPlace(name)
        var guesses = try guesses(place.row)
        if guesses.forget(place.mark) { try keep("guesses", place.row, guesses, at: now) }
    }

    private func guesses(_ row: String) throws -> Guesses { try kept("guesses", row) ?? Guesses() }

    private func guessPlace(_ name: String) -> (row: String, mark: String) {
        let mark = mark("sign-in/\(name)")
        return (String((Int(mark.prefix(4), radix: 16) ?? 0) % 1024), String(mark.prefix(32)))
    }
}
