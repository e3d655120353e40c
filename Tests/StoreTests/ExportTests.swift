import Examples
import Foundation
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// Data for partners leaves by two people, of those who agreed, as the asker may read it, with a look at each.
struct ExportTests {
    static let key = "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h"
    private let said = Answers([.text: .text("A study of recruitment.")])

    private func consent(_ purpose: String = "research", to recipient: AgencyCode? = nil, given: Day, expires: Day? = nil)
        -> CaseAction
    {
        .consented(Consent(purpose: purpose, recipient: recipient, given: given, expires: expires, language: "en"))
    }

    private func request(_ test: Sandbox, _ format: String = "ctdc-global", days: Int = 0) throws -> Export.Request {
        Export.Request(
            format: format, from: test.today.adding(days: days), until: test.today.adding(days: days), recipient: "Institute",
            keys: [try RecipientKey(Self.key)], reason: "study")
    }

    private func ask(_ test: Sandbox, by signIn: String = "focal-point", _ format: String = "ctdc-global") async throws -> String {
        try await test.store.ask(
            try request(test, format), answers: said, id: .made(at: Sandbox.now), as: test.actor(signIn), at: Sandbox.now,
            today: test.today)
    }

    private func record(_ test: Sandbox, _ action: Export.Action, _ number: String, by signIn: String, file: Data? = nil)
        async throws
    {
        try await test.store.record(
            action, carrying: file, id: .made(at: Sandbox.now), to: number, as: test.actor(signIn), at: Sandbox.now)
    }

    private func people(_ test: Sandbox, as actor: Actor, days: Int = 0, on day: Int = 0) throws -> ExportPeople {
        try test.store.people(
            of: try request(test, days: days), as: actor, at: Sandbox.now, today: test.today.adding(days: day))
    }

    @Test func onlyPeopleWhoAgreedToThePurposeOnThatDayAreInIt() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let today = test.today
        var opened: [String] = []
        for _ in 0..<7 { opened.append(try await test.open()) }
        _ = try await test.record(consent(given: today), to: opened[0])
        _ = try await test.record(consent(given: today, expires: today.adding(days: 1)), to: opened[1])
        _ = try await test.record(consent("statistics", given: today), to: opened[2])
        _ = try await test.record(consent(to: "police", given: today), to: opened[3])
        _ = try await test.record(consent(given: today), to: opened[4])
        let id = try #require(try test.store.peek(opened[4])?.agreements.first?.id)
        _ = try await test.record(.consentWithdrawn(id, on: test.today), to: opened[4])
        _ = try await test.record(consent(given: today), to: opened[5])
        let status = Answers(["trafficking_status": .text("NotAVictimOfTrafficking")])
        _ = try await test.record(.answered(form: "case", answers: status), to: opened[5])
        // Kept out of one who agreed: it does not exist for the asker.
        _ = try await test.record(consent(given: today), to: opened[6])
        let asker = test.actor("focal-point")
        _ = try await test.record(.excluded(.worker(asker.account)), to: opened[6], by: "supervisor")

        let found = try people(test, as: asker)
        #expect(found.going == 2 && found.leftOut == [.consent: 3, .condition: 1])
        #expect(try people(test, as: asker, on: 2).going == 1, "one consent is over by then")
        #expect(try people(test, as: asker, days: -1) == ExportPeople(), "of another day nobody")
        let elsewhere = Actor(account: AccountID(uuid: UUID()), agency: "police", role: "supervisor")
        #expect(try people(test, as: elsewhere) == ExportPeople(), "another agency reads none of them")
        #expect(throws: StoreFault.self) { try people(test, as: test.actor("case-manager")) }
    }

    @Test func twoPeopleThenOneFileOfWhatTheAskerMayReadWithALookAtEach() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open(Answers(["given_name": .text("Philomène"), "age_band": .text("18-20")]))
        let left = try await test.open()
        _ = try await test.record(consent(given: test.today), to: number)
        let export = try await ask(test, by: "data-protection-officer")
        #expect(export.hasPrefix("E-2026-"))
        let asker = test.actor("data-protection-officer")
        #expect(try test.store.export(export, as: asker).request?.people == 1)
        #expect(throws: Refusal("exportNotAgreed")) {
            try test.store.gather(export, as: asker, at: Sandbox.now, today: test.today)
        }
        #expect(try test.store.exportsWaiting(for: test.actor("supervisor"), at: Sandbox.now).map(\.number) == [export])
        #expect(try test.store.exportsWaiting(for: asker, at: Sandbox.now).isEmpty)
        await #expect(throws: Refusal("exportOwn")) { try await record(test, .agreed, export, by: "data-protection-officer") }
        try await record(test, .agreed, export, by: "supervisor")
        #expect(try test.store.exportsWaiting(for: asker, at: Sandbox.now).map(\.status) == [.agreed])

        let before = try test.store.looks(number, as: test.actor("supervisor"), at: Sandbox.now).count
        let (_, files) = try test.store.gather(export, as: asker, at: Sandbox.now, today: test.today)
        #expect(files.map(\.number) == [number])
        let answers = files[0].answers.values.reduce(into: Answers()) { $0.merge($1) }
        #expect(answers["age_band"] == .text("18-20") && answers["given_name"] == nil, "the officer sees codes only")
        let looks = try test.store.looks(number, as: test.actor("supervisor"), at: Sandbox.now)
        #expect(looks.count == before + 1 && looks.first?.purpose == .agreed && looks.first?.by == asker.account)
        #expect(
            try test.store.looks(left, as: test.actor("supervisor"), at: Sandbox.now).isEmpty, "who is left out is not looked at")

        let sealed = Data("sealed bytes".utf8)
        let made = Export.Made(people: 1, plain: "p", sealed: Store.digest(sealed), table: "t", size: sealed.count)
        await #expect(throws: Refusal("exportNotYours")) {
            try await record(test, .made(made), export, by: "supervisor", file: sealed)
        }
        try await record(test, .made(made), export, by: "data-protection-officer", file: sealed)
        for _ in 0..<2 { #expect(try test.store.exportFile(export, as: asker, at: Sandbox.now) == sealed) }
        #expect(throws: StoreFault.self, "only to the one who asked") {
            try test.store.exportFile(export, as: test.actor("supervisor"), at: Sandbox.now)
        }
        #expect(throws: StoreFault.self, "its time is over") {
            try test.store.exportFile(export, as: asker, at: Sandbox.now.after(days: 15))
        }
        try await record(test, .withdrawn(answers: said), export, by: "supervisor")
        #expect(throws: StoreFault.self) { try test.store.exportFile(export, as: asker, at: Sandbox.now) }
        #expect(try test.store.exportsMade(as: asker).map(\.number) == [export], "a copy of it is still known")
        #expect(try test.bytes().range(of: Data("Institute".utf8)) == nil)
    }

    /// A second person knows of these looks: they are no curiosity, and stand in the looks of each case all the same.
    @Test func whatTwoAgreedToRaisesNoAlert() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let count = test.country.practice.casesAnHour + 5
        for _ in 0..<count { _ = try await test.record(consent(given: test.today), to: try await test.open()) }
        let export = try await ask(test)
        try await record(test, .agreed, export, by: "supervisor")
        let asker = test.actor("focal-point")
        #expect(try test.store.gather(export, as: asker, at: Sandbox.now, today: test.today).files.count == count)
        #expect(test.store.alerts(for: test.actor("supervisor")).isEmpty)
        #expect(try test.store.looks("SLU-2026-0001", as: test.actor("supervisor"), at: Sandbox.now).first?.by == asker.account)
    }

    @Test func whoWithdrewAfterTheAskingIsNotInTheFile() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        _ = try await test.record(consent(given: test.today), to: number)
        let export = try await ask(test)
        try await record(test, .agreed, export, by: "supervisor")
        let id = try #require(try test.store.peek(number)?.agreements.first?.id)
        _ = try await test.record(.consentWithdrawn(id, on: test.today), to: number)
        #expect(throws: Refusal("exportEmpty")) {
            try test.store.gather(export, as: test.actor("focal-point"), at: Sandbox.now, today: test.today)
        }
    }

    /// A broken glass and a referral that nobody answered open a case, but not to hand it on; an accepted one does, by its packet.
    @Test func onlyCasesThatTheAgencyLeadsOrServes() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = Actor(account: AccountID(uuid: UUID()), agency: "police", role: "case-manager")
        let asker = test.actor("focal-point")
        func opened(_ act: (String) async throws -> Void) async throws {
            let number = try await test.store.open(
                form: "new-case", answers: Answers(), id: .made(at: Sandbox.now), prefix: "SLU", as: manager, at: Sandbox.now,
                today: test.today)
            _ = try await test.store.record(
                consent(given: test.today), id: .made(at: Sandbox.now), to: number, as: manager, at: Sandbox.now, today: test.today)
            try await act(number)
        }
        try await opened { number in
            try await test.store.breakGlass(
                number, Glass(reason: "life", until: Sandbox.now.after(hours: 4)), answers: said, id: .made(at: Sandbox.now),
                as: asker,
                at: Sandbox.now, today: test.today)
        }
        for isAccepted in [false, true] {
            try await opened { number in
                let id = EntryID.made(at: Sandbox.now)
                let request = Referral.Request(
                    service: "housing", to: asker.agency, packet: ["needs"], due: Sandbox.now, exception: "legal-duty")
                _ = try await test.store.record(
                    .referred(request, answers: Answers()), id: id, to: number, as: manager, at: Sandbox.now, today: test.today)
                guard isAccepted else { return }
                _ = try await test.store.record(
                    .referralDecided(id, .accepted), id: .made(at: Sandbox.now), to: number, as: asker, at: Sandbox.now,
                    today: test.today)
            }
        }
        #expect(try people(test, as: asker).going == 1)
    }

    @Test func theIndexIsThatOfTheLedgerAndTheSameRequestTwiceIsOne() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await test.record(consent(given: test.today), to: try await test.open())
        let id = EntryID.made(at: Sandbox.now)
        var numbers: Set<String> = []
        for _ in 0..<2 {
            numbers.insert(
                try await test.store.ask(
                    try request(test), answers: said, id: id, as: test.actor("focal-point"), at: Sandbox.now, today: test.today))
        }
        #expect(numbers.count == 1)
        let other = try await ask(test, by: "supervisor", "htcds")
        try await record(test, .refused(answers: said), other, by: "focal-point")
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt && live.contains { $0.contains(other) && $0.contains("refused") })
        #expect(try test.store.exports(as: test.actor("supervisor")).count == 2)
        #expect(throws: StoreFault.self) { try test.store.exports(as: test.actor("case-manager")) }
        let elsewhere = Actor(account: AccountID(uuid: UUID()), agency: "police", role: "supervisor")
        #expect(throws: StoreFault.self) { try test.store.export(other, as: elsewhere) }
        let keys = Set((numbers + [other]).map { test.store.orderKey(ofExport: $0) })
        #expect(keys.count == 2)
    }
}
