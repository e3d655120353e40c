/// The people on record as a crowd: how common each name, place and citizenship is among them.
struct Population: Sendable {
    var vocabulary = Vocabulary()
    var places = Counts()
    var citizenships = Counts()
    var sexes = Counts()
    var people = 0

    /// The share of people who have a value that so many have. Never none: the next one may have it too.
    func share(_ count: Int32) -> Double { Double(max(count, 2)) / Double(people + 100) }

    func profile(of person: KnownPerson) -> Profile {
        let names = person.spelledNames().map { NamePart(word: vocabulary.word($0.spelling), role: $0.role) }
        return Profile(names: names, details: Details(person))
    }

    func compare(_ mine: Profile, _ theirs: Profile) -> Comparison {
        var comparison = Comparison()
        compareNames(mine, theirs, into: &comparison)
        compareDetails(mine.details, theirs.details, into: &comparison)
        return comparison
    }

    private func compareDetails(_ mine: Details, _ theirs: Details, into comparison: inout Comparison) {
        if let a = mine.birth, let b = theirs.birth { comparison.add(a.agreement(with: b)) }
        if let a = mine.sex, let b = theirs.sex { comparison.add(a == b ? .sexSame : .sexDifferent) }
        if !mine.citizenships.isEmpty, !theirs.citizenships.isEmpty {
            let shared = mine.citizenships.filter(theirs.citizenships.contains).map { share(citizenships.count(of: $0)) }.min()
            comparison.add(shared == nil ? .citizenshipDifferent : .citizenshipShared, chance: shared)
        }
        if let a = mine.place, let b = theirs.place {
            if a == b {
                comparison.add(.placeSame, chance: share(places.count(of: a)))
            } else {
                comparison.add(Spelling.similarity(Array(a.utf8), Array(b.utf8)) >= 0.9 ? .placeAlike : .placeDifferent)
            }
        }
        let phone = nearest(mine.phones, theirs.phones, endingsCount: true)
        comparison.add(phone.map { [.phoneSame, .phoneAlike, .phoneDifferent][$0] })
        let document = nearest(mine.documents, theirs.documents, endingsCount: false)
        comparison.add(document.map { [.documentSame, .documentAlike, .documentDifferent][$0] })
    }

    /// The best agreement of any two numbers: 0 same, 1 one sign apart, 2 different.
    private func nearest(_ mine: [Number], _ theirs: [Number], endingsCount: Bool) -> Int? {
        var best: Int?
        for a in mine {
            for b in theirs {
                let found = a.isSame(as: b, endingsCount: endingsCount) ? 0 : a.isOneEdit(from: b) ? 1 : 2
                best = min(best ?? 2, found)
            }
        }
        return best
    }
}
