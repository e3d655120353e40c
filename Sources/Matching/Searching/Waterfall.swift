extension Population {
    /// The bars of a comparison, the strongest first.
    func bars(_ comparison: Comparison, of mine: Profile, and theirs: Profile, weights: Weights) -> [Bar] {
        let bars = comparison.findings.map { finding in
            let (a, b) = texts(of: finding, mine, theirs)
            return Bar(level: finding.level, mine: a, theirs: b, bits: weights.bits(of: finding))
        }
        return bars.sorted { (abs($1.bits), $0.aspect.rawValue) < (abs($0.bits), $1.aspect.rawValue) }
    }

    private func texts(of finding: Finding, _ mine: Profile, _ theirs: Profile) -> (String, String) {
        switch finding.level.aspect {
        case .given where finding.words.isEmpty: (text(mine) { $0 == .given }, text(theirs) { $0 == .given })
        case .family where finding.words.isEmpty: (text(mine) { $0 == .family }, text(theirs) { $0 == .family })
        case .otherNames where finding.words.isEmpty: (text(mine) { $0 != .alias }, text(theirs) { $0 != .alias })
        case .given, .family, .otherNames:
            (
                finding.words.map { mine.names[$0.mine].word.text }.joined(separator: " "),
                finding.words.map { theirs.names[$0.theirs].word.text }.joined(separator: " ")
            )
        case .birth: (mine.details.birth?.text ?? "", theirs.details.birth?.text ?? "")
        case .sex: (mine.details.sex ?? "", theirs.details.sex ?? "")
        case .citizenship: (mine.details.citizenships.joined(separator: " "), theirs.details.citizenships.joined(separator: " "))
        case .place: (mine.details.place ?? "", theirs.details.place ?? "")
        case .phone: (text(mine.details.phones), text(theirs.details.phones))
        case .document: (text(mine.details.documents), text(theirs.details.documents))
        }
    }

    private func text(_ profile: Profile, where isShown: (NameRole) -> Bool) -> String {
        profile.names.filter { isShown($0.role) }.map(\.word.text).joined(separator: " ")
    }

    private func text(_ numbers: [Number]) -> String { numbers.map(\.text).joined(separator: " ") }
}
