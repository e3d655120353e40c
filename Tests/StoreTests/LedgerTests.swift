import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// What was acknowledged stays, in order, once; what is altered is named.
struct LedgerTests {
    @Test func aWriteIsFlushedBeforeItIsAcknowledged() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        #expect(try test.installation.ledger.synchronous() == 2)
    }

    @Test func theSameEntryTwiceIsRecordedOnceAndAStaleOneNotAtAll() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let id = EntryID.made(at: Sandbox.now)
        func note(_ id: EntryID, expected: Int?) async throws -> Recorded {
            try await test.store.record(
                .noted(answers: Answers([.text: .text("calm")])), id: id, to: number, as: test.actor("case-manager"),
                expected: expected,
                at: Sandbox.now, today: test.today)
        }
        guard case .recorded = try await note(id, expected: 1) else { return #expect(Bool(false), "not recorded") }
        #expect(try await note(id, expected: 1) == .again(sequence: 2))
        #expect(try await note(EntryID.made(at: Sandbox.now), expected: 1) == .behind(sequence: 2))
        #expect(try test.store.peek(number)?.notes.count == 1)
    }

    @Test func manyWhoWriteAtOnceLoseNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        try await withThrowingTaskGroup { group in
            for _ in 0..<64 {
                group.addTask { _ = try await test.record(.noted(answers: Answers([.text: .text("n")])), to: number) }
            }
            try await group.waitForAll()
        }
        #expect(try test.store.peek(number)?.notes.count == 64)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }

    @Test func aWrongPassphraseAndAnOpenKeyFileAreTurnedAway() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        #expect(throws: KeyFault.wrongPassphrase) { try test.installation.unlock(passphrase: "a cove is a dangerous place") }
        let file = test.folder.appending(path: "key")
        _ = FileManager.default.createFile(atPath: file.path, contents: Data("x".utf8), attributes: [.posixPermissions: 0o644])
        #expect(throws: KeyFault.keyFileIsReadable) { try test.installation.unlock(keyFile: file) }
    }

    @Test func aNewKeyFileTakesNobodysPlace() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "anse-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (kept, link) = (folder.appending(path: "kept"), folder.appending(path: "link"))
        try Data("the key of another country".utf8).write(to: kept)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appending(path: "elsewhere"))
        for file in [kept, link, URL(filePath: "/dev/null")] {
            #expect(throws: StoreFault.isThere(file.path)) {
                try Installation.create(
                    in: folder.appending(path: "data"), name: "test", country: "LCA", pack: "",
                    passphrase: Sandbox.passphrase, keyFile: file)
            }
        }
        #expect(try Data(contentsOf: kept) == Data("the key of another country".utf8))
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "elsewhere").path))
        let new = folder.appending(path: "new")
        let (installation, _) = try Installation.create(
            in: folder.appending(path: "data"), name: "test", country: "LCA", pack: "", passphrase: Sandbox.passphrase, keyFile: new
        )
        _ = try installation.unlock(keyFile: new)
    }

    /// Whoever lost the ledger alone is told to bring it back, and no new one is made over what still tells of it.
    @Test func aFolderWhoseLedgerIsGoneIsNoPlaceForANewOne() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try FileManager.default.removeItem(at: test.folder.appending(path: "ledger.sqlite"))
        #expect(throws: StoreFault.ledgerGone) { try Installation(test.folder) }
        #expect(throws: StoreFault.ledgerGone) {
            try Installation.create(
                in: test.folder, name: "test", country: "LCA", pack: "", passphrase: Sandbox.passphrase, keyFile: nil)
        }
    }

    /// A key file that is not there, is no text or no file at all is one sentence.
    @Test func aKeyFileThatIsNoneIsSaidInOneSentence() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let bytes = test.folder.appending(path: "bytes")
        _ = FileManager.default.createFile(
            atPath: bytes.path, contents: Data([0xFF, 0xFE, 0]), attributes: [.posixPermissions: 0o600])
        for file in [test.folder.appending(path: "nothing"), test.folder, bytes] {
            #expect(throws: KeyFault.self) { try test.installation.unlock(keyFile: file) }
        }
    }

    @Test func aDataFolderOfANewerAnseIsRefused() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let path = test.folder.appending(path: "ledger.sqlite").path
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(throws: StoreFault.newer(99)) { try Installation(test.folder) }
    }

    /// One byte of each sealed entry, each leaf and the head, in turn; with a control that is clean.
    @Test func everyAlteredByteIsFoundAndItsEntryNamed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open(Answers(["given_name": .text("Anselma")]))
        for _ in 0..<3 { _ = try await test.record(.noted(answers: Answers([.text: .text("n")])), to: number) }
        try SigningKey(of: test.installation.ledger, root: test.root).signHead(of: test.installation.ledger, at: Sandbox.now)
        func fault() throws -> String? {
            try Verification(of: try Installation(test.folder).ledger, root: test.root, policy: test.country.policy).fault.map {
                "\($0)"
            }
        }
        #expect(try fault() == nil)
        let db = try DatabaseQueue(path: test.folder.appending(path: "ledger.sqlite").path)
        let last = try await db.read { try Int.fetchOne($0, sql: "SELECT max(position) FROM entry") ?? 0 }
        for (table, column, key) in [
            ("entry", "sealed", "position"), ("entry", "leaf", "position"), ("entry", "place", "position"),
            ("head", "root", "number"),
            ("head", "before", "number"), ("head", "signature", "number"), ("counter", "sealed", "rowid"),
        ] {
            for position in 1...(table == "entry" ? last : 1) {
                let old = try await db.read {
                    try Data.fetchOne($0, sql: "SELECT \(column) FROM \(table) WHERE \(key) = ?", arguments: [position]) ?? Data()
                }
                var altered = old
                altered[altered.count / 2] ^= 1
                let new = altered
                try await db.write {
                    try $0.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?", arguments: [new, position])
                }
                let found = try fault()
                #expect(found != nil, "\(table).\(column) \(position)")
                if table == "entry" { #expect(found?.contains("\(position)") == true, "\(found ?? "") does not name \(position)") }
                try await db.write {
                    try $0.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?", arguments: [old, position])
                }
            }
        }
        #expect(try fault() == nil)
    }

    /// Source: RFC 6962 section 2.1, the test vectors of its reference implementation.
    @Test func theTreeIsTheStandardOne() {
        let leaves: [[UInt8]] = [[], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43]]
        var tree = MerkleTree.Frontier()
        func hex(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        #expect(hex(tree.root) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for leaf in leaves { tree.append(MerkleTree.leaf(leaf)) }
        #expect(hex(tree.root) == "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")
    }
}
