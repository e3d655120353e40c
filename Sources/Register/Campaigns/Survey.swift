/// What the rounds of a survey show about the same questions, and how far off that may be.
package struct Survey: Sendable {
    package let rounds: [Campaign.Round]
    package let terms: CampaignTerms

    package init(_ campaign: Campaign, by terms: CampaignTerms) {
        rounds = campaign.rounds(by: terms)
        self.terms = terms
    }

    /// How many answered rightly, of all who answered; perhaps only those of one answer to another question.
    package func share(
        _ item: CampaignTerms.Item, in round: Campaign.Round, of group: (field: FieldID, code: String)? = nil
    ) -> Share {
        let asked = round.responses.filter { group == nil || $0[group?.field ?? ""]?.all.contains(group?.code ?? "") == true }
        let right = asked.compactMap { item.isRight($0) }
        return Share(right.filter(\.self).count, of: right.count)
    }

    /// Nil when a round has too few answers to say. Its interval means something only where both were drawn by lot.
    package func difference(
        _ item: CampaignTerms.Item, from earlier: Campaign.Round, to later: Campaign.Round
    ) -> Difference? {
        let (first, last) = (share(item, in: earlier), share(item, in: later))
        return isEnough(first) && isEnough(last) ? Difference(last, from: first) : nil
    }

    package func isEnough(_ share: Share) -> Bool { share.total >= terms.least }

    /// The largest half width of a 95 % interval that a round of this size can have, were the people asked a random sample.
    ///
    /// Units: between 0 and 1. Source: normal approximation at one half, as surveys state it.
    package static func marginOfError(_ people: Int) -> Double? { people == 0 ? nil : 0.98 / Double(people).squareRoot() }
}
