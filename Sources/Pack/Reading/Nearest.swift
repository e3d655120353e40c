/// What somebody meant who mistyped a word.
enum Nearest {
    /// The known word that is the fewest slips of the pen away, of several the one that begins the same. Nil when none is near.
    static func to(_ word: String, among known: some Sequence<String>) -> String? {
        let letters = Array(word.unicodeScalars.prefix(longest))
        let most = min(3, max(1, letters.count / 3))
        var best: (word: String, slips: Int, begins: Int)?
        for each in known where each != word && !each.isEmpty {
            let other = Array(each.unicodeScalars.prefix(longest))
            guard abs(other.count - letters.count) <= min(most, best?.slips ?? most) else { continue }
            let slips = slips(letters, other)
            guard slips <= most else { continue }
            let begins = zip(letters, other).prefix { $0 == $1 }.count
            if best.map({ (slips, -begins, each) < ($0.slips, -$0.begins, $0.word) }) ?? true { best = (each, slips, begins) }
        }
        return best?.word
    }

    /// Nobody mistypes what is longer.
    private static let longest = 80

    /// Letters that came, went, changed, or changed places with their neighbour. Source: optimal string alignment.
    private static func slips(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var (before, last) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
