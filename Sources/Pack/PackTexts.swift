import Foundation

/// Every text of a pack that people read, with its place, so that a missing translation can be named.
struct PackTexts {
    struct Text {
        let english: String
        let file: String
        let line: Int
    }

    /// The texts that each language of the pack must translate.
    private(set) var needed: [Text] = []
    /// Names of places, agencies and holidays: each may be translated, and reads well without.
    private(set) var names: Set<String> = []

    private static let keys: Set<String> = ["label", "hint", "title", "why", "text"]
    private static let nameColumns = [
        "agencies.csv": ["name", "place", "duty_post"], "places.csv": ["name"], "holidays.csv": ["name"],
        "services.csv": ["statute"],
    ]

    /// A file that cannot be read has its fault from the reader of the pack, not from here.
    init(_ folder: PackFolder) {
        var ignored = Faults()
        for file in PackTexts.files(folder) {
            guard let yaml = Yaml.read(folder, file, &ignored) else { continue }
            collect(yaml)
            if file == "pack.yml" { names.formUnion([yaml["name"], yaml["training"]?["issuer"]].compactMap { $0?.text }) }
        }
        for line in Table(folder, "services.csv", columns: [], &ignored).lines {
            for text in [line["label"], line["need"]] where !text.isEmpty {
                needed.append(Text(english: text, file: "services.csv", line: line.number))
            }
        }
        for (file, columns) in PackTexts.nameColumns {
            for line in Table(folder, file, columns: [], &ignored).lines { names.formUnion(columns.map { line[$0] }) }
        }
    }

    private mutating func collect(_ yaml: Yaml) {
        for (key, value) in yaml.pairs {
            if let text = value.text, PackTexts.keys.contains(key.text ?? ""), !text.isEmpty {
                needed.append(Text(english: text, file: value.file, line: value.line))
            }
            collect(value)
        }
        for entry in yaml.list { collect(entry) }
    }

    /// Every YAML file of the pack but the words themselves and the guidance, which is written whole in each language.
    private static func files(_ folder: PackFolder) -> [String] {
        folder.files.keys.filter { $0.hasSuffix(".yml") && !$0.hasPrefix("words/") && !$0.hasPrefix("guidance/") }.sorted()
    }
}
