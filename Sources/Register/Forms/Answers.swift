package import OrderedCollections

/// What was answered, by field. A question without an answer is not in it.
package struct Answers: Sendable, Equatable {
    package private(set) var values: OrderedDictionary<FieldID, Answer>

    package init(_ values: OrderedDictionary<FieldID, Answer> = [:]) { self.values = values }

    package var isEmpty: Bool { values.isEmpty }

    package subscript(id: FieldID) -> Answer? {
        get { values[id] }
        set { values[id] = newValue }
    }

    /// Later answers count. A cleared answer goes, unless the marks are kept for the record.
    package mutating func merge(_ later: Answers, keepingMarks: Bool = false) {
        for (id, answer) in later.values { values[id] = answer == .cleared && !keepingMarks ? nil : answer }
    }

    package func filter(_ isKept: (FieldID) -> Bool) -> Answers { Answers(values.filter { isKept($0.key) }) }

    /// The same answers whatever the order they were given in.
    package static func == (a: Answers, b: Answers) -> Bool {
        a.values.count == b.values.count && a.values.allSatisfy { b.values[$0.key] == $0.value }
    }
}

extension Answers: Codable {
    package init(from decoder: any Decoder) throws {
        let read = try decoder.singleValueContainer().decode([FieldID: Answer].self)
        values = OrderedDictionary(read.sorted { $0.key < $1.key }) { first, _ in first }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(values.map { ($0.key, $0.value) }) { first, _ in first })
    }
}

/// One answer. A kind of answer is code; the question it answers is data.
///
/// Shape: in JSON a text is `"..."`, several codes `["a","b"]`, a group `[{...}]`, "prefer not to say"
/// `{"mark":"declined"}` and a removed answer `{"mark":"cleared"}`. A number stays text, so that no digit is ever rounded.
package enum Answer: Sendable, Equatable {
    /// Text of any kind, a number, a day, a code: checked by its field when it was given.
    case text(String)
    case codes([String])
    case group([Answers])
    /// The person would rather not say. Never the same as a question nobody asked.
    case declined
    /// The answer was taken away by a later entry.
    case cleared

    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// All codes or texts in it, for conditions and search.
    package var all: [String] {
        switch self {
        case .text(let text): [text]
        case .codes(let codes): codes
        case .group, .declined, .cleared: []
        }
    }
}

extension Answer: Codable {
    private enum Mark: String, Codable { case declined, cleared }
    private struct Marked: Codable { let mark: Mark }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let codes = try? container.decode([String].self), !codes.isEmpty {
            self = .codes(codes)
        } else if let marked = try? container.decode(Marked.self) {
            self = marked.mark == .declined ? .declined : .cleared
        } else {
            self = .group(try container.decode([Answers].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .codes(let codes): try container.encode(codes)
        case .group(let rows): try container.encode(rows)
        case .declined: try container.encode(Marked(mark: .declined))
        case .cleared: try container.encode(Marked(mark: .cleared))
        }
    }
}
