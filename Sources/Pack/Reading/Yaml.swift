import Foundation
import Register
import Yams

/// A node of a pack file that remembers where it stands, so that a fault can name its line. A cell of a table is one too.
struct Yaml {
    let node: Node
    let place: Place
    /// The way to it from the file down: every key, and of an entry of a list its code or id, else its number.
    let path: String

    /// - Parameter place: where it stands when the node does not say so.
    init(node: Node, file: String, at place: Place? = nil, path: String? = nil) {
        self.node = node
        self.place = place ?? Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 0)
        self.path = path ?? String(file.hasSuffix(".yml") ? file.dropLast(".yml".count) : file[...])
    }

    /// A text that stands in a table.
    init(_ text: String, at place: Place, path: String = "") {
        self.init(node: Node(text), file: place.file, at: place, path: path)
    }

    /// What stands in for a file that could not be read: nothing in it is missing, and nothing refers to it.
    static func nothing(_ file: String) -> Yaml { Yaml(node: Node([(Node, Node)]()), file: file) }

    var file: String { place.file }
    var line: Int { place.line }
    var text: String? { node.scalar?.string }
    /// The same, or nothing: what a text is worth that must be there.
    var word: String { text ?? "" }
    var list: [Yaml] {
        node.sequence.map { $0.enumerated().map { below($1, Yaml.name($1) ?? String($0 + 1)) } } ?? []
    }
    /// One text, or each of a list of them.
    var words: [Yaml] { text == nil ? list.filter { $0.text != nil } : [self] }
    var pairs: [(key: Yaml, value: Yaml)] {
        node.mapping.map { $0.map { (Yaml(node: $0.key, file: file, path: path), below($0.value, $0.key.scalar?.string ?? "")) } }
            ?? []
    }
    private func below(_ node: Node, _ name: String) -> Yaml { Yaml(node: node, file: file, path: "\(path)/\(name)") }
    private static func name(_ node: Node) -> String? {
        node.mapping?.first { $0.key.scalar.map { ["code", "id"].contains($0.string) } ?? false }?.value.scalar?.string
    }
    /// A number that a country may give anything: years, days, people. Nil for any other text, and beyond a thousand million.
    var whole: Int? { text.flatMap { Yaml.whole($0) } }
    var decimal: Double? { text.flatMap { Bounded.decimal($0) } }
    static func whole(_ text: String) -> Int? { Bounded.whole(text, in: -most...most) }
    static let most = 1_000_000_000
    var isMap: Bool { node.mapping != nil }
    var isList: Bool { node.sequence != nil }
    var isTrue: Bool { text == "true" }

    subscript(key: String) -> Yaml? {
        node.mapping?.first { $0.key.scalar?.string == key }.map { below($0.value, key) }
    }
    func word(_ key: String) -> String { self[key]?.word ?? "" }
    /// What people read. A label has the id of what it names, any other text that of its own place.
    var wording: Wording { Wording(id: path.hasSuffix("/label") ? String(path.dropLast("/label".count)) : path, english: word) }
    func wording(_ key: String) -> Wording { self[key]?.wording ?? "" }
    func texts(_ key: String) -> [String] { self[key]?.words.map(\.word) ?? [] }
    func list(_ key: String) -> [Yaml] { self[key]?.list ?? [] }
    func words(_ key: String) -> [Yaml] { self[key]?.words ?? [] }
    func pairs(_ key: String) -> [(key: Yaml, value: Yaml)] { self[key]?.pairs ?? [] }

    struct Place: Hashable {
        let file: String
        let line: Int
        let column: Int
    }
}

extension Yaml {
    /// What a file of a pack may hold. Units: bytes; nodes, those that are named again counted each time; levels.
    private static let (largest, mostNodes, deepest) = (4 << 20, 500_000, 50)

    /// Errors: why it cannot be read, in one fault.
    static func read(_ data: Data, _ file: String) throws(PackFault) -> Yaml {
        guard let text = String(validating: data, as: UTF8.self) else { throw PackFault(file, 1, "this file is not UTF-8 text") }
        guard text.utf8.count <= largest else {
            throw PackFault(file, 1, "this file has more than \(largest >> 20) MB; split it")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch let error as YamlError {
            throw PackFault(file, error.line(in: text), "this is not YAML: \(error.problem)")
        } catch { throw PackFault(file, 1, "this is not YAML") }
        guard let node else { throw PackFault(file, 1, "this file is empty") }
        var room = mostNodes
        guard isBounded(node, deepest, &room) else {
            throw PackFault(file, 1, "this file holds more than \(mostNodes) parts, or stands more than \(deepest) deep; split it")
        }
        return Yaml(node: node, file: file)
    }

    private static func isBounded(_ node: Node, _ depth: Int, _ room: inout Int) -> Bool {
        room -= 1
        guard depth > 0, room > 0 else { return false }
        let parts = node.mapping.map { $0.flatMap { [$0.key, $0.value] } } ?? node.sequence.map(Array.init) ?? []
        for part in parts where !isBounded(part, depth - 1, &room) { return false }
        return true
    }
}

extension YamlError {
    fileprivate func line(in text: String) -> Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(let keys, let context): YamlError.second(keys, after: context.mark, in: text)
        default: 1
        }
    }

    /// The line of the second of two keys, where each stands on a line of its own; else that of the first.
    private static func second(_ keys: [String], after first: Yams.Mark, in text: String) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let margin = String(repeating: " ", count: max(0, first.column - 1))
        return lines.indices.dropFirst(first.line).first { index in
            keys.contains { key in
                let line = lines[index].replacing("\"", with: "").replacing("- ", with: "  ", maxReplacements: 1)
                return line.hasPrefix("\(margin)\(key):")
            }
        }.map { $0 + 1 } ?? first.line
    }

    fileprivate var problem: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "\(keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")) stands here twice"
        default: "it cannot be read"
        }
    }
}
