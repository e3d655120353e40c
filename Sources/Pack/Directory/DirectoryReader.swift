import Register

/// Reads the form of a provider: what the directory reads in the answers.
enum DirectoryReader {
    static let shape = FormReader.shape.and(
        [:],
        [
            "means": .keys(meanings.keys.sorted().map { Shape.Key(name: $0, shape: .text, isNeeded: false) }), "full": .names,
            "checkDays": .count,
        ])

    private static var meanings: [String: WritableKeyPath<ProviderTerms, FieldID?>] {
        [
            "about": \.about, "hours": \.hours, "languages": \.languages, "audience": \.audience, "capacity": \.capacity,
            "phone": \.phone, "email": \.email, "secret": \.secret, "address": \.address,
        ]
    }

    static func terms(_ yaml: Yaml, _ form: Form, _ faults: inout Faults) -> ProviderTerms {
        var terms = ProviderTerms()
        let asked = Asked(form.fields, yaml)
        for (key, value) in yaml.pairs("means") {
            guard let path = meanings[key.word] else { continue }
            terms[keyPath: path] = asked.question(value, &faults)?.id
        }
        if yaml["means"]?["address"] != nil, terms.secret.flatMap({ form[$0] })?.kind != .yesNo {
            faults.add(
                yaml["means"]?["secret"] ?? yaml["means"] ?? yaml,
                "an address needs a \"secret\" question of the kind yes-no; without a no it is not kept", of: [.rooms])
        }
        terms.full = yaml.texts("full")
        if let capacity = terms.capacity.flatMap({ form[$0] }) {
            for code in yaml.words("full") {
                faults.check(
                    code, among: capacity.choices.map(\.code), "no answer to the question on capacity", of: [.rooms, .lists])
            }
        } else if yaml["full"] != nil {
            faults.add(yaml["means"] ?? yaml, "\"full\" is about \"capacity\", which \"means\" does not name", of: [.rooms])
        }
        if let days = yaml["checkDays"]?.whole { terms.checkDays = days }
        return terms
    }
}
