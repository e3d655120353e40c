import Register

/// Reads the quick screen and "am I safe?": a form, and what to do by its answers.
enum ScreeningReader {
    static let levels = ["now", "soon", "inform"]
    static let shape = FormReader.shape.and(
        [
            "advice": .list(
                .map(["id": .text, "level": .word(levels, "level"), "text": .text], ["when": .condition]), once: "id")
        ])

    static func screening(_ yaml: Yaml, _ reader: FormReader, _ faults: inout Faults) -> Country.Screening {
        let form = reader.form(yaml, &faults)
        let asked = Asked(form.fields, yaml)
        return Country.Screening(
            form: form,
            advice: yaml.list("advice").map { entry in
                Country.Screening.Advice(
                    id: entry.word("id"), level: entry.word("level"), when: Condition(entry["when"], asked, &faults),
                    text: entry.wording("text"))
            })
    }
}
