import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// An export at the terminal needs a second person, who is known, may agree, and leaves a record.
struct WitnessTests {
    private static let password = "four quiet unrelated words"

    private func enrol(_ signIn: String, in test: Sandbox) throws -> Data {
        let secret = OneTimeCode.secret()
        let credential = Store.Credential(password: try Argon2.hash(Self.password), codeSecret: secret)
        try test.store.keep("credential", test.actor(signIn).account.description, credential, at: Sandbox.now)
        return secret
    }

    private func code(_ secret: Data, _ step: Int = Sandbox.now.seconds / 30) -> String { OneTimeCode.code(secret, step: step) }

    @Test func onlyWhoMayAgreeAndProvesItIsOne() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let store = test.store
        #expect(store.hasWitnesses)
        let secret = try enrol("supervisor", in: test)
        let wrong = code(secret) == "000000" ? "000001" : "000000"
        for (name, password, code) in [
            ("supervisor", "another password here", code(secret)), ("supervisor", Self.password, wrong),
            ("nobody", Self.password, code(secret)), ("focal-point", Self.password, code(secret)), ("supervisor", "", ""),
        ] {
            #expect(throws: WitnessFault.wrong, "\(name)") {
                try store.witness(name, password: password, code: code, at: Sandbox.now)
            }
        }
        #expect(
            try store.witness("Supervisor", password: Self.password, code: code(secret), at: Sandbox.now)
                == test.actor("supervisor"))
        #expect(throws: WitnessFault.wrong, "a code counts once") {
            try store.witness("supervisor", password: Self.password, code: code(secret), at: Sandbox.now)
        }
        let other = try enrol("case-manager", in: test)
        #expect(throws: WitnessFault.mayNot) {
            try store.witness("case-manager", password: Self.password, code: code(other), at: Sandbox.now)
        }
        try await store.record(.disabled, to: test.actor("supervisor").account, by: nil, at: Sandbox.now)
        #expect(throws: WitnessFault.wrong) {
            try store.witness(
                "supervisor", password: Self.password, code: code(secret, Sandbox.now.seconds / 30 + 1), at: Sandbox.now)
        }
    }

    @Test func theLooksAndTheFileStandInTheLedger() async throws {
        let test = try await Sandbox(isCapped: true)
        defer { test.remove() }
        var numbers: [String] = []
        for _ in 0..<35 { numbers.append(try await test.open()) }
        let boss = test.actor("supervisor")
        #expect(try test.store.all(agreedBy: boss, at: Sandbox.now).count == 35)
        let looks = try test.store.looks(numbers[34], as: boss, at: Sandbox.now)
        #expect(looks.map(\.by) == [boss.account] && looks.map(\.purpose) == [.agreed])
        #expect(test.store.alerts(for: test.actor("focal-point")).isEmpty, "somebody else knows of it")
        let next = try await test.open()
        await #expect(throws: StoreFault.overCap(.cases, wanted: 36, wait: 3600), "it counts") {
            try await test.store.read(next, as: boss, for: .casework, at: Sandbox.now)
        }
        let taken = Export.Taken(format: "csv", people: 35, plain: Store.digest(Data("x".utf8)), size: 1)
        let number = try await test.store.take(taken, agreedBy: boss, at: Sandbox.now, today: test.today)
        let export = try test.store.export(number, as: test.actor("focal-point"))
        #expect(export.taken == taken && export.steps.map(\.by) == [boss.account] && export.status == .taken)
        let line = try #require(try test.store.exports(as: test.actor("focal-point")).first)
        #expect(line.number == number && line.status == .taken && line.asker == boss.account)
        #expect(try test.store.exportsWaiting(for: boss, at: Sandbox.now).isEmpty)
        await #expect(throws: Refusal("notPermitted")) {
            try await test.store.take(taken, agreedBy: test.actor("case-manager"), at: Sandbox.now, today: test.today)
        }
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }
}
