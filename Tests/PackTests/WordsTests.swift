import Foundation
@testable import Pack
import Register
import Testing

/// Each text of a pack is found by the place where it stands, in every language, whatever it says in English.
struct WordsTests {
    private static func pages(_ pack: String = "saint-lucia") -> PackPages {
        PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/\(pack)")))
    }

    /// The pack with other words in one file.
    private static func pages(_ file: String, _ old: String, _ new: String) throws -> PackPages {
        let pages = pages()
        let whole = String(decoding: try #require(pages.folder.files[file]), as: UTF8.self)
        try #require(whole.contains(old), "\(old)")
        return pages.with(Data(whole.replacing(old, with: new, maxReplacements: 1).utf8), in: file)
    }

    private static func faults(_ pages: PackPages) -> [String] {
        do throws(PackProblems) { _ = try Country(pages) } catch { return error.faults.map(\.description) }
        return []
    }

    private static func label(_ list: String, _ code: String, _ country: Country) throws -> Wording {
        let fields = country.fields + country.records.flatMap(\.fields) + (country.concern?.fields ?? [])
        let field = try #require(fields.first { $0.list == list }, "\(list)")
        return try #require(field.choices.first { $0.code == code }?.label)
    }

    @Test func twoPlacesWithTheSameEnglishMayDifferInFrench() throws {
        let country = try Country(
            WordsTests.pages("words/fr.yml", "lists/goal_state/met: \"Atteint\"", "lists/goal_state/met: \"Objectif atteint\""))
        let goal = try WordsTests.label("goal_state", "met", country)
        let call = try WordsTests.label("contact_kind", "met", country)
        #expect(goal.english == "Met" && call.english == "Met")
        #expect(country.words.text(goal, "fr") == "Objectif atteint" && country.words.text(call, "fr") != "Objectif atteint")
        let shipped = try Country(WordsTests.pages())
        for language in ["fr", "es", "acf"] {
            #expect(shipped.words.text(goal, language) != shipped.words.text(call, language), "\(language)")
        }
    }

    @Test func anotherEnglishLeavesTheOtherLanguages() throws {
        let before = try Country(WordsTests.pages())
        let after = try Country(WordsTests.pages("forms/new-case.yml", "label: Given name", "label: First name"))
        let label = try #require(after.opening["given_name"]?.label)
        #expect(label.english == "First name" && after.untranslated == before.untranslated)
        for language in ["fr", "es", "acf"] {
            let said = after.words.text(label, language)
            #expect(said != "First name" && said == before.words.text(label, language), "\(language)")
        }
    }

    /// A line that comes between others takes no words from them.
    @Test func aNewLineMovesNoTranslation() throws {
        let before = try Country(WordsTests.pages())
        let after = try Country(
            WordsTests.pages(
                "public/door.yml", "      - {id: debt,",
                "      - {id: new, text: \"Somebody is never alone.\"}\n      - {id: debt,"))
        let lines = try #require(after.door?.signs.first?.lines)
        #expect(lines.map(\.english).firstIndex(of: "Somebody is never alone.") == 1)
        let old = try #require(before.door?.signs.first?.lines)
        for language in ["fr", "es"] {
            #expect(
                lines.filter { $0.id != "public/door/signs/work/lines/new/text" }.map { after.words.text($0, language) }
                    == old.map { before.words.text($0, language) })
        }
        #expect(after.untranslated.count == before.untranslated.count + 3)
        #expect(after.untranslated.contains { $0.problem.contains("(public/door/signs/work/lines/new/text) is not translated") })
    }

    @Test func aTranslationThatNobodyAsksForIsAFaultInItsLine() throws {
        let country = try Country(WordsTests.pages())
        let mistyped = WordsTests.faults(try WordsTests.pages("words/fr.yml", "\nforms/new-case/why:", "\nforms/new-case/whi:"))
        #expect(mistyped.count == 1)
        #expect(
            mistyped[0].contains(/^words\/fr\.yml:\d+: "forms\/new-case\/whi" is no id .*did you mean "forms\/new-case\/why"\?/))
        #expect(country.words.text(country.opening.why, "fr") != country.opening.why.english)
        let english = WordsTests.faults(WordsTests.pages().with(Data("forms/new-case/why: \"Why\"\n".utf8), in: "words/en.yml"))
        #expect(english.count == 1)
        #expect(
            english[0].contains(/^words\/en\.yml:1: the English of "forms\/new-case\/why" stands in forms\/new-case\.yml, line \d/))
        let others = (1...30).map { "\"Text \($0)\": \"Texte\"\n" }.joined()
        let many = WordsTests.faults(WordsTests.pages().with(Data(others.utf8), in: "words/fr.yml"))
        #expect(many.count == 21 && many.contains("words/fr.yml:21: 10 more keys of this file, from here on, are no ids"))
        let holes = WordsTests.faults(
            try WordsTests.pages("words/fr.yml", "\nforms/new-case/why: \"", "\nforms/new-case/why: \"{x}"))
        #expect(holes.count == 1 && holes[0].hasSuffix("this has other holes than in English"))
    }

    /// No id stands for two texts, and none is a number that another entry would have tomorrow.
    @Test(arguments: ["saint-lucia", "demo-land"])
    func everyTextHasAnIdOfItsOwn(_ pack: String) {
        let texts = PackTexts(WordsTests.pages(pack))
        #expect(texts.byID.count == texts.needed.count + texts.others.count)
        #expect(texts.byID.keys.filter { $0.isEmpty || $0.contains("//") } == [])
    }
}
