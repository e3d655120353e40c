import Register

/// Reads `guidance/<language>/`: a file for each module and `rights-card.yml`.
struct GuidanceReader {
    let languages: [String]
    let holes: GuidanceHoles

    private static let texts: Shape = .list(.text)
    static let module: Shape = .map(
        [
            "id": .text, "title": .text, "for": .text, "minutes": .count, "updated": .day, "why": .text,
            "parts": .list(
                .map(
                    ["kind": .word(["signs", "do", "harm"], "kind of part"), "title": .text], ["text": texts, "points": texts])),
            "questions": .list(
                .map(["ask": .text, "answers": texts, "right": .whole(0...Yaml.most), "why": .text])),
        ], ["reviewed": .flag, "sources": texts])
    static let card: Shape = .map(
        [
            "id": .text, "title": .text, "updated": .day, "intro": .text, "contact": .text,
            "points": .list(.map(["title": .text, "text": .text])),
        ], ["reviewed": .flag, "sources": texts])

    func shelf(_ pages: PackPages, _ faults: inout Faults) -> GuidanceShelf {
        var shelf = GuidanceShelf()
        for written in pages.all where written.file.hasPrefix("guidance/") {
            let language = String(written.file.dropFirst("guidance/".count).prefix { $0 != "/" })
            guard languages.contains(language) else {
                faults.add(written, "\"\(language)\" is no language of pack.yml", of: [.pack])
                continue
            }
            let yaml = holes.filled(written, &faults)
            if written.file.hasSuffix("/rights-card.yml") {
                shelf.cards[language] = card(yaml)
            } else if let module = module(yaml, &faults) {
                shelf.modules[language, default: []].append(module)
            }
        }
        compare(shelf, pages, &faults)
        return shelf
    }

    private func module(_ yaml: Yaml, _ faults: inout Faults) -> Guidance? {
        let name = PackFolder.name(of: yaml.file)
        if let id = yaml["id"] { faults.check(id, among: [name], "not the name of this file, as it must be") }
        guard let updated = Day(yaml.word("updated")) else { return nil }
        return Guidance(
            id: yaml.word("id"), title: yaml.word("title"), audience: yaml.word("for"), minutes: yaml["minutes"]?.whole ?? 0,
            updated: updated, isReviewed: yaml["reviewed"]?.isTrue ?? false, why: yaml.word("why"),
            parts: yaml.list("parts").map { part in
                Guidance.Part(
                    kind: Guidance.Part.Kind(rawValue: part.word("kind")) ?? .do, title: part.word("title"),
                    text: part.texts("text"), points: part.texts("points"))
            }, questions: yaml.list("questions").map { question($0, &faults) }, sources: yaml.texts("sources"))
    }

    private func question(_ yaml: Yaml, _ faults: inout Faults) -> Guidance.Question {
        let answers = yaml.texts("answers")
        let right = yaml["right"]?.whole ?? -1
        if !answers.indices.contains(right) {
            faults.add(yaml["right"] ?? yaml, "\"right\" is the place of an answer, counted from 0")
        }
        return Guidance.Question(ask: yaml.word("ask"), answers: answers, right: right, why: yaml.word("why"))
    }

    private func card(_ yaml: Yaml) -> RightsCard {
        RightsCard(
            title: yaml.word("title"), isReviewed: yaml["reviewed"]?.isTrue ?? false, intro: yaml.word("intro"),
            points: yaml.list("points").map { RightsCard.Point(title: $0.word("title"), text: $0.word("text")) },
            contact: yaml.word("contact"), sources: yaml.texts("sources"))
    }

    /// Every language says the same things in the same order, or a translation has lost something.
    private func compare(_ shelf: GuidanceShelf, _ pages: PackPages, _ faults: inout Faults) {
        guard !faults.bent.contains(.guidance) else { return }
        for language in languages where language != "en" {
            for english in shelf.modules["en"] ?? [] {
                let file = "guidance/\(language)/\(english.id).yml"
                guard let other = shelf.modules[language]?.first(where: { $0.id == english.id }) else {
                    if !pages.has(file) { faults.note(file, 1, "this module is not translated; it is said in English") }
                    continue
                }
                if other.shape != english.shape {
                    faults.add(
                        pages[file].pairs.first?.key ?? .nothing(file), "this is not built as the English one: \(english.shape)",
                        of: [.guidance])
                }
            }
            guard let english = shelf.cards["en"] else { continue }
            let file = "guidance/\(language)/rights-card.yml"
            if let other = shelf.cards[language] {
                if other.points.count != english.points.count {
                    faults.add(
                        pages[file]["points"] ?? .nothing(file), "the English card has \(english.points.count) points",
                        of: [.guidance])
                }
            } else if !pages.has(file) {
                faults.note(file, 1, "the card is not translated; it is said in English")
            }
        }
    }
}

extension Guidance {
    fileprivate var shape: String {
        (parts.map { "\($0.kind.rawValue) \($0.text.count)+\($0.points.count)" }
            + questions.map { "question \($0.answers.count), right \($0.right)" }).joined(separator: "; ")
    }
}
