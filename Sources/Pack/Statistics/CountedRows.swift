import Register

/// What may be asked of each row that is counted: every question of the pack, and what is known beside them as if it were asked.
struct CountedRows {
    private let asked: [CountedUnit: Asked]

    static let unit: Shape = .word(CountedUnit.self, "unit")
    static func unit(of yaml: Yaml) -> CountedUnit? { yaml["of"].map { CountedUnit(rawValue: $0.word) } ?? .person }

    func asked(_ unit: CountedUnit) -> Asked { asked[unit] ?? Asked([], of: []) }

    init(_ country: Country) {
        let fields = Array(country.fieldsByID.values)
        var asked: [CountedUnit: Asked] = [:]
        for unit in CountedUnit.allCases {
            let known = (unit.aspects + unit.amounts).map { CountedRows.field($0, of: unit, country) }
            asked[unit] = Asked(
                known + fields, of: Section.everyQuestion.union([.agencies, .services, .pack]),
                "no question of this pack, nor known of a \(unit.rawValue)")
        }
        self.asked = asked
    }

    private static func field(_ aspect: CountedAspect, of unit: CountedUnit, _ country: Country) -> Field {
        let isNumber = unit.amounts.contains(aspect)
        return Field(
            id: aspect.field, kind: isNumber ? .number : .choice, label: "", fieldClass: .coded,
            choices: isNumber ? [] : choices(aspect, of: unit, country))
    }

    private static func choices(_ aspect: CountedAspect, of unit: CountedUnit, _ country: Country) -> [Choice] {
        switch aspect {
        case .agency, .target: country.agencies.map { Choice(code: $0.code.rawValue, label: $0.name) }
        case .service: country.services.map { Choice(code: $0.code.rawValue, label: $0.label) }
        case .post: country.training?.posts ?? []
        case .group: country.training?.groups ?? []
        case .sex: country.training?.sexes ?? []
        case .attended, .certified: words(["yes", "no"])
        case .way: words(["room", "online"])
        case .closure: country.closureReasons
        case .conclusion: words(Conclusion.allCases.map(\.rawValue))
        case .urgency: country.urgency.flatMap { country.concern?[$0] }?.choices ?? []
        case .channel:
            (country.reportSource.flatMap { country.concern?[$0] }?.choices ?? [])
                + words([country.door?.channel].compactMap(\.self))
        case .form: forms(of: unit, country)
        case .status: words(statuses(of: unit))
        case .outcome: outcomes(of: unit, country)
        case .cents, .nights, .people: []
        }
    }

    /// Words of the program have no label of their own: a pack that counts by one labels the codes.
    private static func words(_ codes: [String]) -> [Choice] { codes.filter { $0 != "absent" }.map { Choice(code: $0, label: "") } }

    private static func forms(of unit: CountedUnit, _ country: Country) -> [Choice] {
        let forms = unit == .activity ? country.campaigns.map { [$0.plan] + $0.records } ?? [] : country.records
        return forms.map { Choice(code: $0.id.rawValue, label: $0.title) }
    }

    private static func statuses(of unit: CountedUnit) -> [String] {
        switch unit {
        case .concern: Concern.Status.allCases.map(\.rawValue)
        case .workshop: Workshop.Status.allCases.map(\.rawValue)
        default: CaseFile.Status.allCases.map(\.rawValue)
        }
    }

    private static func outcomes(of unit: CountedUnit, _ country: Country) -> [Choice] {
        switch unit {
        case .referral: words(Referral.Status.allCases.map(\.rawValue))
        case .concern: country.concernOutcomes
        default: words(ServiceLog.Outcome.allCases.map(\.rawValue))
        }
    }
}
