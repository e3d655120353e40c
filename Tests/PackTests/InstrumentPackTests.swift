import Foundation
import Pack
import Register
import Testing

/// The screening instruments of the packs: complete, plainly worded, and a broken one names every fault.
struct InstrumentPackTests {
    static func country(_ name: String) throws -> Country { try Country(at: PackTests.root.appending(path: "Packs/\(name)")) }

    static func answers(_ codes: [FieldID: String]) -> Answers {
        var answers = Answers()
        for (id, code) in codes { answers[id] = .text(code) }
        return answers
    }

    /// Texts of the instruments wait for their translators; they are said in English meanwhile.
    static func waits(_ fault: PackFault) -> Bool {
        let lists = [
            "The person said so", "I saw it myself", "No", "Not known", "There are signs of trafficking", "No signs now",
            "Not clear yet",
        ]
        return fault.file.hasPrefix("screening/") && fault.file != "screening/quick-screen.yml"
            || fault.file == "lists.yml" && lists.contains { fault.problem.hasPrefix("\"\($0)\" ") }
    }

    /// Source: the counts of the ILO and European Commission lists, labour exploitation.
    @Test(arguments: [
        ("ilo-adult-labour", [10, 10, 16, 9, 15, 7], ["strong": 7, "medium": 53, "weak": 7]),
        ("ilo-child-labour", [10, 10, 15, 8, 15, 7], ["strong": 15, "medium": 50]),
    ])
    func everyIndicatorOfTheListsIsThere(_ id: String, _ counts: [Int], _ strengths: [String: Int]) throws {
        let instrument = try #require(try InstrumentPackTests.country("saint-lucia").instrument(FormID(id)))
        guard case .delphi(let dimensions, _) = instrument.rule else {
            Issue.record("\(id) has another rule")
            return
        }
        #expect(dimensions.map(\.part) == Register.Dimension.Part.allCases)
        #expect(dimensions.map(\.indicators.count) == counts)
        let all = dimensions.flatMap(\.indicators)
        #expect(Dictionary(grouping: all, by: \.strength.rawValue).mapValues(\.count) == strengths)
    }

    @Test func theInstrumentsStandInOrderAndTheirQuestionsAreSealedAsSensitive() throws {
        let country = try InstrumentPackTests.country("saint-lucia")
        #expect(
            country.instruments.map(\.id) == ["ilo-adult-labour", "ilo-child-labour", "act-means-purpose", "child", "health"])
        #expect(country.everyForm.map(\.id).filter { $0 == "child" } == ["child"])
        for field in country.instruments.flatMap(\.form.fields) {
            #expect(country.fieldsByID[field.id] == field && country.policy.classOf(field.id) == .sensitive)
            #expect(country.policy.compartment(of: field.id) == .welfare)
        }
    }

    @Test func anotherCountryHasAnotherInstrument() throws {
        let country = try InstrumentPackTests.country("demo-land")
        let check = try #require(country.instrument("river-check"))
        #expect(check.rule == .anyOf(["rc_ashore", "rc_owed"]))
        #expect(check.suggestion(for: InstrumentPackTests.answers(["rc_owed": "yes"]), isChild: false).outcome == .fullScreening)
        #expect(try InstrumentPackTests.country("saint-lucia").instrument("river-check") == nil)
    }

    /// A child is never asked by which means.
    @Test func theChildPathAsksForNoMeans() throws {
        let child = try #require(try InstrumentPackTests.country("saint-lucia").instrument("child"))
        let signs = InstrumentPackTests.answers(["ch_act_given": "disclosed", "ch_purpose_home": "observed"])
        let suggestion = child.suggestion(for: signs, isChild: false)
        #expect(suggestion.outcome == .indicated)
        #expect(suggestion.reasons.map(\.key).contains("screening.reason.means.notNeeded"))
    }

    @Test(arguments: ["saint-lucia", "demo-land"])
    func theQuestionsAreShortAndKind(_ name: String) throws {
        for instrument in try InstrumentPackTests.country(name).instruments {
            for field in instrument.form.fields {
                #expect(field.label.english.split(separator: " ").count <= 20, "\(field.id)")
                #expect(field.label.english.hasSuffix("?"), "\(field.id)")
            }
            let texts =
                [instrument.form.title, instrument.form.why] + instrument.guidance
                + instrument.form.fields.flatMap { [$0.label, $0.hint ?? ""] }
            for text in texts { #expect(!text.english.lowercased().contains(/victim|illegal|prostitut|\bclaim/), "\(text)") }
        }
    }

    @Test func aBrokenInstrumentNamesEveryFaultWithItsLine() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/demo-land"), to: folder)
        func write(_ file: String, _ text: String) throws {
            try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
        }
        func text(_ file: String) throws -> String { try String(contentsOf: folder.appending(path: file), encoding: .utf8) }
        try write(
            "pack.yml",
            text("pack.yml").replacing(
                "screenings: [river-check]", with: "screenings: [weights, elements, river, half, needs, gone]"))
        try write("lists.yml", text("lists.yml").replacing("code: observed", with: "code: seen"))
        try write(
            "screening/weights.yml",
            """
            id: weights
            title: Weights
            version: "1"
            audience: everyone
            rule: delphi
            threshold: 3
            dimensions:
              - id: recruited
                label: Recruited
                part: recruitment
                fields:
                  - {id: w1, label: "One?", strength: heavy}
                  - {id: w1, label: "Again?", strength: strong}
              - id: worked
                label: Worked
                part: exploitation
                fields:
                  - {id: given_name, label: "Asked elsewhere?", strength: weak}
              - {id: held, label: Held, fields: [{id: w2, strength: strong}, {id: qs_pay, label: "Pay?", strength: strong}]}
            """)
        try write(
            "screening/elements.yml",
            """
            id: element
            title: Elements
            version: "1"
            audience: anyone
            rule: act-means-purpose
            guidance: [{id: alone, text: Alone}, {id: kind, note: Kind}]
            fields:
              - {id: e1, kind: text, label: "Who?", class: sensitive}
              - {id: e2, kind: yes-no, label: "There?", class: sensitive, when: {field: e1, is: me}}
            act: []
            means: [e1, e2, e3]
            """)
        try write(
            "screening/half.yml",
            """
            id: half
            title: Half
            version: "1"
            audience: adult
            rule: delphi
            dimensions:
              - {id: a, label: A, part: exploitation, fields: [{id: h1, label: "A?", strength: strong}, {id: h2, label: "B?", strength: weak}]}
              - {id: b, label: B, part: exploitation, fields: [{id: h3, label: "C?", strength: strong}, {id: h4, label: "D?", strength: weak}]}
            """)
        try write("screening/river.yml", "id: river\ntitle: River\nversion: \"1\"\naudience: anyone\nrule: tide\n")
        let found = #expect(throws: PackProblems.self) { try Country(at: folder) }
        let faults = found?.faults.map(\.description).filter { !$0.contains("not translated") } ?? []
        // What only follows is not told: that a list is too short, that a question of a broken file is no question.
        let expected = [
            "lists.yml:32: the list \"indicator\" needs exactly the codes disclosed, no, observed, unknown",
            "pack.yml:22: there is no file screening/gone.yml", "pack.yml:22: there is no file screening/needs.yml",
            "screening/elements.yml:10: the list \"act\" names no field",
            "screening/elements.yml:11: \"e1\" cannot count: only a yes-no question or one with the list indicator can",
            "screening/elements.yml:11: \"e2\" cannot count: it is asked only under a condition",
            "screening/elements.yml:1: \"element\" is not the name of this file, as it must be; did you mean \"elements\"?",
            "screening/elements.yml:6: \"note\" is not known here; known are id, text",
            "screening/elements.yml:6: \"text\" is missing",
            "screening/half.yml:7: this rule needs a dimension with the part exploitation, one with coercion-destination, and one of a "
                + "recruitment", "screening/half.yml:8: two dimensions play the part exploitation",
            "screening/river.yml:5: \"tide\" is no rule; known are act-means-purpose, any-of, delphi",
            "screening/weights.yml:10: \"recruitment\" is no part; known are abuse-destination, abuse-recruitment, "
                + "coercion-destination, coercive-recruitment, deceptive-recruitment, exploitation",
            "screening/weights.yml:12: \"heavy\" is no strength; known are medium, strong, weak",
            "screening/weights.yml:13: \"w1\" stands here twice",
            "screening/weights.yml:14: the dimension \"worked\" can never be positive: it has too few indicators",
            "screening/weights.yml:18: the field \"given_name\" stands in new-case and in weights; a question has one place",
            "screening/weights.yml:19: \"label\" is missing", "screening/weights.yml:19: \"part\" is missing",
            "screening/weights.yml:4: \"everyone\" is no audience; known are adult, anyone, child, health",
            "screening/weights.yml:6: \"threshold\" is not known here; known are act, audience, dimensions, fields, guidance, id, "
                + "rule, title, version, why",
        ]
        #expect(faults.sorted() == expected.sorted())
    }
}
