package import FoundationEssentials

/// The document read again from its bytes.
extension PublishedFigures {
    /// Errors: `DecodingError` when the bytes are no such document.
    package init(document: Data) throws { self = try JSONDecoder().decode(PublishedFigures.self, from: document) }
}

/// Shape: `{"number": 12}`, `{"hidden": true}`, `{"from": 10, "to": 19}` or `{"from": 1000}`, `{"estimate": 118.4, "reach": 14}`.
extension PublishedFigures.Value {
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
