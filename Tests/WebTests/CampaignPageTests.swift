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

    func date(_ sandbox: Sandbox, _ days: Int) -> String {
        let day = sandbox.today.adding(days: days)
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ]
        return "\(day.day ?? 0) \(months[(day.month ?? 1) - 1]) \(day.year)"
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
        // Nobody knows whether a day without a call was quiet before the first call came.
        #expect(page.contains("Calls were not yet counted on all of the 5 days before this wave."))
        #expect(page.contains("No call has been counted yet") && page.contains("no whole day behind it yet"))
        #expect(page.contains("All calls of the days of the wave</td>") && page.contains("data-label=\"Calls and reports\">0</td>"))
        #expect(try await officer.send(path + "/print").text.contains("Calls were not yet counted"))
    }

    @Test func aMinisterMayQuoteWhatTheCallsShow() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        try await wave(officer, path, sandbox, from: -10, until: -1)
        for day in [-30] + Array(repeating: -5, count: 12) {
            let at = Sandbox.now.after(days: day)
            _ = try await sandbox.store.report(
                Answers(["cn_heard": .text("radio"), "cn_code": .text("RADIO1")]), urgency: "other", id: .made(at: at),
                as: sandbox.actor("hotline-operator"), at: at, today: sandbox.today)
        }
        let page = try await officer.send(path + "/results").text
        #expect(
            page.contains(
                "In the 10 days of this wave 12 calls and reports came, against 0 in the 10 days before. The rate rose to at least "
            ))
        #expect(page.contains("does not prove") && page.contains("takes each call as independent"))
        #expect(page.contains("<li>First: \(date(sandbox, -10)) to \(date(sandbox, -1))</li>"))
        // The minister's side reads the same and has no part in the rest.
        let minister = try Worker("decision-maker", in: sandbox)
        #expect(try await minister.send("/campaigns").text.contains("href=\"\(path)/results\""))
        #expect(try await minister.send(path + "/results").text.contains("The rate rose to at least "))
        #expect(try await minister.send(path + "/print").text.contains("<details open>"))
        for room in ["", "/plan", "/codes", "/evidence", "/activities", "/records/wave"] {
            #expect(try await minister.send(path + room).status == 404, "\(room)")
        }
        #expect(try await minister.send("/campaigns/new").status == 404)
        #expect(try await minister.send(path + "/end", []).status == 404)
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
        let number = try #require(try sandbox.store.campaigns(as: sandbox.actor("campaign-officer")).first).number
        let square = try await officer.send("/campaigns/\(number)/codes/RADIO1")
        #expect(square.text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\"") && square.status == 200)
        #expect(try await officer.send("/campaigns/\(number)/codes/RADIO9").status == 404)
        let actor = sandbox.actor("campaign-officer")
        #expect(try sandbox.store.visits(by: "RADIO1", as: actor) == [sandbox.today: 1])
        #expect(try sandbox.store.visits(by: "NONE9", as: actor).isEmpty)
    }

    /// A poster outlives the way by which this worker came, and a channel that was taken off its wave is printed no more.
    @Test func aSquareLeadsToThePublicHostAndEndsWithItsChannel() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox, publicHost: "help.example")
        let path = try await plan(officer)
        try await wave(officer, path, sandbox, from: -10, until: 4)
        #expect(try await officer.send(path + "/codes").text.contains("<p>https://help.example/c/RADIO1</p>"))
        let text = try await officer.send(path).text
        let record = String(try #require(text.firstMatch(of: /href="([^"]*\/records\/wave\/[0-9a-f-]+)"/)).output.1)
        let page = try await officer.send(record).text
        let base = String(try #require(page.firstMatch(of: /name="base" value="([^"]*)"/)).output.1)
        let changed = try await officer.send(
            record,
            [("wv_name", "First"), ("wv_channels", "poster"), ("base", base)]
                + day("wv_from", sandbox.today.adding(days: -10)) + day("wv_until", sandbox.today.adding(days: 4)))
        #expect(changed.status == 303, "\(changed.text)")
        let codes = try await officer.send(path + "/codes").text
        #expect(codes.contains("This code has ended") && codes.contains("/c/POSTER1</p>") && !codes.contains("/c/RADIO1</p>"))
        #expect(try await officer.send(path + "/codes/RADIO1").status == 404)
        // What hangs on a wall still counts.
        #expect(try sandbox.store.isCode("RADIO1"))
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

    /// A sheet of other people with the same answers in the same rows is recorded, and each step says how many.
    @Test func nobodyOfASheetIsLost() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        let made = try await officer.send(
            path + "/records/survey-round", [("rd_round", "baseline")] + day("rd_from", sandbox.today))
        #expect(made.status == 303)
        let text = try await officer.send(path).text
        let round = path + "/rounds/" + String(try #require(text.firstMatch(of: /rounds\/([0-9a-f-]+)"/)).output.1)
        var shown = ""
        func show(_ rows: String) async throws -> String {
            let sent = try await officer.sendFile(round + "/import", Data("kp_heard\n\(rows)".utf8), named: "survey.csv")
            shown = try await officer.send(sent.leads).text
            return shown
        }
        func bring(_ other: String = "no") async throws -> String {
            try await officer.send(round + "/import/check", [("other", other)] + PageForm.draft(in: shown)).leads
        }
        #expect(try await show("yes\nyes\nno\n").contains("3 rows were understood. 0 of them are here already."))
        #expect(try await bring() == round + "/import?new=3&known=0")
        // Other people, the same answers in another file.
        #expect(try await show("yes\nyes\nno\nno\n").contains("say the same as rows of the sheet of"))
        #expect(try await bring() == round + "/import?new=4&known=0")
        // The very same file: nothing twice, unless somebody says that these are others.
        let again = try await show("yes\nyes\nno\n")
        #expect(again.contains("3 of them are here already") && again.contains("Other people who gave the same answers"))
        #expect(try await bring() == round + "/import?new=0&known=3")
        _ = try await show("yes\nyes\nno\n")
        #expect(try await bring("yes") == round + "/import?new=3&known=0")
        let page = try await officer.send(round + "/import?new=3&known=0").text
        #expect(page.contains("3 rows were recorded. 0 were here already.") && page.contains("10 answered so far"))
        let sheet = String(try #require(page.firstMatch(of: /name="sheet" value="([0-9a-f]+)"/)).output.1)
        #expect(try await officer.send(round + "/import/out", [("sheet", sheet)]).status == 303)
        #expect(try await officer.send(round + "/import/out", [("sheet", sheet)]).status == 422)
        let after = try await officer.send(round + "/import").text
        #expect(after.contains("7 answered so far") && after.contains("Taken out"))
    }

    /// What shows a person who can be recognised is taken out with a reason, and then shown to nobody.
    @Test func aFileIsTiedToAnActivityAndTakenOut() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        try await wave(officer, path, sandbox, from: -10, until: 4)
        let form = try await officer.send(path + "/evidence").text
        let wave = String(try #require(form.firstMatch(of: /<option value="([^"]+)">First<\/option>/)).output.1)
        let file = Data("Hibiscus Radio, three evenings".utf8)
        let kept = try await officer.sendFile(path + "/evidence", file, named: "list.txt", [("text", "A list"), ("about", wave)])
        #expect(kept.status == 303, "\(kept.text)")
        let page = try await officer.send(path + "/evidence").text
        #expect(page.contains("data-label=\"Of what\">First</td>"))
        let out = path + "/evidence/" + String(try #require(page.firstMatch(of: /evidence\/([0-9a-f-]+)\/out"/)).output.1)
        #expect(try await officer.send(path + "/print").text.contains("A list</td>"))
        #expect(try await officer.send(path + "/end", []).status == 303)
        #expect(try await officer.send(path).text.contains("href=\"\(path)/evidence\""), "the way to them stays after the end")
        for address in [out, out + "/out"] { #expect(try await officer.send(address).status == 200) }
        #expect(try await officer.send(out + "/out", [("text", "")]).status == 422)
        #expect(try await officer.send(out + "/out", [("text", "A face can be seen")]).status == 303)
        for address in [out, out + "/out"] { #expect(try await officer.send(address).status == 404) }
        #expect(try await officer.send(path + "/evidence").text.contains("A face can be seen"))
        #expect(try await !officer.send(path + "/print").text.contains("A list</td>"))
    }

    /// Results stay to be read, beside the material they are about.
    @Test func whatATestShowedIsReadAndHoldsTheMaterialBack() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let officer = try Worker("campaign-officer", in: sandbox)
        let path = try await plan(officer)
        _ = try await officer.send(
            path + "/records/material", [("ml_name", "Two hands"), ("ml_kind", "poster"), ("ml_version", "1")])
        let text = try await officer.send(path).text
        let id = String(try #require(text.firstMatch(of: /records\/stock\?about=([0-9a-f-]+)/)).output.1)
        let test = [
            ("record-about", id), ("tt_whom", "A youth club"), ("tt_people", "8"), ("tt_result", "harm"),
            ("tt_said", "One person wept"),
        ]
        #expect(try await officer.send(path + "/records/material-test", test).status == 303)
        let answers = ["ck_known", "ck_hope", "ck_equal", "ck_true", "ck_ready"].map { ($0, "yes") } + [("ck_note", "Sound")]
        #expect(try await officer.send(path + "/records/harm-check", [("record-about", id)] + answers).status == 303)
        let stock = [("record-about", id), ("st_site", "Library"), ("st_sent", "60")]
        let refused = try await officer.send(path + "/records/stock", stock)
        #expect(refused.status == 422 && refused.text.contains("its last test says so"))
        for page in [path, path + "/print"] {
            let text = try await officer.send(page).text
            #expect(text.contains("It hurt or shamed somebody") && text.contains("One person wept") && text.contains("Sound"))
            #expect(text.contains("May not go out: a test says so") && text.contains("Version 1, recorded on"))
        }
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
                ("record-about", wave), ("ac_name", "=Stall"), ("ac_channel", "event"), ("ac_partner", "Sea Grape Fishers"),
                ("ac_districts", "castries"),
                ("ac_cost", "1250.50"),
            ]
                + day("ac_on", sandbox.today))
        #expect(made.status == 303)
        let file = try await officer.send(path + "/activities").text
        #expect(file.contains("'=Stall,") && file.contains(",Castries,") && file.contains(",1250.50"))
        #expect(try await officer.send(path + "/results").text.contains("Castries</th><td>1</td>"))
        let page = try await officer.send(path).text
        #expect(page.contains("EC$1,250.50") && page.contains("Not a channel of its wave"))
        #expect(page.contains("data-label=\"Name\">Sea Grape Fishers</td>") && !page.contains("Outside the days"))
        // Twice a thousand contacts for that cost, of which only one record knows the unique people.
        for (unique, places) in [("400", [("rc_districts", "castries"), ("rc_districts", "dennery")]), ("", [])] {
            let reach = [
                ("record-about", wave), ("rc_channel", "event"), ("rc_method", "measured"), ("rc_source", "Lists"),
                ("rc_contacts", "1000"), ("rc_unique", unique), ("rc_audience.0.rc_sex", "female"), ("rc_audience.0.rc_count", "9"),
            ]
            #expect(try await officer.send(path + "/records/reach", reach + places).status == 303)
        }
        let results = try await officer.send(path + "/results").text
        #expect(results.contains("400, of 1 of 2 records") && results.contains("2,000</td>"))
        #expect(results.contains("on no one district: 1,000.") && results.contains("on no one of them: 1,000."))
        #expect(results.contains("data-label=\"Age\">Not said</td><td role=\"cell\" data-label=\"Woman\">18</td>"))
        #expect(try await officer.send(path).text.contains("data-label=\"Source\">Lists</td>"))
        #expect(try await officer.send(path).text.contains("EC$0.63"))
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

extension DirectoryPageTests.Worker {
    /// A file with some fields, as a browser sends it.
    func sendFile(_ path: String, _ file: Data, named name: String, _ fields: [(String, String)] = []) async throws -> (
        status: Int, text: String, leads: String
    ) {
        let headers: HTTPFields = [
            .cookie: "\(Sessions.cookie)=\(token)", .contentType: "multipart/form-data; boundary=zz",
        ]
        var body = Data()
        for (key, value) in [("form-token", formToken), ("entry", EntryID.made(at: Sandbox.now).description)] + fields {
            body += Data("--zz\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Data("--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8) + file
        body += Data("\r\n--zz--\r\n".utf8)
        let sent = body
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: sent)) {
                (Int($0.status.code), String(buffer: $0.body), $0.headers[.location] ?? "")
            }
        }
    }
}
