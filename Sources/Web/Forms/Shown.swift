import OrderedCollections
import Pack
import Register

/// Answers as people read them, and as a form takes them back.
extension Visit {
    func shown(_ answer: Answer?, to field: Field) -> HTML {
        switch answer {
        case nil, .cleared: "<span class=\"hint\">\(say("answer.none"))</span>"
        case .declined: "\(say("answer.declined"))"
        case .codes(let codes): "\(codes.map { label($0, field) }.joined(separator: ", "))"
        case .group(let rows):
            "<ol>\(rows.map { row -> HTML in "<li>\(field.fields.filter { row[$0.id] != nil }.map { "\(pack($0.label)): \(shown(row[$0.id], to: $0))<br>" as HTML })</li>" })</ol>"
        case .text(let text): "\(label(text, field))"
        }
    }

    private func label(_ text: String, _ field: Field) -> String {
        switch field.kind {
        case .country, .countries: Regions.name(text, self.language)
        case .day: Day(text).map { say($0) } ?? text
        case .choice, .choices, .yesNo, .place: choice(text, of: field.choices)
        case .text, .long, .name, .number, .phone, .group: text
        }
    }

    /// Facts as a list: only what was answered.
    func facts(_ form: Form, _ answers: Answers) -> HTML {
        let rows = form.fields.filter { answers[$0.id] != nil }.map { field -> HTML in
            "<dt>\(pack(field.label))</dt><dd>\(shown(answers[field.id], to: field))</dd>"
        }
        return rows.isEmpty ? "<p class=\"hint\">\(say("case.nothingYet"))</p>" : "<dl class=\"facts\">\(rows)</dl>"
    }
}

extension SubmittedAnswers {
    /// What a form would have sent to give these answers.
    init(_ answers: Answers, of fields: [Field], under prefix: String = "") {
        self.init()
        for field in fields {
            let name = prefix + field.id.rawValue
            switch answers[field.id] {
            case nil, .cleared: break
            case .declined: self[name + ".declined"] = ["1"]
            case .codes(let codes): self[name] = codes
            case .text(let text):
                guard field.kind == .day, let day = Day(text) else {
                    self[name] = [text]
                    continue
                }
                self[name + ".year"] = [String(day.year)]
                self[name + ".month"] = day.month.map { [String($0)] } ?? []
                self[name + ".day"] = day.day.map { [String($0)] } ?? []
                self[name + ".estimated"] = day.isEstimated ? ["1"] : []
            case .group(let rows):
                for (index, row) in rows.enumerated() {
                    let nested = SubmittedAnswers(row, of: field.fields, under: "\(name).\(index).")
                    for (key, value) in nested.values { self[key] = value }
                }
            }
        }
    }
}
