/// Answers as what they mean.
extension Answers {
    func day(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> Day? { text(meaning, terms).flatMap { Day($0) } }

    package func whole(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> Int? {
        text(meaning, terms).flatMap { Bounded.decimal($0, in: 0...Double(Bounded.largest)) }.map {
            Bounded.whole(of: $0.rounded(.down))
        }
    }

    package func text(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> String? {
        terms[meaning].flatMap { self[$0]?.text }
    }

    func codes(_ meaning: CampaignTerms.Meaning, _ terms: CampaignTerms) -> [String] {
        terms[meaning].flatMap { self[$0]?.all } ?? []
    }

    /// People by sex and age, as a record of reach names them.
    func audience(_ terms: CampaignTerms) -> [Campaign.Reach.Group] {
        guard let field = terms[.audience], case .group(let rows) = self[field] else { return [] }
        return rows.map {
            Campaign.Reach.Group(
                sex: $0.text(.sex, terms) ?? "", age: $0.text(.age, terms) ?? "", count: $0.whole(.count, terms) ?? 0)
        }
    }
}
