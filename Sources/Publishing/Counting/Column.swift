/// One attribute of every person of a cohort.
///
/// Shape: a byte for each person, an index into a code list that was public before anybody was counted. A missing answer is a
/// code too, so that everybody is in every table.
package struct Column: Sendable {
    package let attribute: String
    package let codes: [String]
    /// The code which says that the answer is missing.
    package let missing: UInt8?
    package let bytes: [UInt8]

    /// Nothing when the list is longer than a byte can say, or a byte is outside the list.
    package init?(_ attribute: String, codes: [String], missing: UInt8? = nil, bytes: [UInt8]) {
        guard (1...256).contains(codes.count), bytes.allSatisfy({ $0 < codes.count }) else { return nil }
        guard missing.map({ $0 < codes.count }) ?? true else { return nil }
        (self.attribute, self.codes, self.missing, self.bytes) = (attribute, codes, missing, bytes)
    }

    /// The codes that are an answer: the rows of the rule on denominators.
    package var answered: Codes {
        var answered = Codes(below: codes.count)
        if let missing { answered.remove(missing) }
        return answered
    }
}
