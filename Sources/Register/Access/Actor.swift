import FoundationEssentials

/// Who asks, for which agency, in which role.
///
/// Shape: what they proved in this sitting goes with them and is no part of who they are.
package struct Actor: Sendable, Hashable {
    package let account: AccountID
    package let agency: AgencyCode
    package let role: RoleCode
    package let proofs: Proofs

    package init(account: AccountID, agency: AgencyCode, role: RoleCode, proofs: Proofs = Proofs()) {
        self.account = account
        self.agency = agency
        self.role = role
        self.proofs = proofs
    }

    package static func == (one: Actor, other: Actor) -> Bool {
        one.account == other.account && one.agency == other.agency && one.role == other.role
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(account)
        hasher.combine(agency)
        hasher.combine(role)
    }
}

/// What a worker may do with a case: the words of `roles.yml`.
package enum Ability: String, Sendable, CaseIterable, Codable {
    case open, read, answer, consent, screen, refer, withdrawReferral = "withdraw-referral", decide, serve, complete, note, record
    case decideReasonable = "decide-reasonable", decideConclusive = "decide-conclusive", notify, askReview = "ask-review", recovery
    case task, assign, transfer, attach, link, breakGlass = "break-glass", exclude, hold, erase, askClosure = "ask-closure"
    case approve, close, reopen, looks, history
}

/// What a worker may do apart from any one case: the words of `roles.yml`.
package enum Duty: String, Sendable, CaseIterable, Codable {
    /// Takes reports of concern; triages them; leads incidents; keeps the directory; sees what is late in every agency, by number
    /// only; keeps courses and workshops; destroys reports whose time is over; plans campaigns and sees the calls that followed as
    /// counts; sees the country's figures and prepares what is published; sees them in bands only; asks for files for partners, and
    /// agrees to those that another asked for; reads what campaigns achieved.
    case report, triage, incidents, directory, coordinate, train, retention, campaign, figures, overview, export, outcomes
}

/// How a worker stands to a case. The closest one counts.
package enum Relation: String, Sendable, CaseIterable {
    case assigned, agency, emergency, recipient, invited, none
}

/// What the country gives a role: for each relation, what it sees and may do. An absent relation sees nothing.
package struct Role: Sendable, Equatable {
    package struct Grant: Sendable, Equatable {
        package static let usual: Set<Compartment> = [.core, .identity, .welfare]
        package let sees: Set<Field.Class>
        package let may: Set<Ability>
        package let opens: Set<Compartment>
        package init(sees: Set<Field.Class>, may: Set<Ability>, opens: Set<Compartment> = usual) {
            self.sees = sees
            self.may = may
            self.opens = opens
        }
    }

    package let code: RoleCode
    package let label: Wording
    package let grants: [Relation: Grant]
    package let duties: Set<Duty>

    package init(code: RoleCode, label: Wording, grants: [Relation: Grant], duties: Set<Duty> = []) {
        self.code = code
        self.label = label
        self.grants = grants
        self.duties = duties
    }
}

extension AccountID {
    /// Whoever has no account: somebody from the public.
    package static let anybody = AccountID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
}
