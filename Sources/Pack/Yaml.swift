import Foundation
import Register
import Yams

/// A node of a pack file that remembers where it stands, so that a fault can name its line.
struct Yaml {
    let node: Node
    let file: String

    var line: Int { node.mark?.line ?? 1 }
    var text: String? { node.scalar?.string }
    var list: [Yaml] { node.sequence.map { $0.map { Yaml(node: $0, file: file) } } ?? [] }
    var pairs: [(key: Yaml, value: Yaml)] {
        node.mapping.map { $0.map { (Yaml(node: $0.key, file: file), Yaml(node: $0.value, file: file)) } } ?? []
    }
    /// A number that a country may give anything: years, days, people. Nil for any other text, and beyond a thousand million.
    var whole: Int? { text.flatMap { Yaml.whole($0) } }
    var decimal: Double? { text.flatMap { Bounded.decimal($0) } }
    static func whole(_ text: String) -> Int? { Bounded.whole(text, in: -most...most) }
    private static let most = 1_000_000_000
    var isMap: Bool { node.mapping != nil }

    subscript(key: String) -> Yaml? { pairs.first { $0.key.text == key }?.value }
    func texts(_ key: String) -> [String] { self[key]?.list.compactMap(\.text) ?? [] }

    /// What a file of a pack may hold. Units: bytes; nodes, those that are named again counted each time; levels.
    private static let (largest, mostNodes, deepest) = (4 << 20, 500_000, 50)

    /// Nil when the file is missing, is not YAML or holds too much; the fault says which.
    static func read(_ folder: PackFolder, _ file: String, _ faults: inout Faults) -> Yaml? {
        guard let text = folder.text(file) else {
            faults.add(file, 1, "this file is missing or is not UTF-8 text")
            return nil
        }
        guard text.utf8.count <= largest else {
            faults.add(file, 1, "this file has more than \(largest >> 20) MB; split it")
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                faults.add(file, 1, "this file is empty")
                return nil
            }
            var room = mostNodes
            guard isBounded(node, deepest, &room) else {
                faults.add(file, 1, "this file holds more than \(mostNodes) parts, or stands more than \(deepest) deep; split it")
                return nil
            }
            return Yaml(node: node, file: file)
        } catch let error as YamlError {
            faults.add(file, error.line ?? 1, "this is not YAML: \(error.problem)")
        } catch { faults.add(file, 1, "this is not YAML") }
        return nil
    }
}

extension Yaml {
    private static func isBounded(_ node: Node, _ depth: Int, _ room: inout Int) -> Bool {
        room -= 1
        guard depth > 0, room > 0 else { return false }
        let parts = node.mapping.map { $0.flatMap { [$0.key, $0.value] } } ?? node.sequence.map(Array.init) ?? []
        for part in parts where !isBounded(part, depth - 1, &room) { return false }
        return true
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    fileprivate var problem: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _): "\(keys.sorted().joined(separator: ", ")) stands here twice"
        default: "it cannot be read"
        }
    }
}

/// One thing that is wrong with a pack.
package struct PackFault: Sendable, Equatable, Comparable, Encodable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let problem: String

    package var description: String { "\(file):\(line): \(problem)" }
    package static func < (a: Self, b: Self) -> Bool { (a.file, a.line, a.problem) < (b.file, b.line, b.problem) }
}

/// Everything that is wrong with a pack, all at once.
package struct PackProblems: Error, Sendable, Equatable, CustomStringConvertible {
    package let faults: [PackFault]
    package init(faults: [PackFault]) { self.faults = faults }
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

struct Faults {
    private(set) var all: [PackFault] = []
    /// Texts that a language lacks. They are said in English meanwhile, so they stop nobody.
    private(set) var untranslated: [PackFault] = []

    mutating func lacks(_ file: String, _ line: Int, _ problem: String) {
        untranslated.append(PackFault(file: file, line: line, problem: problem))
    }

    mutating func add(_ file: String, _ line: Int, _ problem: String) {
        all.append(PackFault(file: file, line: line, problem: problem))
    }

    mutating func add(_ at: Yaml, _ problem: String) { add(at.file, at.line, problem) }

    /// Gives the text under a key, or records that it is missing.
    mutating func need(_ key: String, in yaml: Yaml) -> String {
        if let text = yaml[key]?.text, !text.isEmpty { return text }
        add(yaml, "\"\(key)\" is missing")
        return ""
    }

    /// Records every key that nobody reads, so that a typing error does not pass unseen.
    mutating func allow(_ keys: Set<String>, in yaml: Yaml) {
        for (key, _) in yaml.pairs where !keys.contains(key.text ?? "") {
            add(key, "\"\(key.text ?? "?")\" is not known here; known are \(keys.sorted().joined(separator: ", "))")
        }
    }
}
