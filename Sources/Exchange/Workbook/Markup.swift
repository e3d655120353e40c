import Foundation
import FoundationXML

/// An element of XML and what stands in it.
///
/// A document type is refused, so that nothing is fetched and no entity unfolds.
final class Markup {
    let name: String
    private let attributes: [String: String]
    fileprivate(set) var children: [Markup] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    subscript(attribute: String) -> String { attributes[attribute] ?? "" }

    func first(_ name: String) -> Markup? {
        for child in children {
            if child.name == name { return child }
            if let found = child.first(name) { return found }
        }
        return nil
    }

    func all(_ name: String) -> [Markup] { children.flatMap { $0.name == name ? [$0] : $0.all(name) } }

    /// The text of every run, without the help for reading it aloud.
    var spoken: String { children.filter { $0.name != "rPh" }.map { $0.name == "t" ? $0.text : $0.spoken }.joined() }

    /// The whole of a part. Errors: `Workbook.Fault` when it is missing or no XML.
    static func read(_ part: Data?, _ path: String) throws -> Markup {
        try Reader(each: nil) { _ in }.read(part, path)
    }

    /// The elements of one name in turn, each let go when it was dealt with, so that a long sheet takes little memory.
    static func read(_ part: Data?, _ path: String, each name: String, _ use: (Markup) throws -> Void) throws {
        try withoutActuallyEscaping(use) { _ = try Reader(each: name, $0).read(part, path) }
    }

    private final class Reader: NSObject, XMLParserDelegate {
        private var stack = [Markup("", [:])]
        private let each: String?
        private let use: (Markup) throws -> Void
        private var fault: (any Error)?

        init(each: String?, _ use: @escaping (Markup) throws -> Void) {
            self.each = each
            self.use = use
        }

        func read(_ part: Data?, _ path: String) throws -> Markup {
            guard let part else { throw Workbook.Fault(description: "the workbook lacks its part \(path)") }
            guard part.range(of: Data("<!DOCTYPE".utf8)) == nil, !part.contains(0) else {
                throw Workbook.Fault(description: "\(path): a document type does not belong in a workbook")
            }
            let parser = XMLParser(data: part)
            parser.shouldResolveExternalEntities = false
            parser.delegate = self
            let isWhole = parser.parse()
            if let fault { throw fault }
            guard isWhole, stack.count == 1 else {
                throw Workbook.Fault(description: "\(path), line \(parser.lineNumber): this is not XML; save the workbook again")
            }
            return stack[0]
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            let element = Markup(String(name.split(separator: ":").last ?? ""), attributes)
            stack[stack.count - 1].children.append(element)
            stack.append(element)
            if stack.count > 64 { parser.abortParsing() }
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { stack[stack.count - 1].text += text }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            let element = stack.removeLast()
            guard element.name == each else { return }
            stack[stack.count - 1].children.removeLast()
            do { try use(element) } catch {
                fault = error
                parser.abortParsing()
            }
        }
    }
}
