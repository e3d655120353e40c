import Foundation
import Register

/// Reads `guidance/<language>/`: a file for each module and `rights-card.yml`.
enum GuidanceReader {
    static func shelf(
        _ folder: PackFolder, _ languages: [String], _ agencies: [Country.Agency], _ faults: inout Faults
    ) -> GuidanceShelf {
        let holes = GuidanceHoles(agencies: agencies)
        var shelf = GuidanceShelf()
        for language in languages {
            let files = Country.files(folder, "guidance/\(language)")
            for file in files {
                guard let written = Yaml.read(folder, file, &faults) else { continue }
                let yaml = holes.filled(written, &faults)
                if file.hasSuffix("/rights-card.yml") {
                    shelf.cards[language] = card(yaml, &faults)
                } else if let module = module(yaml, &faults) {
                    shelf.modules[language, default: []].append(module)
                }
            }
        }
        compare(shelf, languages, &faults)
        return shelf
    }

    private static func module(_ yaml: Yaml, _ faults: inout Faults) -> Guidance? {
        faults.allow(["id", "title", "for", "minutes", "updated", "reviewed", "why", "parts", "questions", "sources"], in: yaml)
        guard let updated = Day(faults.need("updated", in: yaml)) else {
            faults.add(yaml["updated"] ?? yaml, "\"updated\" is not a day; write 2026-12-25")
            return nil
        }
        return Guidance(
            id: faults.need("id", in: yaml), title: faults.need("title", in: yaml), audience: faults.need("for", in: yaml),
            minutes: Yaml.whole(faults.need("minutes", in: yaml)) ?? 0, updated: updated,
            isReviewed: yaml["reviewed"]?.text == "true", why: faults.need("why", in: yaml),
            parts: (yaml["parts"]?.list ?? []).map { part($0, &faults) },
            questions: (yaml["questions"]?.list ?? []).map { question($0, &faults) }, sources: yaml.texts("sources"))
    }

    private static func part(_ yaml: Yaml, _ faults: inout Faults) -> Guidance.Part {
        faults.allow(["kind", "title", "text", "points"], in: yaml)
        let kind = Guidance.Part.Kind(rawValue: yaml["kind"]?.text ?? "")
        if kind == nil { faults.add(yaml, "\"kind\" is signs, do or harm") }
        return Guidance.Part(
            kind: kind ?? .do, title: faults.need("title", in: yaml), text: yaml.texts("text"), points: yaml.texts("points"))
    }

    private static func question(_ yaml: Yaml, _ faults: inout Faults) -> Guidance.Question {
        faults.allow(["ask", "answers", "right", "why"], in: yaml)
        let answers = yaml.texts("answers")
        let right = Yaml.whole(faults.need("right", in: yaml)) ?? -1
        if !answers.indices.contains(right) {
            faults.add(yaml["right"] ?? yaml, "\"right\" is the place of an answer, counted from 0")
        }
        return Guidance.Question(
            ask: faults.need("ask", in: yaml), answers: answers, right: right, why: faults.need("why", in: yaml))
    }

    private static func card(_ yaml: Yaml, _ faults: inout Faults) -> RightsCard {
        faults.allow(["id", "title", "reviewed", "updated", "intro", "points", "contact", "sources"], in: yaml)
        let points = (yaml["points"]?.list ?? []).map { entry in
            RightsCard.Point(title: faults.need("title", in: entry), text: faults.need("text", in: entry))
        }
        return RightsCard(
            title: faults.need("title", in: yaml), isReviewed: yaml["reviewed"]?.text == "true",
            intro: faults.need("intro", in: yaml), points: points, contact: faults.need("contact", in: yaml),
            sources: yaml.texts("sources"))
    }

    /// Every language says the same things in the same order, or a translation has lost something.
    private static func compare(_ shelf: GuidanceShelf, _ languages: [String], _ faults: inout Faults) {
        for language in languages where language != "en" {
            for english in shelf.modules["en"] ?? [] {
                let file = "guidance/\(language)/\(english.id).yml"
                guard let other = shelf.modules[language]?.first(where: { $0.id == english.id }) else {
                    faults.lacks(file, 1, "this module is not translated; it is said in English")
                    continue
                }
                if other.shape != english.shape { faults.add(file, 1, "this is not built as the English one: \(english.shape)") }
            }
            guard let english = shelf.cards["en"] else { continue }
            if let other = shelf.cards[language] {
                if other.points.count != english.points.count {
                    faults.add("guidance/\(language)/rights-card.yml", 1, "the English card has \(english.points.count) points")
                }
            } else {
                faults.lacks("guidance/\(language)/rights-card.yml", 1, "the card is not translated; it is said in English")
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
