/// Input that holds more than the program takes at once: what, and the limit. Said instead of trying.
///
/// Errors: it is one; a command says its sentence, a page its words.
package struct Beyond: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of limit, a key of the words file each.
    package enum Kind: String, Sendable, CaseIterable {
        case lines, columns, cells, cellLength, textLength, depth, parts, sheets, unfolded
    }

    package let kind: Kind
    package let limit: Int
    /// The line of the input where it was passed, where there is one.
    package let line: Int?

    package init(_ kind: Kind, limit: Int, line: Int? = nil) {
        self.kind = kind
        self.limit = limit
        self.line = line
    }

    package var description: String {
        let what =
            switch kind {
            case .lines: "more than \(limit) lines; split it"
            case .columns: "more than \(limit) columns; leave out those that are not needed"
            case .cells: "more than \(limit) cells; split it"
            case .cellLength: "a cell of more than \(limit) characters; shorten it"
            case .textLength: "more than \(limit) characters; shorten it"
            case .depth: "parts more than \(limit) levels deep; save it again with fewer"
            case .parts: "more than \(limit) parts; save it again with fewer"
            case .sheets: "more than \(limit) sheets; split it"
            case .unfolded: "more than \(limit >> 20) MB once unfolded; split it"
            }
        return (line.map { "row \($0): " } ?? "") + "the file has \(what)"
    }
}
