import Foundation

/// The words of every language: those of the program, then those of the country over them.
///
/// Shape: flat keys; holes as `{name}`; `key.one` and `key.other` for counts. A key that a language lacks is said in English.
package struct Words: Sendable {
    private var languages: [String: [String: String]] = [:]

    package static let native = ["en": "English", "fr": "Français", "es": "Español", "acf": "Kwéyòl"]

    init(_ languages: [String], in folder: URL, _ faults: inout Faults) {
        for language in languages {
            if let program = Bundle.module.url(forResource: "Words", withExtension: nil) {
                add(language, program, "\(language).yml", &faults)
            }
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("words/\(language).yml").path) {
                add(language, folder, "words/\(language).yml", &faults)
            }
        }
    }

    private mutating func add(_ language: String, _ folder: URL, _ file: String, _ faults: inout Faults) {
        for (key, value) in Yaml.read(folder, file, &faults)?.pairs ?? [] {
            guard let name = key.text, let text = value.text, !text.isEmpty else {
                faults.add(key, "this word has no text")
                continue
            }
            languages[language, default: [:]][name] = text
            if let english = languages["en"]?[name], language != "en", Words.holes(english) != Words.holes(text) {
                faults.add(key, "\"\(name)\" has other holes than in English")
            }
        }
    }

    package func keys(_ language: String) -> Set<String> { Set((languages[language] ?? [:]).keys) }

    /// The text in a language, else in English, else nil.
    package func find(_ key: String, _ language: String) -> String? { languages[language]?[key] ?? languages["en"]?[key] }

    package func say(_ key: String, _ language: String, _ holes: [String: String] = [:]) -> String {
        var text = find(key, language) ?? key
        for (name, value) in holes { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    /// A text of the pack in a language: its translation stands under the English text itself.
    package func text(_ english: String, _ language: String) -> String { languages[language]?[english] ?? english }

    static func holes(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.output.1) })
    }
}
