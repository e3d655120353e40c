import Crypto
import Foundation
import Register

/// The index as it stood at one place of the ledger, sealed in a file, so that a start folds only what came after.
///
/// Shape: length of the head (4 bytes, big-endian) ‖ sealed head ‖ sealed database. The head is a copy of the counter; the second seal is
/// over position (8) ‖ leaf of that entry (32) ‖ the database, bound to the head and to the shape of the index. One of another shape or
/// of another ledger, or one that was altered, is as good as none: the ledger is folded instead.
struct Checkpoint: Sendable {
    static let name = "index.sealed"

    private let file: URL
    private let keys: LedgerKeys
    private let shape: Data

    init(_ file: URL, root: RootKey, shape: String) {
        self.file = file
        keys = LedgerKeys(root)
        self.shape = Data(SHA256.hash(data: Data(shape.utf8)))
    }

    func read(for ledger: any Ledger) throws -> (position: Int, database: Data)? {
        guard case .good(let found, let position, let leaf, let database) = Checkpoint.opened(file, keys), found == shape,
            try Checkpoint.leaf(at: position, of: ledger) == leaf
        else { return nil }
        return (position, database)
    }

    func write(_ database: Data, at position: Int, of ledger: any Ledger) throws {
        guard let leaf = try Checkpoint.leaf(at: position, of: ledger) else { return }
        let head = try keys.seal(try ledger.counter(), at: .index) + shape
        var plain = Data(capacity: database.count + 40)
        plain.append(bigEndian: UInt64(position))
        plain.append(leaf)
        plain.append(database)
        var length = Data()
        length.append(bigEndian: UInt32(head.count))
        try WholeFile.write(length, head, try keys.index.seal(plain, at: Data("checkpoint".utf8) + head), to: file)
    }

    /// Whether the file there is none of ours. One of another shape is.
    static func isAltered(in folder: URL, _ keys: LedgerKeys) -> Bool {
        if case .altered = opened(folder.appendingPathComponent(name), keys) { true } else { false }
    }

    private enum Opened {
        case none, altered
        case good(shape: Data, position: Int, leaf: Data, database: Data)
    }

    private static func opened(_ file: URL, _ keys: LedgerKeys) -> Opened {
        guard let bytes = WholeFile.read(file) else { return .none }
        var reader = ByteReader(bytes)
        guard let length: UInt32 = reader.number(), let head = reader.bytes(Int(length)), head.count > 32,
            keys.counter(head.dropLast(32), at: .index) != nil,
            let plain = try? keys.index.open(reader.rest, at: Data("checkpoint".utf8) + head), plain.count > 40
        else { return .altered }
        let position = plain.prefix(8).reduce(0) { $0 << 8 | Int($1) }
        return .good(shape: head.suffix(32), position: position, leaf: plain.dropFirst(8).prefix(32), database: plain.dropFirst(40))
    }

    /// The counter in the head of the index file. Nil when there is no file, or it was altered: then the ledger is folded anyway.
    static func counter(in folder: URL, _ keys: LedgerKeys) -> Counter? {
        let file = open(folder.appendingPathComponent(name).path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        guard let first = try? handle.read(upToCount: 4), first.count == 4 else { return nil }
        let length = first.reduce(0) { $0 << 8 | Int($1) }
        guard (33...65_536).contains(length), let head = try? handle.read(upToCount: length), head.count == length else {
            return nil
        }
        return keys.counter(head.dropLast(32), at: .index)
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
