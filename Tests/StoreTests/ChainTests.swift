import Examples
import Foundation
import GRDB
import OrderedCollections
import Register
@testable import Store
import Testing

/// Each entry names the one before it in its chronicle, and the kind of both is bound into the seal.
struct ChainTests {
    @Test func anEntryCutOutOfTheMiddleDamagesItsChronicleAndNoOther() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (first, second) = (try await test.open(), try await test.open())
        for _ in 0..<3 { _ = try await test.record(.noted(answers: Answers([.text: .text("n")])), to: first) }
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: first))
        let rows = try test.installation.ledger.rows(of: chronicle, after: 0)
        try test.installation.ledger.write {
            try $0.execute(sql: "DELETE FROM entry WHERE position = ?", arguments: [rows[1].position])
        }
        #expect(throws: StoreFault.damaged(position: rows[2].position)) { try test.store.peek(first) }
        #expect(try test.store.peek(second)?.number == second)
    }

    @Test func anEntryThatDoesNotFollowTheLastOneIsBehind() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
        var known: Store.Known<CaseFile> = try test.store.load(chronicle)
        let action = CaseAction.noted(answers: Answers([.text: .text("n")]))
        let step = try test.store.propose(
            action, .made(at: Sandbox.now), to: &known, chronicle, test.actor("case-manager"), Sandbox.now)
        let forked = Proposal(
            chronicle: chronicle, sequence: step.proposal.sequence, id: step.proposal.id, before: step.proposal.leaf,
            sealed: step.proposal.sealed, newKeys: [:])
        #expect(try test.installation.ledger.append([forked], asOne: false) == [.behind(sequence: 1)])
        let results = try test.installation.ledger.append([step.proposal], asOne: false)
        guard case .recorded = try #require(results.first) else { return #expect(Bool(false), "not recorded") }
    }

    /// The kind stands masked beside the boxes: neither another byte there nor another kind asked for opens anything.
    @Test func aChronicleOfAnotherKindIsDamagedAndSaysSoUnopened() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
        let row = try #require(try test.installation.ledger.rows(of: chronicle, after: 0).first)
        let opener = try test.store.envelope.opener(try test.installation.ledger.keys(of: chronicle), of: chronicle)
        #expect(try opener.kind(of: row) == .file)
        let damaged = StoreFault.damaged(position: row.position)
        #expect(throws: damaged) { try test.store.load(chronicle) as Store.Known<Incident> }
        var masked = row.sealed
        masked[1] ^= ChronicleKind.file.byte ^ ChronicleKind.incident.byte
        let other = LedgerRow(
            position: row.position, chronicle: chronicle, sequence: 1, id: row.id, sealed: masked, leaf: row.leaf, place: row.place)
        #expect(try opener.kind(of: other) == .incident)
        #expect(throws: damaged) { try opener.entry(other, of: Incident.self) }
        #expect(throws: damaged) { try opener.entry(other, of: CaseFile.self) }
    }

    /// A box that was taken out of an entry is missed by the boxes that stay.
    @Test func aBoxLeftOutIsMissed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open(Answers(["given_name": .text("Anselma")]))
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
        let row = try #require(try test.installation.ledger.rows(of: chronicle, after: 0).first)
        let opener = try test.store.envelope.opener(try test.installation.ledger.keys(of: chronicle), of: chronicle)
        let length = row.sealed.dropFirst(Envelope.headLength + 1).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let core = row.sealed.prefix(Envelope.headLength + 5 + length)
        #expect(core.count < row.sealed.count)
        let cut = LedgerRow(
            position: row.position, chronicle: chronicle, sequence: 1, id: row.id, sealed: Data(core), leaf: row.leaf,
            place: row.place)
        #expect(throws: StoreFault.damaged(position: row.position)) { try opener.check(cut) }
    }

    @Test func everyKindHasItsOwnByte() {
        #expect(Set(ChronicleKind.allCases.map(\.byte)).count == ChronicleKind.allCases.count)
        #expect(ChronicleKind.allCases.allSatisfy { ChronicleKind(byte: $0.byte) == $0 } && ChronicleKind(byte: 0) == nil)
    }
}
