/// What each level of agreement is worth.
///
/// Shape: in JSON `{"givenSame": {"ifSame": 0.6, "ifOther": 0.003}, ...}`; a level left out keeps its usual value.
/// Units: bits; one bit more doubles the odds that the two are one person.
/// Source: Fellegi and Sunter, "A theory for record linkage" (1969).
package struct Weights: Sendable, Equatable {
    private var odds: [Odds]

    init(odds: [Odds]) { self.odds = odds }

    package subscript(level: Level) -> Odds {
        get { odds[Int(level.rawValue)] }
        set { odds[Int(level.rawValue)] = newValue }
    }

    package func bits(of finding: Finding) -> Double {
        let odds = self[finding.level]
        return Bits.of(max(odds.ifSame, 1e-5), against: max(finding.chance ?? odds.ifOther, 1e-7))
    }

    package func bits(of comparison: Comparison) -> Double { comparison.findings.reduce(0) { $0 + bits(of: $1) } }
}

extension Weights: Codable {
    private struct LevelKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        self = .usual
        let container = try decoder.container(keyedBy: LevelKey.self)
        for level in Level.allCases {
            if let odds = try container.decodeIfPresent(Odds.self, forKey: LevelKey(stringValue: level.key)) { self[level] = odds }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: LevelKey.self)
        for level in Level.allCases { try container.encode(self[level], forKey: LevelKey(stringValue: level.key)) }
    }
}
