extension Consent {
    /// That somebody agreed, and that they took it back.
    package enum Act: ActOfCase {
        case given(Consent)
        /// The day is that of the country.
        case withdrawn(EntryID, on: Day)

        package var word: String {
            switch self {
            case .given: "consented"
            case .withdrawn: "consentWithdrawn"
            }
        }

        package var ability: Ability { .consent }

        package func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal) {
            switch self {
            case .given(let consent):
                guard consent.given <= now.today else { throw Refusal("consentInFuture") }
                if file.isChild(by: now.practice, on: now.today), consent.by != .guardian, answers[.text] == nil {
                    throw Refusal("guardianNeeded")
                }
            case .withdrawn(let id, _):
                guard file.agreements.contains(where: { $0.id == id && $0.withdrawn == nil }) else {
                    throw Refusal("noSuchConsent")
                }
            }
        }

        package func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>) {
            switch self {
            case .given(let consent):
                file.agreements.append(CaseFile.Agreement(id: entry.id, consent: consent, answers: entry.action.answers))
            case .withdrawn(let id, let day): file.withdraw(id, at: entry.stamp.at, on: day)
            }
        }

        package var asSent: Self {
            switch self {
            case .given: self
            case .withdrawn(let id, _): .withdrawn(id, on: .epoch)
            }
        }

        package func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool { true }
        package func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool { false }
    }
}

extension CaseFile {
    package struct Agreement: Sendable, Equatable {
        package let id: EntryID
        package let consent: Consent
        package internal(set) var answers: Answers
        package internal(set) var withdrawn: Moment?
    }

    /// Withdrawal closes every open referral that rested on this consent and on no exception or other consent.
    fileprivate mutating func withdraw(_ id: EntryID, at moment: Moment, on today: Day) {
        guard let index = agreements.firstIndex(where: { $0.id == id }) else { return }
        agreements[index].withdrawn = moment
        for open in referrals where open.isOpen && open.request.exception == nil && !hasConsent(toReferTo: open.to, on: today) {
            settle(open.id, .withdrawn)
        }
    }
}

extension CaseFacts {
    package func hasConsent(toReferTo agency: AgencyCode, on today: Day) -> Bool {
        agreements.contains { $0.withdrawn == nil && $0.consent.covers(Consent.referral, agency, on: today) }
    }
}

extension CaseAction {
    package static func consented(_ consent: Consent, answers: Answers? = nil) -> CaseAction {
        CaseAction(.consent(.given(consent)), answers ?? Answers())
    }
    package static func consentWithdrawn(_ id: EntryID, on day: Day) -> CaseAction {
        CaseAction(.consent(.withdrawn(id, on: day)))
    }
}

extension FieldID {
    /// Who consented for a child. No field of a pack.
    package static let guardian: FieldID = "guardian"
}
