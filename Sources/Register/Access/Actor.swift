/// Who asks, for which agency, in which role.
package struct Actor: Sendable, Hashable {
    package let account: AccountID
    package let agency: AgencyCode
    package let role: RoleCode

    package init(account: AccountID, agency: AgencyCode, role: RoleCode) {
        self.account = account
        self.agency = agency
        self.role = role
    }
}

/// What a worker may do with a case: the words of `roles.yml`.
package enum Ability: String, Sendable, CaseIterable, Codable {
    case open, read, answer, consent, refer, withdrawReferral = "withdraw-referral", decide, serve, complete, note, assign,
        transfer,
        close, reopen, looks, history
}

/// How a worker stands to a case. The closest one counts.
package enum Relation: String, Sendable, CaseIterable {
    case assigned, agency, recipient, invited, none
}

/// What the country gives a role: for each relation, what it sees and may do. An absent relation sees nothing.
package struct Role: Sendable, Equatable {
    package struct Grant: Sendable, Equatable {
        package let sees: Set<Field.Class>
        package let may: Set<Ability>
        package init(sees: Set<Field.Class>, may: Set<Ability>) {
            self.sees = sees
            self.may = may
        }
    }

    package let code: RoleCode
    package let label: String
    package let grants: [Relation: Grant]

    package init(code: RoleCode, label: String, grants: [Relation: Grant]) {
        self.code = code
        self.label = label
        self.grants = grants
    }
}
