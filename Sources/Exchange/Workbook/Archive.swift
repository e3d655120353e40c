import CZip
import Foundation

/// A ZIP file in memory, by libzip.
struct Archive {
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// What a file from outside may unfold to, in bytes, for one part and for all together, and how many parts it may have.
    static let largestPart = 100 << 20
    static let largestWhole = 200 << 20
    static let mostParts = 1000

    private(set) var parts: [String: Data] = [:]

    /// Unfolds what `wanted` names. Errors: `Fault` when it is no ZIP file, is damaged or locked, or unfolds to too much.
    init(_ file: Data, only wanted: (String) -> Bool) throws {
        var bytes = Array(file)
        try bytes.withUnsafeMutableBytes { buffer in
            let source = zip_source_buffer_create(buffer.baseAddress, zip_uint64_t(buffer.count), 0, nil)
            guard let source, let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
                zip_source_free(source)
                throw Fault(description: "the file is no workbook (.xlsx)")
            }
            defer { zip_discard(archive) }
            let count = zip_get_num_entries(archive, 0)
            guard count <= Archive.mostParts else { throw Fault(description: "the workbook has too many parts") }
            var room = Archive.largestWhole
            for index in 0..<zip_uint64_t(max(0, count)) {
                guard let name = zip_get_name(archive, index, 0).map({ String(cString: $0) }), wanted(name) else { continue }
                let data = try Archive.unfold(archive, index, limit: min(Archive.largestPart, room))
                room -= data.count
                parts[name] = data
            }
        }
    }

    /// Trusts no size that the file states: it reads until the end or the limit.
    private static func unfold(_ archive: OpaquePointer, _ index: zip_uint64_t, limit: Int) throws -> Data {
        guard let part = zip_fopen_index(archive, index, 0) else {
            throw Fault(description: "a part of the workbook is locked or damaged; save it without a password")
        }
        defer { zip_fclose(part) }
        var data = Data()
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Int(zip_fread(part, &chunk, zip_uint64_t(chunk.count)))
            if count == 0 { return data }
            guard count > 0 else { throw Fault(description: "a part of the workbook is damaged; save it again") }
            data.append(contentsOf: chunk[..<count])
            guard data.count <= limit else { throw Fault(description: "the workbook unfolds to too much; split it") }
        }
    }

    /// The parts as a ZIP file, in the order given, all with the same date so that the same parts give the same bytes.
    static func file(_ parts: [(name: String, text: String)]) throws -> Data {
        let fault = Fault(description: "the workbook could not be put together")
        guard let source = zip_source_buffer_create(nil, 0, 0, nil) else { throw fault }
        zip_source_keep(source)
        defer { zip_source_free(source) }
        guard let archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nil) else { throw fault }
        for part in parts {
            let text = Array(part.text.utf8)
            guard let kept = malloc(max(1, text.count)) else { throw fault }
            text.withUnsafeBytes { if let base = $0.baseAddress { kept.copyMemory(from: base, byteCount: text.count) } }
            guard let content = zip_source_buffer(archive, kept, zip_uint64_t(text.count), 1) else { throw fault }
            let index = zip_file_add(archive, part.name, content, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else { throw fault }
            zip_file_set_mtime(archive, zip_uint64_t(index), 1_767_225_600, 0)
        }
        guard zip_close(archive) == 0, zip_source_open(source) == 0 else { throw fault }
        defer { zip_source_close(source) }
        var stat = zip_stat_t()
        guard zip_source_stat(source, &stat) == 0 else { throw fault }
        var bytes = [UInt8](repeating: 0, count: Int(stat.size))
        guard zip_source_read(source, &bytes, stat.size) == zip_int64_t(stat.size) else { throw fault }
        return Data(bytes)
    }
}
