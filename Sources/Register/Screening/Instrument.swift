/// A set of screening questions with the rule that reads their answers. What is asked and how it is weighed is the pack's; how
/// a rule reads is code.
///
/// It suggests and gives its reasons. Whoever sat with the person concludes.
package struct Instrument: Sendable, Equatable {
    /// Whom it is for. With `child` no means is ever needed.
    package enum Audience: String, Sendable, CaseIterable, Codable {
        case adult, child, anyone, health
    }

    /// Its questions. The identity of the form is that of the instrument.
    package let form: Form
    package let version: String
    package let audience: Audience
    /// What to do before and while asking, in order.
    package let guidance: [Wording]
    package let rule: Rule

    package init(form: Form, version: String, audience: Audience, guidance: [Wording] = [], rule: Rule) {
        self.form = form
        self.version = version
        self.audience = audience
        self.guidance = guidance
        self.rule = rule
    }

    package var id: FormID { form.id }

    /// What the answers suggest, with the reasons.
    ///
    /// A question is open while it is unanswered, not known or refused. When nothing is indicated and taking every open question
    /// as a sign would give another outcome, it is inconclusive: an open question never counts as a no.
    package func suggestion(for answers: Answers, isChild: Bool) -> Suggestion {
        let evidence = Evidence(of: rule.fields, in: answers)
        let isChild = isChild || audience == .child
        let soFar = rule.outcome(evidence.shown, isChild: isChild)
        let atMost = rule.outcome(evidence.shown.union(evidence.open), isChild: isChild)
        let canTurn = !soFar.isSettled && soFar != atMost
        return Suggestion(
            outcome: canTurn ? .inconclusive : soFar, soFar: soFar, reasons: rule.reasons(evidence, isChild: isChild))
    }

    /// Whether a person may conclude this without saying why they differ. Where the rule leaves room, both readings agree.
    package func agrees(_ conclusion: Conclusion, with suggestion: Suggestion) -> Bool {
        switch suggestion.outcome {
        case .indicated: conclusion == .possible
        case .deception, .fullScreening: conclusion == .possible || conclusion == .unclear
        case .inconclusive: conclusion == .unclear
        case .labourRights, .notIndicated: conclusion == .notNow
        }
    }
}

/// How an instrument reads its answers. One case each; the compiler lists what follows from a new one.
package enum Rule: Sendable, Equatable {
    /// Signs of different strength in dimensions. Act: questions that show what was done, which matters for a child only.
    case delphi([Dimension], act: [FieldID])
    case actMeansPurpose(act: [FieldID], means: [FieldID], purpose: [FieldID])
    /// One sign is enough to offer a full screening.
    case anyOf([FieldID])

    /// Every question that counts, in order.
    package var fields: [FieldID] {
        switch self {
        case .delphi(let dimensions, let act): act + dimensions.flatMap { $0.indicators.map(\.field) }
        case .actMeansPurpose(let act, let means, let purpose): act + means + purpose
        case .anyOf(let signs): signs
        }
    }

    func outcome(_ shown: Set<FieldID>, isChild: Bool) -> Outcome {
        switch self {
        case .delphi(let dimensions, let act): Delphi(dimensions, act, shown, isChild: isChild).clause.outcome
        case .actMeansPurpose(let act, let means, let purpose):
            ActMeansPurpose(act: act, means: means, purpose: purpose).outcome(shown, isChild: isChild)
        case .anyOf(let signs): shown.isDisjoint(with: signs) ? .notIndicated : .fullScreening
        }
    }

    func reasons(_ evidence: Evidence, isChild: Bool) -> [Reason] {
        switch self {
        case .delphi(let dimensions, let act): Delphi.reasons(dimensions, act, evidence, isChild: isChild)
        case .actMeansPurpose(let act, let means, let purpose):
            ActMeansPurpose(act: act, means: means, purpose: purpose).reasons(evidence, isChild: isChild)
        case .anyOf(let signs): [evidence.reason("any", signs)]
        }
    }
}
