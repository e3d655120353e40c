import Foundation
import Register

/// The words of every language: those of the program, then those of the country over them.
///
/// Shape: flat keys; holes as `{name}`; `key.one` and `key.other` for counts. A key that a language lacks is said in English.
package struct Words: Sendable {
    private var languages: [String: [String: String]] = [:]

    package static let native = ["en": "English", "fr": "Français", "es": "Español", "acf": "Kwéyòl"]

    /// The words of the program itself, read once.
    static let program: [String: [String: String]] = {
        guard let place = Bundle.module.url(forResource: "Words", withExtension: nil) else { return [:] }
        let pages = PackPages(PackFolder(at: place))
        return pages.all.reduce(into: [:]) { words, yaml in
            words[String(yaml.file.dropLast(".yml".count))] = Dictionary(
                yaml.pairs.map { ($0.word, $1.word) }, uniquingKeysWith: { first, _ in first })
        }
    }()

    init() {}

    init(_ languages: [String], in pages: PackPages, _ faults: inout Faults) {
        for language in ["en"] + languages { self.languages[language] = Words.program[language] }
        // A file that cannot be read has texts that nobody knows of.
        guard Section.texts.isDisjoint(with: faults.bent) else { return }
        let texts = PackTexts(pages)
        let english = keys("en").union(texts.needed.map(\.word)).union(texts.names)
        for yaml in pages.all where yaml.file.hasPrefix("words/") {
            let language = String(yaml.file.dropFirst("words/".count).dropLast(".yml".count))
            if languages.contains(language) {
                read(yaml, language, english, &faults)
            } else {
                faults.add(yaml, "\"\(language)\" is no language of pack.yml", of: [.pack])
            }
        }
        for language in languages where language != "en" { check(language, texts, &faults) }
    }

    /// A language of the pack over that of the program.
    private mutating func read(_ yaml: Yaml, _ language: String, _ english: Set<String>, _ faults: inout Faults) {
        for (key, value) in yaml.pairs {
            faults.check(key, among: english, "no text of this pack and no word of the program")
            languages[language, default: [:]][key.word] = value.word
            if Words.holes(languages["en"]?[key.word] ?? key.word) != Words.holes(value.word) {
                faults.add(value, "this has other holes than in English")
            }
        }
    }

    /// A text of the pack that a language lacks is named once.
    private func check(_ language: String, _ texts: PackTexts, _ faults: inout Faults) {
        let own = languages[language] ?? [:]
        var told: Set<String> = []
        for text in texts.needed where own[text.word] == nil && told.insert(text.word).inserted {
            faults.note(text.file, text.line, "\"\(text.word)\" is not translated in words/\(language).yml")
        }
        for choice in FormReader.yesNo where own[choice.label] == nil {
            faults.note("words/\(language).yml", 1, "\"\(choice.label)\" is not translated")
        }
    }

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

    /// A text of the pack in a language: its translation stands under the English text itself.
    package func text(_ english: String, _ language: String) -> String { languages[language]?[english] ?? english }

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
