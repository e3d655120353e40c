import Foundation
import Register
import Yams

/// A survey in the XLSForm format as forms of a pack: what it asks, and what a pack has no place for.
///
/// Source: the XLSForm standard. Columns that begin with `anse_` are ours, and other programs pass them over: they hold what a
/// pack says and a survey does not, so that a pack goes out and comes back the same.
package struct XLSForm {
    package struct Problems: Error, CustomStringConvertible {
        package let faults: [String]
        package var description: String { faults.joined(separator: "\n") }
    }

    /// More of a heading or of a condition no survey has, and no deeper groups. Units: letters; groups.
    static let (longestHeading, longestCondition, deepest) = (250, 4000, 32)
    /// Surveys offer thousands of villages, and no more.
    static let limits = SheetLimits(whole: 64 << 20, part: 64 << 20, lines: 100_000, columns: 1000, cells: 1_000_000)

    enum Owner: Hashable { case form(String), list(String) }

    struct List: Equatable {
        var name: String
        var choices: [Node]
    }

    /// Id and content of each form.
    var forms: [(id: String, node: Node)] = []
    var lists: [List] = []
    /// By language, what each text says in it: a form or a list as this survey calls it, and the place in that.
    var words: [String: [(owner: Owner, place: String, translation: String)]] = [:]
    package var questions = 0
    package var listCount: Int { lists.count }
    package var formIDs: [String] { forms.map(\.id) }
    /// What was left out, row by row, and why.
    package var leftOut: [String] = []

    /// A name that a pack can use for a question.
    static func name(_ text: String) -> String { text.replacing(/[^A-Za-z0-9_-]/, with: "_") }

    static let kinds: [String: String] = [
        "text": "text", "barcode": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number",
        "range": "number",
        "date": "day", "time": "text", "datetime": "text", "acknowledge": "yes-no", "select_one": "choice",
        "select_multiple": "choices",
        "select one": "choice", "select multiple": "choices",
    ]

    /// What the program on the phone notes by itself.
    static let silent: Set<String> = [
        "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
        "start-geopoint", "background-audio", "calculate", "hidden", "xml-external",
    ]

    static let tongues = ["english": "en", "french": "fr", "français": "fr", "spanish": "es", "español": "es", "kwéyòl": "acf"]

    /// The language code of a heading like `label::French (fr)`, nil when it names none.
    static func language(_ heading: String) -> String? {
        if let code = heading.firstMatch(of: /\(([A-Za-z]{2,3}(?:-[A-Za-z]+)?)\)\s*$/) { return code.output.1.lowercased() }
        let plain = heading.trimmingCharacters(in: .whitespaces).lowercased()
        return tongues[plain] ?? (plain.count == 2 ? plain : nil)
    }
}

/// Content of a pack file in order.
extension Node {
    static func map(_ pairs: [(String, Node?)]) -> Node {
        Node(pairs.compactMap { key, value in value.map { (Node(key), $0) } })
    }

    static func say(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }
    static func word(_ text: String) -> Node { text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) == nil ? say(text) : Node(text) }

    /// A condition as a pack writes it, nil when the question always applies.
    static func when(_ condition: Condition) -> Node? {
        switch condition {
        case .always: nil
        case .is(let field, let value): .map([("field", .word(field.rawValue)), ("is", .say(value))])
        case .isOneOf(let field, let values): .map([("field", .word(field.rawValue)), ("in", Node(values.map(Node.say)))])
        case .contains(let field, let code): .map([("field", .word(field.rawValue)), ("contains", .say(code))])
        case .answered(let field): .map([("field", .word(field.rawValue)), ("answered", Node("true"))])
        case .above(let field, let limit): .map([("field", .word(field.rawValue)), ("above", Node(Relevance.number(limit)))])
        case .below(let field, let limit): .map([("field", .word(field.rawValue)), ("below", Node(Relevance.number(limit)))])
        case .all(let parts): .map([("all", Node(parts.compactMap(when)))])
        case .any(let parts): .map([("any", Node(parts.compactMap(when)))])
        case .not(let part): .map([("not", when(part))])
        }
    }
}
