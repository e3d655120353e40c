/// What happens to a word between a mouth and a paper.
enum Misspelling {
    /// A slip of the finger: a letter lost, added, its neighbour on the keyboard, or two exchanged.
    static func typo(_ word: String, _ dice: inout Dice) -> String {
        var letters = Array(word)
        guard letters.count >= 3 else { return word }
        let index = dice.below(letters.count)
        switch dice.unit() {
        case ..<0.3: letters.remove(at: index)
        case ..<0.5: letters.insert(dice.pick(alphabet), at: index)
        case ..<0.8: letters[index] = dice.pick(neighbours[letters[index]] ?? alphabet)
        default: letters.swapAt(min(index, letters.count - 2), min(index, letters.count - 2) + 1)
        }
        return String(letters)
    }

    /// Written as it sounds in another language, or in another transliteration.
    static func soundalike(_ word: String, _ dice: inout Dice) -> String {
        let others = Equivalents.transliterations.filter { $0.contains(word) }.flatMap { $0 }.filter { $0 != word }
        if !others.isEmpty, dice.falls(0.6) { return dice.pick(others) }
        let letters = Array(word)
        let rules = respellings.filter { places(of: $0.from, in: letters).isEmpty == false }
        guard !rules.isEmpty else { return word }
        let rule = dice.pick(rules)
        let found = places(of: rule.from, in: letters)
        let place = dice.falls(0.5) ? found[found.count - 1] : found[0]
        let respelled = letters[..<place] + rule.to + letters[(place + rule.from.count)...]
        return respelled.count > 1 ? String(respelled) : word
    }

    static func nickname(of name: String, _ dice: inout Dice) -> String {
        let known = GivenNames.rows.first { $0.languages.contains(name) }?.nicknames ?? []
        if !known.isEmpty, dice.falls(0.8) { return dice.pick(known) }
        switch dice.unit() {
        case ..<0.3: return "ti " + name
        case ..<0.6 where name.count > 4:
            return dice.falls(0.5) ? String(name.prefix(4)) : name.prefix(3) + dice.pick(["y", "ie", "o"])
        default: return String(name.prefix(2) + name.prefix(2))
        }
    }

    private static func places(of part: [Character], in letters: [Character]) -> [Int] {
        letters.indices.filter { letters[$0...].starts(with: part) }
    }

    private static let respellings: [(from: [Character], to: [Character])] = """
        ph>f que>k qu>k ck>k c>k x>ks oi>wa ou>w ou>u eau>o au>o ier>ye y>i i>y z>s s>z v>b b>v ll>y ll>l nn>n h> j>g g>j th>t
        tt>t ss>s ch>sh sh>ch ee>i ie>y ai>e er>e in>en e>a gn>n d>t rd>r ste>st re>we tion>syon el>elle ce>se ci>si le>el es>ez m>n
        """.split { $0 == " " || $0 == "\n" }.map { rule in
            let sides = rule.split(separator: ">", omittingEmptySubsequences: false).map(Array.init)
            return (sides[0], sides[1])
        }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz")

    private static let neighbours: [Character: [Character]] = Dictionary(
        uniqueKeysWithValues: """
            asqz bvn cxv dsf ewr fdg gfh hgj iuo jhk kjl lk mn nbm oip po qwa ret sad try uyi vcb wqe xzc ytu zx
            """.split(separator: " ").map { ($0.first ?? "a", Array($0.dropFirst())) })
}
