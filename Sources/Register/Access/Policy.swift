/// What the country decided about seeing and sealing, as values: its roles, and for each field its class and compartment.
package struct Policy: Sendable {
    package let version: String
    package let roles: [RoleCode: Role]
    package private(set) var practice: Practice
    private let classes: [FieldID: Field.Class]
    private let compartments: [FieldID: Compartment]
    /// Where the answers of a case stand, records apart.
    let ofAnswers: Set<Compartment>
    /// The fields that hold a person's names, for search.
    package let names: Set<FieldID>

    package init(version: String, roles: [RoleCode: Role], fields: [Field], practice: Practice = Practice(), records: [Field] = [])
    {
        self.version = version
        self.roles = roles
        self.practice = practice
        var classes: [FieldID: Field.Class] = [.text: .sensitive]
        var compartments: [FieldID: Compartment] = [.text: .welfare]
        for field in fields + records {
            classes[field.id] = field.fieldClass
            compartments[field.id] = field.compartment
        }
        self.classes = classes
        self.compartments = compartments
        ofAnswers = Set(fields.map(\.compartment))
        names = Set(fields.filter { $0.kind == .name }.map(\.id))
    }

    /// The same decisions with other caps.
    package func capped(by caps: Caps) -> Policy {
        var policy = self
        policy.practice.caps = caps
        return policy
    }

    package func classOf(_ field: FieldID) -> Field.Class? { classes[field] }

    /// A field the pack does not know is sealed with the identity: the safest guess.
    package func compartment(of field: FieldID) -> Compartment { compartments[field] ?? .identity }
}
