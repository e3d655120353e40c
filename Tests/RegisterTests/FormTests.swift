import OrderedCollections
import Register
import Testing

/// What may answer a question, and that a form names every fault at once.
struct FormTests {
    func check(_ kind: Field.Kind, _ text: String, choices: [Choice] = [], range: ClosedRange<Double>? = nil) -> String? {
        let field = Field(id: "f", kind: kind, label: "F", fieldClass: .coded, choices: choices, range: range)
        switch field.check(SubmittedAnswers(["f": [text]]), under: "") {
        case .success(let answer): return answer?.all.joined(separator: ";")
        case .failure(let found): return "fault \(found.problems.map { "\($0.fault)" }.joined())"
        }
    }

    @Test func eachKindTakesWhatItShould() {
        #expect(check(.text, "  Castries ") == "Castries")
        #expect(check(.number, "12 yrs") == "fault notANumber")
        #expect(check(.number, "17", range: 0...120) == "17")
        #expect(check(.number, "170", range: 0...120) == "fault outOfRange(low: \"0\", high: \"120\")")
        #expect(check(.day, "2026-02-30") == "fault notADay")
        #expect(check(.day, "1999~") == "1999~")
        #expect(check(.choice, "b", choices: [Choice(code: "a", label: "A")]) == "fault notAChoice")
        #expect(check(.phone, "758 555 0123") == "758 555 0123")
        #expect(check(.phone, "call me") == "fault notAPhone")
        #expect(check(.text, "a\u{0}b") == "fault notText")
        #expect(check(.text, String(repeating: "x", count: 251)) == "fault tooLong(limit: 250)")
    }

    @Test func everyFaultIsNamedAtOnceAndNothingElseIsLost() {
        let form = Form(
            id: "t", title: "T", why: "",
            fields: [
                Field(id: "kind", kind: .text, label: "Kind", fieldClass: .coded, isRequired: true),
                Field(id: "age", kind: .number, label: "Age", fieldClass: .coded),
                Field(id: "born", kind: .day, label: "Born", fieldClass: .coded),
            ])
        let found = #expect(throws: FormProblems.self) {
            try form.accept(SubmittedAnswers(["age": ["old"], "born.year": ["1999"], "born.month": ["13"], "born.day": ["1"]]))
        }
        #expect(found?.problems.map(\.field) == ["kind", "age", "born"])
    }

    @Test func aDeclinedAnswerIsNotAMissingOne() throws {
        let field = Field(id: "name", kind: .name, label: "Name", fieldClass: .identifying, isRequired: true)
        let form = Form(id: "t", title: "T", why: "", fields: [field])
        #expect(try form.accept(SubmittedAnswers(["name.declined": ["1"]]))["name"] == .declined)
    }

    @Test func aQuestionThatDoesNotApplyLeavesItsAnswerOut() throws {
        let form = Form(
            id: "t", title: "T", why: "",
            fields: [
                Field(id: "a", kind: .text, label: "A", fieldClass: .coded),
                Field(id: "b", kind: .text, label: "B", fieldClass: .coded, isRequired: true, when: .is("a", "yes")),
            ])
        #expect(try form.accept(SubmittedAnswers(["a": ["no"], "b": ["x"]]))["b"] == nil)
        #expect(throws: FormProblems.self) { try form.accept(SubmittedAnswers(["a": ["yes"]])) }
    }

    @Test func conditionsAnswerAsWritten() {
        let answers = Answers(["n": .text("5"), "c": .codes(["x", "y"]), "d": .declined])
        #expect(Condition.above("n", 4).holds(for: answers) && !Condition.above("n", 5).holds(for: answers))
        #expect(Condition.contains("c", "y").holds(for: answers) && Condition.not(.contains("c", "z")).holds(for: answers))
        #expect(Condition.all([.is("n", "5"), .any([.below("n", 1), .answered("c")])]).holds(for: answers))
        #expect(!Condition.answered("missing").holds(for: answers))
    }

    @Test func daysAreReal() {
        #expect(Day("2024-02-29") != nil && Day("2023-02-29") == nil && Day("1998~")?.isEstimated == true)
        #expect(Day("2026-12-31")?.adding(days: 1).description == "2027-01-01")
        #expect(Moment(seconds: 0).local(offset: -14_400).day.description == "1969-12-31")
    }
}
