/// What may answer each kind of question.
extension Field {
    /// The answer in what was sent, nil when there is none, or what is wrong with it.
    ///
    /// Shape: inputs are named `id`, in a group `group.0.id`; a day has `id.year`, `id.month`, `id.day` and `id.estimated`, or
    /// one text in `id`; `id.declined` set says "prefer not to say".
    package func check(_ sent: SubmittedAnswers, under prefix: String) -> Result<Answer?, FormProblems> {
        let name = prefix + id.rawValue
        if !sent.first(name + ".declined").isEmpty { return .success(.declined) }
        switch kind {
        case .group: return group(sent, name)
        case .choices, .countries: return codes(sent[name].filter { !$0.isEmpty }, name)
        case .day where sent.first(name).isEmpty: return day(sent, name)
        default: break
        }
        let text = sent.first(name)
        guard !text.isEmpty else { return .success(nil) }
        guard text.count <= longest else { return fault(.tooLong(limit: longest), name) }
        guard text.isPlain else { return fault(.notText, name) }
        switch kind {
        case .number: return number(text, name)
        case .day:
            guard let day = Day(text), day.year >= 1900 else { return fault(.notADay, name) }
            return .success(.text(day.description))
        case .choice, .country, .place, .yesNo:
            return choices.isEmpty || choices.contains { $0.code == text } ? .success(.text(text)) : fault(.notAChoice, name)
        case .phone: return Field.isPhone(text) ? .success(.text(text)) : fault(.notAPhone, name)
        case .text, .long, .name, .choices, .countries, .group: return .success(.text(text))
        }
    }

    private func fault(_ fault: FormProblem.Fault, _ name: String) -> Result<Answer?, FormProblems> {
        .failure(FormProblems(problems: [FormProblem(field: name, fault: fault)]))
    }

    private func codes(_ sent: [String], _ name: String) -> Result<Answer?, FormProblems> {
        guard choices.isEmpty || sent.allSatisfy({ code in choices.contains { $0.code == code } }) else {
            return fault(.notAChoice, name)
        }
        return .success(sent.isEmpty ? nil : .codes(sent))
    }

    private func number(_ text: String, _ name: String) -> Result<Answer?, FormProblems> {
        guard let number = Bounded.anyDecimal(text) else { return fault(.notANumber, name) }
        let range = (range ?? Bounded.decimals).clamped(to: Bounded.decimals)
        guard range.contains(number) else {
            return fault(.outOfRange(low: Bounded.text(range.lowerBound), high: Bounded.text(range.upperBound)), name)
        }
        return .success(.text(text))
    }

    private func day(_ sent: SubmittedAnswers, _ name: String) -> Result<Answer?, FormProblems> {
        let (year, month, day) = (sent.first(name + ".year"), sent.first(name + ".month"), sent.first(name + ".day"))
        if year.isEmpty && month.isEmpty && day.isEmpty { return .success(nil) }
        let isEstimated = !sent.first(name + ".estimated").isEmpty
        let (m, d) = (Bounded.whole(month, in: 1...12), Bounded.whole(day, in: 1...31))
        guard let y = Bounded.whole(year, in: 1900...9999), month.isEmpty == (m == nil), day.isEmpty == (d == nil),
            let known = Day(year: y, month: m, day: d, isEstimated: isEstimated)
        else { return fault(.notADay, name) }
        return .success(.text(known.description))
    }

    private func group(_ sent: SubmittedAnswers, _ name: String) -> Result<Answer?, FormProblems> {
        var rows: [Answers] = []
        var problems: [FormProblem] = []
        for index in 0..<sent.rows(of: name) {
            var row = Answers()
            for field in fields {
                switch field.check(sent, under: "\(name).\(index).") {
                case .success(let answer): row[field.id] = answer
                case .failure(let found): problems += found.problems
                }
            }
            if !row.isEmpty { rows.append(row) }
        }
        guard problems.isEmpty else { return .failure(FormProblems(problems: problems)) }
        return .success(rows.isEmpty ? nil : .group(rows))
    }

    /// Source: HTCDS org_Phone, with the spaces and brackets that people write.
    static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }.count
        return (3...15).contains(digits) && text.allSatisfy { $0.isNumber || " +()-./x".contains($0) }
    }
}

extension String {
    /// Whether it holds no control characters but ends of lines and tabs.
    package var isPlain: Bool {
        !unicodeScalars.contains { $0.value < 32 && !"\n\r\t".unicodeScalars.contains($0) }
    }
}
