/// A short set of questions that belong together. A question is data; what may answer it is `FieldCheck`.
package struct Form: Sendable, Equatable {
    package let id: FormID
    package let title: Wording
    /// Why we ask, in one sentence.
    package let why: Wording
    package let fields: [Field]
    /// Set when it may be recorded many times in one case.
    package let keeping: Keeping?

    package init(id: FormID, title: Wording, why: Wording, fields: [Field], keeping: Keeping? = nil) {
        self.id = id
        self.title = title
        self.why = why
        self.fields = fields
        self.keeping = keeping
    }

    package subscript(id: FieldID) -> Field? { fields.first { $0.id == id } }

    /// The questions that apply, given what was answered so far.
    package func applying(to answers: Answers) -> [Field] { fields.filter { $0.when.holds(for: answers) } }

    /// Checks everything at once and gives answers that hold, or every fault.
    ///
    /// Shape: a question that does not apply leaves its answer out; a required one must be answered or declined.
    package func accept(_ submitted: SubmittedAnswers) throws(FormProblems) -> Answers {
        var answers = Answers()
        var problems: [FormProblem] = []
        for field in fields where field.when.holds(for: answers) {
            switch field.check(submitted, under: "") {
            case .success(let answer?): answers[field.id] = answer
            case .success(nil):
                if field.isRequired { problems.append(FormProblem(field: field.id.rawValue, fault: .missing)) }
            case .failure(let found): problems += found.problems
            }
        }
        guard problems.isEmpty else { throw FormProblems(problems: problems) }
        return answers
    }
}

/// Untrusted text, as a page or a file sent it, by the name of the input. A name may come several times.
package struct SubmittedAnswers: Sendable, Equatable {
    package private(set) var values: [String: [String]]

    package init(_ values: [String: [String]] = [:]) { self.values = values }

    package subscript(name: String) -> [String] {
        get { values[name] ?? [] }
        set { values[name] = newValue }
    }

    package func first(_ name: String) -> String {
        guard let text = values[name]?.first, let first = text.first, let last = text.last else { return "" }
        guard first.isWhitespace || last.isWhitespace else { return text }
        return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// More rows than this no group has.
    package static let mostRows = 50

    /// How many rows of a repeating group were sent. What calls itself a later row than there can be is none.
    package func rows(of group: String) -> Int {
        let prefix = group + "."
        let indexes = values.keys.lazy.filter { $0.hasPrefix(prefix) }.compactMap {
            Bounded.whole($0.dropFirst(prefix.count).prefix { $0 != "." }, in: 0...SubmittedAnswers.mostRows - 1)
        }
        return indexes.max().map { $0 + 1 } ?? 0
    }
}

package struct FormProblems: Error, Equatable, Sendable {
    package let problems: [FormProblem]
    package init(problems: [FormProblem]) { self.problems = problems }
}

/// One fault, tied to the input it is about.
package struct FormProblem: Equatable, Sendable {
    package enum Fault: Error, Equatable, Sendable {
        case missing, notANumber, outOfRange(low: String, high: String), notADay, tooLong(limit: Int), notAChoice, notAPhone,
            notText, notAMailAddress
        /// What the country itself says of it: a text of the pack.
        case stated(Wording)
    }

    package let field: String
    package let fault: Fault

    package init(field: String, fault: Fault) {
        self.field = field
        self.fault = fault
    }
}
