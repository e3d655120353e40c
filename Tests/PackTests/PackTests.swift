import Foundation
import Pack
import Register
import Testing

/// The packs read clean, a broken one names every fault, and the Saint Lucia forms hold all of the standard.
struct PackTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What is said of a copy of the Saint Lucia pack in which some words were changed, a fault a line, translations left out.
    static func faults(_ changes: [(file: String, old: String, new: String)]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: root.appending(path: "Packs/saint-lucia"), to: folder)
        for (file, old, new) in changes {
            let url = folder.appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old), "\(old)")
            try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
        }
        let found = #expect(throws: PackProblems.self) { try Country(at: folder) }
        return found?.faults.filter { !$0.problem.contains("translated") }.map(\.description).joined(separator: "\n") ?? ""
    }

    @Test(arguments: ["saint-lucia", "demo-land"])
    func everyPackReadsClean(_ name: String) throws {
        let country = try Country(at: PackTests.root.appending(path: "Packs/\(name)"))
        // Kwéyòl waits for a native speaker; so do the screening instruments.
        let lacking = country.untranslated.filter { !InstrumentPackTests.waits($0) && !$0.problem.hasSuffix("words/acf.yml") }
        #expect(lacking.map(\.description) == [])
        #expect(!country.tasks.isEmpty && !country.services.isEmpty && !country.roles.isEmpty)
        #expect(country.screening.advice(for: Answers()).allSatisfy { !$0.text.isEmpty })
    }

    @Test func everyLiveFieldOfTheStandardHasOnePlace() throws {
        let file = PackTests.root.appending(path: "Tests/PackTests/htcds-fields.txt")
        let live = Set(
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init))
        let country = try Country(at: PackTests.root.appending(path: "Packs/saint-lucia"))
        let placed = country.fields.compactMap(\.standard.htcds)
        #expect(live.count == 81)
        #expect(live.subtracting(placed).isEmpty, "missing: \(live.subtracting(placed).sorted())")
        #expect(Set(placed).count == placed.count, "an element stands in two places")
    }

    @Test func aBrokenPackNamesEveryFaultWithItsLine() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/demo-land"), to: folder)
        func change(_ file: String, _ old: String, _ new: String) throws {
            let url = folder.appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old))
            try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
        }
        try change("pack.yml", "consentExpiryDays: 90", "consentExpiryDays: soon")
        try change("pack.yml", "forms: [person, needs]", "forms: [person, wishes]")
        try change("roles.yml", "sees: [coded", "sees: [everything")
        try change("rooms/incident.yml", "fields: [gender]", "fields: [colour]")
        try change("rooms/incident.yml", "case_kind: suspected", "case_kind: sure")
        let found = #expect(throws: PackProblems.self) { try Country(at: folder) }
        let text = found?.description ?? ""
        #expect(text.contains(/pack\.yml:\d+: .*consentExpiryDays/))
        #expect(text.contains(/pack\.yml:\d+: .*wishes/))
        #expect(text.contains(/roles\.yml:\d+: .*everything/))
        #expect(text.contains(/rooms\/incident\.yml:\d+: .*colour/) && text.contains(/rooms\/incident\.yml:\d+: .*sure/))
    }

    /// A directory that could let an address out is no directory.
    @Test func aDirectoryWithoutAQuestionOnSecrecyIsAFault() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/saint-lucia"), to: folder)
        for (file, old, new) in [
            ("rooms/provider.yml", "secret: pv_secret", "secret: pv_about"),
            ("rooms/provider.yml", "full: [full]", "full: [crowded]"), ("rooms/provider.yml", "checkDays: 90", "checkDays: often"),
            ("services.csv", "safe-place;food-clothes", "safe-place;palace"),
        ] {
            let url = folder.appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old))
            try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
        }
        let found = #expect(throws: PackProblems.self) { try Country(at: folder) }
        let text = found?.faults.filter { !$0.problem.contains("translated") }.map(\.description).joined(separator: "\n") ?? ""
        for part in [
            "an address needs a \"secret\"", "\"crowded\" is no answer", "write a whole number from 1 under \"checkDays\"",
            "\"palace\"",
        ] {
            #expect(text.contains(part), "\(part) is not in\n\(text)")
        }
        #expect(text.split(separator: "\n").count == 4)
    }

    /// What the program reads by meaning is named by the pack, and a name that fits nothing has its line.
    @Test func whatAPackNamesMustBeThere() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/saint-lucia"), to: folder)
        for (file, old, new) in [
            ("rooms/concern.yml", "urgency: cn_urgency", "urgency: cn_what"),
            ("records/assessment.yml", "risk: as_risk", "risk: as_nothing"),
            ("records/goal.yml", "goals: true", "goals: perhaps"), ("records/conference.yml", "tasks: true", "tasks: many"),
            ("pack.yml", "workingHours: [8, 16]", "workingHours: [16]"),
        ] {
            let url = folder.appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old), "\(old)")
            try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
        }
        let found = #expect(throws: PackProblems.self) { try Country(at: folder) }
        let text = found?.description ?? ""
        for part in [
            /rooms\/concern\.yml:\d+: .*cn_what/, /records\/assessment\.yml:\d+: .*as_nothing/, /records\/goal\.yml:\d+: .*goals/,
            /records\/conference\.yml:\d+: .*tasks/, /pack\.yml:\d+: .*working hours/,
        ] { #expect(text.contains(part), "\(text)") }
        let answers = try PackTests.faults([
            ("pack.yml", "risk: risk_level", "risk: given_name"), ("pack.yml", "{urgent: 1 hour", "{quickly: 1 hour"),
            ("pack.yml", "{code: high, points", "{code: hihg, points"),
        ])
        #expect(answers.contains(/pack\.yml:\d+: "given_name" is no question with one choice/), "\(answers)")
        #expect(answers.contains(/pack\.yml:\d+: "quickly" is no answer to "cn_urgency"/), "\(answers)")
        #expect(answers.contains(/pack\.yml:\d+: "hihg" is no answer to "as_risk"; did you mean "high"\?/), "\(answers)")
        let url = folder.appending(path: "rooms/concern.yml")
        let concern = try String(contentsOf: url, encoding: .utf8)
        try concern.replacing("urgency: cn_what\n", with: "").write(to: url, atomically: true, encoding: .utf8)
        let again = #expect(throws: PackProblems.self) { try Country(at: folder) }
        #expect(again?.description.contains(/rooms\/concern\.yml:\d+: .*urgency.* is missing/) == true)
    }

    /// A test without a right answer would fail everybody; a list or a rule that is not there has its line.
    @Test func aTestWhoseRightAnswerIsNoChoiceIsAFault() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/demo-land"), to: folder)
        for (file, old, new) in [
            ("training/tests/rivers.yml", "right: sign", "right: signal"),
            ("pack.yml", "screening: warn", "screening: scold"),
            ("pack.yml", "refresherDays: 30", "refresherDays: soon"),
        ] {
            let url = folder.appending(path: file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try #require(text.contains(old), "\(old)")
            try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
        }
        let found = #expect(throws: PackProblems.self) { try Country(at: folder) }
        let text = found?.description ?? ""
        for part in [
            /rivers\.yml:\d+: "signal" is no choice of this item; did you mean "sign"\?/,
            /pack\.yml:\d+: "scold" is no rule for a screening/, /pack\.yml:\d+: write a whole number from 1 under "refresherDays"/,
        ] { #expect(text.contains(part), "\(text)") }
    }

    /// The ids of the two countries stand in their packs alone.
    @Test func noIdOfACountryStandsInTheProgram() throws {
        let files = FileManager.default.enumerator(
            at: PackTests.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for id in ["as_risk", "risk_level", "cn_urgency", "form == \"goal\"", "\"supervisor\"", "\"conference\""] {
                #expect(!text.contains(id), "\(id) in \(file.lastPathComponent)")
            }
        }
    }

    @Test func everyLanguageHasEveryWordOfTheProgram() throws {
        let country = try Country(at: PackTests.root.appending(path: "Packs/saint-lucia"))
        let english = country.words.keys("en")
        for language in ["fr", "es", "acf"] {
            let missing = english.subtracting(country.words.keys(language)).sorted()
            #expect(missing.isEmpty, "\(language) lacks \(missing.count): \(missing.prefix(5))")
        }
    }

    /// Every word that the program says by a fixed key is in the English file.
    @Test func everyWordThatAPageSaysIsThere() throws {
        let country = try Country(at: PackTests.root.appending(path: "Packs/saint-lucia"))
        let files = FileManager.default.enumerator(
            at: PackTests.root.appending(path: "Sources/Web"), includingPropertiesForKeys: nil)
        var said: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            said.formUnion(text.matches(of: /(?:say|button)\("([a-zA-Z]+\.[a-zA-Z.]+)"/).map { String($0.output.1) })
        }
        #expect(said.count > 100)
        #expect(said.subtracting(country.words.keys("en")).sorted() == [])
    }
}
