import Foundation
package import Register

/// The words of every language: those of the program, then those of the country over them.
///
/// Shape: flat keys; holes as `{name}`; `key.one` and `key.other` for counts. A key that a language lacks is said in English. A word
/// of the program has a key with dots, a text of the pack an id with slashes, so that neither is taken for the other.
package struct Words: Sendable {
    private var languages: [String: [String: String]] = [:]

    package static let native = ["en": "English", "fr": "Français", "es": "Español", "acf": "Kwéyòl"]

    /// The words of the program itself, read once.
    static let program: [String: [String: String]] = {
        guard let place = Bundle.module.url(forResource: "Words", withExtension: nil) else { return [:] }
        return PackFolder(at: place).files.reduce(into: [:]) { words, file in
            words[PackFolder.name(of: file.key)] = Dictionary(
                (try? Yaml.read(file.value, file.key))?.pairs.map { ($0.word, $1.word) } ?? [],
                uniquingKeysWith: { first, _ in first })
        }
    }()

    init() {}

    init(_ languages: [String], in pages: PackPages, _ faults: inout Faults) {
        for language in ["en"] + languages { self.languages[language] = Words.program[language] }
        // A file that cannot be read has texts that nobody knows of.
        let isWhole = Section.texts.isDisjoint(with: faults.bent)
        let texts = isWhole ? PackTexts(pages) : nil
        pages.forEachOfWords { yaml, own in
            faults.merge(own)
            guard let texts else { return }
            let language = PackFolder.name(of: yaml.file)
            if languages.contains(language) {
                read(yaml, language, texts, &faults)
            } else {
                faults.add(yaml, "\"\(language)\" is no language of pack.yml", of: [.pack])
            }
        }
        guard let texts else { return }
        for language in languages where language != "en" { check(language, texts, &faults) }
    }

    /// A language of the pack over that of the program.
    private mutating func read(_ yaml: Yaml, _ language: String, _ texts: PackTexts, _ faults: inout Faults) {
        let program = keys("en")
        var unknown: [Yaml] = []
        for (key, value) in yaml.pairs {
            let text = texts.byID[key.word]
            if let text, language == "en" {
                faults.add(key, "the English of \"\(key.word)\" stands in \(text.file), line \(text.line); write it there")
                continue
            }
            if text == nil, !program.contains(key.word) { unknown.append(key) }
            languages[language, default: [:]][key.word] = value.word
            if Words.holes(text?.word ?? languages["en"]?[key.word] ?? "") != Words.holes(value.word) {
                faults.add(value, "this has other holes than in English")
            }
        }
        for key in unknown.prefix(Words.mostMistyped) {
            faults.unknown(
                key, "\"\(key.word)\" is no id of a text of this pack and no word of the program",
                among: Array(texts.byID.keys) + program)
        }
        if unknown.count > Words.mostMistyped {
            faults.add(
                unknown[Words.mostMistyped],
                "\(unknown.count - Words.mostMistyped) more keys of this file, from here on, are no ids")
        }
    }

    /// More keys that nobody knows are another kind of file, and nobody mistyped them. Units: keys of a file.
    private static let mostMistyped = 20

    /// Names each text of the pack that a language lacks.
    private func check(_ language: String, _ texts: PackTexts, _ faults: inout Faults) {
        let own = languages[language] ?? [:]
        for text in texts.needed where own[text.wording.id] == nil {
            faults.note(text.file, text.line, "\"\(text.word)\" (\(text.wording.id)) is not translated in words/\(language).yml")
        }
    }

    /// A word of the program that stands where a text of a pack does.
    static func wording(_ key: String) -> Wording { Wording(id: key, english: program["en"]?[key] ?? key) }

    package func keys(_ language: String) -> Set<String> { Set((languages[language] ?? [:]).keys) }

    /// The text in a language, else in English, else nil.
    package func find(_ key: String, _ language: String) -> String? { languages[language]?[key] ?? languages["en"]?[key] }

    package func say(_ key: String, _ language: String, _ holes: [String: String] = [:]) -> String {
        let text = find(key, language) ?? key
        return holes.isEmpty ? text : Words.fill(text, holes)
    }

    /// Each hole once, from the start: what is put in is never read for holes again.
    private static func fill(_ text: String, _ holes: [String: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: 0x7B), let close = rest[open...].utf8.firstIndex(of: 0x7D) {
            filled += rest[..<open]
            let name = rest[rest.utf8.index(after: open)..<close]
            filled += holes[String(name)] ?? String(rest[open...close])
            rest = rest[rest.utf8.index(after: close)...]
        }
        return filled + rest
    }

    /// A text of the pack in a language.
    package func text(_ wording: Wording, _ language: String) -> String { languages[language]?[wording.id] ?? wording.english }

    static func holes(_ text: String) -> Set<String> {
        var holes: Set<String> = []
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: 0x7B), let close = rest[open...].utf8.firstIndex(of: 0x7D) {
            holes.insert(String(rest[rest.utf8.index(after: open)..<close]))
            rest = rest[rest.utf8.index(after: close)...]
        }
        return holes
    }
}
