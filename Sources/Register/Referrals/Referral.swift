/// A request that another agency give the person one service.
package struct Referral: Sendable, Equatable, Identifiable {
    package struct Request: Codable, Sendable, Equatable {
        package let service: ServiceCode
        package let to: AgencyCode
        /// The forms whose answers travel with it: the least that this service needs.
        package let packet: [FormID]
        package let due: Moment
        /// Why it goes without consent, when it does.
        package let exception: String?
        /// Which provider of the agency, where the directory knows one.
        package let provider: ChronicleID?

        package init(
            service: ServiceCode, to: AgencyCode, packet: [FormID], due: Moment, exception: String?, provider: ChronicleID? = nil
        ) {
            self.service = service
            self.to = to
            self.packet = packet
            self.due = due
            self.exception = exception
            self.provider = provider
        }
    }

    package enum Decision: Codable, Sendable, Equatable {
        case accepted
        case declined(reason: String)
    }

    package enum Status: String, Sendable, Codable, CaseIterable {
        case sent, accepted, declined, completed, withdrawn, expired
    }

    package let id: EntryID
    package let request: Request
    package let from: AgencyCode
    package let by: AccountID
    package let sent: Moment
    package internal(set) var message: Answers
    package internal(set) var status: Status
    package internal(set) var reason: String?
    /// Whether a supervisor looked at a referral that went without consent.
    package internal(set) var isReviewed = false

    package var to: AgencyCode { request.to }
    package var packet: [FormID] { request.packet }
    package func isOverdue(at now: Moment) -> Bool { status == .sent && request.due < now }
    package var isOpen: Bool { status == .sent || status == .accepted }
}
