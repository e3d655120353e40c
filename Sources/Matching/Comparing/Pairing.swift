/// One word of a name held against one word of another's.
struct Pairing: Sendable {
    /// Places in the two lists of words.
    let mine: Int
    let theirs: Int
    let likeness: Likeness
    let mineRole: NameRole
    let theirRole: NameRole
    /// The share of people who bear a name as near.
    let share: Double

    var isSameRole: Bool { mineRole == theirRole }
    func touches(_ role: NameRole) -> Bool { mineRole == role || theirRole == role }

    /// Nearest first, then in the same field, then the rarest; the rest only so that it never matters whose name came first.
    static func isBefore(_ a: Pairing, _ b: Pairing) -> Bool {
        if a.likeness != b.likeness { return a.likeness < b.likeness }
        if a.isSameRole != b.isSameRole { return a.isSameRole }
        if a.share != b.share { return a.share < b.share }
        let (aSum, bSum) = (a.mine + a.theirs, b.mine + b.theirs)
        return aSum != bSum ? aSum < bSum : min(a.mine, a.theirs) < min(b.mine, b.theirs)
    }

    /// One to one: the best pair first, each word used once.
    static func aligned(_ pairings: [Pairing]) -> [Pairing] {
        var (usedMine, usedTheirs): (UInt64, UInt64) = (0, 0)
        return pairings.sorted(by: isBefore).filter { pair in
            let (mine, theirs): (UInt64, UInt64) = (1 << UInt64(pair.mine), 1 << UInt64(pair.theirs))
            guard usedMine & mine == 0, usedTheirs & theirs == 0 else { return false }
            usedMine |= mine
            usedTheirs |= theirs
            return true
        }
    }
}
