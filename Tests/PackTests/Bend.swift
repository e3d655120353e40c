@testable import Pack
import Register
import Yams

/// One place of a file, and what is done to it.
struct Bend {
    enum Step { case key(Int), value(Int), item(Int) }

    /// What was done, at which kind of place: two of one name are the same mistake.
    let name: String
    let line: Int
    /// What the fault must say.
    let says: [String]
    let path: [Step]
    let change: (Node) -> Node

    func suits(_ problem: String) -> Bool { says.allSatisfy(problem.contains) }
    func bent(_ node: Node) -> Node { Bend.bent(node, path[...], change) }

    private static func bent(_ node: Node, _ path: ArraySlice<Step>, _ change: (Node) -> Node) -> Node {
        guard let step = path.first else { return change(node) }
        switch (step, node) {
        case (.item(let index), .sequence(let list)):
            let nodes = list.enumerated().map { $0 == index ? bent($1, path.dropFirst(), change) : $1 }
            return .sequence(Node.Sequence(nodes, list.tag, list.style, list.mark))
        case (.key(let index), .mapping(let map)):
            return .mapping(pairs(map) { $0 == index ? (bent($1.0, path.dropFirst(), change), $1.1) : $1 })
        case (.value(let index), .mapping(let map)):
            return .mapping(pairs(map) { $0 == index ? ($1.0, bent($1.1, path.dropFirst(), change)) : $1 })
        default: return node
        }
    }

    private static func pairs(_ map: Node.Mapping, _ each: (Int, (Node, Node)) -> (Node, Node)) -> Node.Mapping {
        Node.Mapping(map.enumerated().map { each($0, ($1.key, $1.value)) }, map.tag, map.style, map.mark)
    }

    // MARK: Slips

    private static func text(_ node: Node, _ text: String) -> Node {
        .scalar(Node.Scalar(text, .implicit, .doubleQuoted, node.mark))
    }

    /// A letter too many.
    static func misspelt(_ text: String) -> String { String(text.prefix(1)) + "q" + text.dropFirst() }

    private static func key(_ at: Yaml, _ path: [Step], _ name: String) -> Bend {
        Bend(name: "key \(name)", line: at.line, says: ["\"\(misspelt(at.word))\"", "did you mean \"\(at.word)\"?"], path: path) {
            text($0, misspelt(at.word))
        }
    }

    private static func word(_ at: Yaml, _ path: [Step], _ name: String) -> Bend {
        Bend(name: "word \(name)", line: at.line, says: ["\"\(misspelt(at.word))\"", "did you mean \"\(at.word)\"?"], path: path) {
            text($0, misspelt(at.word))
        }
    }

    private static func twice(_ at: Yaml, _ first: String, _ path: [Step], _ name: String) -> Bend {
        Bend(name: "twice \(name)", line: at.line, says: ["\"\(first)\" stands here twice"], path: path) { text($0, first) }
    }

    /// A list where a text or keys are wanted; a text where a list or keys are.
    private static func kind(_ at: Yaml, _ path: [Step], _ name: String) -> Bend {
        Bend(
            name: "kind \(name)", line: at.line, says: ["write ", "under \"\(name.split(separator: ".").last ?? "")\""], path: path
        ) {
            node in
            if at.text == nil { return text(node, "bent") }
            return .sequence(Node.Sequence([.mapping(Node.Mapping([], .implicit, .flow, node.mark))], .implicit, .flow, node.mark))
        }
    }

    // MARK: Places

    /// Every place that a shape declares, and what may go wrong there. Name: the keys above.
    static func sites(_ yaml: Yaml, _ shape: Shape, _ path: [Step] = [], _ name: String = "") -> [Bend] {
        switch shape {
        case .keys(let keys): return ofKeys(yaml, keys, path, name)
        case .pairs(let value):
            return yaml.pairs.enumerated().flatMap { index, pair in
                sites(pair.value, value, path + [.value(index)], "\(name).*")
            }
        case .list(let entry, let once):
            let entries = yaml.list.enumerated().flatMap { index, each in sites(each, entry, path + [.item(index)], "\(name).[]") }
            guard let once, yaml.list.count > 1 else { return entries }
            let second = yaml.list[1]
            if once.isEmpty { return entries + [twice(second, yaml.list[0].word, path + [.item(1)], name)] }
            guard let index = second.pairs.firstIndex(where: { $0.key.word == once }) else { return entries }
            return entries + [
                twice(second.pairs[index].value, yaml.list[0].word(once), path + [.item(1), .value(index)], name)
            ]
        case .word: return yaml.text == nil ? [] : [word(yaml, path, name)]
        case .either(let shapes):
            return shapes.first { takes($0, yaml) }.map { sites(yaml, $0, path, name) } ?? []
        case .naming(let inner): return sites(yaml, inner, path, name)
        case .chosen(let choose): return sites(yaml, choose(yaml), path, name)
        case .condition: return conditions(yaml, path, name)
        case .text, .whole, .decimal, .flag, .day, .span: return []
        }
    }

    private static func takes(_ shape: Shape, _ yaml: Yaml) -> Bool {
        switch shape {
        case .list: yaml.isList
        case .keys, .pairs: yaml.isMap
        default: yaml.text != nil
        }
    }

    private static func ofKeys(_ yaml: Yaml, _ keys: [Shape.Key], _ path: [Step], _ name: String) -> [Bend] {
        yaml.pairs.enumerated().flatMap { index, pair -> [Bend] in
            guard let known = keys.first(where: { $0.name == pair.key.word }) else { return [] }
            let inner = "\(name).\(known.name)"
            return [key(pair.key, path + [.key(index)], inner), kind(pair.value, path + [.value(index)], inner)]
                + sites(pair.value, known.shape, path + [.value(index)], inner)
        }
    }

    private static func conditions(_ yaml: Yaml, _ path: [Step], _ name: String) -> [Bend] {
        yaml.pairs.enumerated().flatMap { index, pair -> [Bend] in
            let place = path + [.value(index)]
            let own = [key(pair.key, path + [.key(index)], "\(name).\(pair.key.word)")]
            switch pair.key.word {
            case "all", "any":
                return own
                    + pair.value.list.enumerated().flatMap { conditions($1, place + [.item($0)], "\(name).\(pair.key.word)") }
            case "not": return own + conditions(pair.value, place, "\(name).not")
            default: return own
            }
        }
    }
}
