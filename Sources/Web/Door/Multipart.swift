import Cleaning
package import Foundation

/// The parts of a form sent with files, read strictly: whatever a browser would not write is refused.
///
/// Source: RFC 7578; RFC 2046 section 5.1.1; WHATWG HTML, multipart/form-data encoding.
package struct Multipart: Sendable {
    package struct Part: Sendable, Equatable {
        package let name: String
        /// As sent: not to be trusted, see `Intake`.
        package let filename: String?
        package let contentType: String?
        package let bytes: Data

        package init(name: String, filename: String?, contentType: String?, bytes: Data) {
            (self.name, self.filename, self.contentType, self.bytes) = (name, filename, contentType, bytes)
        }
    }

    package enum Fault: Error, Hashable, Sendable {
        case noBoundary, malformed, tooManyParts, tooMuchHeader
    }

    package static let mostParts = 100
    /// Units: bytes, of one part.
    package static let largestHeader = 4 << 10

    package private(set) var parts: [Part] = []

    /// The first part of that name.
    package func part(_ name: String) -> Part? { parts.first { $0.name == name } }

    /// Errors: `Fault`. The size of the whole is the caller's to limit before it is in memory.
    package init(_ body: Data, contentType: String) throws(Fault) { try read(body, contentType) }

    /// Only the parts that stand whole in the beginning of a body whose rest was not kept.
    package init(beginning body: Data, contentType: String) { try? read(body, contentType) }

    private mutating func read(_ body: Data, _ contentType: String) throws(Fault) {
        guard let boundary = Multipart.boundary(contentType) else { throw .noBoundary }
        let bytes = Array(body)
        let delimiter = Array("\r\n--\(boundary)".utf8)
        guard bytes.starts(with: delimiter.dropFirst(2)) else { throw .malformed }
        var at = delimiter.count - 2
        // Each part moves on by its delimiter, so that this comes to the end.
        while at < bytes.count {
            let mark = bytes[at...].prefix(2)
            if mark.elementsEqual("--".utf8) {
                // Some senders end with a line break, some do not. More would be a second message.
                guard bytes[(at + 2)...].isEmpty || bytes[(at + 2)...].elementsEqual("\r\n".utf8) else { throw .malformed }
                return
            }
            guard mark.elementsEqual("\r\n".utf8) else { throw .malformed }
            guard parts.count < Multipart.mostParts else { throw .tooManyParts }
            let header = try Multipart.header(bytes, from: at + 2)
            guard let end = Multipart.find(delimiter, in: bytes, from: header.upperBound - 2) else { throw .malformed }
            // An empty part: the delimiter's own line break is the empty line's.
            parts.append(try Multipart.part(bytes[header], bytes[min(header.upperBound, end)..<end]))
            at = end + delimiter.count
        }
        throw .malformed
    }

    /// The boundary of a Content-Type, when it is a form and the boundary is well made.
    static func boundary(_ contentType: String) -> String? {
        guard let fields = try? parameters(Array(contentType.utf8)), fields.value.lowercased() == "multipart/form-data",
            let boundary = fields.parameters["boundary"], (1...70).contains(boundary.utf8.count), boundary.utf8.last != 0x20,
            boundary.utf8.allSatisfy({ isAlphanumeric($0) || "'()+_,-./:=? ".utf8.contains($0) })
        else { return nil }
        return boundary
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var at = max(0, start)
            while at + wanted.count <= bytes.count {
                guard let next = bytes[at...].firstIndex(of: 13), next + wanted.count <= bytes.count else { return nil }
                if bytes[next..<next + wanted.count].elementsEqual(wanted) { return next }
                at = next + 1
            }
            return nil
        }
    }

    /// From `start` past the empty line that ends the header.
    private static func header(_ bytes: [UInt8], from start: Int) throws(Fault) -> Range<Int> {
        let limit = min(bytes.count, start + largestHeader)
        let end = Array("\r\n\r\n".utf8)
        guard let at = find(end, in: Array(bytes[start..<limit]), from: 0) else {
            throw limit < bytes.count ? .tooMuchHeader : .malformed
        }
        return start..<start + at + end.count
    }

    private static func part(_ header: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) throws(Fault) -> Part {
        var (name, filename, contentType): (String?, String?, String?)
        var seen: Set<String> = []
        for line in try lines(Array(header.dropLast(4))) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { throw .malformed }
            let field = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 9 })
            guard seen.insert(field).inserted else { throw .malformed }
            switch field {
            case "content-disposition":
                let fields = try parameters(value)
                guard fields.value.lowercased() == "form-data", Set(fields.parameters.keys).isSubset(of: ["name", "filename"])
                else {
                    throw .malformed
                }
                (name, filename) = (fields.parameters["name"], fields.parameters["filename"])
            case "content-type":
                let type = String(decoding: value, as: UTF8.self)
                guard !type.lowercased().hasPrefix("multipart/") else { throw .malformed }
                contentType = type
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(String(decoding: value, as: UTF8.self).lowercased()) else {
                    throw .malformed
                }
            default: break
            }
        }
        guard let name, !name.isEmpty else { throw .malformed }
        return Part(name: name, filename: filename, contentType: contentType, bytes: Data(content))
    }

    /// Each line; none is folded, and a line break stands nowhere alone.
    private static func lines(_ header: [UInt8]) throws(Fault) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = header[...]
        while let at = rest.firstIndex(of: 13) {
            guard at + 1 < rest.endIndex, rest[at + 1] == 10 else { throw .malformed }
            lines.append(Array(rest[..<at]))
            rest = rest[(at + 2)...]
        }
        lines.append(Array(rest))
        guard
            lines.allSatisfy({ line in
                !line.contains { $0 < 0x20 && $0 != 9 || $0 == 0x7F } && line.first != 0x20 && line.first != 9
            })
        else { throw .malformed }
        return lines
    }

    /// `value; name=token; name="quoted"`.
    private static func parameters(_ text: [UInt8]) throws(Fault) -> (value: String, parameters: [String: String]) {
        guard String(validating: text, as: UTF8.self) != nil else { throw .malformed }
        let first = text.prefix { $0 != UInt8(ascii: ";") }
        var parameters: [String: String] = [:]
        var rest = text[first.count...]
        while let byte = rest.popFirst() {
            if byte == 0x20 || byte == 9 { continue }
            guard byte == UInt8(ascii: ";") else { throw .malformed }
            let key = token(&rest).trimmingCharacters(in: .whitespaces).lowercased()
            guard !key.isEmpty, rest.popFirst() == UInt8(ascii: "="), let value = value(&rest),
                parameters.updateValue(value, forKey: key) == nil
            else { throw .malformed }
        }
        return (String(decoding: first, as: UTF8.self).trimmingCharacters(in: .whitespaces), parameters)
    }

    private static func token(_ rest: inout ArraySlice<UInt8>) -> String {
        let token = rest.prefix { !";=\"".utf8.contains($0) }
        rest = rest.dropFirst(token.count)
        return String(decoding: token, as: UTF8.self)
    }

    /// Browsers write `%22` for a quote, older senders a backslash before it; a backslash of a Windows path stays.
    private static func value(_ rest: inout ArraySlice<UInt8>) -> String? {
        let quote = UInt8(ascii: "\"")
        guard rest.first == quote else {
            let value = token(&rest).trimmingCharacters(in: .whitespaces)
            return value.isEmpty ? nil : value
        }
        rest = rest.dropFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return String(decoding: value, as: UTF8.self).replacingOccurrences(of: "%22", with: "\"") }
            if byte == UInt8(ascii: "\\"), rest.first == quote {
                value.append(quote)
                rest = rest.dropFirst()
            } else {
                value.append(byte)
            }
        }
        return nil
    }
}
