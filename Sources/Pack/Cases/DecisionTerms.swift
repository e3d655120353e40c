package import Register

/// What a country decided on formal decisions: who decides by which standard, and what the standard of the field calls the result.
package struct DecisionTerms: Sendable, Equatable {
    /// The form that holds the status, and its two questions.
    package var form: FormID = ""
    package var status: FieldID = ""
    package var body: FieldID = ""
    package var standards: [Choice] = []
    /// Units: days.
    package var recoveryDays = 30
    /// The status code by `reasonable-positive` and so on; the code of the body by the kind of agency.
    package var statuses: [String: String] = [:]
    package var bodies: [String: String] = [:]

    package func status(of grounds: Decision.Grounds, isPositive: Bool) -> String? {
        statuses["\(grounds.rawValue)-\(isPositive ? "positive" : "negative")"]
    }

    package func body(ofKind kind: String) -> String? { bodies[kind] ?? bodies["other"] }
}

extension DecisionTerms {
    static let shape: Shape = .map(
        ["form": .text, "status": .text, "body": .text, "standards": .choices, "recoveryDays": .count],
        [
            "conclusiveAfterDays": .whole(0...Yaml.most), "bodies": .pairs(.text),
            "statuses": .keys(
                Decision.Grounds.allCases.flatMap { ["\($0.rawValue)-positive", "\($0.rawValue)-negative"] }.map {
                    Shape.Key(name: $0, shape: .text, isNeeded: false)
                }),
        ])

    /// Nil when the country makes no formal decisions.
    init?(_ yaml: Yaml?, _ country: Country, _ faults: inout Faults) {
        guard let yaml else { return nil }
        if let entry = yaml["form"] {
            faults.check(entry, among: country.forms.keys.map(\.rawValue), "no form of the folder forms", of: [.forms])
        }
        form = FormID(yaml.word("form"))
        let asked = Asked(country.forms[form]?.fields ?? [], of: Section.questions, "no question of that form")
        standards = [Choice](yaml["standards"])
        recoveryDays = yaml["recoveryDays"]?.whole ?? 0
        guard country.forms[form] != nil else { return }
        let status = yaml["status"].flatMap { asked.question($0, &faults) }
        let body = yaml["body"].flatMap { asked.question($0, &faults) }
        (self.status, self.body) = (status?.id ?? "", body?.id ?? "")
        for (key, value) in yaml.pairs("statuses") {
            if let status { asked.check(value, answers: status, &faults) }
            statuses[key.word] = value.text
        }
        let kinds = country.agencies.map(\.kind) + ["other"]
        for (key, value) in yaml.pairs("bodies") {
            faults.check(key, among: kinds, "no kind of agency in agencies.csv, nor \"other\"", of: [.agencies])
            if let body { asked.check(value, answers: body, &faults) }
            bodies[key.word] = value.text
        }
    }
}
