import Register

extension SubmittedAnswers {
    /// What was sent without signs that nobody types: controls that cannot be read, and those that turn the text around them.
    var legible: SubmittedAnswers {
        SubmittedAnswers(
            values.mapValues { texts in
                texts.map { text in
                    var kept = String.UnicodeScalarView()
                    kept.append(contentsOf: text.unicodeScalars.filter(SubmittedAnswers.isLegible))
                    return String(kept)
                }
            })
    }

    /// Source: Unicode Standard Annex 9, section 2: the embeddings, overrides and isolates.
    private static func isLegible(_ sign: Unicode.Scalar) -> Bool {
        switch sign.value {
        case 9, 10, 13: true
        case 0..<32, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
