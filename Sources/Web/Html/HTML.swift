/// Markup. What is put into it is text and is escaped, unless it is markup already, so that forgetting is safe.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    package static let none: HTML = ""

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
    init(markup: String) { text = markup }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ html: HTML) { text += html.text }
        package mutating func appendInterpolation(_ html: [HTML]) { for part in html { text += part.text } }
        package mutating func appendInterpolation<C: CustomStringConvertible>(_ value: C) {
            HTML.escape(value.description, into: &text)
        }

        /// An attribute that is there or not: `\(if: isChosen, " checked")`.
        package mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { text += html().text }
        }
    }

    /// Stands where something new goes each time a kept page is shown. No text can bring it: escaping takes it out.
    static let mark = HTML(markup: "\u{1}")

    /// What stands between the marks.
    var pieces: [HTML] {
        text.split(separator: "\u{1}", omittingEmptySubsequences: false).map { HTML(markup: String($0)) }
    }

    /// Pieces with something new between each two.
    init(joining pieces: [HTML], _ make: () -> HTML) {
        text = ""
        text.reserveCapacity(pieces.reduce(0) { $0 + $1.text.utf8.count + 256 })
        for (index, piece) in pieces.enumerated() {
            if index > 0 { text += make().text }
            text += piece.text
        }
    }

    package static func += (a: inout HTML, b: HTML) { a.text += b.text }
    var isEmpty: Bool { text.isEmpty }

    /// As it stands in markup.
    static func escaped(_ value: String) -> String {
        var text = ""
        escape(value, into: &text)
        return text
    }

    private static func escape(_ value: String, into text: inout String) {
        let isPlain = value.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 != 38 && $0 != 60 && $0 != 62 && $0 != 34 && $0 != 39 && $0 != 1 }
        }
        if isPlain == true {
            text += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\u{1}": continue
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
