extension Population {
    /// Holds the words of two names against each other whatever their order or field, and says what that means for given,
    /// family and other names.
    func compareNames(_ mine: Profile, _ theirs: Profile, into comparison: inout Comparison) {
        let aligned = Pairing.aligned(pairings(mine, theirs))
        let given = takes(.given, from: aligned) { _ in true }
        let family = takes(.family, from: aligned) { $0.mine != given?.mine }
        if mine.has(.given) && theirs.has(.given) || given != nil {
            comparison.add(givenLevel(given), chance: given.map(chance), words: given.map { [$0] } ?? [])
        }
        if mine.has(.family) && theirs.has(.family) || family != nil {
            comparison.add(familyLevel(family), chance: family.map(chance), words: family.map { [$0] } ?? [])
        }
        let others = aligned.filter { $0.mine != given?.mine && $0.mine != family?.mine }
        compareOthers(others, mine, theirs, aligned, into: &comparison)
    }

    private func pairings(_ mine: Profile, _ theirs: Profile) -> [Pairing] {
        var pairings: [Pairing] = []
        for (i, a) in mine.names.enumerated() {
            for (j, b) in theirs.names.enumerated() {
                guard let likeness = a.word.likeness(to: b.word), likeness < .resembling || a.role == b.role else { continue }
                let share = share(vocabulary.bearers(of: a.word, or: b.word, as: likeness))
                pairings.append(Pairing(mine: i, theirs: j, likeness: likeness, mineRole: a.role, theirRole: b.role, share: share))
            }
        }
        return pairings
    }

    /// The pair that speaks for this field: the best within the field, else the best that touches it.
    private func takes(_ role: NameRole, from aligned: [Pairing], where isFree: (Pairing) -> Bool) -> Pairing? {
        let touching = aligned.filter { $0.touches(role) && isFree($0) }
        return touching.first { $0.isSameRole } ?? touching.first { $0.likeness < .resembling }
    }

    private func givenLevel(_ pairing: Pairing?) -> Level {
        guard let pairing else { return .givenDifferent }
        if !pairing.isSameRole { return pairing.likeness == .same ? .givenElsewhere : .givenAlikeElsewhere }
        return [.givenSame, .givenEquivalent, .givenAlike, .givenResembling][Int(pairing.likeness.rawValue)]
    }

    private func familyLevel(_ pairing: Pairing?) -> Level {
        guard let pairing else { return .familyDifferent }
        if !pairing.isSameRole { return pairing.likeness == .same ? .familyElsewhere : .familyAlikeElsewhere }
        return [.familySame, .familyEquivalent, .familyAlike, .familyResembling][Int(pairing.likeness.rawValue)]
    }

    /// A name stands in one of two fields, and a spelling may be near in more ways than were counted.
    private func chance(_ pairing: Pairing) -> Double {
        let field = pairing.isSameRole ? 0.75 : 1
        let nearness = pairing.likeness == .alike || !pairing.isSameRole && pairing.likeness != .same ? 1.3 : 1
        return pairing.share * field * nearness
    }

    private func compareOthers(
        _ others: [Pairing], _ mine: Profile, _ theirs: Profile, _ aligned: [Pairing], into comparison: inout Comparison
    ) {
        if !others.isEmpty {
            let chance = others.reduce(2) { $0 * $1.share }
            comparison.add(.otherNameShared, chance: min(max(chance, 1e-4), 0.02), words: others)
        } else if mine.hasNameLeft(beside: aligned.map(\.mine)), theirs.hasNameLeft(beside: aligned.map(\.theirs)) {
            comparison.add(.otherNamesDifferent)
        }
    }
}
