/// A row and how much speaks for it. Without the reasons.
package struct Match: Sendable, Equatable {
    package let row: Int
    package let bits: Double
}

extension PersonIndex {
    /// How many people get a full comparison.
    private static let shortlisted = 150

    /// The people on record who may be this one, the likeliest first, each with its reasons.
    package func candidates(
        for person: KnownPerson, weights: Weights = .usual, limit: Int = 10, excluding rows: Set<Int> = []
    ) -> [Candidate] {
        let asked = population.profile(of: person)
        let found = search(asked, weights, excluding: rows)
        // The odds of each against that it is nobody on record, who counts as one.
        let odds = found.map { Bits.odds($0.bits - Bits.of(Double(max(count, 1)))) }
        let total = odds.reduce(1, +)
        return zip(found, odds).prefix(limit).map { found, odds in
            let profile = profile(at: found.slot)
            let bars = population.bars(population.compare(asked, profile), of: asked, and: profile, weights: weights)
            return Candidate(
                row: self.rows[Int(found.slot)], bits: bars.reduce(0) { $0 + $1.bits }, posterior: odds / total, bars: bars)
        }
    }

    /// The same without reasons, for files of many.
    package func matches(
        for person: KnownPerson, weights: Weights = .usual, limit: Int, excluding rows: Set<Int> = []
    ) -> [Match] {
        search(population.profile(of: person), weights, excluding: rows).prefix(limit)
            .map { Match(row: self.rows[Int($0.slot)], bits: $0.bits) }
    }

    /// What a worker's decision about two rows teaches. Nil when one of them is gone.
    package func comparison(of row: Int, with other: Int) -> Comparison? {
        guard let mine = slot(of: row), let theirs = slot(of: other) else { return nil }
        return population.compare(profile(at: mine), profile(at: theirs))
    }

    package func comparison(of person: KnownPerson, with other: KnownPerson) -> Comparison {
        population.compare(population.profile(of: person), population.profile(of: other))
    }

    /// Pairs of the same full day of birth and sex, for learning without decisions. Days that too many share are left out.
    package func blockComparisons(atMost limit: Int = 100_000) -> [Comparison] {
        var comparisons: [Comparison] = []
        byBirth.forEachGroup { group in
            guard group.count < 400, comparisons.count < limit else { return }
            let profiles = group.map(profile)
            for (index, mine) in profiles.enumerated() {
                for theirs in profiles[(index + 1)...] where mine.details.sex != nil && mine.details.sex == theirs.details.sex {
                    comparisons.append(population.compare(mine, theirs))
                }
            }
        }
        return comparisons
    }

    private func search(_ asked: Profile, _ weights: Weights, excluding rows: Set<Int>) -> [(slot: Int32, bits: Double)] {
        shortlist(asked, excluding: Set(rows.compactMap(slot)))
            .map { ($0, weights.bits(of: population.compare(asked, profile(at: $0)))) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    private func shortlist(_ asked: Profile, excluding: Set<Int32>) -> [Int32] {
        var shortlist = Shortlist(slots: rows.count)
        for (index, part) in asked.names.enumerated() {
            let roleShare: Float = part.role == .alias ? 0.8 : 1
            for (id, share) in population.vocabulary.variants(of: part.word) {
                let slots = bearers[Int(id)]
                let common = max(slots.count, Int(population.vocabulary.bearers(of: part.word)), 2)
                let rarity = Float(Bits.of(Double(max(count, 4)), against: Double(common)))
                shortlist.add(slots, bits: max(share * roleShare * rarity, 0.01), word: UInt8(index + 1))
            }
        }
        for phone in asked.details.phones { byPhone.forEach(in: phone.ending) { shortlist.add($0, bits: 14) } }
        for document in asked.details.documents { byDocument.forEach(in: document.packed) { shortlist.add($0, bits: 20) } }
        for birth in [asked.details.birth, asked.details.birth?.exchanged].compactMap({ $0 }) where birth.isFull {
            byBirth.forEach(in: birth.key) { shortlist.add($0, bits: 0.01) }
        }
        let traits = Traits(asked.details, in: population)
        return shortlist.best(PersonIndex.shortlisted, like: traits, among: self.traits, excluding: excluding)
    }
}
