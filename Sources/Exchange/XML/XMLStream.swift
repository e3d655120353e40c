import CExpat
import Register

/// XML read as it comes, piece by piece, by Debian's expat, which refuses bytes that are not UTF-8.
///
/// Shape: no document type, so that nothing is fetched and no entity unfolds; depth, elements, attributes and the length of one
/// piece of markup are bounded while it is read. Source: XML 1.0, fifth edition.
/// Errors: `Fault` for what is no XML, `Beyond` for what passes a limit, and whatever the listener throws.
final class XMLStream {
    struct Limits: Sendable {
        var depth = 64
        var elements = 20_000_000
        var attributes = 100
        /// How many bytes may be fed without anything being heard, such as a tag or a remark without end.
        var silence = 1 << 20
    }

    struct Fault: Error, CustomStringConvertible {
        let line: Int
        /// Whether it has a document type.
        let isTyped: Bool
        var description: String {
            isTyped ? "line \(line): a document type does not belong here" : "line \(line): this is not XML; save it again"
        }
    }

    private let parser: XML_Parser
    private let listener: any XMLListener
    private let limits: Limits
    private var (depth, elements, silence) = (0, 0, 0)
    private var fault: (any Error)?

    init(_ listener: any XMLListener, limits: Limits = Limits()) throws {
        guard let parser = XML_ParserCreate("UTF-8") else { throw Fault(line: 1, isTyped: false) }
        (self.parser, self.listener, self.limits) = (parser, listener, limits)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { XMLStream.of($0)?.begin($1, $2) },
            { stream, name in XMLStream.of(stream)?.hear { try $0.ended(XMLStream.name(name)) } })
        XML_SetCharacterDataHandler(parser) { stream, text, count in
            XMLStream.of(stream)?.hear { try $0.listener.take(UnsafeRawBufferPointer(start: text, count: max(0, Int(count)))) }
        }
        XML_SetCommentHandler(parser) { stream, _ in XMLStream.of(stream)?.silence = 0 }
        XML_SetProcessingInstructionHandler(parser) { stream, _, _ in XMLStream.of(stream)?.silence = 0 }
        XML_SetStartDoctypeDeclHandler(parser) { stream, _, _, _, _ in
            XMLStream.of(stream)?.hear { throw Fault(line: $0.line, isTyped: true) }
        }
    }

    deinit { XML_ParserFree(parser) }

    func take(_ bytes: UnsafeRawBufferPointer) throws { try feed(bytes, isLast: false) }
    func end() throws { try feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }

    var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

    private func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
        silence += bytes.count
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let isGood = XML_Parse(parser, start, Int32(clamping: bytes.count), isLast ? 1 : 0) == XML_STATUS_OK
        if let fault { throw fault }
        guard isGood else { throw Fault(line: line, isTyped: false) }
        guard silence <= limits.silence else { throw Beyond(.textLength, limit: limits.silence, line: line) }
    }

    // MARK: What the parser calls

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLStream? {
        pointer.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func name(_ text: UnsafePointer<XML_Char>?) -> String {
        let whole = text.map { String(cString: $0) } ?? ""
        return whole.utf8.firstIndex(of: 0x3A).map { String(whole[whole.utf8.index(after: $0)...]) } ?? whole
    }

    /// The parser knows no errors of ours: the first is kept, and it stops.
    private func hear(_ work: (XMLStream) throws -> Void) {
        silence = 0
        guard fault == nil else { return }
        do { try work(self) } catch {
            fault = error
            XML_StopParser(parser, 0)
        }
    }

    private func begin(_ name: UnsafePointer<XML_Char>?, _ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        hear { stream in
            let attributes = XMLAttributes(pairs, most: limits.attributes)
            depth += 1
            elements += 1
            guard depth <= limits.depth else { throw Beyond(.depth, limit: limits.depth, line: line) }
            guard elements <= limits.elements, attributes.count <= limits.attributes else {
                throw Beyond(.parts, limit: limits.elements, line: line)
            }
            try stream.listener.begin(XMLStream.name(name), attributes)
        }
    }

    private func ended(_ name: String) throws {
        depth -= 1
        try listener.end(name)
    }
}
