import Examples
import Register
import Store
import Testing
@testable import Web

/// A clock that ran ahead and came back locks nobody out, and lets no code in twice.
struct ClockTests {
    private typealias Gate = SignInTests.Gate

    @Test func whoSignedInWhileTheClockWasAheadSignsInWhenItIsRightAgain() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        gate.clock.pass(30 * 86_400)
        let later = gate.code
        let (session, _) = try #require(try await gate.signIn())
        for number in 0..<60 {
            _ = try await gate.send("/sign-in", ["name": "case-manager", "password": "x"], from: "203.\(number).2.1")
        }
        #expect(try await gate.send("/sign-in", ["name": "case-manager", "password": Gate.password]).status == 429)
        gate.clock.pass(-30 * 86_400)
        #expect(try await gate.send("/work", cookie: session).status == 200, "the session goes on")
        #expect(try await gate.signIn() != nil, "with the code of now, in spite of one used for a month hence")
        #expect(try await gate.signIn() == nil, "the code of now works once")
        gate.clock.pass(901)
        #expect(try await gate.send("/work", cookie: session).location == "/sign-in", "and ends when it was idle, not in a month")
        gate.clock.pass(30 * 86_400 - 901)
        #expect(gate.code == later)
        let half = try #require(try await gate.send("/sign-in", ["name": "case-manager", "password": Gate.password]).cookie)
        let used = ["code": later, "form-token": try gate.formToken(half)]
        #expect(
            try await gate.send("/sign-in/code", used, cookie: half).status == 422,
            "nor does the code that was used ahead of its time")
    }

    @Test func anAccountThatWasResetWhileTheClockWasAheadSignsInToday() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let before = try #require(try await gate.signIn()).session
        gate.clock.pass(86_400)
        for action in [Account.Action.disabled, .enabled] {
            try await gate.sandbox.store.record(action, to: gate.account, by: nil, at: gate.clock.now)
        }
        gate.clock.pass(-86_400 + 60)
        #expect(try await gate.send("/work", cookie: before).location == "/sign-in", "whoever was signed in before is not any more")
        let after = try #require(try await gate.signIn()).session
        #expect(try await gate.send("/work", cookie: after).status == 200)
    }
}
