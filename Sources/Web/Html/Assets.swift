import CZlib
import Crypto
import Foundation
import Register

/// The files that pages ask for: named by their content, so that a browser may keep them for ever, and compressed once.
struct Assets: Sendable {
    struct File: Sendable {
        let type: String
        let plain: Data
        let packed: Data
    }

    private(set) var files: [String: File] = [:]
    private var names: [String: String] = [:]

    static let shared = Assets()

    private init() {
        for (name, type) in [
            ("app.css", "text/css; charset=utf-8"), ("app.js", "text/javascript; charset=utf-8"),
            ("turn.js", "text/javascript; charset=utf-8"), ("icon.svg", "image/svg+xml"),
        ] {
            guard let url = Bundle.module.url(forResource: "Assets/\(name)", withExtension: nil),
                let data = try? Data(contentsOf: url)
            else { continue }
            let mark = SHA256.hash(data: data).prefix(6).hexadecimal
            let marked = name.replacing(".", with: "-\(mark).", maxReplacements: 1)
            names[name] = marked
            files[marked] = File(type: type, plain: data, packed: data.gzipped)
        }
    }

    /// The address of a file by its plain name.
    func address(_ name: String) -> String { "/assets/" + (names[name] ?? name) }
}

extension Data {
    /// Source: RFC 1952, by zlib.
    var gzipped: Data {
        var stream = z_stream()
        guard
            deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return self }
        defer { deflateEnd(&stream) }
        var result = Data(count: Int(deflateBound(&stream, UInt(count))))
        var source = self
        let length = source.withUnsafeMutableBytes { input in
            result.withUnsafeMutableBytes { output in
                stream.next_in = input.bindMemory(to: UInt8.self).baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return length == 0 ? self : result.prefix(length)
    }
}
