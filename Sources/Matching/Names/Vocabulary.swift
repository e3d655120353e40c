/// All words of all names on record, how many people bear each, and which other words each may stand for.
struct Vocabulary: Sendable {
    private(set) var words: [Word] = []
    private var ids: [[UInt8]: Int32] = [:]
    private var bearers: [Int32] = []
    private var bearersBySound: [SoundKey: Int32] = [:]
    private var bySound = Chains()
    private var byGroup = Chains()
    private var byDeletion = Chains()

    /// The word on record with this spelling, else a word of its own.
    func word(_ spelling: [UInt8]) -> Word { ids[spelling].map { words[Int($0)] } ?? Word(spelling, id: nil) }

    mutating func learn(_ spelling: [UInt8]) -> Int32 {
        if let id = ids[spelling] { return id }
        let id = Int32(words.count)
        let word = Word(spelling, id: id)
        ids[spelling] = id
        words.append(word)
        bearers.append(0)
        bySound.add(id, to: word.sound.packed)
        if let group = word.group { byGroup.add(id, to: UInt64(group)) }
        for hash in Vocabulary.deletions(of: spelling) { byDeletion.add(id, to: hash) }
        return id
    }

    mutating func count(_ id: Int32, by step: Int32) {
        bearers[Int(id)] += step
        bearersBySound[words[Int(id)].sound, default: 0] += step
    }

    func bearers(of word: Word) -> Int32 { word.id.map { bearers[Int($0)] } ?? 0 }

    /// How many people bear a name that would agree this well with either.
    func bearers(of a: Word, or b: Word, as likeness: Likeness) -> Int32 {
        let spelled = max(bearers(of: a), bearers(of: b))
        guard likeness == .alike else { return spelled }
        return max(spelled, bearersBySound[a.sound] ?? 0, bearersBySound[b.sound] ?? 0)
    }

    /// The words on record that may be this one, nearest first, each with how much of its rarity counts.
    func variants(of word: Word) -> [(id: Int32, share: Float)] {
        var found: [Int32: Float] = [:]
        func add(_ id: Int32, _ share: Float) { if bearers[Int(id)] > 0 { found[id] = max(found[id] ?? 0, share) } }
        if let id = word.id { add(id, 1) }
        if let group = word.group { byGroup.forEach(in: UInt64(group)) { add($0, 0.85) } }
        if word.sound.count > 1 {
            bySound.forEach(in: word.sound.packed) {
                let similarity = Spelling.similarity(word.spelling, words[Int($0)].spelling)
                if similarity >= 0.70 { add($0, similarity >= 0.88 ? 0.8 : 0.7) }
            }
        }
        for hash in Vocabulary.deletions(of: word.spelling) where word.spelling.count > 3 {
            byDeletion.forEach(in: hash) {
                let other = words[Int($0)].spelling
                if found[$0] == nil, Spelling.isOneEdit(word.spelling, other) || Spelling.similarity(word.spelling, other) >= 0.90 {
                    add($0, 0.75)
                }
            }
        }
        return found.map { ($0.key, $0.value) }.sorted { ($1.share, $0.id) < ($0.share, $1.id) }
    }

    /// The word itself and the word without each of its letters: two words one edit apart have one of them in common.
    private static func deletions(of word: [UInt8]) -> Set<UInt64> {
        func hash(without skipped: Int) -> UInt64 {
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for (index, letter) in word.enumerated() where index != skipped { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3 }
            return hash
        }
        return word.count < 4 ? [hash(without: -1)] : Set((-1..<word.count).map(hash))
    }
}
