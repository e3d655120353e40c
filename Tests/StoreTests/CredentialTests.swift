import Examples
import Foundation
import Register
import Testing
@testable import Store

/// A one-time code works once, whatever the clock does; guessing is counted alike for every name.
struct CredentialTests {
    private let now = Moment(seconds: 1_795_000_000)
    private let secret = OneTimeCode.secret()

    /// A credential that a test asks again and again.
    private final class Kept {
        var credential: Store.Credential

        init(_ secret: Data) { credential = Store.Credential(password: "", codeSecret: secret) }

        /// The code of a step, tried at a moment.
        func take(_ step: Int, at now: Moment) -> Bool {
            credential.take(OneTimeCode.code(credential.codeSecret, step: step), at: now)
        }
    }

    @Test func aCodeWorksOnceAndNoEarlierOneAfterIt() {
        let credential = Kept(secret)
        let step = now.seconds / 30
        #expect(!credential.take(step - 2, at: now) && !credential.take(step + 2, at: now))
        #expect(credential.take(step, at: now) && !credential.take(step, at: now))
        #expect(!credential.take(step - 1, at: now), "an earlier one than the last")
        #expect(credential.take(step + 1, at: now))
    }

    @Test func aClockThatRanAheadAndCameBackStopsNoCodeAndLetsNoneInTwice() {
        let credential = Kept(secret)
        let ahead = now.after(days: 400)
        #expect(credential.take(ahead.seconds / 30, at: ahead))
        #expect(credential.take(now.seconds / 30, at: now) && !credential.take(now.seconds / 30, at: now))
        #expect(!credential.take(ahead.seconds / 30, at: ahead), "used once already")
        let next = Moment(seconds: ahead.seconds + 30)
        #expect(credential.take(next.seconds / 30, at: next))
    }

    @Test func theRowsOfGuessesStaySmallWhateverNamesAreInvented() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        for number in 0..<40 {
            var guesses = Guesses()
            for other in 0...number { guesses.fail("mark-\(other)", at: Moment(seconds: now.seconds + other)) }
            let size = try JSONEncoder().encode(guesses).count
            #expect(size < 3000)
        }
        for _ in 0..<49 { try sandbox.store.guessed("case-manager", at: now) }
        #expect(try !sandbox.store.isClosed("case-manager", at: now))
        try sandbox.store.guessed("case-manager", at: now)
        #expect(try sandbox.store.isClosed("case-manager", at: now) && !sandbox.store.isClosed("supervisor", at: now))
        #expect(try !sandbox.store.isClosed("case-manager", at: now.after(days: 1)), "it opens by itself")
        #expect(try !sandbox.store.isClosed("case-manager", at: Moment(seconds: now.seconds - 3600)), "or when the clock was wrong")
        try sandbox.store.forgetGuesses(at: "case-manager", at: now)
        #expect(try !sandbox.store.isClosed("case-manager", at: now))
    }
}
