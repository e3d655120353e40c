import Foundation
import Register

/// The words of every language: those of the program, then those of the country over them.
///
/// Shape: flat keys; holes as `{name}`; `key.one` and `key.other` for counts. A key that a language lacks is said in English.
package struct Words: Sendable {
    private var languages: [String: [String: String]] = [:]

    package static let native = ["en": "English", "fr": "Français", "es": "Español", "acf": "Kwéyòl"]

    init(_ languages: [String], in folder: PackFolder, _ faults: inout Faults) {
        guard let program = Bundle.module.url(forResource: "Words", withExtension: nil) else { return }
        let words = PackFolder(at: program)
        let languages = ["en"] + languages.filter { $0 != "en" }
        for language in languages { add(language, words, "\(language).yml", known: nil, &faults) }
        let texts = PackTexts(folder)
        let english = keys("en").union(texts.needed.map(\.english)).union(texts.names)
        for language in languages {
            let file = "words/\(language).yml"
            if folder.has(file) {
                add(language, folder, file, known: english.union(keys(language)), &faults)
            }
        }
        for language in languages where language != "en" { check(language, texts, &faults) }
    }

    /// Known: every key that the file of a pack may bring.
    private mutating func add(_ language: String, _ folder: PackFolder, _ file: String, known: Set<String>?, _ faults: inout Faults)
    {
        for (key, value) in Yaml.read(folder, file, &faults)?.pairs ?? [] {
            guard let name = key.text, let text = value.text, !text.isEmpty else {
                faults.add(key, "this word has no text")
                continue
            }
            if let known, !known.contains(name) {
                faults.add(key, "\"\(name)\" is no text of this pack and no word of the program")
            }
            languages[language, default: [:]][name] = text
            if Words.holes(languages["en"]?[name] ?? name) != Words.holes(text) {
                faults.add(key, "\"\(name)\" has other holes than in English")
            }
        }
    }

    /// A text of the pack that a language lacks is named once.
    private func check(_ language: String, _ texts: PackTexts, _ faults: inout Faults) {
        let own = languages[language] ?? [:]
        var told: Set<String> = []
        for text in texts.needed where own[text.english] == nil && told.insert(text.english).inserted {
            faults.lacks(text.file, text.line, "\"\(text.english)\" is not translated in words/\(language).yml")
        }
        for choice in FormReader.yesNo where own[choice.label] == nil {
            faults.lacks("words/\(language).yml", 1, "\"\(choice.label)\" is not translated")
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
