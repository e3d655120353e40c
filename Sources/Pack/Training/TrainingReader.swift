import Register

/// Reads the folder `training` of a pack, and what `training` in pack.yml says of it.
struct TrainingReader {
    let questions: FormReader

    private static let listsFile = "training/lists.yml"
    static let lists: Shape = .map([
        "topics": .choices, "audiences": .choices, "posts": .choices, "groups": .choices, "sexes": .choices,
    ])
    static let test: Shape = .map([
        "id": .text, "title": .text,
        "items": .list(
            .map(["id": .text, "text": .text, "choices": .choices, "right": .text, "why": .text]), once: "id"),
    ])
    /// A bare off is read as no by some programs that write YAML, which write false; both are taken.
    static let terms: Shape = .map(
        [:],
        [
            "screening": .word(TrainingPractice.Screening.allCases.map(\.rawValue) + ["false"], "rule for a screening"),
            "topics": .names, "refresherDays": .count, "retentionDays": .whole(1...36_500), "issuer": .text,
        ])

    /// Nil when the country trains nobody with this program. Home: which form each field of the pack stands in.
    func terms(_ pages: PackPages, home: inout Homes, _ faults: inout Faults) -> TrainingTerms? {
        guard pages.has(TrainingReader.listsFile) else { return nil }
        let lists = pages[TrainingReader.listsFile]
        let tests = pages.files(in: "training/tests").map { test($0, &faults) }
        let forms = ["satisfaction", "follow-up"].map { name -> Form? in
            let file = "training/\(name).yml"
            guard pages.has(file) else { return nil }
            let form = questions.form(pages[file], &faults)
            home.take(form, pages[file], &faults)
            return form
        }
        return TrainingTerms(
            topics: [Choice](lists["topics"]), audiences: [Choice](lists["audiences"]), posts: [Choice](lists["posts"]),
            groups: [Choice](lists["groups"]), sexes: [Choice](lists["sexes"]), tests: tests, satisfaction: forms[0],
            followUp: forms[1], issuer: pages["pack.yml"]["training"]?["issuer"]?.wording)
    }

    private func test(_ yaml: Yaml, _ faults: inout Faults) -> KnowledgeTest {
        let name = PackFolder.name(of: yaml.file)
        if let id = yaml["id"] { faults.check(id, among: [name], "not the name of this file, as it must be") }
        let items = yaml.list("items").map { entry -> KnowledgeTest.Item in
            let choices = [Choice](entry["choices"])
            if let right = entry["right"] {
                faults.check(right, among: choices.map(\.code), "no choice of this item", of: [.training])
            }
            if choices.count < 2 { faults.add(entry["choices"] ?? entry, "an item needs at least two choices") }
            return KnowledgeTest.Item(
                id: entry.word("id"), text: entry.wording("text"), choices: choices, right: entry.word("right"),
                why: entry.wording("why")
            )
        }
        if items.isEmpty { faults.add(yaml, "this test asks nothing") }
        return KnowledgeTest(id: yaml.word("id"), title: yaml.wording("title"), items: items)
    }

    /// What rules read: `training` in pack.yml, and the tests.
    static func practice(_ pack: Yaml, _ terms: TrainingTerms?, _ faults: inout Faults) -> TrainingPractice {
        var practice = TrainingPractice()
        practice.tests = terms?.tests ?? []
        practice.asksLater = terms?.followUp != nil
        guard let yaml = pack["training"] else { return practice }
        if let word = yaml["screening"]?.text {
            practice.screening = TrainingPractice.Screening(rawValue: word == "false" ? "off" : word) ?? practice.screening
        }
        for entry in yaml.words("topics") {
            faults.check(entry, among: terms?.topics.map(\.code) ?? [], "no topic of training/lists.yml", of: [.training])
        }
        practice.topics = yaml.texts("topics")
        if let days = yaml["refresherDays"]?.whole { practice.refresherDays = days }
        practice.retentionDays = yaml["retentionDays"]?.whole
        if practice.screening != .off, terms == nil {
            faults.add(yaml, "a certificate is asked for, but the folder training is missing")
        }
        return practice
    }
}
