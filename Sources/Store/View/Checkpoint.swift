import Crypto
import Foundation
import Register

/// The index as it stood at one place of the ledger, sealed in a file, so that a start folds only what came after.
///
/// Shape: one seal over position (8 bytes, big-endian) ‖ leaf of that entry (32) ‖ the database. The seal is bound to the shape of
/// the index; one of another shape, of another ledger, or damaged, is as good as none: the ledger is folded instead.
struct Checkpoint: Sendable {
    private let file: URL
    private let seal: Seal
    private let place: Data

    init(_ file: URL, root: RootKey, shape: String) {
        self.file = file
        seal = Seal(key: root.derived(for: "checkpoint"))
        place = Data("checkpoint \(shape)".utf8)
    }

    func read(for ledger: any Ledger) throws -> (position: Int, database: Data)? {
        guard let sealed = try? Data(contentsOf: file), let plain = try? seal.open(sealed, at: place), plain.count > 40 else {
            return nil
        }
        let position = plain.prefix(8).reduce(0) { $0 << 8 | Int($1) }
        guard try Checkpoint.leaf(at: position, of: ledger) == plain.dropFirst(8).prefix(32) else { return nil }
        return (position, plain.dropFirst(40))
    }

    func write(_ database: Data, at position: Int, of ledger: any Ledger) throws {
        guard let leaf = try Checkpoint.leaf(at: position, of: ledger) else { return }
        var plain = Data(capacity: database.count + 40)
        plain.append(bigEndian: UInt64(position))
        plain.append(leaf)
        plain.append(database)
        try seal.seal(plain, at: place).write(to: file, options: .atomic)
    }

    private static func leaf(at position: Int, of ledger: any Ledger) throws -> Data? {
        var leaf: Data?
        try ledger.scan(after: position - 1) { row in
            if row.position == position { leaf = row.leaf.data }
            return false
        }
        return leaf
    }
}
