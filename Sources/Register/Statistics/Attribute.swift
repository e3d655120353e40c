/// How a row is divided: an answer, or an aspect, as one of a short list of codes that was public before anybody was counted.
package struct Attribute: Sendable, Equatable, Identifiable, Codable {
    /// Shape: `from` are the answers that mean this code. One code may be for all others, and one for several at once.
    package struct Code: Sendable, Equatable, Codable {
        package enum Source: Sendable, Equatable, Codable { case answers([String]), others, several }
        package let code: String
        package let label: Wording
        package let source: Source
        /// Ages in whole years that mean it, where the day of birth is known.
        package let years: ClosedRange<Int>?

        package init(code: String, label: Wording, source: Source, years: ClosedRange<Int>? = nil) {
            (self.code, self.label, self.source, self.years) = (code, label, source, years)
        }
    }

    package let id: String
    package let label: Wording
    package let unit: CountedUnit
    package let field: FieldID
    /// The question for the day of birth, when the codes are ages.
    package let birth: FieldID?
    package let codes: [Code]
    private let places: [String: UInt8]
    private let others: UInt8
    private let several: UInt8?

    /// Shape: at most 255 codes; byte 0 is "not known", 1 the first code.
    package init(id: String, label: Wording, unit: CountedUnit, field: FieldID, birth: FieldID? = nil, codes: [Code]) {
        (self.id, self.label, self.unit, self.field, self.birth, self.codes) = (id, label, unit, field, birth, codes)
        var places: [String: UInt8] = [:]
        var (others, several) = (UInt8(0), UInt8?.none)
        for (index, code) in codes.prefix(255).enumerated() {
            switch code.source {
            case .answers(let answers): for answer in answers { places[answer] = UInt8(index + 1) }
            case .others: others = UInt8(index + 1)
            case .several: several = UInt8(index + 1)
            }
        }
        (self.places, self.others, self.several) = (places, others, several)
    }

    /// The byte of a row on a day. Zero where nothing is known.
    package func byte(_ answers: Answers, on day: Day?) -> UInt8 {
        if let birth, let born = answers[birth]?.text.flatMap({ Day($0) }), let age = born.years(until: day),
            let place = codes.firstIndex(where: { $0.years?.contains(age) ?? false })
        {
            return UInt8(place + 1)
        }
        guard let answer = answers[field] else { return 0 }
        var found: UInt8 = 0
        for text in answer.all where !text.isEmpty {
            let byte = places[text] ?? others
            if found == 0 { found = byte } else if byte != 0, byte != found { return several ?? found }
        }
        return found
    }

    package func byte(of code: String) -> UInt8? { codes.firstIndex { $0.code == code }.map { UInt8($0 + 1) } }
}

extension Day {
    /// Whole years from this day to another. Nil where only years are known and they do not tell, or the other is before.
    func years(until day: Day?) -> Int? {
        guard let day, year <= day.year else { return nil }
        guard let month, let own = self.day, let otherMonth = day.month, let other = day.day else { return nil }
        return day.year - year - ((otherMonth, other) < (month, own) ? 1 : 0)
    }
}
