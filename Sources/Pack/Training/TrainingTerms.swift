package import Register

/// What a country decided on training: its lists, tests and questions. Nil in a pack without the folder `training`.
package struct TrainingTerms: Sendable {
    package let topics: [Choice]
    package let audiences: [Choice]
    /// Where staff are posted abroad.
    package let posts: [Choice]
    /// What people do: police, health, labour.
    package let groups: [Choice]
    package let sexes: [Choice]
    package let tests: [KnowledgeTest]
    /// Asked at the end of a workshop, and some months later.
    package let satisfaction: Form?
    package let followUp: Form?
    /// Who issues certificates. Nil: the country.
    package let issuer: Wording?

    package func test(_ id: String) -> KnowledgeTest? { tests.first { $0.id == id } }
}

/// Somebody of an agency that is not on the list.
extension TrainingTerms {
    package static let otherAgency: AgencyCode = "other"
}

/// The questions about whoever comes to a workshop: the same at the door, in a nomination, in a pasted list.
package struct ParticipantForm: Sendable {
    private static let (name, agency, post, group, sex, email, before):
        (FieldID, FieldID, FieldID, FieldID, FieldID, FieldID, FieldID) =
            ("name", "agency", "post", "group", "sex", "email", "before")

    package let form: Form
    /// The columns of a pasted list, in the same order.
    package let columns: PeopleTerms
    /// The duty post that an agency abroad is.
    private let posts: [AgencyCode: String]

    /// In a language. Agencies: those offered; one alone is not asked.
    package init(_ country: Country, _ terms: TrainingTerms, language: String, agencies: [AgencyCode]? = nil) {
        func say(_ key: String) -> String { country.words.say(key, language) }
        posts = country.agencies.reduce(into: [:]) { posts, agency in
            let place = agency.dutyPost.split(separator: "/").first.map { $0.split(separator: " ").joined(separator: " ") }
            posts[agency.code] = terms.posts.first { $0.label.english == place }?.code
        }
        let offered = country.agencies.filter { agencies?.contains($0.code) ?? true }
        var agencyChoices = offered.map { Choice(code: $0.code.rawValue, label: $0.name) }
        if agencies == nil {
            agencyChoices.append(
                Choice(code: TrainingTerms.otherAgency.rawValue, label: Wording(said: say("participant.otherAgency"))))
        }
        func field(_ id: FieldID, _ kind: Field.Kind, _ choices: [Choice] = [], isRequired: Bool = false, hint: Wording? = nil)
            -> Field
        {
            Field(
                id: id, kind: kind, label: Wording(said: say("participant.\(id)")), hint: hint, fieldClass: .coded,
                isRequired: isRequired,
                choices: choices)
        }
        let fields = [
            field(ParticipantForm.name, .text, isRequired: true),
            field(ParticipantForm.agency, .choice, agencyChoices, isRequired: true),
            field(ParticipantForm.post, .choice, terms.posts, hint: Wording(said: say("participant.postHint"))),
            field(ParticipantForm.group, .choice, terms.groups), field(ParticipantForm.sex, .choice, terms.sexes),
            field(ParticipantForm.email, .text, hint: Wording(said: say("participant.emailHint"))),
            field(ParticipantForm.before, .choice, FormReader.yesNo.filter { ["yes", "no"].contains($0.code) }),
        ]
        form = Form(
            id: "participant", title: Wording(said: say("participant.title")), why: Wording(said: say("participant.why")),
            fields: fields)
        columns = PeopleTerms(
            columns: fields.dropLast().map { field in
                let names = country.languages.map { country.words.say("participant.\(field.id)", $0) }
                return PeopleTerms.Column(
                    label: field.label, names: names, places: [(form: "participant", field: field)],
                    values: ParticipantForm.values(field, country))
            }, usual: [], language: nil, interpreter: nil, spoken: [])
    }

    /// Codes and duty posts as people write them.
    private static func values(_ field: Field, _ country: Country) -> [String: String] {
        field.choices.reduce(into: [:]) { values, choice in
            values[choice.code.lowercased()] = choice.code
            if field.id == sex, let letter = choice.label.english.first { values[letter.lowercased()] = choice.code }
        }
    }

    /// Errors: `FormProblems` when an address is none.
    package func person(_ answers: Answers, account: AccountID? = nil) throws(FormProblems) -> Participant.Person {
        let address = answers[ParticipantForm.email]?.text
        let email = address.flatMap { MailAddress($0) }
        if address != nil, email == nil {
            throw FormProblems(problems: [FormProblem(field: ParticipantForm.email.rawValue, fault: .notAMailAddress)])
        }
        let agency = AgencyCode(answers[ParticipantForm.agency]?.text ?? "")
        return Participant.Person(
            name: answers[ParticipantForm.name]?.text ?? "", agency: agency,
            post: answers[ParticipantForm.post]?.text ?? posts[agency], group: answers[ParticipantForm.group]?.text,
            sex: answers[ParticipantForm.sex]?.text, email: email, account: account,
            wasTrained: answers[ParticipantForm.before]?.text.map { $0 == "yes" })
    }

    package func answers(_ person: Participant.Person) -> Answers {
        var answers = Answers()
        func say(_ id: FieldID, _ text: String?) { if let text, !text.isEmpty { answers[id] = .text(text) } }
        say(ParticipantForm.name, person.name)
        say(ParticipantForm.agency, person.agency.rawValue)
        say(ParticipantForm.post, person.post)
        say(ParticipantForm.group, person.group)
        say(ParticipantForm.sex, person.sex)
        say(ParticipantForm.email, person.email?.text)
        say(ParticipantForm.before, person.wasTrained.map { $0 ? "yes" : "no" })
        return answers
    }
}
