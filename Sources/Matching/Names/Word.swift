/// One word of a name, with all that comparing it needs.
struct Word: Sendable {
    /// Its place in the vocabulary. Nil for a word that nobody on record bears.
    let id: Int32?
    let spelling: [UInt8]
    let sound: SoundKey
    let group: Int32?
    /// Which of the 26 letters occur, to refuse far spellings without comparing them.
    private let letters: UInt32

    init(_ spelling: [UInt8], id: Int32?) {
        self.id = id
        self.spelling = spelling
        sound = SoundKey(spelling)
        group = Equivalents.group(of: spelling)
        letters = spelling.reduce(0) { $0 | 1 << UInt32($1 & 31) }
    }

    var text: String { Letters.text(spelling) }

    /// Nil when they are two different names.
    func likeness(to other: Word) -> Likeness? {
        if spelling == other.spelling { return .same }
        if let group, group == other.group { return .equivalent }
        if sound == other.sound, sound.count > 1 { return .alike }
        if spelling.count > 3, other.spelling.count > 3, Spelling.isOneEdit(spelling, other.spelling) { return .alike }
        if mayResemble(other) {
            let similarity = Spelling.similarity(spelling, other.spelling)
            if similarity >= 0.92 { return .alike }
            if similarity >= 0.85 { return .resembling }
        }
        let shorter = min(spelling.count, other.spelling.count)
        let isShortForm = (3...5).contains(shorter) && Spelling.sharedBeginning(spelling, other.spelling) >= 3
        return isShortForm ? .resembling : nil
    }

    /// False only when the similarity cannot reach 0.85: too few letters in common.
    private func mayResemble(_ other: Word) -> Bool {
        let (n, m) = (spelling.count, other.spelling.count)
        let missing = (letters & ~other.letters).nonzeroBitCount
        let added = (other.letters & ~letters).nonzeroBitCount
        let common = Double(min(n - missing, m - added))
        let least = spelling.first == other.spelling.first ? 1.25 : 1.55
        return common / Double(n) + common / Double(m) >= least
    }
}

/// How alike two words are, nearest first.
enum Likeness: UInt8, Sendable, Comparable {
    case same, equivalent, alike, resembling

    static func < (a: Likeness, b: Likeness) -> Bool { a.rawValue < b.rawValue }
}
