import Examples
import Foundation
import HTTPTypes
import Pack
import Register
import Store
import Testing
@testable import Web

/// What somebody types by a slip, or sends on purpose, gets an answer, and the same process answers the next request.
struct OddInputTests {
    typealias Worker = DirectoryPageTests.Worker

    private func with(_ signIn: String, _ work: (Worker, Sandbox) async throws -> Void) async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await work(try Worker(signIn, in: sandbox), sandbox)
    }

    /// A budget of -1 ended the process: its range has no upper end.
    @Test(arguments: ["-1", "1e300", "nan", "inf", "1e15", "0x10", "99999999999999999999", "-9223372036854775808"])
    func aBudgetIsMoneyOrIsRefused(_ budget: String) async throws {
        try await with("campaign-officer") { officer, _ in
            let plan = [("ca_name", "Safe Work"), ("ca_know", "Help"), ("ca_do", "Call"), ("ca_budget", budget)]
            let answer = try await officer.send("/campaigns/new", plan)
            #expect(answer.status == 422 && answer.text.contains("value=\"\(budget)\""))
            #expect(try await officer.send("/campaigns").status == 200)
        }
    }

    /// `+ 1` on the largest number there is; kept as a draft it ended the process again after each start.
    @Test(arguments: ["9223372036854775807", "9223372036854775806", "-9223372036854775808", "50", "4000000000", "1e9", "x"])
    func aRowBeyondAllRowsIsHarmlessAlsoAsADraft(_ index: String) async throws {
        try await with("case-manager") { worker, sandbox in
            let path = "/cases/\(try await sandbox.open())/forms/journey"
            let odd = [("events.\(index).x", "a"), ("events.\(index).event_type", "b")]
            #expect(try await worker.send(path, odd + [("save", "1")]).status == 303)
            let draft = try #require(try sandbox.store.drafts(of: sandbox.actor("case-manager").account, at: Sandbox.now).first)
            let again = try await worker.send(draft.address)
            #expect(again.status == 200 && again.text.utf8.count < 400_000)
            #expect(try await worker.send(path + "/check?draft=\(draft.id)").status < 500)
            #expect(try await worker.send(path, odd).status < 500)
            #expect(try await worker.send(path, odd + [("more", "1")]).status == 200)
            let pressed = [("draft", draft.id), ("draft-seen", draft.mark)]
            #expect(try await worker.send(path + "/check", pressed).status < 500)
        }
    }

    @Test func aDraftThatNoLongerReadsIsNone() async throws {
        try await with("case-manager") { worker, sandbox in
            let number = try await sandbox.open()
            let account = sandbox.actor("case-manager").account
            try sandbox.store.keep("draft/\(account)", Sandbox.someID, ["values": 1], at: Sandbox.now)
            #expect(try await worker.send("/cases/\(number)/forms/journey?draft=\(Sandbox.someID)").status == 200)
            #expect(try await worker.send("/drafts").text.contains("You have no drafts"))
            #expect(try await worker.send("/cases/\(number)/forms/journey", [("save", "1")]).status == 303)
        }
    }

    @Test func thePagesOfACampaignHaveAnEnd() async throws {
        try await with("campaign-officer") { officer, sandbox in
            let made = try await officer.send("/campaigns/new", [("ca_name", "Safe"), ("ca_know", "Help"), ("ca_do", "Call")])
            let wave = [
                ("wv_name", "Long"), ("wv_channels", "radio"), ("wv_from", "2026-01-01"), ("wv_until", "9999-12-31"),
            ]
            let refused = try await officer.send(made.leads + "/records/wave", wave)
            #expect(refused.status == 422 && refused.text.contains("731 days"))
            // One that was recorded before there was a limit.
            let number = String(made.leads.split(separator: "/").last ?? "")
            for from in ["1900-01-01", "2026-01-01", "9999-12-31"] {
                #expect(
                    try await officer.send(
                        made.leads + "/records/wave",
                        [("wv_name", "W"), ("wv_channels", "radio"), ("wv_from", from), ("wv_until", from)]
                    ).status == 303)
            }
            #expect(!number.isEmpty)
            for page in ["", "/results", "/print"] {
                let answer = try await officer.send(made.leads + page)
                #expect(answer.status < 500 && answer.text.utf8.count < 1_000_000, "\(page): \(answer.text.utf8.count)")
            }
        }
    }

    /// 300 KB took 15 seconds.
    @Test func aSearchIsAsLongAsAName() async throws {
        try await with("case-manager") { worker, _ in
            let long = try await worker.send("/cases/search", [("name", String(repeating: "a", count: 300_000))])
            #expect(long.status == 422 && long.text.contains("200 letters"))
            let words = try await worker.send("/cases/search", [("name", (0..<40).map { "a\($0)" }.joined(separator: "+"))])
            #expect(words.status == 200)
            #expect(try await worker.send("/cases/search", [("name", "\"*NEAR(a)")]).status == 200)
        }
    }

    @Test func twoModulesWithoutEndAreRefusedAndOldOnesMakeACertificate() async throws {
        try await with("training-officer") { trainer, _ in
            let course = [
                ("title", "Referral"), ("topic", "referral"), ("test", "referral"), ("pass", "50"), ("attendance", "50"),
                ("validity", "24"), ("languages", "en"),
            ]
            for odd in ["9223372036854775807", "0", "-5", "6001", "soon"] {
                let answer = try await trainer.send("/courses/new", course + [("modules", "Law;\(odd)%0APractice;\(odd)")])
                #expect(answer.status == 422 && answer.text.contains("from 1 to 6000"), "\(odd)")
            }
            #expect(try await trainer.send("/courses/new", course + [("modules", "Law;6000%0APractice;%0AMore")]).status == 303)
        }
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "0", "-1", "99999999999999999999", "1e9", "a", "٣"])
    func aPageOrAYearThatIsNoneIsAnswered(_ odd: String) async throws {
        try await with("case-manager") { worker, sandbox in
            let number = try await sandbox.open()
            for path in [
                "/cases?page=", "/cases?status=", "/reports?page=", "/statistics?period=", "/cases/\(number)/calls?on=",
                "/incidents?page=",
            ] {
                let address = path + (odd.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
                #expect(try await worker.send(address).status < 500, "\(address)")
            }
        }
    }

    /// `lines + unknown` was too large for a number.
    @Test(arguments: ["9223372036854775807", "-1", "500000000000000", "99999999999999999999", "1e3", "501"])
    func aNumberOfUnknownPeopleIsHeldToWhatOneBatchBrings(_ unknown: String) async throws {
        try await with("case-manager") { worker, sandbox in
            let number = try sandbox.store.openIncident(
                Answers(), id: .made(at: Sandbox.now), as: sandbox.actor("case-manager"), at: Sandbox.now, today: sandbox.today)
            let answer = try await worker.send("/incidents/\(number)/people", [("unknown", unknown), ("list", "Anna")])
            #expect(answer.status == 422 && answer.text.contains("role=\"alert\""))
            let list = (0..<5000).map { "Person \($0);m;23" }.joined(separator: "%0A")
            #expect(try await worker.send("/incidents/\(number)/people", [("list", list)]).status == 422)
        }
    }

    @Test func aProgramThatSendsDeepJSONIsToldSo() async throws {
        #expect(JSONDepth.isWithin(Data(#"{"a":[{"b":"[[[[[[[[[[[[[[[[[[[[\"["}]}"#.utf8)))
        #expect(!JSONDepth.isWithin(Data(String(repeating: "[", count: 17).utf8)))
        #expect(JSONDepth.isWithin(Data(String(repeating: "[]", count: 10_000).utf8)))
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let token = try ProgramToken.make(
            for: house.sandbox.actor("case-manager").account, scopes: ["read", "write"], name: "t",
            days: 1, store: house.sandbox.store, at: Sandbox.now)
        for body in [
            String(repeating: "[", count: 500_000), String(repeating: #"{"id":"#, count: 5000), "{\"id\":1e999}",
            "{\"expected\":1e30}",
            #"{"id":"\#(Sandbox.someID)","expected":99999999999999999999,"action":{"kind":"noted","text":"x"}}"#, "\u{FEFF}", "nul",
        ] {
            let answer = try await house.send("/api/v1/cases", .post, body, [.authorization: "Bearer \(token)"])
            #expect(answer.0 == 400, "\(body.prefix(30))")
        }
    }
}
