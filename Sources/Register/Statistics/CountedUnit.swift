/// What one row of a statistic is: a person, a service that was given, a report, somebody in a workshop.
///
/// Source: the four units of the International Classification Standard for Administrative Data on Trafficking in Persons are
/// `incident` (event), `person` (victim), `record` (an alleged perpetrator is a record of a case) and `concern` (reporting entity).
package enum CountedUnit: String, Sendable, CaseIterable, Codable {
    case person, service, referral, record, concern, incident, workshop, participant, activity

    /// What is known of a row beside the answers to questions of the pack. They read like questions that nobody asks.
    package var aspects: [CountedAspect] {
        switch self {
        case .person: [.agency, .status, .closure, .conclusion]
        case .service: [.agency, .service, .outcome, .status]
        case .referral: [.agency, .target, .service, .outcome, .status]
        case .record: [.agency, .form, .status]
        case .concern: [.agency, .channel, .urgency, .outcome, .status]
        case .incident: [.agency]
        case .workshop: [.status, .way]
        case .participant: [.agency, .post, .group, .sex, .attended, .certified]
        case .activity: [.agency, .form]
        }
    }

    /// What of a row can be summed beside the numbers that were answered.
    package var amounts: [CountedAspect] {
        switch self {
        case .service: [.cents, .nights]
        case .workshop: [.cents]
        case .incident: [.people]
        default: []
        }
    }
}

/// A question nobody asks: its answer follows from what was recorded.
package enum CountedAspect: String, Sendable, CaseIterable {
    /// Who leads, gives, sends, reports or works there.
    case agency
    /// Of a case: open or closed. Of a report: waiting or triaged. Of a workshop: planned, held or cancelled.
    case status
    /// The reason a case was closed for.
    case closure
    /// How its last screening ended.
    case conclusion
    case service
    /// Of a service: given, declined or unavailable. Of a referral: its status. Of a report: what was to be done.
    case outcome
    /// To whom a referral went.
    case target
    /// The form of a record, or of a record of a campaign.
    case form
    /// The way a report came.
    case channel
    case urgency
    /// In a room or on line.
    case way
    case post, group, sex
    /// Whether somebody was there at all; whether they hold a certificate that counts.
    case attended, certified
    case cents, nights, people

    package var field: FieldID { FieldID(rawValue: rawValue) }
}
