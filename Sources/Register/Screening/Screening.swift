/// A screening that was done: with which instrument, what it suggested, what the person who asked concluded.
package struct Screening: Codable, Sendable, Equatable {
    package let instrument: FormID
    package let version: String
    /// What the instrument suggested, a word; the conclusion is the worker's.
    package let suggestion: String
    package let conclusion: String
    /// When to ask again, after one that found nothing or was unclear.
    package let again: Day?
    /// Whether whoever screened held the certificate that the country asks for. Nil where it asks for none, and in older entries.
    package private(set) var isCertified: Bool?

    package init(instrument: FormID, version: String, suggestion: String, conclusion: String, again: Day?) {
        self.instrument = instrument
        self.version = version
        self.suggestion = suggestion
        self.conclusion = conclusion
        self.again = again
    }

    package func screened(withCertificate isCertified: Bool) -> Screening {
        var told = self
        told.isCertified = isCertified
        return told
    }
}

/// A screening as it stands in a case. Why a conclusion differs is in the answers.
package struct Screened: Sendable, Equatable, Identifiable {
    package let id: EntryID
    package let screening: Screening
    package let at: Moment
    package let author: AccountID
    package let agency: AgencyCode
    package internal(set) var answers: Answers
}
