import Exchange
import Foundation
import Pack
import Register
import Testing

/// A survey goes into a pack whole, a pack's forms go out as one, and what comes back is what went out.
struct XLSFormTests {
    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A pack of its own to write into, taken away afterwards.
    func withPack(_ name: String, _ work: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: Self.project.appending(path: "Packs/\(name)"), to: folder)
        try work(folder)
    }

    func survey(_ rows: [[String]], _ choices: [[String]] = [["list_name", "name", "label"]]) throws -> XLSForm {
        let head = ["type", "name", "label", "label::French (fr)", "required", "relevant", "constraint"]
        let sheets = [Workbook.Sheet(name: "survey", rows: [head] + rows), Workbook.Sheet(name: "choices", rows: choices)]
        return try XLSForm(try Workbook(sheets).file(), form: "visit", fileName: "file")
    }

    @Test(arguments: ["saint-lucia", "demo-land"])
    func everyFormComesBackAsItWentOut(_ name: String) throws {
        try withPack(name) { folder in
            let before = try Country(at: folder)
            let ids = before.everyForm.map(\.id).filter { before.forms[$0] != nil }
            let survey = try XLSForm(try XLSForm.workbook(ids, of: before).file(), form: nil, fileName: "all")
            #expect(survey.leftOut == [])
            let lists = try String(contentsOf: folder.appending(path: "lists.yml"), encoding: .utf8)
            _ = try survey.add(to: folder, replacing: true)
            let after = try Country(at: folder)
            for id in ids { #expect(after.forms[id] == before.forms[id], "\(id)") }
            #expect(after.layouts == before.layouts)
            #expect(after.untranslated == before.untranslated)
            #expect(try String(contentsOf: folder.appending(path: "lists.yml"), encoding: .utf8) == lists)
        }
    }

    /// IOM's survey lies beside a checkout and not in it, so its shape is told again here.
    @Test func aSurveyMadeElsewhereGoesInWhole() throws {
        let rows = [
            ["start", "start"], ["end", "end"], ["calculate", "__version__"],
            ["select_one consent", "con_Consent", "Consent", "Consentement", "true"],
            ["begin group", "who", "Who"],
            ["text", "first.name", "First Name"], ["date", "born", "Birthdate"],
            ["end group", ""],
            [
                "select_multiple need or_other", "needs", "Needs", "Besoins", "",
                "${con_Consent} = 'yes' or ${con_Consent} = 'part'",
            ],
            ["integer", "age", "Age", "Âge", "", "selected(${needs}, 'care') and not(${first.name} = '')", ". >= 0 and . <= 120"],
            ["begin repeat", "children", "Children"], ["text", "child_name", "Name"], ["end repeat", ""],
        ]
        let choices = [
            ["list_name", "name", "label"], ["consent", "yes", "Yes\u{a0}"], ["consent", "part", "In part"],
            ["need", "care", "Care"],
        ]
        try withPack("demo-land") { folder in
            let survey = try survey(rows, choices)
            #expect(survey.questions == 6 && survey.listCount == 2)
            #expect(survey.leftOut.count == 3)
            let added = try survey.add(to: folder)
            #expect(added.files.contains("forms/visit.yml") && added.files.contains("words/fr.yml"))
            let country = try Country(at: folder)
            let form = try #require(country.forms["visit"])
            #expect(
                form["con_Consent"]?.isRequired == true && form["con_Consent"]?.choices.map(\.label.english) == ["Yes", "In part"])
            #expect(form["needs"]?.when == .isOneOf("con_Consent", ["yes", "part"]))
            #expect(form["needs"]?.choices.map(\.code) == ["care", "other"])
            #expect(form["age"]?.range == 0...120)
            #expect(form["age"]?.when == .all([.contains("needs", "care"), .not(.not(.answered("first_name")))]))
            #expect(form["children"]?.fields.map(\.id) == ["child_name"])
            #expect(country.words.text(try #require(form["needs"]?.label), "fr") == "Besoins")
            #expect(!country.untranslated.isEmpty)
            #expect(throws: XLSForm.Problems.self) { try survey.add(to: folder) }
        }
    }

    @Test func everyFaultOfASurveyIsNamedWithItsRow() {
        let found = #expect(throws: XLSForm.Problems.self) {
            try survey([
                ["select_one nowhere", "a", "A"], ["text", "a", "Again"], ["text", "1st", "Digit"], ["begin repeat", "r", "R"],
            ])
        }
        #expect(
            found?.faults.map { $0.prefix(12) } == ["survey row 2", "survey row 3", "survey row 4", "survey row 5"])
    }

    /// What a pack would not hold changes nothing: a question that another form asks already.
    @Test func aPackIsChangedWholeOrNotAtAll() throws {
        try withPack("demo-land") { folder in
            let taken = try #require(try Country(at: folder).tasks.first?.fields.first)
            let survey = try survey([["text", taken.id.rawValue, "Taken"], ["text", "free", "Free"]])
            #expect(throws: PackProblems.self) { try survey.add(to: folder) }
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "forms/visit.yml").path))
        }
    }

    @Test(arguments: [
        "${a} = 'x'", "${a} != 'x'", "${a} = 3", "${a} > 2.5", "${a} >= 2", "selected(${a}, 'x')", "not(${a} != '')",
        "(${a} = 'x' or ${a} = 'y') and ${b} < 7",
    ])
    func aConditionSurvives(_ text: String) throws {
        try withPack("demo-land") { folder in
            _ = try survey([["text", "a", "A"], ["integer", "b", "B"], ["text", "c", "C", "", "", text]]).add(to: folder)
            let before = try Country(at: folder)
            let again = try XLSForm(try XLSForm.workbook(["visit"], of: before).file(), form: nil, fileName: "v")
            _ = try again.add(to: folder, replacing: true)
            #expect(try Country(at: folder).forms["visit"] == before.forms["visit"])
            #expect(before.forms["visit"]?["c"]?.when != .always)
        }
    }
}
