import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// Whoever has the folder and no key: what they bend is found, and named. Tests/Trials/evidence.py does the same from outside.
struct EvidenceTests {
    private func fault(_ test: Sandbox, opening: Bool = true) throws -> Verification.Fault? {
        try Verification(
            of: try Installation(test.folder).ledger, root: test.root, policy: test.country.policy, opening: opening
        ).fault
    }

    private func unlocked(_ test: Sandbox) throws {
        _ = try Installation(test.folder).unlock(passphrase: Sandbox.passphrase)
    }

    @Test func anEntryCutOutAndTheRestMovedUpIsNamed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        for _ in 0..<3 { _ = try await test.record(.noted(answers: Answers([.text: .text("n")])), to: number) }
        #expect(try fault(test) == nil)
        let last = try test.installation.ledger.lastPosition()
        try test.installation.ledger.write { db in
            try db.execute(sql: "DELETE FROM entry WHERE position = ?", arguments: [last - 1])
            try db.execute(sql: "UPDATE entry SET position = position - 1 WHERE position = ?", arguments: [last])
        }
        #expect(try fault(test, opening: false) == .place(position: last - 1))
        #expect(throws: StoreFault.short(entries: last - 1, counted: last)) { try unlocked(test) }
        await #expect(throws: StoreFault.self) { _ = try await test.open() }
    }

    /// Even somebody who could forge the places of entries is found by the chain.
    @Test func theChainHoldsWithoutThePlaces() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        for _ in 0..<3 { _ = try await test.record(.noted(answers: Answers([.text: .text("n")])), to: number) }
        let ledger = test.installation.ledger
        let last = try ledger.lastPosition()
        let keys = LedgerKeys(test.root)
        try ledger.write { db in
            try db.execute(sql: "DELETE FROM entry WHERE position = ?", arguments: [last - 1])
            let leaf = try #require(
                MerkleTree.Hash(
                    try Data.fetchOne(db, sql: "SELECT leaf FROM entry WHERE position = ?", arguments: [last]) ?? Data()))
            let place = withUnsafeBytes(of: keys.place(of: leaf, at: last - 1)) { Data($0) }
            try db.execute(
                sql: "UPDATE entry SET position = ?, place = ? WHERE position = ?", arguments: [last - 1, place, last])
        }
        #expect(try fault(test, opening: false) == .chain(position: last - 1, sequence: 4))
    }

    @Test func headsThatWereDroppedOrCutOffAreMissed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let key = try SigningKey(of: test.installation.ledger, root: test.root)
        for _ in 0..<3 {
            _ = try await test.open()
            #expect(try key.signHead(of: test.installation.ledger, at: Sandbox.now) != nil)
        }
        #expect(try key.signHead(of: test.installation.ledger, at: Sandbox.now) == nil)
        #expect(try fault(test) == nil)
        let heads = try test.installation.ledger.heads(after: 0, limit: 10)
        #expect(heads.map(\.number) == [1, 2, 3] && heads[1].before == heads[0].hash && heads[0].before == .zero)
        try test.installation.ledger.write { try $0.execute(sql: "DELETE FROM head WHERE number = 3") }
        #expect(try fault(test) == .heads(found: 2, counted: 3))
        #expect(throws: StoreFault.heads(2, counted: 3)) { try unlocked(test) }
        try test.installation.ledger.write { try $0.execute(sql: "DELETE FROM head WHERE number = 1") }
        #expect(try fault(test) == .head(size: heads[1].size))
    }

    /// The name of the key holds no space or plus, or nobody's program could read it. Source: C2SP signed-note.
    @Test func theKeyThatChecksHeadsNamesItsCountryAndInstallation() async throws {
        let (one, two) = (try await Sandbox(), try await Sandbox())
        defer { [one, two].forEach { $0.remove() } }
        let keys = try [one, two].map { try SigningKey(of: $0.installation.ledger, root: $0.root).verifier }
        #expect(keys[0].name != keys[1].name && keys[0].description.hasPrefix("anse/\(one.country.code)/"))
        let parts = keys[0].description.split(separator: "+", maxSplits: 2)
        #expect(parts.count == 3 && parts[1].count == 8 && Data(base64Encoded: String(parts[2]))?.count == 33)
        #expect(LogName(country: "A+ b\n", installation: "1").description == "anse/Ab/1")
    }

    /// Destroyed, and then its keys put back from an older copy: they must not open it again unnoticed.
    @Test func keysOfADestroyedCaseThatWerePutBackAreFound() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let chronicle = try #require(try test.store.live.view.chronicle(ofNumber: number))
        let ledger = test.installation.ledger
        let keys = try ledger.keys(of: chronicle)
        let first = try #require(try ledger.rows(of: chronicle, after: 0).first)
        _ = try test.store.destroy(
            .report, [chronicle], report: number, files: 0, id: .made(at: Sandbox.now), as: test.actor("supervisor"),
            at: Sandbox.now, today: test.today)
        #expect(try fault(test) == nil)
        try ledger.write { db in
            for (compartment, wrapped) in keys {
                try db.execute(
                    sql: "INSERT INTO chronicle_key VALUES (?, ?, ?)",
                    arguments: [Data(chronicle.bytes), Int(compartment.rawValue), wrapped])
            }
        }
        #expect(try fault(test) == .returned(position: first.position))
    }

    /// The copy may be late, as after a power cut, and never makes an alarm of it; a ledger that is behind it is refused.
    @Test func aLedgerBehindTheCopyOfItsCounterIsRefusedAndALateCopyIsNot() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let ledger = test.installation.ledger
        try ledger.keepCounter()
        let file = test.folder.appending(path: CounterCopy.name)
        let late = try Data(contentsOf: file)
        _ = try await test.open()
        try ledger.keepCounter()
        let current = try Data(contentsOf: file)
        #expect(late != current)
        try late.write(to: file)
        try unlocked(test)
        #expect(try fault(test) == nil)
        try current.write(to: file)
        let counted = try ledger.counter()
        var short = counted
        short.tree = MerkleTree.Frontier()
        try ledger.write { db in
            try db.execute(sql: "DELETE FROM entry")
            try db.execute(sql: "UPDATE counter SET sealed = ?", arguments: [try LedgerKeys(test.root).seal(short, at: .ledger)])
        }
        #expect(throws: StoreFault.short(entries: 0, counted: counted.tree.size)) { try unlocked(test) }
        #expect(try fault(test) == .short(entries: 0, counted: counted.tree.size))
        // The counter of the ledger is no copy, and a copy no counter.
        let sealed = try ledger.read { try Data.fetchOne($0, sql: "SELECT sealed FROM counter") ?? Data() }
        try sealed.write(to: file)
        #expect(throws: StoreFault.counterCopy) { try unlocked(test) }
        try FileManager.default.removeItem(at: file)
        #expect(throws: Never.self) { try unlocked(test) }
    }

    @Test func numbersThatWereGivenCannotBeTakenBack() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await test.open()
        try test.installation.ledger.write { try $0.execute(sql: "UPDATE claim SET mark = randomblob(32)") }
        #expect(try fault(test) == .claims)
    }

    /// A plain flag that is turned by hand opens nothing: a production folder must never show one-time codes.
    @Test func aSettingTurnedByHandIsRefusedWhenTheFolderIsUnlocked() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let plain = test.installation.settings
        #expect(!plain.isDemo)
        for (name, text, other) in [
            ("demo", "\"isDemo\":false", "\"isDemo\":true"), ("pack", "\"pack\":\"\"", "\"pack\":\"elsewhere\""),
            ("country", "\"country\":\"", "\"country\":\"X"), ("name", "\"name\":\"test\"", "\"name\":\"other\""),
        ] {
            let old = try #require(try test.installation.ledger.setting("installation"))
            let turned = String(decoding: old, as: UTF8.self).replacing(text, with: other)
            try test.installation.ledger.write {
                try $0.execute(sql: "UPDATE setting SET value = ? WHERE name = 'installation'", arguments: [Data(turned.utf8)])
            }
            #expect(throws: StoreFault.setting(name)) { try unlocked(test) }
            #expect(try fault(test) == .setting(name))
            try test.installation.ledger.write {
                try $0.execute(sql: "UPDATE setting SET value = ? WHERE name = 'installation'", arguments: [old])
            }
            try unlocked(test)
        }
        let changed = try test.installation.change { $0.pack = "moved" }
        #expect(changed.pack == "moved" && plain.pack == "")
        #expect(try Installation(test.folder).settings == changed.settings && fault(test) == nil)
    }

    @Test func anOlderFolderIsRefusedInOneSentence() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try test.installation.ledger.write { try $0.execute(sql: "PRAGMA user_version = 3") }
        #expect(throws: StoreFault.older(3)) { try Installation(test.folder) }
        #expect("\(StoreFault.older(3))".contains("older Anse (format 3)"))
    }

    /// Rows that no entry brought, of whatever number: the process lives, what is there is read as before, and the table is named.
    @Test(arguments: [
        ("chronicle_key", "INSERT INTO chronicle_key VALUES (randomblob(16), 300, randomblob(40))"),
        ("chronicle_key", "INSERT INTO chronicle_key SELECT DISTINCT chronicle, -1, zeroblob(40) FROM chronicle_key"),
        ("chronicle_key", "INSERT INTO chronicle_key SELECT DISTINCT chronicle, 9223372036854775807, x'' FROM chronicle_key"),
        (
            "entry",
            "INSERT INTO entry SELECT -min(position), chronicle, max(sequence) + 5, randomblob(16), sealed, leaf, place FROM entry GROUP BY chronicle"
        ),
        ("blob", "INSERT INTO blob VALUES (randomblob(16), randomblob(16), x'00')"),
        ("counter", "INSERT INTO counter SELECT sealed FROM counter"),
        ("vault_bucket", "INSERT INTO vault_bucket VALUES (-9223372036854775808, x'')"),
        ("setting", "INSERT INTO setting VALUES ('more', x'')"),
    ])
    func aRowThatNothingRecordedIsNamedAndEndsNothing(_ table: String, _ row: String) async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        try test.installation.ledger.write { try $0.execute(sql: row) }
        #expect(try fault(test) == .strays(table))
        #expect(try fault(test, opening: false) == .strays(table))
        let again = try Installation(test.folder).store(test.root, policy: test.store.policy, node: "again")
        let worker = test.actor("case-manager")
        #expect(try await again.read(number, as: worker, for: .casework, at: Sandbox.now).file.number == number)
        #expect(try await test.record(.noted(answers: Answers([.text: .text("n")])), to: number) != .behind(sequence: 1))
    }

    @Test func aHeadThatWasPutInIsNamed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try test.installation.ledger.write {
            try $0.execute(
                sql: "INSERT INTO head VALUES (9223372036854775807, 9223372036854775807, x'', 9223372036854775807, x'', x'')")
        }
        let found = try #require(try fault(test))
        #expect("\(found)".contains("was put in") || "\(found)".contains("does not match"))
    }

    /// What would act by itself for whoever has the file: the folder is refused, also while it is open.
    @Test(arguments: [
        "CREATE TRIGGER k AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE position = 1; END",
        "CREATE TABLE keep(a, b, c)", "CREATE VIEW v AS SELECT 1",
        "DROP TABLE claim; CREATE TABLE claim(mark BLOB PRIMARY KEY) WITHOUT ROWID",
    ])
    func tablesThatAreNotOursAreRefused(_ sql: String) async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        try await DatabaseQueue(path: test.folder.appending(path: "ledger.sqlite").path).write { try $0.execute(sql: sql) }
        let last = try test.installation.ledger.lastPosition()
        await #expect(throws: StoreFault.tables) {
            try await test.record(.noted(answers: Answers([.text: .text("n")])), to: number)
        }
        #expect(try test.installation.ledger.lastPosition() == last)
        #expect(throws: StoreFault.tables) { try Installation(test.folder) }
    }

    /// Whatever file an entry brought is checked, of whichever kind its chronicle is.
    @Test func aFileOfACampaignThatIsGoneOrAnotherIsNamed() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await CampaignTests().planned(test)
        let bytes = Data("a poster".utf8)
        let file = Attachment(
            type: "image/png", size: bytes.count, digest: Store.digest(bytes), original: nil, compartment: .core)
        try await test.store.record(
            .attached(file, about: nil, answers: Answers()), carrying: bytes, id: .made(at: Sandbox.now), to: number,
            as: test.actor("campaign-officer"), at: Sandbox.now)
        #expect(try fault(test) == nil)
        let last = try test.installation.ledger.lastPosition()
        try test.installation.ledger.write { try $0.execute(sql: "DELETE FROM blob") }
        #expect(try fault(test) == .file(position: last))
    }

    /// A pipe in the place of a file is waited for by nobody.
    @Test(arguments: ["index.sealed", "counter.sealed"])
    func aPipeInThePlaceOfAFileHoldsNobodyUp(_ name: String) async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await test.open()
        try test.store.keepCounter()
        let path = test.folder.appending(path: name).path
        try? FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        let found = try fault(test)
        #expect(name == "index.sealed" ? found == nil : found == .copy)
    }

    /// Numbers at the end of what a number can be, put in while the server runs: each act ends in a fault, and nothing is signed after.
    @Test(arguments: [Int.max, .min])
    func aNumberAtTheEndOfAllEndsNothingWhileItRuns(_ number: Int) async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (open, id) = (try await test.open(), EntryID.made(at: Sandbox.now))
        let (said, worker) = (Answers([.text: .text("n")]), test.actor("case-manager"))
        @Sendable func note() async throws -> Recorded {
            try await test.store.record(.noted(answers: said), id: id, to: open, as: worker, at: Sandbox.now, today: test.today)
        }
        _ = try await note()
        try test.installation.ledger.write { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try db.execute(
                sql: "UPDATE entry SET sequence = ? WHERE position = (SELECT max(position) FROM entry)", arguments: [number])
            try db.execute(sql: "INSERT INTO head VALUES (?, 0, zeroblob(32), 0, zeroblob(32), x'')", arguments: [number])
        }
        let key = try SigningKey(of: test.installation.ledger, root: test.root)
        if number == .max {
            await #expect(throws: StoreFault.self) { try await note() }
            await #expect(throws: StoreFault.self) { try await test.record(.noted(answers: said), to: open) }
        } else {
            // It stands before the first and is read by nobody: the next entry takes the place that it left.
            _ = try? await note()
            _ = try await test.record(.noted(answers: said), to: open)
        }
        #expect(throws: StoreFault.self) { try key.signHead(of: test.installation.ledger, at: Sandbox.now) }
        #expect(try fault(test) != nil)
    }
}
