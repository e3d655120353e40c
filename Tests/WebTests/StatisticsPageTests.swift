import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// Figures in the browser: each sees as far as they may, and for others the pages are not there.
struct StatisticsPageTests {
    typealias Worker = DirectoryPageTests.Worker

    static let pages = ["/statistics", "/statistics/tables", "/statistics/pivot"]

    func person(_ sandbox: Sandbox, _ sex: String?, _ band: String?, by signIn: String = "case-manager") async throws {
        var answers: OrderedDictionary<FieldID, Answer> = ["case_kind": .text("suspected")]
        if let sex { answers["gender"] = .text(sex) }
        if let band { answers["age_band"] = .text(band) }
        _ = try await sandbox.open(Answers(answers), by: signIn)
    }

    /// The part of a page that differs from one address to another.
    func main(_ text: String) -> Substring { text.split(separator: "<main").last ?? "" }

    @Test func forOthersThePagesAreNotThere() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        for signIn in ["administrator", "first-responder", "training-officer", "campaign-officer"] {
            let worker = try Worker(signIn, in: sandbox)
            let absent = try await worker.send("/cases/SLU-2026-9999")
            #expect(absent.status == 404)
            for page in StatisticsPageTests.pages {
                let answer = try await worker.send(page)
                #expect(answer.status == 404 && main(answer.text) == main(absent.text), "\(signIn) at \(page)")
            }
            #expect(try await worker.send("/account").text.contains("href=\"/statistics\"") == false)
        }
        let viewer = try Worker("task-force-viewer", in: sandbox)
        #expect(try await viewer.send("/account").text.contains("href=\"/statistics\""))
        for page in StatisticsPageTests.pages.dropFirst() { #expect(try await viewer.send(page).status == 404) }
        let supervisor = try Worker("supervisor", in: sandbox)
        #expect(try await supervisor.send("/statistics/tables").status == 200)
        #expect(try await supervisor.send("/statistics/pivot?population=people").status == 404)
    }

    @Test func theTaskForceReadsBandsAndNoNumberUnderThem() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        for _ in 0..<7 { try await person(sandbox, "Feminine", "9-17") }
        let text = String(main(try await Worker("task-force-viewer", in: sandbox).send("/statistics").text))
        #expect(text.contains("0 to 9"))
        #expect(text.contains("<svg") == false, "a drawing tells more than a band")
        let numbers = text.matches(of: /<t?dd?[^>]*>([^<]*)<\/(?:td|dd)>/).map { String($0.output.1) }
        #expect(!numbers.isEmpty && numbers.allSatisfy { Int($0) == nil }, "\(numbers.filter { Int($0) != nil })")
        for agency in sandbox.country.agencies { #expect(text.contains(agency.name.english) == false, "\(agency.code)") }
        for member in sandbox.staff { #expect(text.contains(member.grant.name) == false) }
    }

    @Test func agenciesAreComparedForTheCountryAlone() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await person(sandbox, "Feminine", "9-17")
        let country = try await Worker("focal-point", in: sandbox).send("/statistics").text
        #expect(country.contains("Open cases by agency") && country.contains("Calls and reports by week"))
        #expect(country.contains("Open cases by worker") == false)
        let own = try await Worker("supervisor", in: sandbox).send("/statistics?period=twelve").text
        #expect(own.contains("Open cases by worker") && own.contains("Open cases by agency") == false)
        let manager = try await Worker("case-manager", in: sandbox).send("/statistics?period=2019").text
        #expect(manager.contains("Open cases by worker") == false && manager.contains("1 January 2019"))
        #expect(
            try await Worker("case-manager", in: sandbox).send("/statistics?period=%22%3E%3Cb%3E").text.contains("<b>") == false)
    }

    @Test func whateverIsAskedIsAPeriodThatHasBegun() throws {
        let today = try #require(Day(year: 2024, month: 2, day: 29))
        func days(_ asked: String) -> String {
            let days = Period(asked, on: today).days
            return "\(days.lowerBound) \(days.upperBound)"
        }
        #expect(days("last") == "2023-01-01 2023-12-31" && days("twelve") == "2023-03-01 2024-02-29")
        #expect(days("2020") == "2020-01-01 2020-12-31")
        for nonsense in ["", "this", "2024", "2025", "1850", "-1", "99999999999999999999", "x"] {
            #expect(days(nonsense) == "2024-01-01 2024-02-29", "\(nonsense)")
        }
    }

    @Test func sharesAreOfThoseWhoAnswered() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await person(sandbox, "Feminine", "9-17")
        try await person(sandbox, "Feminine", "18-20")
        try await person(sandbox, "Masculine", nil)
        try await person(sandbox, nil, nil)
        let text = try await Worker("statistician", in: sandbox).send("/statistics/tables").text
        let table = try #require(text.components(separatedBy: "id=\"sex-age\"").last?.components(separatedBy: "</section>").first)
        #expect(table.contains("Shares are of the 2 with known answers, of 4 in all."))
        #expect(table.contains("of the 3 whose answer to &quot;Gender&quot; is known"))
        #expect(table.contains("1 <span class=\"share\">(50 %)</span>"), "of the two whose gender and age are known")
        #expect(table.contains("2 <span class=\"share\">(67 %)</span>"), "of the three whose gender is known")
        #expect(table.contains("Not known") && table.contains("<strong>4</strong>"))
    }

    @Test func anythingIsCountedByItsAddress() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await person(sandbox, "Feminine", "9-17")
        try await person(sandbox, "Masculine", "18-20")
        let chief = try Worker("statistician", in: sandbox)
        #expect(try await chief.send("/statistics/pivot").text.contains("People whose case was opened"))
        let path = "/statistics/pivot?population=people&rows=sex&columns=age&layers=stands&only=sex:male"
        let text = try await chief.send(path + "&from=2026-01-01").text
        #expect(text.contains("Only those with Gender: Male.") && text.contains("Where the case stands: Open"))
        #expect(text.contains("Where the case stands: Closed") == false, "a layer of nobody is left out")
        #expect(text.contains("must not") || text.contains("Nothing on this page may leave"))
        let turned = try await chief.send(path + "&from=2026-02-01&until=2026-01-01")
        #expect(turned.status == 422 && turned.text.contains("The last day comes before the first"))
        #expect(turned.text.contains("value=\"2026-02-01\"") && turned.text.contains("id=\"counts\"") == false)
        let typed = try await chief.send(path + "&from=yesterday")
        #expect(typed.status == 422 && typed.text.contains("value=\"yesterday\""))
        for nonsense in [
            "rows=nothing", "rows=sex&columns=sex", "only=sex:nobody", "only=sex", "only=:", "from=0001-01-01&until=9999-12-31",
        ] {
            #expect(try await chief.send("/statistics/pivot?population=people&\(nonsense)").status == 200, "\(nonsense)")
        }
        for population in sandbox.country.practice.statistics.populations {
            #expect(try await chief.send("/statistics/pivot?population=\(population.id)").status == 200, "\(population.id)")
        }
    }
}
