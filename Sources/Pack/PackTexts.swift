/// Every text of a pack that people read, with its place, so that a missing translation can be named.
struct PackTexts {
    /// The texts that each language of the pack must translate.
    private(set) var needed: [Yaml] = []
    /// Names of places, agencies and holidays: each may be translated, and reads well without.
    private(set) var names: Set<String> = []

    private static let keys: Set<String> = ["label", "hint", "title", "why", "text"]
    private static let nameColumns = [
        "agencies.csv": ["name", "place", "duty_post"], "places.csv": ["name"], "holidays.csv": ["name"],
        "services.csv": ["statute"],
    ]

    /// The words themselves are none, nor is the guidance, which is written whole in each language.
    init(_ pages: PackPages) {
        for yaml in pages.all where !["words", "guidance"].contains(yaml.file.prefix { $0 != "/" }) { collect(yaml) }
        let pack = pages["pack.yml"]
        names.formUnion([pack["name"], pack["training"]?["issuer"]].compactMap { $0?.text })
        for line in pages.table("services.csv").lines {
            needed += ["label", "need"].map { line.cell($0) }.filter { !$0.word.isEmpty }
        }
        for (file, columns) in PackTexts.nameColumns {
            for line in pages.table(file).lines { names.formUnion(columns.map { line[$0] }) }
        }
    }

    private mutating func collect(_ yaml: Yaml) {
        for (key, value) in yaml.pairs {
            if PackTexts.keys.contains(key.word), !value.word.isEmpty { needed.append(value) }
            collect(value)
        }
        for entry in yaml.list { collect(entry) }
    }
}
