import OrderedCollections

/// A column of a partner's table, and where it is read from in a case.
package struct ExportColumn: Sendable, Equatable {
    /// A word for the numbers from one to another.
    package struct Band: Sendable, Equatable {
        package let word: String
        package let range: ClosedRange<Int>

        package init(word: String, range: ClosedRange<Int>) {
            self.word = word
            self.range = range
        }
    }

    /// How an answer becomes a cell.
    package enum Reading: Sendable, Equatable {
        /// The same word for everybody whom the condition is about.
        case fixed(String)
        /// The year in which the person was registered, or the word for it.
        case registered([Band])
        /// The word for the age on the day of registration; of the day of birth nothing else leaves.
        case age([Band])
        /// The word for each code; a code without one is left out.
        case codes([String: String])
        /// `1` for any of these codes.
        case flag(Set<String>)
    }

    package struct Source: Sendable, Equatable {
        /// Questions of a case, of a group or of a record. Empty for what asks no question.
        package let fields: [FieldID]
        package let reading: Reading
        /// A condition on the answers of the case.
        package let when: Condition
        /// A condition on the row or record in which the answer stands.
        package let row: Condition

        package init(fields: [FieldID] = [], reading: Reading, when: Condition = .always, row: Condition = .always) {
            self.fields = fields
            self.reading = reading
            self.when = when
            self.row = row
        }
    }

    package let name: String
    /// The first that gives a word counts. None for what the country does not ask.
    package let sources: [Source]
    /// Whether several words stand with `;` between them; else the first one counts.
    package let takesMany: Bool

    package init(name: String, sources: [Source], takesMany: Bool = false) {
        self.name = name
        self.sources = sources
        self.takesMany = takesMany
    }

    /// The cell of a case: blank for what is not known.
    fileprivate func cell(_ told: CaseAnswers) -> String {
        for source in sources where source.when.holds(for: told.known) {
            let words = words(source, told)
            guard let first = words.first else { continue }
            return takesMany ? Set(words).sorted().joined(separator: ";") : first
        }
        return ""
    }

    private func words(_ source: Source, _ told: CaseAnswers) -> [String] {
        switch source.reading {
        case .fixed(let word): return [word]
        case .registered(let bands):
            let year = told.registered.year
            return [bands.first { $0.range.contains(year) }?.word ?? String(year)]
        case .age(let bands): return told.said(source).compactMap { Day($0)?.band(among: bands, on: told.registered) }
        case .codes(let words): return told.said(source).compactMap { words[$0] }
        case .flag(let codes): return told.said(source).contains(where: codes.contains) ? ["1"] : []
        }
    }
}

extension ExportFormat {
    /// A row of a format that the pack fills. A record that was published before goes out as it came.
    package func row(of file: some CaseFacts, by terms: ExportTerms, in zone: Zone) -> [String] {
        guard case .columns(let columns) = shape else { return [] }
        if let published, let form = terms.publishedForm, terms.publishedLayout(of: file) == published.layout {
            return published.fields.map { file.answers[form]?[$0]?.text ?? "" }
        }
        let told = CaseAnswers(file, in: zone)
        return columns.map { $0.cell(told) }
    }
}

/// What a case says, in the order in which columns read it.
private struct CaseAnswers {
    /// The answers of the case, of whatever form.
    let known: Answers
    /// Those answers, each row of a group, each record.
    let rows: [Answers]
    let registered: Day

    init(_ file: some CaseFacts, in zone: Zone) {
        known = file.answers.values.reduce(into: Answers()) { $0.merge($1) }
        let forms = file.answers.sorted { $0.key < $1.key }.map(\.value) + file.records.map(\.answers)
        rows = forms.flatMap { form in
            [form] + form.values.values.flatMap { answer -> [Answers] in if case .group(let rows) = answer { rows } else { [] } }
        }
        registered = zone.day(of: file.opened)
    }

    func said(_ source: ExportColumn.Source) -> [String] {
        rows.filter { source.row.holds(for: $0) }.flatMap { row in source.fields.flatMap { row[$0]?.all ?? [] } }
    }
}

extension Day {
    /// The word for the age that somebody born on this day has on another. Nil when only a year is known and both ages that it
    /// may be have another word.
    fileprivate func band(among bands: [ExportColumn.Band], on other: Day) -> String? {
        let years = other.year - year
        let hadBirthday = (month ?? 1, day ?? 1) <= (other.month ?? 12, other.day ?? 31)
        let ages = isYearOnly ? [years - 1, years] : [hadBirthday ? years : years - 1]
        let words = Set(ages.map { age in bands.first { $0.range.contains(age) }?.word })
        return words.count == 1 ? words.first ?? nil : nil
    }
}
