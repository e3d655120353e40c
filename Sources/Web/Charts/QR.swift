import CQRencode

/// A square to photograph with a phone.
enum QR {
    /// The square as SVG, with the words for those who cannot see it. Nothing for what is too long for one (2,331 bytes).
    ///
    /// Shape: a quiet border of four modules; error correction M. Source: ISO/IEC 18004.
    /// - Parameter isFile: as a file of its own, for whoever prints it.
    static func svg(_ text: String, label: String, isFile: Bool = false) -> HTML {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return .none }
        defer { QRcode_free(code) }
        let width = Int(clamping: code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                let start = x
                while x < width, modules[y * width + x] & 1 == 1 { x += 1 }
                if x > start { path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z" }
                x += 1
            }
        }
        let side = width + 8
        return """
            <svg\(if: isFile, " xmlns=\"http://www.w3.org/2000/svg\"") class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(side) \(side)" width="\(side * 5)" height="\(side * 5)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path d="\(path)"/></svg>
            """
    }
}
