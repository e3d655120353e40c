/// What the answers suggest and why. Never a verdict about the person.
package struct Suggestion: Sendable, Equatable {
    package let outcome: Outcome
    /// What the given answers alone say; differs from `outcome` when open questions could still turn it.
    package let soFar: Outcome
    package let reasons: [Reason]

    package init(outcome: Outcome, soFar: Outcome, reasons: [Reason]) {
        self.outcome = outcome
        self.soFar = soFar
        self.reasons = reasons
    }
}

/// Where a screening may lead. Its words stand under `screening.outcome.` and the code.
package enum Outcome: String, Sendable, CaseIterable, Codable {
    /// Signs of trafficking together.
    case indicated
    /// A deceptive recruitment and exploitation, no coercion where the person works.
    case deception
    /// Exploitation alone: the way of labour rights.
    case labourRights = "labour-rights"
    /// A sign in a short instrument: offer a full screening.
    case fullScreening = "full-screening"
    /// Open questions could still turn it, or the rule names no outcome for what is shown.
    case inconclusive
    case notIndicated = "not-indicated"

    /// No further answer can take it back.
    var isSettled: Bool { self == .indicated || self == .fullScreening }
}

/// One sentence of the why, with the questions it rests on.
package struct Reason: Sendable, Equatable {
    /// The key of its sentence in the words.
    package let key: String
    /// A text of the pack, to be translated before it is put in the hole `{subject}`.
    package let subject: Wording?
    /// The numbers for its other holes.
    package let holes: [String: String]
    package let fields: [FieldID]

    init(_ name: String, subject: Wording? = nil, holes: [String: String] = [:], fields: [FieldID] = []) {
        key = "screening.reason.\(name)"
        self.subject = subject
        self.holes = holes
        self.fields = fields
    }

    init(_ name: String, count: Int, fields: [FieldID]) {
        self.init(name, holes: ["count": String(count)], fields: fields)
    }
}

/// What the person who asked concludes. The codes of the pack's list `screening-conclusions`.
package enum Conclusion: String, Sendable, CaseIterable, Codable {
    /// There are signs of trafficking.
    case possible
    /// No signs now. It may change, so a day to screen again is set.
    case notNow = "not-now"
    case unclear

    package static let list = "screening-conclusions"

    /// Whether a day to screen again belongs to it.
    package var isAskedAgain: Bool { self != .possible }
}
