/// The opening tags of a page, as far as a walker needs them: names and attributes.
struct Tag {
    let name: String
    let attributes: [String: String]

    subscript(name: String) -> String? { attributes[name] }

    static func all(in page: [UInt8]) -> [Tag] {
        var tags: [Tag] = []
        var at = 0
        while let open = page[at...].firstIndex(of: 0x3C) {
            var reader = Reader(page: page, at: open + 1)
            if let tag = reader.tag() { tags.append(tag) }
            at = max(reader.at, open + 1)
        }
        return tags
    }

    private struct Reader {
        let page: [UInt8]
        var at: Int

        private var byte: UInt8? { at < page.count ? page[at] : nil }

        private mutating func word() -> String {
            let from = at
            while let byte, byte > 0x20, byte != 0x3D, byte != 0x3E, byte != 0x2F { at += 1 }
            return String(decoding: page[from..<at], as: UTF8.self)
        }

        mutating func tag() -> Tag? {
            let name = word()
            guard !name.isEmpty, name.first != "!" else { return nil }
            var attributes: [String: String] = [:]
            while let byte, byte != 0x3E {
                let key = word()
                guard !key.isEmpty else {
                    at += 1
                    continue
                }
                attributes[key] = self.byte == 0x3D ? value() : ""
            }
            return Tag(name: name, attributes: attributes)
        }

        private mutating func value() -> String {
            at += 1
            guard let quote = byte, quote == 0x22 || quote == 0x27 else { return word() }
            at += 1
            let from = at
            while let byte, byte != quote { at += 1 }
            let text = String(decoding: page[from..<at], as: UTF8.self)
            at = min(at + 1, page.count)
            return Tag.plain(text)
        }
    }

    private static func plain(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
