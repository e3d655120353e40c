import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// A campaign in the browser: from the plan to the sentence that may be quoted.
struct CampaignPageTests {
    typealias Worker = DirectoryPageTests.Worker

    func plan(_ officer: Worker) async throws -> String {
        let made = try await officer.send("/campaigns/new", [("ca_name", "Safe Work"), ("ca_know", "Help"), ("ca_do", "Call")])
        #expect(made.status == 303)
        return made.leads
    }

    func day(_ name: String, _ day: Day) -> [(String, String)] {
        [("\(name).day", "\(day.day ?? 1)"), ("\(name).month", "\(day.month ?? 1)"), ("\(name).year", "\(day.year)")]
    }

    func wave(_ officer: Worker, _ path: String, _ sandbox: Sandbox, from: Int, until: Int) async throws {
        let made = try await officer.send(
            path + "/records/wave",
            [("wv_name", "First"), ("wv_channels", "radio")] + day("wv_from", sandbox.today.adding(days: from))
                + day("wv_until", sandbox.today.adding(days: until)))
        #expect(made.status == 303, "\(made.text)")
    }

    @Test func aMaterialWaitsForItsCheckAndNothingTypedIsLost() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        let made = try await officer.send(
            path + "/records/material", [("ml_name", "Two hands"), ("ml_kind", "poster"), ("ml_version", "1")])
        #expect(made.leads == path + "#material")
        let page = try await officer.send(path).text
        let id = String(try #require(page.firstMatch(of: /records\/stock\?about=([0-9a-f-]+)/)).output.1)
        #expect(page.contains("Not checked yet"))
        let stock = [("record-about", id), ("st_site", "Library"), ("st_printed", "100"), ("st_sent", "60"), ("st_left", "20")]
        let refused = try await officer.send(path + "/records/stock", stock)
        #expect(refused.status == 422 && refused.text.contains("may not go out yet") && refused.text.contains("value=\"Library\""))
        let answers = ["ck_known", "ck_hope", "ck_equal", "ck_true", "ck_ready"].map { ($0, "yes") }
        #expect(try await officer.send(path + "/records/harm-check", [("record-about", id)] + answers).status == 303)
        #expect(try await officer.send(path + "/records/stock", stock).status == 303)
        let after = try await officer.send(path).text
        #expect(after.contains("Library") && after.contains(">Checked<"))
        // A parent that is none is no choice.
        #expect(
            try await officer.send(path + "/records/stock", [("record-about", Sandbox.someID)] + stock.dropFirst()).status == 422)
    }

    @Test func resultsAreComputedFromNoCallsAtAll() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        #expect(try await officer.send(path + "/results").status == 200)
        try await wave(officer, path, sandbox, from: -10, until: -6)
        try await wave(officer, path, sandbox, from: 3, until: 9)
        let page = try await officer.send(path + "/results").text
        #expect(page.contains("In the 5 days of this wave 0 calls and reports came, against 0 in the 5 days before."))
        #expect(page.contains("too few to say whether anything changed") && page.contains("no whole day behind it yet"))
        #expect(page.contains("<td role=\"cell\" data-label=\"All calls of these days\">0</td>"))
        #expect(try await officer.send(path + "/print").text.contains("In the 5 days of this wave"))
    }

    @Test func aMinisterMayQuoteWhatTheCallsShow() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        try await wave(officer, path, sandbox, from: -10, until: -1)
        for _ in 0..<12 {
            let at = Sandbox.now.after(days: -5)
            _ = try await sandbox.store.report(
                Answers(["cn_heard": .text("radio"), "cn_code": .text("RADIO1")]), urgency: "other", id: .made(at: at),
                as: sandbox.actor("hotline-operator"), at: at, today: sandbox.today)
        }
        let page = try await officer.send(path + "/results").text
        #expect(
            page.contains(
                "In the 10 days of this wave 12 calls and reports came, against 0 in the 10 days before. The rate rose to at least "
            ))
        #expect(page.contains("does not prove"))
        // The triage of these calls is not told exactly, and no number of a report stands on the page.
        #expect(!page.contains("R-2026-"))
    }

    @Test func aHotlineOperatorPicksALiveCode() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let operators = try Worker("hotline-operator", in: sandbox)
        #expect(try await !operators.send("/concerns/new").text.contains("cn_code"))
        let officer = try Worker("campaign-officer", in: sandbox)
        try await wave(officer, try await plan(officer), sandbox, from: -10, until: 4)
        #expect(try await operators.send("/concerns/new").text.contains("RADIO1 - Radio, First"))
        let source = try #require(sandbox.country.concern?["cn_source"]?.choices.first?.code)
        let sent = [("cn_source", source), ("cn_urgency", "other"), ("cn_code", "RADIO1")]
        #expect(try await operators.send("/concerns/new", sent).status == 303)
        #expect(try await operators.send("/concerns/new", sent.dropLast() + [("cn_code", "RADIO7")]).text.contains("cn_code-error"))
        let calls = try sandbox.store.calls(
            on: sandbox.today.number..<sandbox.today.number + 1, as: sandbox.actor("campaign-officer"))
        #expect(calls.filter { $0.code == "RADIO1" }.count == 1 && calls.allSatisfy { $0.code != "RADIO7" })
    }

    @Test func aShortLinkLeadsHomeAndCountsOnlyAKnownCode() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        try await wave(officer, try await plan(officer), sandbox, from: -10, until: 4)
        #expect(try await officer.send("/c/radio1").leads == "\(CampaignCodes.home)?c=RADIO1")
        #expect(try await officer.send("/c/NONE9").leads == CampaignCodes.home)
        // A program that only looks whether the link is good is no visit.
        try await Application(router: officer.router).test(.router) { client in
            try await client.execute(uri: "/c/RADIO1", method: .head) { #expect($0.status == .seeOther) }
        }
        let codes = try await officer.send(
            (try sandbox.store.campaigns(as: sandbox.actor("campaign-officer")).first).map { "/campaigns/\($0.number)/codes" } ?? ""
        ).text
        #expect(
            codes.contains("<p class=\"code\">RADIO1</p>") && codes.contains("/c/RADIO1</p><svg class=\"qr\"")
                && !codes.contains("&lt;"))
        let actor = sandbox.actor("campaign-officer")
        #expect(try sandbox.store.visits(by: "RADIO1", as: actor) == [sandbox.today: 1])
        #expect(try sandbox.store.visits(by: "NONE9", as: actor).isEmpty)
    }

    @Test func onePersonAfterAnotherIsAsked() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        let made = try await officer.send(
            path + "/records/survey-round", [("rd_round", "baseline")] + day("rd_from", sandbox.today))
        #expect(made.status == 303)
        let round = String(try #require(try await officer.send(path).text.firstMatch(of: /rounds\/([0-9a-f-]+)"/)).output.1)
        #expect(try await officer.send(path + "/rounds/\(round)", [("kp_heard", "")]).status == 422)
        for _ in 0..<2 {
            let next = try await officer.send(path + "/rounds/\(round)", [("kp_heard", "yes"), ("kp_number", "hotline")])
            #expect(next.status == 303 && next.leads == path + "/rounds/\(round)?done=1")
        }
        let page = try await officer.send(path + "/rounds/\(round)?done=1").text
        #expect(page.contains("2 answered so far") && page.contains("role=\"status\""))
        #expect(try await officer.send(path + "/results").text.contains("too few to say"))
        #expect(try await officer.send(path + "/rounds/\(round)/sheet").text.contains("kp_sex,"))
        #expect(try await officer.send(path + "/rounds/\(round)/import").status == 200)
    }

    @Test func theActivitiesAreATableToSave() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        try await wave(officer, path, sandbox, from: -10, until: 4)
        let form = try await officer.send(path + "/records/activity").text
        let wave = String(try #require(form.firstMatch(of: /name="record-about" value="([^"]+)"/)).output.1)
        let made = try await officer.send(
            path + "/records/activity",
            [
                ("record-about", wave), ("ac_name", "=Stall"), ("ac_channel", "event"), ("ac_districts", "castries"),
                ("ac_cost", "1250.50"),
            ]
                + day("ac_on", sandbox.today))
        #expect(made.status == 303)
        let file = try await officer.send(path + "/activities").text
        #expect(file.contains("'=Stall,") && file.contains(",Castries,") && file.contains(",1250.50"))
        #expect(try await officer.send(path + "/results").text.contains("Castries</th><td>1</td>"))
        #expect(try await officer.send(path).text.contains("EC$1,250.50"))
    }

    @Test func aMapSaysTheSameInPatternsAndInItsTable() {
        let square = { (x: Double) in
            [(x, 0), (x + 10, 0), (x + 10, 10), (x, 10), (x, 0)].map { CountryMap.Point(x: $0.0, y: $0.1) }
        }
        let map = CountryMap(outlines: [.init(place: "a", rings: [square(0)]), .init(place: "b", rings: [square(10)])])
        let html = DistrictMap(
            id: "m", caption: "Activities", heads: ("District", "Count"), map: map, values: ["b": 9], name: { $0.uppercased() },
            none: "none"
        ).html.text
        #expect(html.contains("fill=\"url(#m-0)\" d=\"M0.0 0.0") && html.contains("fill=\"url(#m-4)\" d=\"M10.0 0.0"))
        #expect(html.contains("1. A</th><td>0</td>") && html.contains("2. B</th><td>9</td>") && html.contains("> none</li>"))
        #expect(DistrictMap.middle(of: map.outlines[1]).x == 15 && DistrictMap.middle(of: map.outlines[1]).y == 5)
    }
}
