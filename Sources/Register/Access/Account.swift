/// A member of staff and what they were granted. Names and grants are ledger entries, sealed as staff; passwords are not here.
package struct Account: Chronicle, Equatable, Codable {
    package struct Grant: Codable, Sendable, Equatable {
        package let name: String
        package let signIn: String
        package let agency: AgencyCode
        package let role: RoleCode
        package init(name: String, signIn: String, agency: AgencyCode, role: RoleCode) {
            self.name = name
            self.signIn = signIn
            self.agency = agency
            self.role = role
        }
    }

    package enum Action: Recordable {
        case granted(Grant)
        case disabled
        case enabled

        package static var compartment: Compartment { .staff }
        package var answers: Answers {
            get { Answers() }
            set { _ = newValue }
        }
    }

    package static let kind = ChronicleKind.account
    package private(set) var grant: Grant?
    package private(set) var isDisabled = false
    /// When it was last enabled anew. Whoever was signed in before is not any more.
    package private(set) var enabled: Moment?

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .granted(let grant): self.grant = grant
        case .disabled: isDisabled = true
        case .enabled:
            isDisabled = false
            enabled = entry.stamp.at
        }
    }
}
