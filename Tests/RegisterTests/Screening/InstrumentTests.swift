import Foundation
import OrderedCollections
import Register
import Testing

/// What the answers of a screening suggest, and why. The worked cases are a text file that a lawyer can read.
struct InstrumentTests {
    typealias Strength = Register.Dimension.Strength

    static let parts: [(name: String, part: Register.Dimension.Part)] = [
        ("DR", .deceptiveRecruitment), ("CR", .coerciveRecruitment), ("AR", .abuseRecruitment), ("EX", .exploitation),
        ("CD", .coercionDestination), ("AD", .abuseDestination),
    ]

    static func field(_ part: String, _ strength: Strength, _ number: Int) -> FieldID {
        FieldID("\(part)_\(strength.rawValue.prefix(1).uppercased())_\(number)")
    }

    /// Three strong, four medium and two weak indicators in each dimension.
    static let dimensions = parts.map { name, part in
        let all: [(Strength, Int)] = [(.strong, 3), (.medium, 4), (.weak, 2)]
        return Register.Dimension(
            id: part.rawValue, label: Wording(said: name), part: part,
            indicators: all.flatMap { strength, count in
                (1...count).map { Register.Dimension.Indicator(field: field(name, strength, $0), strength: strength) }
            })
    }

    static func instrument(_ rule: Rule, _ audience: Instrument.Audience = .anyone) -> Instrument {
        let fields = rule.fields.map {
            Field(id: $0, kind: .choice, label: Wording(said: $0.rawValue), fieldClass: .sensitive, list: "indicator")
        }
        return Instrument(form: Form(id: "t", title: "T", why: "", fields: fields), version: "1", audience: audience, rule: rule)
    }

    let delphi = instrument(.delphi(dimensions, act: ["act"]))
    let elements = instrument(.actMeansPurpose(act: ["a1", "a2"], means: ["m1", "m2"], purpose: ["p1", "p2"]))

    struct Case {
        let name: String
        let answers: Answers
        let isChild: Bool
        let expected: String

        init?(_ line: Substring) {
            guard !line.hasPrefix("#") else { return nil }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 11 else { return nil }
            name = cells[0]
            var answers = Answers(
                OrderedDictionary(uniqueKeysWithValues: dimensions.flatMap(\.indicators).map { ($0.field, Answer.text("no")) }))
            for (index, part) in parts.enumerated() { Case.answer(part.name, cells[index + 1], &answers) }
            answers["act"] = cells[7] == "?" ? .declined : .text(cells[7] == "yes" ? "disclosed" : "no")
            self.answers = answers
            isChild = cells[8] == "child"
            expected = cells[9] + " " + cells[10]
        }

        /// Signs from the first of each strength on, open questions after them.
        private static func answer(_ part: String, _ cell: String, _ answers: inout Answers) {
            var next: [Strength: Int] = [:]
            for item in cell.split(separator: " ") {
                guard let count = item.first?.wholeNumberValue,
                    let strength = Strength.allCases.first(where: { $0.rawValue.uppercased().first == item.dropFirst().first })
                else {
                    Issue.record("\"\(item)\" is no count of signs")
                    continue
                }
                for _ in 0..<count {
                    next[strength, default: 0] += 1
                    let number = next[strength, default: 0]
                    let sign = number % 2 == 0 ? Answer.text("observed") : .text("disclosed")
                    answers[field(part, strength, number)] = item.hasSuffix("?") ? .text("unknown") : sign
                }
            }
        }
    }

    /// `DR+ CD? act- adult`: where each part stands, then the clause.
    func short(_ suggestion: Suggestion) -> String {
        let marks = ["shown": "+", "not": "-", "open": "?", "notNeeded": "."]
        let reasons = suggestion.reasons.map { reason in
            let name = reason.key.split(separator: ".").map(String.init)
            return name[2] == "clause" ? name[3] : (reason.subject?.english ?? name[2]) + (marks[name[3]] ?? "!")
        }
        return ([suggestion.outcome.rawValue] + reasons).joined(separator: " ")
    }

    @Test func everyWorkedCaseOfTheDelphiRuleComesOutAsTheFileSays() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ilo-cases.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let cases = lines.compactMap(Case.init)
        #expect(cases.count >= 30 && cases.count == lines.count { !$0.hasPrefix("#") })
        for each in cases {
            let suggestion = delphi.suggestion(for: each.answers, isChild: each.isChild)
            #expect(short(suggestion) == each.expected, "\(each.name)")
        }
    }

    @Test func aReasonCountsItsSignsAndNamesTheQuestionsItRestsOn() throws {
        let answers = Answers([
            "EX_S_1": .text("disclosed"), "EX_M_2": .text("observed"), "EX_M_1": .text("no"), "CD_S_1": .text("disclosed"),
        ])
        let suggestion = delphi.suggestion(for: answers, isChild: false)
        let exploitation = try #require(suggestion.reasons.first { $0.subject == "EX" })
        #expect(exploitation.key == "screening.reason.dimension.shown")
        #expect(exploitation.holes == ["strong": "1", "medium": "1", "weak": "0", "count": "2"])
        #expect(exploitation.fields == ["EX_S_1", "EX_M_2"])
        let coercion = try #require(suggestion.reasons.first { $0.subject == "CD" })
        #expect(coercion.key == "screening.reason.dimension.open" && coercion.holes["strong"] == "1")
        #expect(coercion.fields.count == 8 && !coercion.fields.contains("CD_S_1"))
        #expect(suggestion.outcome == .inconclusive && suggestion.soFar == .labourRights)
    }

    @Test func actMeansAndPurposeAreNeededTogetherAndMeansNotForAChild() {
        func answered(_ signs: [FieldID], open: [FieldID] = []) -> Answers {
            var answers = Answers()
            for id in elements.rule.fields where !open.contains(id) { answers[id] = .text(signs.contains(id) ? "observed" : "no") }
            return answers
        }
        func said(_ answers: Answers, isChild: Bool = false) -> String {
            short(elements.suggestion(for: answers, isChild: isChild))
        }
        #expect(said(answered(["a1", "m2", "p1"])) == "indicated act+ means+ purpose+")
        #expect(said(answered(["a1", "p1"])) == "not-indicated act+ means- purpose+")
        #expect(said(answered(["a1", "p1"]), isChild: true) == "indicated act+ means. purpose+")
        #expect(said(answered(["m1", "p1"]), isChild: true) == "not-indicated act- means. purpose+")
        #expect(said(answered(["a1", "p1"], open: ["m1"])) == "inconclusive act+ means? purpose+")
        #expect(said(answered(["a1"], open: ["m1"])) == "not-indicated act+ means? purpose-")
        #expect(said(Answers()) == "inconclusive act? means? purpose?")
        let path = InstrumentTests.instrument(elements.rule, .child)
        #expect(path.suggestion(for: answered(["a2", "p2"]), isChild: false).outcome == .indicated)
    }

    @Test func oneSignIsEnoughToOfferAFullScreening() {
        let short = InstrumentTests.instrument(.anyOf(["x", "y"]), .health)
        #expect(short.suggestion(for: Answers(["x": .text("yes")]), isChild: false).outcome == .fullScreening)
        #expect(short.suggestion(for: Answers(["x": .text("no"), "y": .declined]), isChild: false).outcome == .inconclusive)
        #expect(short.suggestion(for: Answers(["x": .text("no"), "y": .text("no")]), isChild: false).outcome == .notIndicated)
    }

    /// Not known, refused and unanswered are the same to the rule: none is a no, and none is a sign.
    @Test(arguments: [Answer.text("unknown"), .text("refused"), .declined, nil])
    func anOpenAnswerIsNeitherASignNorANo(_ answer: Answer?) {
        var answers = Answers(["x": .text("no")])
        answers["y"] = answer
        let suggestion = InstrumentTests.instrument(.anyOf(["x", "y"])).suggestion(for: answers, isChild: false)
        #expect(suggestion.outcome == .inconclusive && suggestion.soFar == .notIndicated)
        #expect(suggestion.reasons.map(\.key) == ["screening.reason.any.open"] && suggestion.reasons.first?.fields == ["y"])
    }

    @Test func aConclusionThatDiffersIsToldFromOneThatAgrees() {
        let agreed: [(Outcome, [Conclusion])] = [
            (.indicated, [.possible]), (.deception, [.possible, .unclear]), (.labourRights, [.notNow]),
            (.fullScreening, [.possible, .unclear]), (.inconclusive, [.unclear]), (.notIndicated, [.notNow]),
        ]
        #expect(agreed.map(\.0) == Outcome.allCases)
        for (outcome, conclusions) in agreed {
            let suggestion = Suggestion(outcome: outcome, soFar: outcome, reasons: [])
            #expect(Conclusion.allCases.filter { delphi.agrees($0, with: suggestion) } == conclusions, "\(outcome)")
        }
        #expect(Conclusion.allCases.filter(\.isAskedAgain) == [.notNow, .unclear])
    }
}
