/// Combines the dimensions of the Delphi indicators.
///
/// Source: ILO and European Commission, operational indicators of trafficking (2009), read through a third-party synthesis; for a
/// child the Palermo Protocol, art. 3(c): act and exploitation are enough.
struct Delphi {
    /// What is shown together, in the words of the rule.
    enum Clause: String {
        /// A means at recruitment, exploitation, and coercion at destination.
        case adult
        /// For a child: something was done to bring or keep the child there, and exploitation.
        case child
        /// Exploitation, and nothing done to bring the child there.
        case childAlone
        case deception, exploitationAlone
        /// Exploitation with a part of the rest, which the rule does not name.
        case unnamed
        case noExploitation

        var outcome: Outcome {
            switch self {
            case .adult, .child: .indicated
            case .deception: .deception
            case .exploitationAlone, .childAlone: .labourRights
            case .unnamed: .inconclusive
            case .noExploitation: .notIndicated
            }
        }
    }

    let clause: Clause

    init(_ dimensions: [Dimension], _ act: [FieldID], _ shown: Set<FieldID>, isChild: Bool) {
        let positive = Set(dimensions.filter { $0.isPositive(shown) }.map(\.part))
        clause =
            if !positive.contains(.exploitation) {
                .noExploitation
            } else if isChild {
                shown.isDisjoint(with: Delphi.act(dimensions, act)) ? .childAlone : .child
            } else {
                Delphi.adult(positive)
            }
    }

    private static func adult(_ positive: Set<Dimension.Part>) -> Clause {
        let isCoerced = positive.contains(.coercionDestination)
        if isCoerced && positive.contains(where: \.isRecruitment) { return .adult }
        if !isCoerced && positive.contains(.deceptiveRecruitment) { return .deception }
        return positive == [.exploitation] ? .exploitationAlone : .unnamed
    }

    /// What shows the act: the questions about it, and any sign of how the child was recruited.
    private static func act(_ dimensions: [Dimension], _ act: [FieldID]) -> [FieldID] {
        act + dimensions.filter(\.part.isRecruitment).flatMap { $0.indicators.map(\.field) }
    }

    /// Where each dimension stands, then the clause that follows.
    static func reasons(_ dimensions: [Dimension], _ act: [FieldID], _ evidence: Evidence, isChild: Bool) -> [Reason] {
        let clause = Delphi(dimensions, act, evidence.shown, isChild: isChild).clause
        return dimensions.map { $0.reason(evidence) } + (isChild ? [evidence.reason("act", Delphi.act(dimensions, act))] : [])
            + [Reason("clause.\(clause.rawValue)")]
    }
}
