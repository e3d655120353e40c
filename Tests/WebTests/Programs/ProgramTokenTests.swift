import Examples
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// Tokens of programs end by themselves, with their account, and when somebody says so.
struct ProgramTokenTests {
    private func make(_ test: Sandbox, days: Int = 90, at now: Moment = Sandbox.now) throws -> String {
        try ProgramToken.make(
            for: test.actor("case-manager").account, scopes: ["read"], name: "dashboard", days: days, store: test.store, at: now)
    }

    @Test func noneLastsLongerThanAYear() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        for days in [0, -1, 366, .max] {
            #expect(throws: Refusal("tokenTooLong", ["days": "365"])) { try make(test, days: days) }
        }
        let token = try make(test)
        #expect(try ProgramToken.find(token, in: test.store, at: Sandbox.now.after(days: 89)) != nil)
        #expect(
            try ProgramToken.find(token, in: test.store, at: Sandbox.now.after(days: 90)) == nil, "ninety days when nobody says")
    }

    @Test func itIsListedWithItsLastUseAndEnded() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let token = try make(test)
        let account = test.actor("case-manager").account
        #expect(try ProgramToken.all(in: test.store, at: Sandbox.now).map(\.used) == [nil])
        _ = try ProgramToken.find(token, in: test.store, at: Sandbox.now.after(hours: 1))
        let listed = try #require(try ProgramToken.all(of: account, in: test.store, at: Sandbox.now.after(hours: 1)).first)
        #expect(listed.used == Sandbox.now.after(hours: 1) && listed.name == "dashboard")
        #expect(try ProgramToken.all(of: test.actor("supervisor").account, in: test.store, at: Sandbox.now).isEmpty)
        #expect(try ProgramToken.end(id: listed.id, of: test.actor("supervisor").account, in: test.store) == 0)
        #expect(try ProgramToken.end(in: test.store) == 0, "nothing was named")
        #expect(try ProgramToken.end(id: listed.id, in: test.store) == 1)
        #expect(try ProgramToken.find(token, in: test.store, at: Sandbox.now) == nil)
    }

    @Test func itEndsWithADisabledAccountAndDoesNotComeBack() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let token = try make(test)
        let account = test.actor("case-manager").account
        try await test.store.record(.disabled, to: account, by: nil, at: Sandbox.now.after(hours: 1))
        #expect(try ProgramToken.find(token, in: test.store, at: Sandbox.now.after(hours: 1)) == nil)
        try await test.store.record(.enabled, to: account, by: nil, at: Sandbox.now.after(hours: 2))
        #expect(try ProgramToken.find(token, in: test.store, at: Sandbox.now.after(hours: 2)) == nil)
    }

    @Test func itsOwnerSeesAndEndsIt() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        #expect(try await !house.send("/account").1.contains("Programs that act in my name"))
        let token = try make(house.sandbox)
        let page = try await house.send("/account").1
        let id = try #require(try ProgramToken.all(in: house.sandbox.store, at: Sandbox.now).first).id
        #expect(page.contains("dashboard") && page.contains("/account/programs/\(id)/end") && !page.contains(token))
        let form = "form-token=\(house.session.formToken)"
        #expect(try await house.send("/account/programs/0123456789abcdef/end", .post, form).0 == 404)
        #expect(try await house.send("/account/programs/\(id)/end", .post, form).0 == 303)
        #expect(try ProgramToken.find(token, in: house.sandbox.store, at: Sandbox.now) == nil)
    }
}
