import Examples
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// A second click, a borrowed id and a damaged record, as a program meets them.
struct RepeatPageTests {
    @Test func twelveSendsOfOneOpeningAreOneCase() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let caller = try ProgramTests.Caller(in: sandbox)
        let opening = #"{"id":"\#(UUID())","form":"new-case","answers":{"case_kind":"suspected"}}"#
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<12 { group.addTask { try await caller.send("/api/v1/cases", opening).json["number"] as? String } }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(numbers.count == 1 && numbers.first != .some(nil))
        #expect(try sandbox.store.cases(as: sandbox.actor("case-manager")).count == 1)
    }

    /// The same mark in another case is refused; the same mark from another account is another entry.
    @Test func aBorrowedIdChangesNothing() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let (caller, other) = (try ProgramTests.Caller(in: sandbox), try ProgramTests.Caller("supervisor", in: sandbox))
        let (first, second) = (try await sandbox.open(), try await sandbox.open())
        let (id, note) = (UUID(), #"{"kind":"noted","text":"Seen at the clinic"}"#)
        #expect(try await caller.act(first, note, id: id).status == 201)
        let refused = try await caller.act(second, note, id: id)
        #expect(refused.status == 409 && refused.text.contains("usedElsewhere"), "\(refused.text)")
        #expect(try sandbox.store.peek(second)?.notes.isEmpty == true)
        #expect(try await other.act(second, note, id: id).status == 201)
        #expect(try sandbox.store.peek(first)?.notes.count == 1 && sandbox.store.peek(second)?.notes.count == 1)
    }

    /// What the store says of one record and of a borrowed id has its own page, with words in every language of the program.
    @Test func aDamagedRecordAndABorrowedIdHaveTheirOwnSentence() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        for altered in [StoreFault.tables, .notALedger] { #expect(Fault(altered).status == .serviceUnavailable) }
        let damaged = Fault(StoreFault.damaged(position: 7))
        let used = Fault(StoreFault.usedElsewhere)
        #expect(damaged.status.code == 503 && used.status.code == 409)
        for language in ["en", "fr", "es", "acf"] {
            for fault in [damaged, used] {
                let said = sandbox.country.words.say("error.\(fault.word)", language, [:])
                #expect(said.count > 40 && !said.contains("error."), "\(language) \(fault.word): \(said)")
            }
        }
    }
}
