/// Somebody who gives services, such as a desk, a clinic or a shelter: of which agency, what, where, and whether it is still right.
package struct Provider: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, listed, withdrawn }

    /// What every country knows of a provider; the rest are answers to its form.
    package struct Listing: Codable, Sendable, Equatable {
        package var name: String
        package var agency: AgencyCode
        package var services: [ServiceCode]
        /// Codes of places of the pack. A provider without any serves the whole country.
        package var districts: [String]

        package init(name: String, agency: AgencyCode, services: [ServiceCode], districts: [String] = []) {
            self.name = name
            self.agency = agency
            self.services = services
            self.districts = districts
        }
    }

    package enum Action: Recordable {
        case listed(Listing, answers: Answers)
        /// The whole of it anew, so that nothing stays of what was taken away.
        case changed(Listing, answers: Answers)
        /// Somebody called, and everything is right.
        case checked(on: Day)
        case withdrawn
        case relisted

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .listed(_, let answers), .changed(_, let answers): answers
                case .checked, .withdrawn, .relisted: Answers()
                }
            }
            set {
                switch self {
                case .listed(let listing, _): self = .listed(listing, answers: newValue)
                case .changed(let listing, _): self = .changed(listing, answers: newValue)
                case .checked, .withdrawn, .relisted: break
                }
            }
        }

        /// The same action without an address that nobody may know, to be recorded instead.
        package func open(by terms: ProviderTerms) -> Action {
            var open = self
            switch self {
            case .listed(let listing, let answers), .changed(let listing, let answers):
                open.answers = terms.open(answers, offering: listing.services)
            case .checked, .withdrawn, .relisted: break
            }
            return open
        }
    }

    package static let kind = ChronicleKind.provider
    package private(set) var status = Status.absent
    package private(set) var listing = Listing(name: "", agency: "", services: [])
    package private(set) var answers = Answers()
    package private(set) var checked: Day?
    package private(set) var checker: AccountID?

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .listed(let listing, let answers), .changed(let listing, let answers):
            self.listing = listing
            self.answers = answers
            if status == .absent { status = .listed }
        case .checked(let day):
            checked = day
            checker = entry.stamp.author
        case .withdrawn: status = .withdrawn
        case .relisted: status = .listed
        }
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(_ action: Action, duties: Set<Duty>, on today: Day) throws(Refusal) {
        guard duties.contains(.directory) else { throw Refusal("notPermitted") }
        switch action {
        case .listed(let listing, _):
            guard status == .absent else { throw Refusal("alreadyListed") }
            try listing.check()
        case .changed(let listing, _):
            guard status == .listed else { throw Refusal("providerWithdrawn") }
            try listing.check()
        case .checked(let day):
            guard status == .listed else { throw Refusal("providerWithdrawn") }
            guard day <= today, checked.map({ $0 <= day }) ?? true else { throw Refusal("checkDay") }
        case .withdrawn: guard status == .listed else { throw Refusal("providerWithdrawn") }
        case .relisted: guard status == .withdrawn else { throw Refusal("alreadyListed") }
        }
    }
}

extension Provider.Listing {
    fileprivate func check() throws(Refusal) {
        guard !name.isEmpty, !services.isEmpty else { throw Refusal("emptyListing") }
    }
}
