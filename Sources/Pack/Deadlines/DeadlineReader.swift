import Register

/// Reads `deadlines.yml`: after what, until what, within which time.
struct DeadlineReader {
    let records: [Form]
    let milestones: Milestones
    /// The questions of a case, and whether the person is a child.
    let asked: Asked

    private static let spans: Shape = .either([.span, .list(.span)])
    static let shape: Shape = .list(
        .map(
            [
                "id": .text, "label": .text, "stage": .whole(0...13), "after": .nameOrNames, "until": .nameOrNames,
                "within": spans, "act": .text,
            ], ["when": .condition, "duty": .word(Deadline.Duty.self, "duty"), "escalates": spans]),
        once: "id")

    /// Where something is done, below the address of a case; `records/<record>` besides.
    static let rooms = [
        "assignment", "closure", "consents", "decisions", "exclusions", "journey", "known", "recovery", "referrals", "retention",
        "reviews", "screenings", "services", "tasks", "todo", "transfer",
    ]

    init(_ country: Country) {
        records = country.records
        milestones = Milestones(records: country.records)
        let isChild = Field(
            id: Practice.isChild, kind: .yesNo, label: "", fieldClass: .coded,
            choices: FormReader.yesNo.filter { ["yes", "no"].contains($0.code) })
        asked = Asked([isChild] + country.caseFields, of: Section.questions)
    }

    func deadlines(_ yaml: Yaml, _ faults: inout Faults) -> [Deadline] { yaml.list.flatMap { rule($0, &faults) } }

    /// One rule, or one for each time in `within`: the second waits for the second record, and so on.
    private func rule(_ yaml: Yaml, _ faults: inout Faults) -> [Deadline] {
        for name in yaml.words("after") + yaml.words("until") { milestones.check(name, &faults) }
        let acts = DeadlineReader.rooms + records.map { "records/\($0.id)" }
        if let act = yaml["act"] { faults.check(act, among: acts, "no page of a case", of: [.records]) }
        let condition = Condition(yaml["when"], asked, &faults)
        let (id, spans) = (yaml.word("id"), yaml.texts("within").compactMap { Span($0) })
        return spans.enumerated().map { index, span in
            Deadline(
                id: DeadlineID(spans.count == 1 ? id : "\(id).\(index + 1)"), label: yaml.wording("label"),
                stage: yaml["stage"]?.whole ?? 0, after: yaml.texts("after"), until: yaml.texts("until"), count: index + 1,
                within: span, when: condition, duty: Deadline.Duty(rawValue: yaml.word("duty")) ?? .worker, act: yaml.word("act"),
                escalates: yaml.texts("escalates").compactMap { Span($0) })
        }
    }
}
