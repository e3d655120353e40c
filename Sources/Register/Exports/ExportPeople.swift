/// Of the people somebody may read: how many go into a file, and how many do not, and why. Counts only.
package struct ExportPeople: Sendable, Equatable {
    /// Why a person of the period is left out.
    package enum LeftOut: String, Sendable, CaseIterable {
        /// They did not agree to the purpose, not any more, or to one agency only.
        case consent
        /// The format is not about them, such as somebody who was found not to be a victim.
        case condition
        /// The record came from a published file, of another layout or for a format that takes none.
        case published
        /// Something stored of the record was altered or is missing.
        case damaged
    }

    package private(set) var going = 0
    package private(set) var leftOut: [LeftOut: Int] = [:]

    package init() {}

    package mutating func count(_ reason: LeftOut?) {
        if let reason { leftOut[reason, default: 0] += 1 } else { going += 1 }
    }
}

extension ExportTerms {
    /// Why a case may not go into a file on a day; nil when it may.
    ///
    /// Shape: asked of the file as it is, since what a permit hides still counts. Consent to one agency alone is none for a partner.
    package func leftOut(_ file: some CaseFacts, of format: ExportFormat, on today: Day) -> ExportPeople.LeftOut? {
        if let layout = publishedLayout(of: file) { return layout == format.published?.layout ? nil : .published }
        let agreed = file.agreements.contains { agreement in
            agreement.withdrawn == nil && agreement.consent.recipient == nil
                && agreement.consent.covers(format.consent, file.owner, on: today)
        }
        guard agreed else { return .consent }
        let known = file.answers.values.reduce(into: Answers()) { $0.merge($1) }
        return format.people.holds(for: known) ? nil : .condition
    }

    /// The layout of a record that came from a published file. Nil for a case that holds anything else: then somebody is in it.
    package func publishedLayout(of file: some CaseFacts) -> String? {
        guard let publishedForm, let layoutField, file.answers.count == 1, file.records.isEmpty, file.screenings.isEmpty else {
            return nil
        }
        return file.answers[publishedForm]?[layoutField]?.text
    }
}
