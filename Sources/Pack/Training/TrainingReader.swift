import struct Foundation.URL
import class Foundation.FileManager
import Register

/// Reads the folder `training` of a pack. Every fault is recorded with its line, and reading goes on.
struct TrainingReader {
    let questions: FormReader
    let choices: (Yaml?, inout Faults) -> [Choice]

    private static let lists = "training/lists.yml"
    private static let keys: Set<String> = ["topics", "audiences", "posts", "groups", "sexes"]

    /// Nil when the country trains nobody with this program. Home: which form each field of the pack stands in.
    func terms(_ folder: PackFolder, _ pack: Yaml, home: inout [FieldID: FormID], _ faults: inout Faults) -> TrainingTerms? {
        guard folder.has(TrainingReader.lists),
            let lists = Yaml.read(folder, TrainingReader.lists, &faults)
        else { return nil }
        faults.allow(TrainingReader.keys, in: lists)
        for key in TrainingReader.keys.sorted() where lists[key] == nil { faults.add(lists, "\"\(key)\" is missing") }
        let tests = Country.files(folder, "training/tests").compactMap { file -> KnowledgeTest? in
            Yaml.read(folder, file, &faults).flatMap { test($0, &faults) }
        }
        let forms = ["satisfaction", "follow-up"].map { name -> Form? in
            let file = "training/\(name).yml"
            guard folder.has(file),
                let yaml = Yaml.read(folder, file, &faults)
            else { return nil }
            let form = questions.form(yaml, &faults)
            for field in form.fields {
                if let other = home.updateValue(form.id, forKey: field.id) {
                    faults.add(yaml, "the field \"\(field.id)\" stands in \(other) and in \(form.id); a question has one place")
                }
            }
            return form
        }
        return TrainingTerms(
            topics: choices(lists["topics"], &faults), audiences: choices(lists["audiences"], &faults),
            posts: choices(lists["posts"], &faults), groups: choices(lists["groups"], &faults),
            sexes: choices(lists["sexes"], &faults), tests: tests, satisfaction: forms[0], followUp: forms[1],
            issuer: pack["training"]?["issuer"]?.text)
    }

    private func test(_ yaml: Yaml, _ faults: inout Faults) -> KnowledgeTest? {
        faults.allow(["id", "title", "items"], in: yaml)
        let id = faults.need("id", in: yaml)
        if yaml.file != "training/tests/\(id).yml" { faults.add(yaml, "the id of a test is the name of its file") }
        let items = (yaml["items"]?.list ?? []).map { entry -> KnowledgeTest.Item in
            faults.allow(["id", "text", "choices", "right", "why"], in: entry)
            let choices = choices(entry["choices"], &faults)
            let right = faults.need("right", in: entry)
            if !choices.contains(where: { $0.code == right }) {
                faults.add(entry["right"] ?? entry, "\"\(right)\" is no choice of this item")
            }
            if choices.count < 2 { faults.add(entry, "an item needs at least two choices") }
            return KnowledgeTest.Item(
                id: faults.need("id", in: entry), text: faults.need("text", in: entry), choices: choices, right: right,
                why: faults.need("why", in: entry))
        }
        if items.isEmpty { faults.add(yaml, "this test asks nothing") }
        for (index, item) in items.enumerated() where items[..<index].contains(where: { $0.id == item.id }) {
            faults.add(yaml, "the item \"\(item.id)\" stands here twice")
        }
        return KnowledgeTest(id: id, title: faults.need("title", in: yaml), items: items)
    }

    /// What rules read: `training` in pack.yml, and the tests.
    static func practice(_ pack: Yaml, _ terms: TrainingTerms?, _ faults: inout Faults) -> TrainingPractice {
        var practice = TrainingPractice()
        practice.tests = terms?.tests ?? []
        practice.asksLater = terms?.followUp != nil
        guard let yaml = pack["training"] else { return practice }
        faults.allow(["screening", "topics", "refresherDays", "issuer", "retentionDays"], in: yaml)
        if let entry = yaml["screening"] {
            // YAML reads a bare off as false; both are taken.
            let word = entry.text == "false" ? "off" : entry.text ?? ""
            if let rule = TrainingPractice.Screening(rawValue: word) {
                practice.screening = rule
            } else {
                faults.add(entry, "\"screening\" is off, warn or block")
            }
        }
        for entry in yaml["topics"]?.list ?? [] {
            let code = entry.text ?? ""
            if terms?.topics.contains(where: { $0.code == code }) != true {
                faults.add(entry, "\"\(code)\" is no topic of training/lists.yml")
            }
            practice.topics.append(code)
        }
        if let entry = yaml["refresherDays"] {
            if let days = entry.whole, days > 0 {
                practice.refresherDays = days
            } else {
                faults.add(entry, "write a whole number of days")
            }
        }
        if let entry = yaml["retentionDays"] {
            practice.retentionDays = entry.text.flatMap(Int.init).flatMap { (1...36_500).contains($0) ? $0 : nil }
            if practice.retentionDays == nil { faults.add(entry, "write a whole number of days") }
        }
        if practice.screening != .off, terms == nil {
            faults.add(yaml, "a certificate is asked for, but the folder training is missing")
        }
        return practice
    }
}
