/// One side of trafficking, judged by the number and the strength of its signs.
package struct Dimension: Sendable, Equatable {
    package enum Strength: String, Sendable, CaseIterable, Codable { case strong, medium, weak }

    /// What a dimension is to the rule that combines them.
    package enum Part: String, Sendable, CaseIterable, Codable {
        case deceptiveRecruitment = "deceptive-recruitment"
        case coerciveRecruitment = "coercive-recruitment"
        case abuseRecruitment = "abuse-recruitment"
        case exploitation
        case coercionDestination = "coercion-destination"
        case abuseDestination = "abuse-destination"

        /// Stands for a means at recruitment: deception, coercion, or the abuse of vulnerability in their place.
        package var isRecruitment: Bool {
            self == .deceptiveRecruitment || self == .coerciveRecruitment || self == .abuseRecruitment
        }
    }

    package struct Indicator: Sendable, Equatable {
        package let field: FieldID
        package let strength: Strength
        package init(field: FieldID, strength: Strength) {
            self.field = field
            self.strength = strength
        }
    }

    package let id: String
    package let label: Wording
    package let part: Part
    package let indicators: [Indicator]

    package init(id: String, label: Wording, part: Part, indicators: [Indicator]) {
        self.id = id
        self.label = label
        self.part = part
        self.indicators = indicators
    }

    /// Source: ILO and European Commission, operational indicators of trafficking (Delphi, 2009).
    package func isPositive(_ shown: Set<FieldID>) -> Bool {
        let (strong, medium, weak) = (count(.strong, shown), count(.medium, shown), count(.weak, shown))
        return strong >= 2 || strong >= 1 && medium + weak >= 1 || medium >= 3 || medium >= 2 && weak >= 1
    }

    /// Whether its indicators suffice to make it positive at all.
    package var canBePositive: Bool { isPositive(Set(indicators.map(\.field))) }

    private func count(_ strength: Strength, _ shown: Set<FieldID>) -> Int {
        indicators.count { $0.strength == strength && shown.contains($0.field) }
    }

    func reason(_ evidence: Evidence) -> Reason {
        let (standing, about) = evidence.standing(of: indicators.map(\.field), isEnough: isPositive)
        let counts = Strength.allCases.map { ($0.rawValue, String(count($0, evidence.shown))) }
        return Reason(
            "dimension.\(standing.rawValue)", subject: label,
            holes: Dictionary(counts + [("count", String(about.count))]) { _, last in last }, fields: about)
    }
}
