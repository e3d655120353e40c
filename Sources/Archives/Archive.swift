import CZip
package import Foundation
import Register

/// A ZIP file in memory, by libzip. Its parts are unfolded piece by piece, and no size that the file states is trusted.
package final class Archive {
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// What a file from outside may unfold to, and how many parts it may have. Units: bytes.
    package struct Limits: Sendable {
        package let part: Int
        package let whole: Int
        package let parts = 1000
        /// A part of more than 10 MB may unfold to no more than this many times its size. Deflate reaches 1032.
        package let ratio = 100

        package init(part: Int = 100 << 20, whole: Int = 200 << 20) {
            self.part = part
            self.whole = whole
        }
    }

    package static let ratioMatters = 10 << 20
    private static let pieceSize = 256 << 10

    private let archive: OpaquePointer
    private let limits: Limits
    private var room: Int
    private let places: [String: zip_uint64_t]
    /// The size of each part that was proven.
    private var proven: [String: Int] = [:]

    package var names: [String] { places.keys.sorted() }

    /// Errors: `Fault` when it is no ZIP file or two parts have one name, `Beyond` for too many parts.
    package init(_ file: Data, limits: Limits = Limits()) throws {
        let fault = Fault(description: "the file is no workbook (.xlsx)")
        guard !file.isEmpty, let copy = malloc(file.count) else { throw fault }
        file.withUnsafeBytes { if let start = $0.baseAddress { copy.copyMemory(from: start, byteCount: $0.count) } }
        guard let source = zip_source_buffer_create(copy, zip_uint64_t(file.count), 1, nil) else {
            free(copy)
            throw fault
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
            zip_source_free(source)
            throw fault
        }
        var places: [String: zip_uint64_t] = [:]
        let count = zip_get_num_entries(archive, 0)
        guard count <= limits.parts else {
            zip_discard(archive)
            throw Beyond(.parts, limit: limits.parts)
        }
        for index in 0..<zip_uint64_t(max(0, count)) {
            guard let name = zip_get_name(archive, index, 0).map({ String(cString: $0) }) else { continue }
            guard places.updateValue(index, forKey: name) == nil else {
                zip_discard(archive)
                throw Fault(description: "two parts of the workbook have one name; save it again")
            }
        }
        (self.archive, self.limits, self.places, room) = (archive, limits, places, limits.whole)
    }

    deinit { zip_discard(archive) }

    package func has(_ name: String) -> Bool { places[name] != nil }

    /// Gives a part piece by piece. Errors: `Fault` when it is missing, locked or damaged, `Beyond` when it unfolds to too much.
    package func read(_ name: String, _ take: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let index = places[name] else { throw Fault(description: "the workbook lacks its part \(name)") }
        guard let part = zip_fopen_index(archive, index, 0) else {
            throw Fault(description: "a part of the workbook is locked or damaged; save it without a password")
        }
        defer { zip_fclose(part) }
        let (limit, folded) = (proven[name] ?? min(limits.part, room), size(of: index))
        var count = 0
        var piece = [UInt8](repeating: 0, count: Archive.pieceSize)
        while case let got = zip_fread(part, &piece, zip_uint64_t(piece.count)), got != 0 {
            guard got > 0 else { throw Fault(description: "a part of the workbook is damaged; save it again") }
            count += Int(got)
            let isTooDense = count > Archive.ratioMatters && count / max(1, folded) > limits.ratio
            guard count <= limit, !isTooDense else { throw Beyond(.unfolded, limit: limits.whole) }
            try piece.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0.prefix(Int(got)))) }
        }
    }

    /// Unfolds a part once for its size, its ratio and its letters, so that a parser meets only what is proven.
    package func prove(_ name: String) throws {
        guard proven[name] == nil else { return }
        var (proof, size) = (UTF8Proof(), 0)
        try read(name) { piece in
            size += piece.count
            guard proof.take(piece) else { throw Fault(description: "\(name) is not UTF-8; save the workbook again") }
        }
        guard proof.isWhole else { throw Fault(description: "\(name) is not UTF-8; save the workbook again") }
        proven[name] = size
        room -= size
    }

    /// Whole parts by name, those that are wanted.
    package func parts(_ isWanted: (String) -> Bool) throws -> [String: Data] {
        var parts: [String: Data] = [:]
        for name in names where isWanted(name) {
            var data = Data()
            try read(name) { data.append(contentsOf: $0) }
            room -= data.count
            parts[name] = data
        }
        return parts
    }

    private func size(of index: zip_uint64_t) -> Int {
        var stat = zip_stat_t()
        return zip_stat_index(archive, index, 0, &stat) == 0 ? Int(clamping: stat.comp_size) : 0
    }
}
