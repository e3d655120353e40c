import Foundation
import Pack
import Testing

/// The modules of both packs: built alike in every language, short in their sentences, careful in their words.
struct GuidanceTests {
    @Test(arguments: ["saint-lucia", "demo-land"])
    func everyModuleTeachesSignsWhatToDoAndNoHarm(_ pack: String) throws {
        let country = try Country(at: URL(filePath: "Packs/\(pack)"))
        let english = try #require(country.guidance.modules["en"])
        #expect(!english.isEmpty && country.guidance.cards["en"] != nil)
        for module in english {
            #expect(Set(module.parts.map(\.kind)) == [.signs, .do, .harm], "\(module.id)")
            #expect(module.questions.count >= 4 && !module.sources.isEmpty, "\(module.id)")
        }
        for language in country.languages {
            #expect(country.guidance.modules(in: language).count == english.count)
            for (module, _) in country.guidance.modules(in: language) {
                let texts = module.parts.flatMap { $0.text + $0.points } + module.questions.map(\.ask)
                for word in ["prostitute", "illegal", "prostituta", "prostituée"] {
                    #expect(!texts.contains { $0.lowercased().contains(word) }, "\(word) in \(module.id), \(language)")
                }
            }
        }
    }

    @Test func aBrokenModuleNamesEveryFault() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "guidance-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: URL(filePath: "Packs/saint-lucia"), to: folder)
        let fr = folder.appending(path: "guidance/fr/health.yml")
        let text = try String(contentsOf: fr, encoding: .utf8)
        let first = try #require(text.range(of: "  - kind: signs"))
        try (text.replacingCharacters(in: first, with: "  - kind: omens") + "\nlast: words\n").write(
            to: fr, atomically: true, encoding: .utf8)
        let faults = try #require(throws: PackProblems.self) { try Country(at: folder) }.description
        #expect(faults.contains("guidance/fr/health.yml:9: \"omens\" is no kind of part; known are do, harm, signs"))
        #expect(faults.contains("\"last\" is not known here"))
        try text.replacing("  - kind: signs", with: "  - kind: do").write(to: fr, atomically: true, encoding: .utf8)
        let again = try #require(throws: PackProblems.self) { try Country(at: folder) }.description
        #expect(again.contains(/guidance\/fr\/health\.yml:\d+: this is not built as the English one/), "\(again)")
    }

    @Test func aNumberThatIsNotInTheListOfAgenciesIsAFault() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "guidance-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: URL(filePath: "Packs/demo-land"), to: folder)
        let file = folder.appending(path: "guidance/en/helpers.yml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("{phone:protection-office}", with: "{phone:nowhere} {abroad:hill-clinic} {fax:hill-clinic}").write(
            to: file, atomically: true, encoding: .utf8)
        let agencies = folder.appending(path: "agencies.csv")
        let list = try String(contentsOf: agencies, encoding: .utf8)
        try list.replacing("High Meadow,,18", with: "High Meadow,,many").write(to: agencies, atomically: true, encoding: .utf8)
        let faults = try #require(throws: PackProblems.self) { try Country(at: folder) }.description
        let line = (text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("{phone:") } ?? 0) + 1
        for fault in [
            "there is no agency \"nowhere\"", "\"hill-clinic\" has nothing under \"abroad\"",
            "\"{fax:hill-clinic}\" is not filled in",
        ] { #expect(faults.contains("guidance/en/helpers.yml:\(line): \(fault)"), "\(faults)") }
        #expect(faults.contains("agencies.csv:4: write a whole number from 1 under \"staff\""))
    }
}
