import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing

/// A campaign as it is kept: for whoever has the duty, the same after a rebuild, its codes given once, its calls as counts only.
struct CampaignTests {
    let plan = Answers(["ca_name": .text("Safe Work"), "ca_know": .text("Help is free"), "ca_do": .text("Call")])

    func planned(_ test: Sandbox, id: EntryID = .made(at: Sandbox.now)) async throws -> String {
        try await test.store.plan(plan, id: id, as: test.actor("campaign-officer"), at: Sandbox.now, today: test.today)
    }

    @discardableResult
    func record(_ test: Sandbox, _ action: Campaign.Action, to number: String, by signIn: String = "campaign-officer") async throws
        -> EntryID
    {
        let id = EntryID.made(at: Sandbox.now)
        try await test.store.record(action, id: id, to: number, as: test.actor(signIn), at: Sandbox.now)
        return id
    }

    func wave(_ test: Sandbox, _ number: String, from: Int = -20, until: Int = -11, _ channels: [String] = ["radio", "poster"])
        async throws -> EntryID
    {
        try await record(
            test,
            .recorded(
                form: "wave", about: nil,
                answers: Answers([
                    "wv_name": .text("First"), "wv_from": .text(test.today.adding(days: from).description),
                    "wv_until": .text(test.today.adding(days: until).description), "wv_channels": .codes(channels),
                ])), to: number)
    }

    func call(_ test: Sandbox, days: Int, _ answers: Answers) async throws -> String {
        let at = Sandbox.now.after(days: days)
        return try await test.store.report(
            answers, urgency: "other", id: .made(at: at), as: test.actor("hotline-operator"), at: at, today: test.country.today(at))
    }

    @Test func sentTwiceItIsOneCampaignAndOthersFindNone() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let id = EntryID.made(at: Sandbox.now)
        let number = try await planned(test, id: id)
        let again = try await planned(test, id: id)
        #expect(number.hasPrefix("K-2026-") && again == number)
        #expect(try await planned(test) != number)
        #expect(try test.store.campaigns(as: test.actor("focal-point")).count == 2)
        for signIn in ["supervisor", "case-manager", "hotline-operator", "administrator", "task-force-viewer", "decision-maker"] {
            let actor = test.actor(signIn)
            // Some read what came of it, and nothing else.
            let mayRead = ["task-force-viewer", "decision-maker"].contains(signIn)
            #expect(try test.store.campaigns(as: actor).count == (mayRead ? 2 : 0))
            #expect((try? test.store.outcome(number, as: actor))?.number == (mayRead ? number : nil))
            #expect((try? test.store.calls(on: 0..<100_000, as: actor))?.count == (mayRead ? 0 : nil))
            #expect(throws: StoreFault.notFound) { try test.store.campaign(number, as: actor) }
            #expect(throws: StoreFault.notFound) { try test.store.known(among: [id], in: number, as: actor) }
            await #expect(throws: StoreFault.notFound) { try await record(test, .ended, to: number, by: signIn) }
            await #expect(throws: Refusal.self) {
                _ = try await test.store.plan(plan, id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: test.today)
            }
        }
    }

    @Test func eachChannelOfEachWaveHasACodeOfItsOwn() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (first, second) = (try await planned(test), try await planned(test))
        let id = try await wave(test, first)
        _ = try await wave(test, second, from: 5, until: 9, ["radio"])
        let officer = test.actor("campaign-officer")
        #expect(try test.store.campaign(first, as: officer).codes.map(\.code) == ["RADIO1", "POSTER1"])
        #expect(try test.store.campaign(second, as: officer).codes.map(\.code) == ["RADIO2"])
        try await record(test, .changed(id, answers: Answers(["wv_channels": .codes(["radio", "school"])])), to: first)
        #expect(try test.store.campaign(first, as: officer).codes.map(\.code) == ["RADIO1", "POSTER1", "SCHOOL1"])
        // A wave to come is offered to nobody yet.
        #expect(try test.store.codes(on: test.today).map(\.code) == ["POSTER1", "RADIO1", "SCHOOL1"])
        #expect(try test.store.isCode("RADIO2") && !test.store.isCode("RADIO9"))
        let views = try test.store.views()
        #expect(views.live == views.rebuilt && views.live.contains { $0.contains("RADIO2") })
        try await record(test, .ended, to: first)
        #expect(try test.store.codes(on: test.today).isEmpty)
    }

    @Test func callsAreCountedByDayAndCodeAndWhatCameOfThem() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await planned(test)
        let wave = try await wave(test, number)
        let officer = test.actor("campaign-officer")
        for days in [-30, -15, -15, -14, -5] {
            let answers = Answers([
                "cn_heard": .text(days == -15 ? "radio" : "friend"), "cn_code": .text(days == -14 ? "poster1" : "x"),
            ])
            let concern = try await call(test, days: days, answers)
            guard days == -14 else { continue }
            try await test.store.record(
                .triaged(outcome: "screen", answers: Answers()), id: .made(at: Sandbox.now), to: concern,
                as: test.actor("supervisor"), at: Sandbox.now)
            let opened = try await test.open()
            let screening = Screening(
                instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil)
            _ = try await test.record(.screened(screening, answers: Answers()), to: opened)
            try await test.store.record(
                .led(to: ChronicleID(uuid: UUID()), number: opened), id: .made(at: Sandbox.now), to: concern,
                as: test.actor("supervisor"), at: Sandbox.now)
        }
        let days = test.today.number - 40..<test.today.number
        let calls = try test.store.calls(on: days, as: officer)
        #expect(calls.count == 5 && calls.filter { $0.code == "POSTER1" }.count == 1)
        let campaign = try test.store.campaign(number, as: officer)
        let terms = test.country.practice.campaigns
        let known = try #require(campaign.waves(by: terms).first { $0.id == wave })
        let first = try test.store.firstCall(as: officer)
        let found = try #require(Attribution(known, calls: calls, since: first, on: test.today, by: terms))
        #expect(first == test.today.number - 30 && found.duringWave.finding == .tooFew)
        #expect(found.before.calls == 1 && found.during.calls == 3 && found.after.calls == 1)
        let chains = try test.store.chains(of: known, in: campaign, on: test.today, as: officer)
        let few = Told.fewerThan(5)
        #expect(
            [chains.all.calls, chains.all.triaged, chains.all.screened, chains.all.found] == [.exactly(3), few, few, few])
        // One of three brought the code of a poster: it follows from nothing that stands beside it.
        #expect(
            chains.alike.calls == .hidden && chains.brought.calls == few && chains.codes.map(\.code.code) == ["RADIO1", "POSTER1"])
        let views = try test.store.views()
        #expect(views.live == views.rebuilt && views.live.contains { $0.contains("POSTER1") })
    }

    @Test func visitsAreTotalsPerDayAndStayWhenTheProgramStops() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let officer = test.actor("campaign-officer")
        for _ in 0..<3 { test.store.visited("RADIO1", on: test.today) }
        try test.store.keepVisits(at: Sandbox.now)
        test.store.visited("RADIO1", on: test.today)
        test.store.visited("RADIO1", on: test.today.adding(days: -1))
        #expect(try test.store.visits(by: "RADIO1", as: officer) == [test.today: 4, test.today.adding(days: -1): 1])
        try test.store.keepVisits(at: Sandbox.now)
        let other = try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
        #expect(try other.visits(by: "RADIO1", as: officer).values.reduce(0, +) == 5)
        #expect(try other.visits(by: "RADIO2", as: officer).isEmpty)
    }

    @Test func aSheetSentTwiceIsRecordedOnceAndAllOrNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await planned(test)
        let officer = test.actor("campaign-officer")
        let round = try await record(
            test,
            .recorded(
                form: "survey-round", about: nil, answers: Answers(["rd_round": .text("baseline"), "rd_from": .text("2026-01-01")])),
            to: number)
        let people = (0..<40).map { _ in (id: EntryID.made(at: Sandbox.now), answers: Answers(["kp_heard": .text("yes")])) }
        #expect(try test.store.respond(people, round: round, to: number, as: officer, at: Sandbox.now) == 40)
        #expect(try test.store.respond(people, round: round, to: number, as: officer, at: Sandbox.now) == 0)
        #expect(try test.store.campaign(number, as: officer).responses[round]?.count == 40)
        let bad = [
            (id: EntryID.made(at: Sandbox.now), answers: Answers(["kp_heard": .text("no")])),
            (id: EntryID.made(at: Sandbox.now), answers: Answers()),
        ]
        #expect(throws: Refusal.self) { try test.store.respond(bad, round: round, to: number, as: officer, at: Sandbox.now) }
        #expect(try test.store.campaign(number, as: officer).responses[round]?.count == 40)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
        let other = try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
        #expect(try other.campaign(number, as: officer) == test.store.campaign(number, as: officer))
    }

    @Test func evidenceIsSealedAndComesOutAsItWentIn() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await planned(test)
        let file = Data("An invoice of Hibiscus Radio".utf8)
        let attachment = Attachment(
            type: "text/plain", size: file.count, digest: Store.digest(file), original: nil, compartment: .core)
        let id = EntryID.made(at: Sandbox.now)
        try await test.store.record(
            .attached(attachment, about: nil, answers: Answers([.text: .text("Invoice")])), carrying: file, id: id, to: number,
            as: test.actor("campaign-officer"), at: Sandbox.now)
        #expect(try test.store.evidence(id, of: number, as: test.actor("focal-point")).1 == file)
        #expect(throws: StoreFault.notFound) { try test.store.evidence(id, of: number, as: test.actor("supervisor")) }
        #expect(try !test.bytes().contains(file))
    }

    @Test(arguments: ["saint-lucia", "demo-land"])
    func theDemoHasACampaignThatCallsFollowed(_ pack: String) async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let country = try Country(at: root.appending(path: "Packs/\(pack)"))
        let folder = FileManager.default.temporaryDirectory.appending(path: "anse-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (installation, key) = try Installation.create(
            in: folder, name: "demo", country: country.code, pack: "", passphrase: Sandbox.passphrase, keyFile: nil)
        let store = try installation.store(key, policy: country.policy, node: "demo")
        let staff = Cast.staff(of: country)
        for member in staff { try await store.record(.granted(member.grant), to: member.account, by: nil, at: Sandbox.now) }
        let calls = try await DemoCampaign.fill(store, of: country, staff: staff, seed: 42, now: Sandbox.now)
        let officer = try #require(
            staff.first { member in
                country.roles.contains { $0.code == member.grant.role && $0.duties == [.campaign] }
            }?.actor)
        let line = try #require(try store.campaigns(as: officer).first)
        let campaign = try store.campaign(line.number, as: officer)
        let terms = country.practice.campaigns
        let waves = campaign.waves(by: terms)
        #expect(calls > 60 && waves.count == 3 && !campaign.activities(by: terms).isEmpty && campaign.rounds(by: terms).count > 1)
        let today = country.today(Sandbox.now)
        let all = try store.calls(on: today.number - 400..<today.number + 1, as: officer)
        let since = campaign.countsFrom(firstCall: try store.firstCall(as: officer), by: terms)
        let found = try #require(Attribution(waves[0], calls: all, since: since, on: today, by: terms))
        #expect(all.count == calls && found.duringWave.finding == .more)
        #expect(all.contains { campaign.isLike(waves[0], $0, by: terms) })
        // True to life: what hurt somebody stays in, each activity speaks by a channel of its wave, and two files show it.
        #expect(campaign.materials(by: terms).count { $0.sent > 0 } == 2 && campaign.evidence.count == 2)
        #expect(
            campaign.activities(by: terms).allSatisfy { deed in
                waves.contains { $0.id == deed.wave && !deed.isElsewhere(than: $0) && !deed.isLate(for: $0) }
            })
        #expect(campaign.rounds(by: terms).allSatisfy { $0.isByLot })
        let survey = Survey(campaign, by: terms)
        let item = try #require(terms.items.first)
        #expect(survey.difference(item, from: survey.rounds[0], to: try #require(survey.rounds.last)) != nil)
        let views = try store.views()
        #expect(views.live == views.rebuilt)
    }
}
