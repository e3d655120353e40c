/// A person made ready for comparison: names parted into words, numbers without spaces, places folded.
struct Profile: Sendable {
    let names: [NamePart]
    let details: Details

    func has(_ role: NameRole) -> Bool { names.contains { $0.role == role } }

    /// A name without counterpart says something only of a person with more than one given and one family name.
    func hasNameLeft(beside used: [Int]) -> Bool {
        let own = names.indices.filter { names[$0].role != .alias }
        return own.count > 2 && own.contains { !used.contains($0) }
    }
}

/// In which field of the form a name stands.
enum NameRole: Int32, Sendable {
    case given, family, alias
}

/// One word of a person's name.
struct NamePart: Sendable {
    let word: Word
    let role: NameRole
}

/// All but the names.
struct Details: Sendable {
    let birth: BirthDate?
    var sex: String?
    var citizenships: [String]
    var place: String?
    let phones: [Number]
    let documents: [Number]

    init(_ person: KnownPerson) {
        birth = person.birth.map(BirthDate.init)
        sex = person.sex.flatMap { $0.isEmpty ? nil : $0 }
        citizenships = person.citizenships.filter { !$0.isEmpty }
        let place = Letters.words(in: person.place ?? "").map(Letters.text).joined(separator: " ")
        self.place = place.isEmpty ? nil : place
        phones = person.phones.compactMap { Number(phone: $0) }
        documents = person.documents.compactMap { Number(document: $0) }
    }
}

extension KnownPerson {
    /// The words of its names and their fields, at most as many as can be aligned. A name told twice in aliases counts once.
    func spelledNames() -> [(spelling: [UInt8], role: NameRole)] {
        let given = NameWords.read(given).map { ($0, NameRole.given) }
        let family = NameWords.read(family).map { ($0, NameRole.family) }
        let main = Set((given + family).map(\.0))
        let others = NameWords.read(aliases.joined(separator: " ")).filter { !main.contains($0) }.map { ($0, NameRole.alias) }
        return Array((given + family + others).prefix(32))
    }
}
