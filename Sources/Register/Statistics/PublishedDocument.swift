package import FoundationEssentials

/// The document read again from its bytes.
extension PublishedFigures {
    /// Errors: `DecodingError` when the bytes are no such document.
    package init(document: Data) throws {
        self = try JSONDecoder().decode(PublishedFigures.self, from: document)
        guard isWhole else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "its parts do not fit together"))
        }
    }

    /// Whether each cell has a code of each axis, each record one of each column, and each number is one that a country can have.
    private var isWhole: Bool {
        (1...9999).contains(year) && (1...Int(Int32.max)).contains(version)
            && tables.allSatisfy { table in
                table.axes.count <= 8 && table.cells.allSatisfy { $0.codes.count == table.axes.count && $0.value.isBounded }
            } && (records?.rows.allSatisfy { $0.count == records?.columns.count } ?? true)
    }
}

/// Shape: `{"number": 12}`, `{"hidden": true}`, `{"from": 10, "to": 19}` or `{"from": 1000}`, `{"estimate": 118.4, "reach": 14}`.
extension PublishedFigures.Value {
    fileprivate var isBounded: Bool {
        switch self {
        case .number(let number): Bounded.everything.contains(number)
        case .band(let low, let high): Bounded.everything.contains(low) && Bounded.everything.contains(high ?? low)
        case .estimate(let estimate, let reach): Bounded.decimals.contains(estimate) && Bounded.decimals.contains(reach)
        case .hidden: true
        }
    }

    private enum Key: String, CodingKey { case number, hidden, from, to, estimate, reach }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.container(keyedBy: Key.self)
        if let number = try value.decodeIfPresent(Int.self, forKey: .number) {
            self = .number(number)
        } else if let low = try value.decodeIfPresent(Int.self, forKey: .from) {
            self = .band(low: low, high: try value.decodeIfPresent(Int.self, forKey: .to))
        } else if let estimate = try value.decodeIfPresent(Double.self, forKey: .estimate) {
            self = .estimate(estimate, reach: try value.decode(Double.self, forKey: .reach))
        } else if try value.decode(Bool.self, forKey: .hidden) {
            self = .hidden
        } else {
            throw DecodingError.dataCorruptedError(forKey: .hidden, in: value, debugDescription: "a hidden count is hidden")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.container(keyedBy: Key.self)
        switch self {
        case .number(let number): try value.encode(number, forKey: .number)
        case .hidden: try value.encode(true, forKey: .hidden)
        case .band(let low, let high):
            try value.encode(low, forKey: .from)
            try value.encodeIfPresent(high, forKey: .to)
        case .estimate(let estimate, let reach):
            try value.encode(estimate, forKey: .estimate)
            try value.encode(reach, forKey: .reach)
        }
    }
}

extension PublishedFigures {
    /// The document as it is signed: the same figures are the same bytes.
    package func document() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
