import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pack
import Register
import Store
import Testing

@testable import Web

/// Guidance in the browser: for anyone, in every language, with its answers, and as a file that needs nothing else.
struct GuidancePagesTests {
    private func read(_ path: String, _ form: String? = nil) async throws -> (status: Int, text: String, head: HTTPFields) {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        site.open(try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now))
        return try await Application(router: site.router()).test(.router) { client in
            try await client.execute(
                uri: path, method: form == nil ? .get : .post, headers: [.contentType: "application/x-www-form-urlencoded"],
                body: form.map { ByteBuffer(string: $0) }
            ) { (Int($0.status.code), String(buffer: $0.body), $0.headers) }
        }
    }

    @Test func whoAnswersSeesWhyAndHowMany() async throws {
        let module = try #require(try Country(at: URL(filePath: "Packs/saint-lucia")).guidance.modules["en"]?.first)
        let right = module.questions.enumerated().map { "q\($0)=\($1.right)" }
        let (status, page, _) = try await read("/guidance/\(module.id)?lang=en", right.dropLast().joined(separator: "&"))
        #expect(status == 200)
        #expect(page.contains("\(module.questions.count - 1) of \(module.questions.count) right."))
        #expect(page.contains("Not answered."))
    }

    @Test func aFileToTakeAlongNeedsNothingElse() async throws {
        let module = try #require(try Country(at: URL(filePath: "Packs/saint-lucia")).guidance.modules["fr"]?.first)
        let (status, file, head) = try await read("/guidance/\(module.id)/file?lang=fr")
        #expect(status == 200 && head[.contentDisposition]?.contains("guidance-\(module.id)-fr.html") == true)
        #expect(file.contains(module.parts[0].points[0].prefix(20).replacing("'", with: "&#39;")))
        for outside in ["src=", "href=", "url(", "<script", "{hotline}"] { #expect(file.contains(outside) == false, "\(outside)") }
        #expect(file.utf8.count < 20_000)
    }

    /// Whom to call stands with a number, on the page and in the file; from abroad with a full one.
    @Test(arguments: ["en", "fr", "es", "acf"])
    func whomToCallStandsWithANumber(_ language: String) async throws {
        let country = try Country(at: URL(filePath: "Packs/saint-lucia"))
        let number = try #require(country.agency("human-services")?.phone)
        for module in ["health", "officials", "civil-society"] {
            for path in ["", "/file"] {
                let text = try await read("/guidance/\(module)\(path)?lang=\(language)").text
                #expect(
                    text.contains(number) && !text.contains("{phone") && !text.contains("{abroad"),
                    "\(module)\(path) in \(language)")
            }
        }
        #expect(try await read("/guidance/officials/file?lang=\(language)").text.contains("+1 758 555 0101"))
    }

    @Test func theCardIsForTheHandAndAnUnknownModuleIsNotThere() async throws {
        let card = try await read("/guidance/rights?lang=es")
        #expect(card.status == 200 && card.text.contains("847") && !card.text.contains("{hotline}"))
        #expect(card.text.contains("<body class=\"hand\">"), "on paper nothing says where it comes from")
        #expect(try await read("/guidance/no-such-thing").status == 404)
    }
}
