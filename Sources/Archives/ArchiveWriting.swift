import CZip
package import Foundation

extension Archive {
    /// The parts as a ZIP file, in the order given, all with the same date so that the same parts give the same bytes.
    package static func file(_ parts: [(name: String, text: String)]) throws -> Data {
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
