import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// A file is sealed, known by its digest, and for nobody who may not see everything.
struct AttachmentTests {
    private static let bytes = Data("%PDF-1.7 a statement taken at Vieux Fort".utf8)

    private func attach(_ test: Sandbox, to number: String, _ compartment: Compartment) async throws -> EntryID {
        let id = EntryID.made(at: Sandbox.now)
        let attachment = Attachment(
            type: "application/pdf", size: AttachmentTests.bytes.count, digest: Store.digest(AttachmentTests.bytes), original: nil,
            compartment: compartment)
        _ = try await test.store.record(
            .attached(attachment, answers: Answers([.text: .text("statement"), .fileName: .text("s.pdf")])),
            carrying: AttachmentTests.bytes, id: id, to: number, as: test.actor("case-manager"), at: Sandbox.now, today: test.today)
        return id
    }

    @Test func itComesBackAsItWasAndTheTakingIsALook() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let id = try await attach(test, to: number, .welfare)
        let (attached, bytes) = try await test.store.attachment(id, of: number, as: test.actor("case-manager"), at: Sandbox.now)
        #expect(bytes == AttachmentTests.bytes)
        #expect(attached.answers[.fileName]?.text == "s.pdf")
        #expect(try test.store.looks(number, as: test.actor("case-manager"), at: Sandbox.now).first?.purpose == .export)
        #expect(try test.bytes().range(of: AttachmentTests.bytes) == nil)
        let paper = try Verification.paper(
            Store.digest(AttachmentTests.bytes), in: test.installation.ledger, root: test.root, policy: test.country.policy)
        #expect(paper?.at == Sandbox.now)
        let other = try Verification.paper(
            Store.digest(AttachmentTests.bytes + [0]), in: test.installation.ledger, root: test.root, policy: test.country.policy)
        #expect(other == nil)
    }

    @Test func aFileOfTheInvestigationIsNotThereForAServiceProvider() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let id = try await attach(test, to: number, .investigation)
        let shelter = test.actor("service-provider")
        _ = try await test.record(
            .consented(Consent(purpose: Consent.referral, recipient: nil, given: test.today, expires: nil, language: "en")),
            to: number)
        let request = Referral.Request(
            service: test.country.services[0].code, to: shelter.agency, packet: [], due: Sandbox.now.after(hours: 24),
            exception: nil)
        let referral = EntryID.made(at: Sandbox.now)
        _ = try await test.store.record(
            .referred(request, answers: Answers()), id: referral, to: number, as: test.actor("case-manager"), at: Sandbox.now,
            today: test.today)
        _ = try await test.record(.referralDecided(referral, .accepted), to: number, by: "service-provider")
        await #expect(throws: StoreFault.notFound) {
            try await test.store.attachment(id, of: number, as: shelter, at: Sandbox.now)
        }
    }

    @Test func oneWithoutItsFileIsRefusedAndAChangedFileIsFound() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let attachment = Attachment(type: "image/png", size: 1, digest: "00", original: nil, compartment: .welfare)
        await #expect(throws: Refusal("noSuchAttachment")) {
            _ = try await test.record(.attached(attachment, answers: Answers([.text: .text("x")])), to: number)
        }
        let id = try await attach(test, to: number, .welfare)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
        try test.installation.ledger.write { db in
            try db.execute(
                sql: "UPDATE blob SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB) WHERE entry = ?",
                arguments: [Data(id.bytes)])
        }
        let found = try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy)
        guard case .file = found.fault else { return #expect(Bool(false), "the changed file was not found") }
    }
}
