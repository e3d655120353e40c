import Foundation
import Pack
import Register
import Testing

/// What a country hands to partners: every fault of `exports.yml` has its line, and no column can leak a name.
struct ExportPackTests {
    @Test func everyFaultOfAnExportHasItsLine() throws {
        let file = "exports.yml"
        let text = try PackTests.faults([
            (file, "consent: research", "consent: everything"),
            (file, "when: {not: {field: trafficking_status, is:", "when: {not: {field: no_such_status, is:"),
            (file, "yearOfRegistration: {registered: []}", "yearOfRegistration: {registered: [long ago]}"),
            (file, "gender: {field: gender, codes: {Feminine: Woman", "gender: {field: gender, codes: {Femnine: Woman"),
            (file, "citizenship: {field: citizenship, as: alpha-3}", "citizenship: {field: family_name, as: alpha-3}"),
            (
                file, "meansThreats: {field: methods_of_control, any: [PhysicalThreats",
                "meansThreats: {field: methods_of_control, any: [Threats"
            ),
            (file, "meansFalsePromises:", "meansPromises:"),
            (file, "\"9--17\": 9-17", "\"9--17\": 17-9"),
            (file, "{age: birth_date, bands: {Minor", "{age: gender, bands: {Minor"),
            (
                file, "pe_gender, codes: {Feminine: Female, Masculine: Male}, many: true",
                "pe_notes, codes: {Feminine: Female}, many: true"
            ),
            (file, "IP_PayMoney: none", "IP_PayMoney: {any: [Feminine]}"),
        ])
        for part in [
            /exports\.yml:\d+: "everything" is no purpose/,
            /exports\.yml:\d+: "no_such_status" is no question/, /exports\.yml:\d+: write numbers as/,
            /exports\.yml:\d+: "Femnine" is no answer to "gender"; did you mean "Feminine"\?/,
            /exports\.yml:\d+: "family_name" may not leave/,
            /exports\.yml:\d+: "Threats" is no answer/,
            /exports\.yml:\d+: "meansPromises" stands where the layout has "meansFalsePromises"/,
            /exports\.yml:\d+: "gender" is no question for a day/,
            /exports\.yml:\d+: "pe_notes" may not leave/,
            /exports\.yml:\d+: a source needs one of/,
        ] { #expect(text.contains(part), "\(text)") }
    }

    @Test func everyFaultOfFormOfAnExportHasItsLine() throws {
        let file = "exports.yml"
        let text = try PackTests.faults([
            (file, "days: 14", "days: some"), (file, "traffickMonths: none", "traffickMonths: unknown"),
            (file, "\"002\": Africa", "\"001\": Africa"), (file, "many: true", "many: often"),
            (file, "classes: [coded, sensitive]", "classes: [coded, secret]"), (file, "texts: false", "texts: perhaps"),
            (file, "id: htcds", "id: ctdc-global"), (file, "IP_PayMoney: none", "IP_PayMoney: {feild: gender, any: [Feminine]}"),
        ])
        for part in [
            /exports\.yml:\d+: write a whole number from 1 under "days"/, /exports\.yml:\d+: "unknown" is no source; write none/,
            /exports\.yml:\d+: "001" is not known here; did you mean "002"\?/, /exports\.yml:\d+: "often" is no way to say it/,
            /exports\.yml:\d+: "secret" is no class/, /exports\.yml:\d+: write true or false under "texts"/,
            /exports\.yml:\d+: "ctdc-global" stands here twice/,
            /exports\.yml:\d+: "feild" is not known here; did you mean "field"\?/,
        ] { #expect(text.contains(part), "\(text)") }
        #expect(text.split(separator: "\n").count == 8, "\(text)")
    }

    @Test func aLayoutThatIsNotThereAndOneThatIsShort() throws {
        let text = try PackTests.faults([
            ("exports.yml", "layout: global\n", "layout: worldwide\n"),
            (
                "exports.yml",
                "      IP_ControlAbuseKidnap: {field: [person_role, pe_role], any: [ControlledIndividual, Abuser, Kidnapper]}\n", ""
            ),
        ])
        #expect(text.contains(/exports\.yml:\d+: "worldwide" is no layout of a form/), "\(text)")
        #expect(text.contains("these are 15 columns and the layout has 16"), "\(text)")
    }

    @Test func aCountryMayHandOutNothing() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/demo-land"), to: folder)
        try FileManager.default.removeItem(at: folder.appending(path: "exports.yml"))
        let words = folder.appending(path: "words/fr.yml")
        let french = try String(contentsOf: words, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("exports/") }
        try french.joined(separator: "\n").write(to: words, atomically: true, encoding: .utf8)
        #expect(try Country(at: folder).practice.exports.formats.isEmpty)
    }

    @Test func everyCountryOfTheListHasThreeLettersAndAPartOfTheWorld() {
        #expect(Regions.alpha3.count == 249 && Set(Regions.alpha3.values).count == 249)
        #expect(Regions.alpha3["LC"] == "LCA" && Regions.alpha3["CH"] == "CHE" && Regions.alpha3["ZW"] == "ZWE")
        let parts = ["LC": "019", "NG": "002", "IN": "142", "FR": "150", "PG": "009"]
        for (code, part) in parts { #expect(Regions.continent(code) == part, "\(code)") }
    }
}
