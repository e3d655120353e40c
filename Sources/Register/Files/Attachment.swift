/// A file that was attached: sealed apart, known here by its digest.
package struct Attachment: Codable, Sendable, Equatable {
    /// The media type, found in the content.
    package let type: String
    /// Units: bytes, as kept.
    package let size: Int
    /// SHA-256 of the bytes as kept, in hexadecimal.
    package let digest: String
    /// SHA-256 of the bytes as they came, when something was taken out of them.
    package let original: String?
    package let compartment: Compartment
    /// Where else what stands in it came from. Nil, as in older entries, for nowhere.
    package let also: [Compartment]?
    /// What was taken out, and what stays in and had better be known: words of the words file.
    package let removed: [String]?
    package let left: [String]?

    package init(
        type: String, size: Int, digest: String, original: String?, compartment: Compartment, also: [Compartment]? = nil,
        removed: [String]? = nil, left: [String]? = nil
    ) {
        self.type = type
        self.size = size
        self.digest = digest
        self.original = original
        self.compartment = compartment
        self.also = also
        self.removed = removed
        self.left = left
    }

    /// All that must be open to whoever reads it.
    package var compartments: Set<Compartment> { Set([compartment] + (also ?? [])) }
}

/// An attachment as it stands in a case, with everybody who had it.
package struct Attached: Sendable, Equatable, Identifiable {
    package struct Hand: Sendable, Equatable {
        package let by: AccountID
        package let agency: AgencyCode
        package let at: Moment
        package let answers: Answers
    }

    package let id: EntryID
    package let attachment: Attachment
    package internal(set) var custody: [Hand]
    package var answers: Answers { custody[0].answers }
}
