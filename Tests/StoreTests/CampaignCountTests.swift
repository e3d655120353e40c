import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// What a campaign counts stays true when reports are destroyed, when people were known before, and when counts are small.
struct CampaignCountTests {
    let campaigns = CampaignTests()

    func call(_ test: Sandbox, days: Int, _ code: String? = nil) async throws -> (number: String, id: EntryID) {
        let at = Sandbox.now.after(days: days)
        let id = EntryID.made(at: at)
        var answers = Answers(["cn_heard": .text("radio")])
        answers["cn_code"] = code.map { .text($0) }
        let number = try await test.store.report(
            answers, urgency: "other", id: id, as: test.actor("hotline-operator"), at: at, today: test.country.today(at))
        try await test.store.record(
            .triaged(outcome: "screen", answers: Answers()), id: .made(at: at), to: number, as: test.actor("supervisor"), at: at)
        return (number, id)
    }

    /// Old reports that led to nothing go; without their calls the days before a wave would grow quiet by themselves.
    @Test func aDestroyedReportStaysCountedAndIsNotToBeFound() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let officer = test.actor("campaign-officer")
        let protector = test.actor("data-protection-officer")
        var numbers: [String] = []
        for days in [-20, -20, -3] { numbers.append(try await call(test, days: days, "RADIO1").number) }
        let days = test.today.number - 30..<test.today.number + 1
        let before = try test.store.calls(on: days, as: officer)
        let later = Sandbox.now.after(days: 5000)
        let today = test.country.today(later)
        for number in numbers.dropLast() {
            let id = EntryID.made(at: later)
            let certificate = try test.store.destroyReport(number, id: id, as: protector, at: later, today: today)
            // Sent again it is one destruction and one call.
            #expect(try test.store.destroyReport(number, id: id, as: protector, at: later, today: today) == certificate)
        }
        func sorted(_ calls: [Call]) -> [Call] { calls.sorted { $0.day < $1.day } }
        let left = try test.store.calls(on: days, as: officer)
        #expect(before.count == 3 && sorted(left) == sorted(before))
        #expect(try test.store.firstCall(as: officer) == test.today.number - 20)
        #expect(try test.store.calls(on: test.today.number - 10..<test.today.number, as: officer).count == 1)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt && !views.live.contains { $0.contains(numbers[0]) && $0.contains("RADIO1") })
        let other = try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
        #expect(sorted(try other.calls(on: days, as: officer)) == sorted(before))
    }

    /// A screening before the call is no fruit of it, nor is what was found in a case that was there before.
    @Test func onlyWhatCameAfterTheCallIsCounted() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await campaigns.planned(test)
        let wave = try await campaigns.wave(test, number)
        let officer = test.actor("campaign-officer")
        let screening = Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil)
        func lead(_ days: Int, screenedOn day: Int) async throws {
            let opened = try await test.open()
            _ = try await test.store.record(
                .screened(screening, answers: Answers()), id: .made(at: Sandbox.now), to: opened, as: test.actor("case-manager"),
                at: Sandbox.now.after(days: day), today: test.today)
            try await test.store.record(
                .led(to: ChronicleID(uuid: UUID()), number: opened), id: .made(at: Sandbox.now),
                to: try await call(test, days: days, "RADIO1").number, as: test.actor("supervisor"), at: Sandbox.now)
        }
        for _ in 0..<6 { try await lead(-15, screenedOn: -14) }
        for _ in 0..<6 { try await lead(-15, screenedOn: -16) }
        let campaign = try test.store.campaign(number, as: officer)
        let known = try #require(campaign.waves(by: test.country.practice.campaigns).first { $0.id == wave })
        let chains = try test.store.chains(of: known, in: campaign, on: test.today, as: officer)
        #expect(chains.all == CallChain(calls: .exactly(12), triaged: .exactly(12), screened: .exactly(6), found: .exactly(6)))
        #expect(chains.codes.map(\.chain.screened) == [.exactly(6), .exactly(0)])
        // All of them brought the code, so none only named the radio.
        #expect(chains.alike.calls == .exactly(0))
    }

    @Test func aSheetThatWasTakenOutCountsNoMoreAndAFileIsGone() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await campaigns.planned(test)
        let officer = test.actor("campaign-officer")
        let round = try await campaigns.record(
            test, .recorded(form: "survey-round", about: nil, answers: Answers(["rd_from": .text("2026-01-01")])), to: number)
        let people = (0..<3).map { _ in (id: EntryID.made(at: Sandbox.now), answers: Answers(["kp_heard": .text("yes")])) }
        #expect(try test.store.respond(people, round: round, sheet: "a", to: number, as: officer, at: Sandbox.now) == 3)
        #expect(try test.store.known(among: people.map(\.id), in: number, as: officer) == 3)
        try await campaigns.record(test, .sheetWithdrawn(round: round, sheet: "a"), to: number)
        let other = try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
        for store in [test.store, other] {
            let campaign = try store.campaign(number, as: officer)
            #expect(campaign.responses[round]?.isEmpty == true && campaign.sheets.map(\.rows) == [3])
        }
        let file = Data("A stall".utf8)
        let attachment = Attachment(
            type: "text/plain", size: file.count, digest: Store.digest(file), original: nil, compartment: .core)
        let id = EntryID.made(at: Sandbox.now)
        try await test.store.record(
            .attached(attachment, about: round, answers: Answers()), carrying: file, id: id, to: number, as: officer,
            at: Sandbox.now)
        #expect(try test.store.evidence(id, of: number, as: officer).1 == file)
        try await campaigns.record(test, .fileWithdrawn(id, answers: Answers([.text: .text("A face")])), to: number)
        #expect(throws: StoreFault.notFound) { try test.store.evidence(id, of: number, as: officer) }
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }

    /// A part beside its whole, and few who were screened and not found.
    @Test func noCountFollowsFromItsNeighbours() {
        let telling = Telling(limit: 5)
        let all = Telling.Counts(calls: 30, triaged: 28, screened: 14, found: 12)
        let part = Telling.Counts(calls: 28, triaged: 20, screened: 12, found: 6)
        #expect(telling.chain(all, exactCalls: true).found == .hidden, "two were screened and not found")
        let beside = telling.chain(part, outOf: all)
        #expect(beside.calls == .hidden && beside.triaged == .exactly(20) && beside.screened == .hidden)
        #expect(beside.found == .exactly(6))
        let parts = telling.chains([.init(calls: 9), .init(calls: 2), .init(calls: 20)], of: .init(calls: 31))
        #expect(parts.map(\.calls) == [.hidden, .hidden, .exactly(20)])
    }
}
