/// A person as the index keeps it: a million of them in memory.
struct Record: Sendable {
    /// For each word of the names: its number in the vocabulary × 4 + its role.
    let names: [Int32]
    let details: Details

    static let empty = Record(names: [], details: Details(KnownPerson()))

    static func name(_ word: Int32, _ role: NameRole) -> Int32 { word << 2 | role.rawValue }
    static func word(_ name: Int32) -> Int32 { name >> 2 }

    func profile(in vocabulary: Vocabulary) -> Profile {
        let names = names.map { NamePart(word: vocabulary.words[Int($0 >> 2)], role: NameRole(rawValue: $0 & 3) ?? .alias) }
        return Profile(names: names, details: details)
    }
}
