import Matching
import Register

/// What the answers of a case say about who somebody is, as the index of people keeps it.
extension KnownPerson {
    /// Nil when there is no name, number or phone to look for.
    init?(_ file: CaseFile, by fields: IdentityFields) {
        func all(_ ids: [FieldID]) -> [String] {
            ids.flatMap { id in file.answers.values.flatMap { $0[id]?.all ?? [] } }.filter { !$0.isEmpty }
        }
        self.init(
            given: all(fields.given).joined(separator: " "), family: all(fields.family).joined(separator: " "),
            aliases: all(fields.aliases), birth: all([fields.birth].compactMap(\.self)).lazy.compactMap { Day($0) }.first,
            sex: all([fields.sex].compactMap(\.self)).first, citizenships: all(fields.citizenships), phones: all(fields.phones),
            documents: all(fields.documents), place: all([fields.place].compactMap(\.self)).first)
        guard !given.isEmpty || !family.isEmpty || !phones.isEmpty || !documents.isEmpty else { return nil }
    }

    private static let between: Character = "\u{1F}"
    private static let within: Character = "\u{1E}"

    /// One line for the index. No answer holds these two signs: a question refuses control characters.
    var line: String {
        [
            given, family, aliases.joined(separator: "\u{1E}"), birth?.description ?? "", sex ?? "",
            citizenships.joined(separator: "\u{1E}"), phones.joined(separator: "\u{1E}"), documents.joined(separator: "\u{1E}"),
            place ?? "",
        ].joined(separator: "\u{1F}")
    }

    init?(line: String) {
        let parts = line.split(separator: KnownPerson.between, omittingEmptySubsequences: false).map(String.init)
        // bounded: each place below is one of the nine
        guard parts.count == 9 else { return nil }
        func several(_ index: Int) -> [String] { parts[index].split(separator: KnownPerson.within).map(String.init) }
        func one(_ index: Int) -> String? { parts[index].isEmpty ? nil : parts[index] }
        self.init(
            // bounded: nine parts, see above
            given: parts[0], family: parts[1], aliases: several(2), birth: Day(parts[3]), sex: one(4), citizenships: several(5),
            phones: several(6), documents: several(7), place: one(8))
    }
}
