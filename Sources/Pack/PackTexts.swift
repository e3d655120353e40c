import Register

/// Every text of a pack that people read, by its id, so that a missing translation can be named.
struct PackTexts {
    /// The texts that each language of the pack must say.
    private(set) var needed: [Yaml] = []
    /// What reads well in English too: names of places, agencies and holidays, and where a number comes from.
    private(set) var others: [Yaml] = []
    /// All of them by their ids.
    private(set) var byID: [String: Yaml] = [:]

    private static let keys: Set<String> = ["label", "hint", "title", "why", "text"]
    private static let neededColumns = ["services.csv": ["label", "need"]]
    private static let otherColumns = [
        "agencies.csv": ["name", "place", "duty_post"], "places.csv": ["name"], "holidays.csv": ["name"],
        "services.csv": ["statute"],
    ]

    /// The guidance has none: it is written whole in each language.
    init(_ pages: PackPages) {
        for yaml in pages.all where Section(file: yaml.file) != .guidance { collect(yaml) }
        let pack = pages["pack.yml"]
        others += [pack["name"], pack["training"]?["issuer"]].compactMap(\.self)
        needed += PackTexts.cells(pages, PackTexts.neededColumns)
        others += PackTexts.cells(pages, PackTexts.otherColumns)
        for text in needed + others where byID[text.wording.id] == nil { byID[text.wording.id] = text }
    }

    private static func cells(_ pages: PackPages, _ columns: [String: [String]]) -> [Yaml] {
        columns.sorted { $0.key < $1.key }.flatMap { file, columns in
            pages.table(file).lines.flatMap { line in columns.compactMap { line.cells[$0] }.filter { !$0.word.isEmpty } }
        }
    }

    private mutating func collect(_ yaml: Yaml) {
        for (key, value) in yaml.pairs {
            if !value.word.isEmpty {
                if PackTexts.keys.contains(key.word) { needed.append(value) }
                if key.word == "source", yaml.path.hasPrefix("statistics/") { others.append(value) }
            }
            collect(value)
        }
        for entry in yaml.list { collect(entry) }
    }
}
