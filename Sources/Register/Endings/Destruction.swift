/// What is left of a case that was destroyed: a certificate that names nobody in it.
package struct Destruction: Chronicle, Equatable {
    package struct Certificate: Codable, Sendable, Equatable {
        /// What it is of when it is of no case: a report or the people of a workshop whose time was over, or the
        /// messages under a reply code.
        package enum Kind: String, Codable, Sendable, CaseIterable { case report, dialogue, workshop }

        package let number: String
        package let kind: Kind?
        package let caseNumber: String
        package let agency: AgencyCode
        /// Whose keys were destroyed: the case, perhaps its report, and the records of who looked at them.
        package let chronicles: [ChronicleID]
        package let erasure: Erasure
        package let closed: Moment?
        /// The reason of closing, a code of the pack.
        package let reason: String?
        /// How many entries stay in the ledger, sealed for ever, and how many files were destroyed.
        package let entries: Int
        package let files: Int
        /// The report of concern that went with it, since no other case rests on it; or the number of the workshop.
        package let report: String?
        package let askedBy: AccountID
        package let askedAt: Moment

        package init(
            number: String, of file: CaseFile, chronicles: [ChronicleID], entries: Int, report: String? = nil, asked: ErasureAsked
        ) {
            self.number = number
            kind = nil
            caseNumber = file.number
            agency = file.owner
            self.chronicles = chronicles
            erasure = asked.erasure
            closed = file.closed
            reason = file.closureReason
            self.entries = entries
            files = file.attachments.count
            self.report = report
            askedBy = asked.by
            askedAt = asked.at
        }

        /// Of something that is no case, which one person ends. Shape: the messages of the public are of no agency.
        package init(
            number: String, _ kind: Kind, report: String?, chronicles: [ChronicleID], entries: Int, files: Int, by actor: Actor,
            at now: Moment
        ) {
            self.number = number
            self.kind = kind
            caseNumber = ""
            agency = actor.agency
            self.chronicles = chronicles
            erasure = kind == .dialogue ? .wish : .retention
            closed = nil
            reason = nil
            self.entries = entries
            self.files = files
            self.report = report
            askedBy = actor.account
            askedAt = now
        }
    }

    package enum Action: Recordable {
        case destroyed(Certificate)
        /// The digest of the paper that was made of it.
        case printed(digest: String)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get { Answers() }
            set { _ = newValue }
        }
    }

    package static let kind = ChronicleKind.destruction
    package private(set) var certificate: Certificate?
    package private(set) var agreedBy: AccountID?
    package private(set) var at = Moment(seconds: 0)
    package private(set) var papers: [String] = []

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .destroyed(let certificate):
            self.certificate = certificate
            agreedBy = entry.stamp.author
            at = entry.stamp.at
        case .printed(let digest): papers.append(digest)
        }
    }

    /// Whether a role may read it: who may ask for destruction or agree to it, in the agency whose case it was.
    package func isShown(to actor: Actor, holding role: Role) -> Bool {
        certificate?.agency == actor.agency && role.mayReadDestructions
    }
}

extension Role {
    /// Whether it asks for destruction or agrees to it, in its own agency.
    package var mayDestroy: Bool { !(grants[.agency]?.may ?? []).isDisjoint(with: [.erase, .approve]) }

    /// Whether it reads certificates of its own agency.
    package var mayReadDestructions: Bool { mayDestroy || duties.contains(.retention) }
}
