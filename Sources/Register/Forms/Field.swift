/// One question of a form.
package struct Field: Sendable, Equatable {
    /// What sort of answer it takes. One case each; the compiler lists what follows from a new one.
    package enum Kind: String, Sendable, CaseIterable {
        case text, long, name, number, day, choice, choices, yesNo = "yes-no", country, countries, place, phone, group
    }

    /// How closely an answer points to the person: what a permit must hold to see it.
    package enum Class: String, Sendable, CaseIterable, Codable {
        case coded, sensitive, identifying
    }

    package let id: FieldID
    package let kind: Kind
    package let label: Wording
    package let hint: Wording?
    package let fieldClass: Class
    package let compartment: Compartment
    package let isRequired: Bool
    /// The name of its list of choices in the pack.
    package let list: String?
    package let choices: [Choice]
    package let range: ClosedRange<Double>?
    package let when: Condition
    package let step: Int
    package let standard: Standard
    /// The questions of one row, when the kind is `group`.
    package let fields: [Field]
    /// The level a score counts for, such as individual or household, when its choices have points.
    package let level: String?

    /// The names of this question in the standards that data goes out by.
    package struct Standard: Sendable, Equatable {
        package var htcds: String?
        package var ctdc: String?
        package init(htcds: String? = nil, ctdc: String? = nil) {
            self.htcds = htcds
            self.ctdc = ctdc
        }
    }

    package init(
        id: FieldID, kind: Kind, label: Wording, hint: Wording? = nil, fieldClass: Class, compartment: Compartment? = nil,
        isRequired: Bool = false, list: String? = nil, choices: [Choice] = [], range: ClosedRange<Double>? = nil,
        when: Condition = .always,
        step: Int = 1,
        standard: Standard = Standard(), fields: [Field] = [], level: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.hint = hint
        self.fieldClass = fieldClass
        self.compartment = compartment ?? Field.compartment(of: fieldClass)
        self.isRequired = isRequired
        self.list = list
        self.choices = choices
        self.range = range
        self.when = when
        self.step = step
        self.standard = standard
        self.fields = fields
        self.level = level
    }

    private static func compartment(of fieldClass: Class) -> Compartment {
        switch fieldClass {
        case .coded: .core
        case .sensitive: .welfare
        case .identifying: .identity
        }
    }

    /// Whether the pack says where it is sealed, apart from what its class says.
    package var hasOwnCompartment: Bool { compartment != Field.compartment(of: fieldClass) }

    /// How long a text may be, in characters.
    /// Units: characters, of a long text, also of one that no field of a pack asks for.
    package static let longestText = 10_000
    package var longest: Int { kind == .long ? Field.longestText : 250 }
}

/// One of the answers a question offers. A local addition leaves the country as `Other`.
package struct Choice: Sendable, Equatable {
    package let code: String
    package let label: Wording
    package let isLocal: Bool
    /// The code it has in an HTCDS export.
    package let htcds: String?
    /// What it counts in a score.
    package let points: Int?

    package init(code: String, label: Wording, isLocal: Bool = false, htcds: String? = nil, points: Int? = nil) {
        self.code = code
        self.label = label
        self.isLocal = isLocal
        self.htcds = htcds
        self.points = points
    }

    /// The code that the standard knows. An addition of the country that names none is `Other`.
    package var standardCode: String { htcds ?? (isLocal ? "Other" : code) }
}
