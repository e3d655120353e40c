import Register

/// Reads what a country decided on its directory: `means`, `full` and `checkDays` of the form of a provider.
enum DirectoryReader {
    private static var meanings: [String: WritableKeyPath<ProviderTerms, FieldID?>] {
        [
            "about": \.about, "hours": \.hours, "languages": \.languages, "audience": \.audience, "capacity": \.capacity,
            "phone": \.phone, "email": \.email, "secret": \.secret, "address": \.address,
        ]
    }

    static func terms(_ yaml: Yaml, _ form: Form, _ faults: inout Faults) -> ProviderTerms {
        var terms = ProviderTerms()
        for (key, value) in yaml["means"]?.pairs ?? [] {
            guard let path = meanings[key.text ?? ""] else {
                faults.add(
                    key, "\"\(key.text ?? "")\" means nothing here; use one of \(meanings.keys.sorted().joined(separator: ", "))")
                continue
            }
            let id = FieldID(value.text ?? "")
            if form[id] == nil { faults.add(value, "\"\(id)\" is no question of this form") }
            terms[keyPath: path] = id
        }
        if terms.address != nil, terms.secret.flatMap({ form[$0] })?.kind != .yesNo {
            faults.add(
                yaml["means"] ?? yaml, "an address needs a \"secret\" question of the kind yes-no; without a no it is not kept")
        }
        terms.full = yaml.texts("full")
        let choices = terms.capacity.flatMap { form[$0] }?.choices ?? []
        for code in yaml["full"]?.list ?? [] where !choices.contains(where: { $0.code == code.text }) {
            faults.add(code, "\"\(code.text ?? "")\" is no answer to the question on capacity")
        }
        if let days = yaml["checkDays"] {
            if let number = days.whole, number > 0 {
                terms.checkDays = number
            } else {
                faults.add(days, "write a whole number of days")
            }
        }
        return terms
    }

    /// The recorded needs that a service answers must be answers to the question for needs.
    static func check(_ services: [Country.Service], _ line: (Int) -> Int, _ needs: Field?, _ faults: inout Faults) {
        for (index, service) in services.enumerated() {
            for code in service.answers where needs?.choices.contains(where: { $0.code == code }) != true {
                faults.add("services.csv", line(index), "\"\(code)\" is no answer to the question that \"needs\" in pack.yml names")
            }
        }
    }
}
