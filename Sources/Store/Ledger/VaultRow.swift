import Foundation

/// The name that a row of the vault stands under: a keyed hash, so that the file tells neither what nor whose it is.
struct VaultMark: Hashable, Sendable {
    let words: SIMD2<UInt64>

    init(words: SIMD2<UInt64>) { self.words = words }

    /// Nil when it is not 16 bytes.
    init?(_ bytes: Data) {
        guard bytes.count == 16 else { return nil }
        words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
    }

    var data: Data { withUnsafeBytes(of: words) { Data($0) } }
    var bucket: Int { withUnsafeBytes(of: words) { Int($0[0]) } }
}

/// What is sealed in a row of the vault.
///
/// Shape: generation (8, big-endian) ‖ length of the kind (1) ‖ kind ‖ length of the key (2) ‖ key ‖ value. The generation grows with
/// each row that is written, so a row that was put back is older than its bucket says.
struct VaultRow: Sendable {
    let generation: UInt64
    let kind: String
    let key: String
    let value: Data

    init(generation: UInt64, kind: String, key: String, value: Data) {
        self.generation = generation
        self.kind = kind
        self.key = key
        self.value = value
    }

    /// Nil when the bytes are no row.
    init?(bytes: Data) {
        var reader = ByteReader(bytes)
        guard let generation: UInt64 = reader.number(), let short: UInt8 = reader.number(), let kind = reader.bytes(Int(short)),
            let long: UInt16 = reader.number(), let key = reader.bytes(Int(long))
        else { return nil }
        self.generation = generation
        self.kind = String(decoding: kind, as: UTF8.self)
        self.key = String(decoding: key, as: UTF8.self)
        value = Data(reader.rest)
    }

    var bytes: Data {
        var bytes = Data(capacity: 11 + kind.utf8.count + key.utf8.count + value.count)
        bytes.append(bigEndian: generation)
        bytes.append(UInt8(clamping: kind.utf8.count))
        bytes.append(contentsOf: kind.utf8.prefix(255))
        bytes.append(bigEndian: UInt16(clamping: key.utf8.count))
        bytes.append(contentsOf: key.utf8.prefix(65_535))
        bytes.append(value)
        return bytes
    }
}

/// Which rows of the vault there are: those whose mark begins with the same byte, each with the mark of its kind and its generation.
///
/// Shape: mark (16) ‖ kind (8) ‖ generation (8) for each. Sealed under its own generation, which the counter knows.
struct VaultBucket: Sendable {
    static let count = 256

    struct Line: Sendable {
        let mark: VaultMark
        let kind: UInt64
        let generation: UInt64
    }

    private(set) var lines: [Line] = []

    init() {}

    /// Nil when the bytes are no bucket.
    init?(bytes: Data) {
        guard bytes.count.isMultiple(of: 32) else { return nil }
        lines = bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: 32).map { at in
                Line(
                    mark: VaultMark(words: raw.loadUnaligned(fromByteOffset: at, as: SIMD2<UInt64>.self)),
                    kind: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self)),
                    generation: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self)))
            }
        }
    }

    var bytes: Data {
        var bytes = Data(capacity: 32 * lines.count)
        for line in lines {
            bytes.append(line.mark.data)
            bytes.append(bigEndian: line.kind)
            bytes.append(bigEndian: line.generation)
        }
        return bytes
    }

    subscript(mark: VaultMark) -> Line? { lines.first { $0.mark == mark } }

    mutating func put(_ line: Line) {
        remove(line.mark)
        lines.append(line)
    }

    mutating func remove(_ mark: VaultMark) { lines.removeAll { $0.mark == mark } }
}
