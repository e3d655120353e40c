import Examples
import Foundation
import HTTPTypes
import Register
import Store
import Testing
@testable import Web

/// What strangers do at a name keeps its worker out nowhere they are known, and nowhere for ever.
struct KnownDeviceTests {
    private typealias Gate = SignInTests.Gate
    private let right = ["name": "case-manager", "password": Gate.password]
    private let wrong = ["name": "case-manager", "password": "not the right one"]

    @Test func thirtyWrongPasswordsFromStrangersKeepNobodyOut() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let (_, device) = try #require(try await gate.signIn())
        for number in 0..<30 { _ = try await gate.send("/sign-in", wrong, from: "198.51.100.\(number)") }
        for number in 0..<30 { _ = try await gate.send("/sign-in", wrong, from: "203.0.\(number).1") }
        gate.clock.pass(30)
        #expect(
            try await gate.signIn(device: device, from: "198.51.100.9") != nil,
            "on the known device, from the strangers' own network")
    }

    @Test func beforeTheHundredthTryTheNameClosesToStrangersForADayAndOpensByItself() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let (_, device) = try #require(try await gate.signIn())
        func tries(_ name: String) async throws -> Int {
            for number in 0..<120 {
                let answer = try await gate.send("/sign-in", ["name": name, "password": "x"], from: "203.\(number).2.1")
                if answer.status == 429 { return number }
            }
            return 120
        }
        let counted = try await tries("case-manager")
        #expect(counted == 50)
        #expect(try await tries("nobody-here") == counted, "an invented name closes as a real one does")
        let closed = try await gate.send("/sign-in", right, from: "192.0.99.1")
        #expect(closed.status == 429 && closed.page.contains("where you signed in before"))
        #expect(
            try await gate.send("/sign-in", right, cookie: device, from: "192.0.99.1").status == 303, "a known device is let in")
        let link = try Enrolment.make(for: gate.account, store: gate.sandbox.store, at: gate.clock.now)
        #expect(try await gate.send("/enrol/\(link)").status == 200, "and so is a one-time link")
        gate.clock.pass(86_401)
        #expect(try await gate.send("/sign-in", right, from: "192.0.99.1").status == 303)
    }

    @Test func aKnownDeviceFailsTenTimesAndIsThenAStranger() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let (_, device) = try #require(try await gate.signIn())
        for _ in 0..<9 { #expect(try await gate.send("/sign-in", wrong, cookie: device).status == 422) }
        let half = try #require(try await gate.send("/sign-in", right, cookie: device).cookie, "at once, with no wait")
        let form = ["code": "000000", "form-token": try gate.formToken(half)]
        #expect(
            try await gate.send("/sign-in/code", form, cookie: "\(half); \(device)").status == 422, "a wrong code is counted too")
        for number in 0..<50 { _ = try await gate.send("/sign-in", wrong, from: "203.\(number).2.1") }
        #expect(try await gate.send("/sign-in", right, cookie: device).status == 429)
    }

    @Test func theCookieIsOfOneAccountAndEndsByHandAndByReset() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        let store = gate.sandbox.store
        let (session, cookie) = try #require(try await gate.signIn())
        let token = String(cookie.dropFirst(Attempt.cookie.count + 1))
        let device = try #require(try store.knownDevice(token, of: gate.account, at: gate.clock.now))
        #expect(try store.knownDevice(token, of: gate.sandbox.actor("supervisor").account, at: gate.clock.now) == nil)
        var bent = Array(token.utf8)
        bent[20] = bent[20] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(try store.knownDevice(String(decoding: bent, as: UTF8.self), of: gate.account, at: gate.clock.now) == nil)
        #expect(try await gate.send("/account", cookie: session).page.contains("/account/known/\(device.id)/end"))
        let form = ["form-token": try gate.formToken(session)]
        #expect(try await gate.send("/account/known/\(device.id)/end", form, cookie: session).location == "/account")
        #expect(try store.knownDevice(token, of: gate.account, at: gate.clock.now) == nil)
        gate.clock.pass(60)
        let (_, again) = try #require(try await gate.signIn())
        try store.forgetDevices(of: gate.account)
        let other = String(again.dropFirst(Attempt.cookie.count + 1))
        #expect(try store.knownDevice(other, of: gate.account, at: gate.clock.now) == nil)
    }

    @Test func fourDevicesAreKnownAndTheOldestMakesPlace() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        var devices: [String] = []
        for _ in 0..<5 {
            devices.append(try #require(try await gate.signIn()).device)
            gate.clock.pass(60)
        }
        let known = try devices.map { cookie in
            try gate.sandbox.store.knownDevice(
                String(cookie.dropFirst(Attempt.cookie.count + 1)), of: gate.account, at: gate.clock.now) != nil
        }
        #expect(known == [false, true, true, true, true])
    }

    private struct Anything: Decodable { init(from decoder: any Decoder) {} }

    @Test func aTryAtAnInventedNameWritesWhatOneAtARealNameWrites() async throws {
        let gate = try await Gate()
        defer { gate.sandbox.remove() }
        func rows() throws -> [String: Int] {
            try ["credential", "guesses", "devices", "session"].reduce(into: [:]) {
                $0[$1] = try gate.sandbox.store.allKept($1, as: Anything.self).count
            }
        }
        let before = try rows()
        _ = try await gate.send("/sign-in", wrong)
        let real = try rows()
        _ = try await gate.send("/sign-in", ["name": "nobody-here", "password": "x"])
        let invented = try rows()
        #expect(before["guesses"] == 0 && real["guesses"] == 1 && (1...2).contains(invented["guesses"] ?? 0))
        for kind in ["credential", "devices", "session"] { #expect(before[kind] == invented[kind], "\(kind)") }
    }
}
