import Examples
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// Pages and certificates promise of destruction what docs/limits.md says, and no more: a copy made earlier still holds the keys.
struct DestructionPageTests {
    private static let copies = ["en": "copy", "fr": "copie", "es": "copia", "acf": "kopi"]

    @Test func everyPageThatDestroysSpeaksOfCopies() async throws {
        let house = try await DoorTests.House("data-protection-officer")
        defer { house.sandbox.remove() }
        let (test, store) = (house.sandbox, house.sandbox.store)
        let number = try await store.report(
            Answers(["cn_what": .text("She waits.")]), urgency: "other", id: .made(at: Sandbox.now),
            as: test.actor("hotline-operator"), at: Sandbox.now, today: test.today)
        try await store.record(
            .triaged(outcome: "screen", answers: Answers()), id: .made(at: Sandbox.now), to: number, as: test.actor("supervisor"),
            at: Sandbox.now)
        let officer = test.actor("data-protection-officer")
        let certificate = try store.destroyReport(
            number, id: .made(at: Sandbox.now), as: officer, at: Sandbox.now, today: test.today.adding(days: 4000))
        for (language, word) in Self.copies {
            let page = try await house.send("/destructions/\(certificate)?lang=\(language)")
            let said = test.country.words.say("destruction.copies", language)
            #expect(page.0 == 200 && page.1.contains(said.replacing("'", with: "&#39;")) && said.contains(word), "\(language)")
            for key in [
                "retention.endWhy", "retention.reportsWhy", "retention.workshopsWhy", "public.reply.endWhy",
                "public.reply.endedWhy",
            ] { #expect(test.country.words.say(key, language).contains(word), "\(key) in \(language)") }
        }
    }

    /// The same words stand in the limits, and the public pages of both countries hold the sentence in each of their languages.
    @Test(arguments: ["saint-lucia", "demo-land"])
    func theLimitsAndThePublicPagesSayTheSame(_ pack: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let limits = try String(contentsOf: root.appending(path: "docs/limits.md"), encoding: .utf8)
        #expect(limits.contains("A copy made earlier still holds its keys"))
        let country = try Country(at: root.appending(path: "Packs/\(pack)"))
        let sentence = "An old copy of our files can still open what is gone here, until it is destroyed too."
        let lines = try #require(country.door).privacy.flatMap(\.lines)
        let line = try #require(lines.first { $0.english == sentence })
        for language in country.languages {
            #expect(country.words.text(line, language).contains(try #require(Self.copies[language])), "\(language)")
        }
    }
}
