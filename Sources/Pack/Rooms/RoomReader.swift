import Register

/// Reads `rooms/*.yml`: the forms of a report of concern, of an incident and of a provider.
struct RoomReader {
    let reader: FormReader
    /// The questions of a case.
    let asked: Asked
    let services: [Country.Service]

    struct Found {
        var forms: [FormID: Form] = [:]
        var urgency: FieldID?
        var source: FieldID?
        var people: PeopleTerms?
        var directory = ProviderTerms()
    }

    static let shapes: [String: Shape] = [
        "concern": FormReader.shape.and(["urgency": .text], ["source": .text]), "incident": PeopleTermsReader.shape,
        "provider": DirectoryReader.shape,
    ]

    func rooms(_ pages: PackPages, home: inout Homes, _ faults: inout Faults) -> Found {
        var found = Found()
        for yaml in pages.files(in: "rooms") {
            let form = reader.form(yaml, &faults)
            home.take(form, yaml, &faults)
            let name = PackFolder.name(of: yaml.file)
            if let id = yaml["id"] { faults.check(id, among: [name], "not the name of this file, as it must be") }
            found.forms[form.id] = form
            switch name {
            case "concern":
                found.urgency = FormReader.question("urgency", yaml, of: form.fields, FormReader.oneChoice, &faults)
                found.source = FormReader.question("source", yaml, of: form.fields, FormReader.oneChoice, &faults)
            case "incident": found.people = PeopleTermsReader(asked: asked).terms(yaml, &faults)
            case "provider": found.directory = DirectoryReader.terms(yaml, form, &faults)
            default: break
            }
        }
        found.directory.shelters = services.filter(\.isShelter).map(\.code)
        return found
    }
}
