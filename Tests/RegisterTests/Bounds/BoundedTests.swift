import OrderedCollections
import Register
import Testing

/// What comes from outside is held to limits before anything is reckoned with it: each of these once ended the process.
struct BoundedTests {
    private func field(_ kind: Field.Kind, range: ClosedRange<Double>? = nil, fields: [Field] = []) -> Field {
        Field(id: "events", kind: kind, label: "E", fieldClass: .coded, range: range, fields: fields)
    }

    private func fault(_ text: String, range: ClosedRange<Double>? = nil) -> FormProblem.Fault? {
        guard case .failure(let found) = field(.number, range: range).check(SubmittedAnswers(["events": [text]]), under: "")
        else { return nil }
        return found.problems.first?.fault
    }

    /// A number field with a least and no most, as a budget is.
    @Test func aNumberOutsideAnOpenRangeIsRefusedWithItsRange() {
        let open = 0...Double.greatestFiniteMagnitude
        let most = "1000000000000000"
        #expect(fault("-1", range: open) == .outOfRange(low: "0", high: most))
        #expect(fault("1e300", range: open) == .outOfRange(low: "0", high: most))
        #expect(fault("1e300") == .outOfRange(low: "-" + most, high: most))
        #expect(fault("1e999") == .outOfRange(low: "-" + most, high: most))
        for text in ["nan", "NaN", "inf", "-infinity", "0x10", "1,5", "٣", "", "--1"] where !text.isEmpty {
            #expect(fault(text, range: open) == .notANumber)
        }
        #expect(fault(String(repeating: "9", count: 400), range: open) == .tooLong(limit: 250))
        for text in ["0", "1250.50", "+5", "1e3", "-0"] { #expect(fault(text, range: open) == nil) }
    }

    /// As a draft it ended the process again at every start.
    @Test(arguments: [
        "9223372036854775807", "9223372036854775806", "50", "-1", "-9223372036854775808", "99999999999999999999", "x", "",
    ])
    func aRowBeyondTheLastIsNone(_ index: String) {
        let sent = SubmittedAnswers(["events.\(index).x": ["a"], "events.3.x": ["b"], "events.\(index)": ["c"]])
        #expect(sent.rows(of: "events") == 4)
        let inner = Field(id: "x", kind: .text, label: "X", fieldClass: .coded)
        guard case .success(.group(let rows)?) = field(.group, fields: [inner]).check(sent, under: "") else {
            Issue.record("not read")
            return
        }
        #expect(rows == [Answers(["x": .text("b")])])
    }

    @Test func theLastRowOfAGroupIsRead() {
        #expect(SubmittedAnswers(["events.49.x": ["a"]]).rows(of: "events") == 50)
        #expect(SubmittedAnswers(["other.49.x": ["a"]]).rows(of: "events") == 0)
    }

    @Test func numbersAreReadWithinTheirLimits() {
        #expect(Bounded.whole("12") == 12 && Bounded.whole("-5") == -5 && Bounded.whole("9223372036854775807") == nil)
        #expect(Bounded.whole("12", in: 0...11) == nil && Bounded.whole("") == nil && Bounded.whole(" 1") == nil)
        #expect(Bounded.decimal("1e15") == 1e15 && Bounded.decimal("1.1e15") == nil && Bounded.decimal("nan") == nil)
        #expect(
            Bounded.whole(of: .nan) == 0 && Bounded.whole(of: .infinity) == 1_000_000_000_000_000 && Bounded.whole(of: 2.5) == 3)
        #expect(Bounded.text(1e300) == "1e+300" && Bounded.text(-0.5) == "-0.5" && Bounded.text(120) == "120")
        #expect(Bounded.text(.greatestFiniteMagnitude) == "1.7976931348623157e+308")
    }

    @Test func sumsStopAtTheirLimits() {
        #expect(Bounded.sum(.max, 1) == .max && Bounded.sum(.min, -1) == .min && Bounded.sum(2, 3) == 5)
        #expect(Bounded.sum([Int.max, Int.max, -1]) == .max - 1)
        #expect(Bounded.product(.max, 2) == .max && Bounded.product(.max, -2) == .min && Bounded.product(-2, .min) == .max)
        #expect(Bounded.product(6, 7) == 42)
        #expect(Bounded.span(3, 1) == 3...3 && Bounded.span(1, 3) == 1...3)
        let parts = Bounded.halves("a:b:c", at: ":").map { "\($0) \($1)" }
        #expect(parts == "a b:c" && Bounded.halves("abc", at: ":") == nil)
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func daysAndMomentsEndWithTheCalendar() throws {
        let (first, last, now) = (try day("0001-01-01"), try day("9999-12-31"), try day("2026-11-30"))
        #expect(last.adding(days: 1) == Day.last && last.adding(days: Int.max) == Day.last && last == Day.last)
        #expect(first.adding(days: -1) == Day.first && now.adding(days: Int.min) == Day.first && first == Day.first)
        #expect(last.adding(months: 2) == Day.last && now.adding(months: Int.max) == Day.last)
        #expect(first.adding(months: -2) == Day.first && now.adding(months: Int.min) == Day.first)
        #expect(try day("2026-01-31").adding(months: 1).description == "2026-02-28")
        #expect(now.adding(months: -11).description == "2025-12-30" && now.adding(days: 31).description == "2026-12-31")
        #expect(Moment(seconds: .max).local(offset: .max).day == .last && Moment(seconds: .min).local(offset: .min).day == .first)
        #expect(Moment(seconds: .max).after(hours: .max) == Moment(seconds: .max))
        #expect(Moment(seconds: 0).after(days: .min).seconds == -Bounded.largest)
        let (day, minute) = Moment(seconds: -1).local(offset: 0)
        #expect(day.description == "1969-12-31" && minute == 1439)
        #expect(Moment(seconds: 951_782_400).local(offset: 3600).day.description == "2000-02-29")
        #expect(Day("0000") == nil && Day("-1") == nil && Day("10000-01-01") == nil && Day("99999999999999999999") == nil)
    }

    @Test func aCalendarInWhichNothingIsWorkedIsNotSearchedForEver() {
        let never = WorkCalendar(zone: .utc, weekend: Set(1...7))
        #expect(never.end(of: .workingDays(3), from: Moment(seconds: 0)) > Moment(seconds: 0))
        let usual = WorkCalendar(zone: .utc)
        #expect(usual.end(of: .workingDays(5), from: Moment(seconds: 253_402_200_000)) > Moment(seconds: 253_402_200_000))
        #expect(usual.end(of: .hours(.max), from: Moment(seconds: 0)) == Moment(seconds: .max))
        #expect(Span("9223372036854775807 hours") == nil && Span("4 hours") == .hours(4) && Span("0 days") == nil)
    }

    @Test func twoModulesWithoutEndMakeNoCertificateFail() throws {
        let modules = [Course.Module(title: "A", minutes: .max), Course.Module(title: "B", minutes: .max)]
        var plan = Course.Plan(
            title: "T", topic: "t", audiences: [], modules: modules, passMark: 50, attendance: 50, validityMonths: 12, test: "",
            languages: ["en"])
        let refused = #expect(throws: Refusal.self) { try Course().accept(.offered(plan), duties: [.train]) }
        #expect(refused?.reason == "refusal.courseMinutes" && refused?.details["limit"] == "6000")
        plan.modules = [Course.Module(title: "A", minutes: 6000), Course.Module(title: "B")]
        try Course().accept(.offered(plan), duties: [.train])
    }

    @Test func moneyIsReadWithItsDigits() {
        #expect(Money("1250.50", digits: 2)?.minor == 125_050 && Money("7", digits: 0)?.minor == 7)
        #expect(Money("1.2.3", digits: 2) == nil && Money(".5", digits: 2) == nil && Money("-1", digits: 2) == nil)
        #expect(
            Money("99999999999999999999", digits: 2) == nil && Money("1.234", digits: 2) == nil && Money("1e5", digits: 2) == nil)
        #expect((Money(minor: .max) + Money(minor: .max)).minor == .max)
        #expect(Money(minor: -50).text(digits: 2).hasSuffix(".50") && Money(minor: 125_050).text(digits: 2) == "1,250.50")
    }
}
