import Register

/// Reads `records/*.yml`: forms that may be recorded many times in a case.
enum RecordReader {
    static let shape = FormReader.shape.and(
        ["stage": .whole(0...13)],
        ["compartment": .compartment, "dated": .text, "due": .text, "risk": .text, "tasks": .flag, "goals": .flag])

    static func record(_ yaml: Yaml, _ reader: FormReader, _ faults: inout Faults) -> Form {
        let form = reader.form(yaml, &faults)
        let keeping = Keeping(
            stage: yaml["stage"]?.whole ?? 0, compartment: Compartment(named: yaml.word("compartment")) ?? .core,
            dated: FormReader.question("dated", yaml, of: form.fields, FormReader.oneDay, &faults),
            due: FormReader.question("due", yaml, of: form.fields, FormReader.oneDay, &faults),
            risk: FormReader.question("risk", yaml, of: form.fields, FormReader.oneChoice, &faults),
            takesTasks: yaml["tasks"]?.isTrue ?? false, isGoal: yaml["goals"]?.isTrue ?? false)
        return Form(id: form.id, title: form.title, why: form.why, fields: form.fields, keeping: keeping)
    }
}
