import Examples
import Foundation
import GRDB
import Pack
import Register
@testable import Store
import Testing

/// The edition of the pack that was accepted holds, whatever lies in its folder; what decides trust is accepted by two.
struct EditionTests {
    private let terminal = Actor(account: .anybody, agency: "installation", role: "terminal")

    private func folder() throws -> PackFolder {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return PackFolder(at: root.appending(path: "Packs/saint-lucia"))
    }

    private func changed(_ folder: PackFolder, _ file: String, _ change: (String) -> String) throws -> PackFolder {
        var files = folder.files
        files[file] = Data(change(String(decoding: try #require(files[file]), as: UTF8.self)).utf8)
        return PackFolder(files: files)
    }

    private func bound(_ folder: PackFolder, trust: [String] = []) -> EditionBook.Bound {
        EditionBook.Bound(folder.archive, version: "LC test", files: folder.files.count, trust: trust)
    }

    @Test func theFilesOfAnEditionComeBackToTheLetterAndTheCheckFindsThemAltered() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (book, files) = (EditionBook(of: test.installation.ledger, root: test.root), try folder())
        #expect(try book.read().current == nil)
        try book.keep(bound(files), changes: "First.", isProposed: false, isDemo: false, as: terminal, at: Sandbox.now)
        let step = try #require(try book.read().current)
        #expect(step.changes == "First." && step.by == .anybody && step.edition.files == files.files.count)
        #expect(PackFolder(archive: try book.archive(of: step)) == files)
        #expect(try Country(files).name == test.country.name)
        #expect(try test.store.acceptedEdition() == step.edition.digest)
        try test.store.follow()
        func fault() throws -> Verification.Fault? {
            try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault
        }
        #expect(try fault() == nil)
        try await DatabaseQueue(path: test.folder.appending(path: "ledger.sqlite").path).write {
            try $0.execute(sql: "UPDATE blob SET sealed = zeroblob(length(sealed))")
        }
        #expect(try fault() != nil)
        #expect(throws: StoreFault.self) { try book.archive(of: step) }
    }

    @Test func whatDecidesTrustNeedsTwoAndTheSecondIsAnother() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (book, first, now) = (EditionBook(of: test.installation.ledger, root: test.root), try folder(), Sandbox.now)
        try book.keep(bound(first), changes: "First.", isProposed: false, isDemo: false, as: terminal, at: now)
        let second = try changed(first, "roles.yml") { $0.replacing("duties: [train]", with: "duties: [train, export]") }
        let trust = TrustTerms.changed(from: try Country(first), to: try Country(second)).map(\.rawValue)
        #expect(trust == ["roles"])
        let next = bound(second, trust: trust)
        #expect(throws: Refusal("editionNeedsTwo")) {
            try book.keep(next, changes: "", isProposed: false, isDemo: false, as: terminal, at: now)
        }
        #expect(throws: Refusal("editionNotProposed")) {
            try book.agree(to: next.edition.digest, mayAgree: true, as: test.actor("supervisor"), at: now)
        }
        try book.keep(next, changes: "roles", isProposed: true, isDemo: false, as: terminal, at: now)
        #expect(try book.read().current?.edition.digest == bound(first).edition.digest, "what waits does not hold")
        #expect(throws: Refusal("editionOwn")) { try book.agree(to: next.edition.digest, mayAgree: true, as: terminal, at: now) }
        let (manager, supervisor) = (test.actor("case-manager"), test.actor("supervisor"))
        #expect(!test.store.mayAgreeToEditions(manager) && test.store.mayAgreeToEditions(supervisor))
        #expect(throws: Refusal("notPermitted")) { try book.agree(to: next.edition.digest, mayAgree: false, as: manager, at: now) }
        try book.agree(to: next.edition.digest, mayAgree: true, as: supervisor, at: now)
        let held = try #require(try book.read().current)
        #expect(held.edition.digest == next.edition.digest && held.agreed == supervisor.account && held.by == .anybody)
        #expect(try PackFolder(archive: book.archive(of: held)) == second)
        #expect(throws: Refusal("editionAccepted")) {
            try book.keep(next, changes: "", isProposed: false, isDemo: true, as: terminal, at: now)
        }
        // What waits may be given up, and a demo accepts by itself.
        let third = bound(try changed(second, "roles.yml") { $0 + "\n# more\n" }, trust: ["roles"])
        try book.keep(third, changes: "", isProposed: true, isDemo: false, as: terminal, at: now)
        try book.withdraw(third.edition.digest, as: terminal, at: now)
        #expect(try book.read().waiting == nil)
        try book.keep(third, changes: "", isProposed: false, isDemo: true, as: terminal, at: now)
        #expect(try book.read().accepted.count == 3)
    }

    @Test func aWorkerIsProvenByNamePasswordAndACodeThatWorksOnce() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (account, secret) = (test.actor("supervisor").account, OneTimeCode.secret())
        let credential = Store.Credential(password: try Argon2.hash("a long enough password"), codeSecret: secret)
        try test.store.keep("credential", account.description, credential, at: Sandbox.now)
        let code = OneTimeCode.code(secret, step: Sandbox.now.seconds / 30)
        let prove = { (name: String, password: String, code: String) throws -> AccountID? in
            let worker = try test.store.worker(name, password: password, code: code, at: Sandbox.now)
            return worker?.account
        }
        #expect(try prove("supervisor", "another password here", code) == nil)
        #expect(try prove("nobody", "a long enough password", code) == nil)
        #expect(try prove("supervisor", "a long enough password", "000000") == nil || code == "000000")
        #expect(try prove("supervisor", "a long enough password", code) == account)
        #expect(try prove("supervisor", "a long enough password", code) == nil, "the code was used")
    }
}
