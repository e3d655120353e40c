import Examples
import Foundation
import Register
import Testing
@testable import Store

/// A one-time code works once, whatever the clock does; guessing is counted alike for every name.
struct CredentialTests {
    private let now = Moment(seconds: 1_795_000_000)
    private let secret = OneTimeCode.secret()
    private func code(_ step: Int) -> String { OneTimeCode.code(secret, step: step) }

    @Test func aCodeWorksOnceAndNoEarlierOneAfterIt() {
        var credential = Store.Credential(password: "", codeSecret: secret)
        let step = now.seconds / 30
        #expect(!credential.take(code(step - 2), at: now) && !credential.take(code(step + 2), at: now))
        #expect(credential.take(code(step), at: now) && !credential.take(code(step), at: now))
        #expect(!credential.take(code(step - 1), at: now), "an earlier one than the last")
        #expect(credential.take(code(step + 1), at: now))
    }

    @Test func aClockThatRanAheadAndCameBackStopsNoCodeAndLetsNoneInTwice() {
        var credential = Store.Credential(password: "", codeSecret: secret)
        let ahead = now.after(days: 400)
        #expect(credential.take(code(ahead.seconds / 30), at: ahead))
        #expect(credential.take(code(now.seconds / 30), at: now) && !credential.take(code(now.seconds / 30), at: now))
        #expect(!credential.take(code(ahead.seconds / 30), at: ahead), "used once already")
        let next = Moment(seconds: ahead.seconds + 30)
        #expect(credential.take(code(next.seconds / 30), at: next))
    }

    @Test func theRowsOfGuessesStaySmallWhateverNamesAreInvented() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        for number in 0..<40 {
            var guesses = Guesses()
            for other in 0...number { guesses.fail("mark-\(other)", at: Moment(seconds: now.seconds + other)) }
            #expect(try JSONEncoder().encode(guesses).count < 3000)
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
