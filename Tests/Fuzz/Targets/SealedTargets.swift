import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
import Store
import Synchronization
import Web

/// Data folders that somebody bent without the key: rows, keys, the vault, settings, the kept index, and the file itself.
extension FuzzTarget {
    static let sealed: [FuzzTarget] = [
        FuzzTarget("seal") { bytes in
            guard let root = BentFolder.sound?.root else { return }
            let seal = Seal(key: root.derived(for: "vault"))
            use(try? seal.open(Data(bytes), at: Data()))
            use(try? root.unwrap(Data(bytes)))
        },
        FuzzTarget("slots", words: json + ["passphrase", "keyFile", "salt", "sealed"]) { bytes in
            use(try? JSONDecoder().decode(KeySlots.self, from: Data(bytes)))
        },
        FuzzTarget("folder", largest: 512, cost: 100) { BentFolder.run($0) },
    ]
}

/// A small data folder, made once, copied and bent for each run.
struct BentFolder {
    let sandbox: Sandbox

    var root: RootKey { sandbox.root }

    static let sound: BentFolder? = {
        let made = Mutex<BentFolder?>(nil)
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let folder = try? await BentFolder.make()
            made.withLock { $0 = folder }
            done.signal()
        }
        done.wait()
        return made.withLock { $0 }
    }()

    private static func make() async throws -> BentFolder {
        let sandbox = try await Sandbox()
        let number = try await sandbox.open(Answers(["given_name": .text("Anselma")]))
        for _ in 0..<3 { _ = try await sandbox.record(.noted(answers: Answers([.text: .text("calm")])), to: number) }
        try sandbox.store.keep("draft", "one", ["a": "b"], at: Sandbox.now)
        try sandbox.installation.store(sandbox.root, policy: sandbox.country.policy, node: "fuzz").saveCheckpoint(after: 0)
        return BentFolder(sandbox: sandbox)
    }

    static func run(_ bytes: [UInt8]) {
        guard let sound, bytes.count > 8 else { return }
        let folder = FileManager.default.temporaryDirectory.appending(path: "anse-bent-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.copyItem(at: sound.sandbox.folder, to: folder)
            if bytes[0] < 16 { try bendFile(in: folder, bytes) } else { try bendValue(in: folder, bytes) }
            let installation = try Installation(folder)
            let policy = sound.sandbox.country.policy
            _ = try? Verification(of: installation.ledger, root: sound.root, policy: policy).fault
            let store = try installation.store(sound.root, policy: policy, node: "fuzz")
            for file in try store.allKept("draft", as: [String: String].self) { FuzzTarget.use(file) }
        } catch { FuzzTarget.use(error) }
    }

    /// Shape: which file, where in it, then what stands there.
    private static func bendFile(in folder: URL, _ bytes: [UInt8]) throws {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        guard !files.isEmpty else { return }
        let file = files[Int(bytes[0]) % files.count]
        var content = Array(try Data(contentsOf: file))
        let at = (Int(bytes[1]) << 16 | Int(bytes[2]) << 8 | Int(bytes[3])) % (content.count + 1)
        content.replaceSubrange(at..<min(content.count, at + bytes.count - 4), with: bytes.dropFirst(4))
        try Data(content).write(to: file)
    }

    /// Shape: which table, row and column, whether the value is replaced or bent in the middle, then the bytes.
    private static func bendValue(in folder: URL, _ bytes: [UInt8]) throws {
        let new = Data(bytes.dropFirst(5))
        try DatabaseQueue(path: folder.appending(path: "ledger.sqlite").path).write { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            let table = tables[Int(bytes[0]) % max(1, tables.count)]
            let columns = try db.columns(in: table).map(\.name)
            let column = columns[Int(bytes[1]) % max(1, columns.count)]
            let offset = Int(bytes[2])
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM \"\(table)\" LIMIT 1 OFFSET \(offset % 8)") else { return }
            let old: Data = (row[column] as DatabaseValue).isNull ? Data() : (Data.fromDatabaseValue(row[column]) ?? Data())
            let at = Int(bytes[3]) % (old.count + 1)
            let value = bytes[4] < 128 ? new : old.prefix(at) + new + old.dropFirst(at + new.count)
            let place = columns.map { "\"\($0)\" IS ?" }.joined(separator: " AND ")
            try db.execute(
                sql: "UPDATE OR REPLACE \"\(table)\" SET \"\(column)\" = ? WHERE \(place)",
                arguments: StatementArguments([value.databaseValue] + columns.map { row[$0] as DatabaseValue }))
        }
    }
}
