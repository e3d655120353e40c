import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// Figures published in the browser by two people; what a small country may not say, and what it may instead.
struct PublishPageTests {
    typealias Worker = DirectoryPageTests.Worker
    let then = Moment(seconds: Sandbox.now.seconds - 400 * 86_400)
    let path = "/statistics/publish/2025"

    @discardableResult
    func open(_ sandbox: Sandbox, _ number: Int) async throws -> [String] {
        var numbers: [String] = []
        for index in 0..<number {
            let answers = Answers(["gender": .text(index == 0 ? "Masculine" : "Feminine"), "case_kind": .text("suspected")])
            numbers.append(
                try await sandbox.store.open(
                    form: "new-case", answers: answers, id: .made(at: then), prefix: "SLU", as: sandbox.actor("case-manager"),
                    at: then, today: sandbox.country.today(then)))
        }
        return numbers
    }

    func draft(_ first: Worker) async throws {
        #expect(try await first.send(path + "/freeze", []).leads == path)
        #expect(try await first.send(path + "/draft", []).leads == path)
    }

    func digest(_ page: String) throws -> String {
        String(try #require(page.firstMatch(of: /name="digest" value="([0-9a-f]{64})"/)).output.1)
    }

    @Test func twoPeoplePublishInBands() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await open(sandbox, 12)
        let (first, second) = (try Worker("statistician", in: sandbox), try Worker("focal-point", in: sandbox))
        #expect(try await first.send("/work").text.contains("href=\"/statistics/publish\""))
        #expect(try await first.send(path).text.contains("action=\"\(path)/freeze\""))
        try await draft(first)
        let page = try await first.send(path).text
        #expect(page.contains("fewer than 50 people") && page.contains("<strong>10 to 19</strong>") && page.contains(">12<"))
        #expect(page.contains("People whose case was opened in the year"))
        #expect(try await first.send(path + "/ask", [("text", "Late reports")]).leads == path)
        #expect(try await first.send(path).text.contains("waits for the signature of somebody who had no part"))
        #expect(try await first.send("/work").text.contains("wait for your signature") == false)
        #expect(try await second.send("/work").text.contains("href=\"\(path)\""))
        let asked = try await second.send(path).text
        #expect(asked.contains("Late reports") && asked.contains("10 to 19"))
        let alone = try await first.send(path + "/sign", [("digest", try digest(asked))])
        #expect(alone.status == 422 && alone.text.contains("You had a part in these figures"))
        #expect(try sandbox.store.published().isEmpty)
        #expect(try await second.send(path + "/sign", [("digest", try digest(asked))]).leads == path)
        #expect(try sandbox.store.published().map(\.version) == [1])
        let version = try await first.send(path + "/versions/1").text
        #expect(version.contains("Late reports") && version.contains("Signed by") && version.contains("10 to 19"))
        #expect(try await first.send(path + "/versions/2").status == 404)
        #expect(try await first.send("/statistics/publish").text.contains("Version 1"))
    }

    /// The count that is hidden stands beside it, for whoever must judge; the public document holds it nowhere.
    @Test func aTableIsShownAsPublishedBesideTheCounts() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await open(sandbox, 55)
        let first = try Worker("statistician", in: sandbox)
        try await draft(first)
        let page = try await first.send(path).text
        #expect(page.contains("counts are hidden: those below 10") && page.contains("Tables with small counts hidden"))
        #expect(page.contains("<strong>hidden</strong>") && page.contains("<strong>55</strong>"))
        // One man among 55: he is hidden, and so is whoever would give him away.
        let told = try #require(try sandbox.store.drafted(2025, as: sandbox.actor("statistician")))
        let sex = try #require(told.tables.first { $0.id == "sex-age" })
        #expect(sex.cells.first { $0.codes == ["male", nil] }?.value == .hidden)
        #expect(sex.cells.filter { $0.value == .hidden }.count >= 2)
        #expect(sex.cells.first { $0.codes == [nil, nil] }?.value == .number(55))
    }

    @Test func aReturnKeepsWhatWasSaidAndAnEmptyOneLosesNothing() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await open(sandbox, 2)
        let (first, second) = (try Worker("statistician", in: sandbox), try Worker("focal-point", in: sandbox))
        try await draft(first)
        _ = try await first.send(path + "/ask", [("text", "")])
        let empty = try await second.send(path + "/return", [("text", "")])
        #expect(empty.status == 422 && empty.text.contains("href=\"#text\""))
        #expect(try await second.send(path + "/return", [("text", "Ask the shelter again")]).leads == path)
        let page = try await first.send(path).text
        #expect(page.contains("gave this back") && page.contains("Ask the shelter again"))
        #expect(page.contains("action=\"\(path)/ask\""))
    }

    @Test func oneCaseMoreIsNotToldAndThePageSaysWhatMayBe() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await open(sandbox, 12)
        let (first, second) = (try Worker("statistician", in: sandbox), try Worker("focal-point", in: sandbox))
        try await draft(first)
        _ = try await first.send(path + "/ask", [("text", "")])
        let asked = try await second.send(path).text
        _ = try await second.send(path + "/sign", [("digest", try digest(asked))])
        try await open(sandbox, 1)
        _ = try await first.send(path + "/freeze", [])
        let refused = try await first.send(path + "/draft", [])
        #expect(refused.status == 422 && refused.text.contains("Fewer than 10 people differ from a published version"))
        #expect(refused.text.contains("What may be said instead") && refused.text.contains("The version before stays as it is"))
        #expect(try sandbox.store.published().map(\.version) == [1])
        // A refusal is said once.
        #expect(try await first.send(path).status == 200)
    }

    @Test func aYearThatIsNotOverIsFrozenAndNotDrafted() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let first = try Worker("statistician", in: sandbox)
        let year = "/statistics/publish/2026"
        #expect(try await first.send(year + "/freeze", []).leads == year)
        #expect(try await first.send(year).text.contains("2026 is not over"))
        let refused = try await first.send(year + "/draft", [])
        #expect(refused.status == 422 && refused.text.contains("published only afterwards"))
        #expect(try await first.send("/statistics/publish/2027/freeze", []).status == 422)
        for wrong in ["/statistics/publish/no", "/statistics/publish/12", path + "/gaps/none"] {
            #expect(try await first.send(wrong).status == 404)
        }
    }

    @Test func eachGapOpensWhatTheWorkerMayRead() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let numbers = try await open(sandbox, 3)
        let (first, second) = (try Worker("statistician", in: sandbox), try Worker("focal-point", in: sandbox))
        _ = try await first.send(path + "/freeze", [])
        let list = try await first.send(path).text
        #expect(list.contains("href=\"\(path)/gaps/unknown-age\">3</a>") && list.contains("Age: not known"))
        #expect(!list.contains("href=\"\(path)/gaps/unknown-sex\""))
        // Whoever reads no case sees how many there are in each agency.
        let counted = try await first.send(path + "/gaps/unknown-age").text
        #expect(counted.contains("By agency") && counted.contains(">3<") && numbers.allSatisfy { !counted.contains($0) })
        // The focal point's agency leads them.
        let read = try await second.send(path + "/gaps/unknown-age").text
        for number in numbers { #expect(read.contains("href=\"/cases/\(number)/forms/")) }
        let wall = Exclusion.worker(sandbox.actor("focal-point").account)
        _ = try await sandbox.store.record(
            .excluded(wall), id: .made(at: Sandbox.now), to: numbers[0], as: sandbox.actor("supervisor"), at: Sandbox.now,
            today: sandbox.today)
        let less = try await second.send(path + "/gaps/unknown-age").text
        #expect(!less.contains(numbers[0]) && less.contains(numbers[1]) && less.contains(">2<"))
        // Nobody screened them in time.
        #expect(try await first.send(path + "/gaps/screenings").text.contains(">3<"))
    }

    @Test func othersFindNothing() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let other = try Worker("task-force-viewer", in: sandbox)
        let absent = try await other.send("/statistics/none")
        for page in ["/statistics/publish", path, path + "/gaps/unknown-age", path + "/versions/1"] {
            #expect(try await other.send(page).status == 404 && absent.status == 404)
        }
        #expect(try await other.send(path + "/freeze", []).status == 404)
        #expect(try await !other.send("/work").text.contains("/statistics/publish"))
    }
}
