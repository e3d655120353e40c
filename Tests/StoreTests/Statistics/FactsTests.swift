import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing

/// Figures are those of the ledger: the same live and after a rebuild, within what each may know, and frozen as they were on a day.
struct FactsTests {
    static let year = (Day(year: 2026, month: 1, day: 1) ?? .epoch)...(Day(year: 2026, month: 12, day: 31) ?? .epoch)

    func person(_ sex: String, _ band: String, _ kinds: [String]) -> Answers {
        Answers([
            "case_kind": .text("suspected"), "gender": .text(sex), "age_band": .text(band), "exploitation_types": .codes(kinds),
        ])
    }

    func three(_ test: Sandbox) async throws -> [String] {
        [
            try await test.open(person("Feminine", "9-17", ["SexualExploitation"])),
            try await test.open(person("Feminine", "18-20", ["ForcedLabour", "SexualExploitation"])),
            try await test.open(person("Masculine", "30-38", ["ForcedLabour", "Servitude"]), by: "supervisor"),
        ]
    }

    @Test func countsFollowTheLedger() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let all = try await three(test)
        let chief = test.actor("statistician")
        func figures(_ population: String, _ splits: String...) throws -> Figures {
            try test.store.figures(population, by: splits, in: FactsTests.year, as: chief)
        }
        #expect(try figures("people").total == .exactly(3))
        // Female is the first code of its list, male the second; 9 to 17 the second age.
        let table = try figures("people", "sex", "age")
        #expect(table[[1, 2]] == .exactly(1) && table[[1, 3]] == .exactly(1) && table[[2, 4]] == .exactly(1))
        #expect(table.cells.compactMap(\.number).reduce(0, +) == 3)
        // Two kinds of forced labour are one form; labour and sexual exploitation are several.
        #expect(try figures("people", "exploitation").cells.map(\.number) == [0, 1, 1, 0, 1])
        let log = ServiceLog(service: "medical", on: test.today, referral: nil, outcome: .unavailable)
        _ = try await test.record(.served(log, answers: Answers()), to: all[0])
        _ = try await test.record(
            .served(ServiceLog(service: "housing", on: test.today, referral: nil, cents: 12_500, nights: 3), answers: Answers()),
            to: all[0])
        #expect(try figures("gaps").total == .exactly(1) && figures("services-given").total == .exactly(1))
        let spent = try test.store.figures("spent", in: FactsTests.year, measure: .sum, as: chief)
        #expect(spent.total == .exactly(12_500))
        let other = FactsTests.year.lowerBound.adding(days: -365)...FactsTests.year.lowerBound.adding(days: -1)
        #expect(try test.store.figures("people", in: other, as: chief).total == .exactly(0))
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
    }

    @Test func anInvestigationOfTwoCasesIsOne() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let all = try await three(test)
        for (number, text) in zip(all, ["CR 14/2026", "cr-14-2026", "CR 15/2026"]) {
            let answers = Answers(["in_number": .text(text), "in_state": .text("open")])
            let action = CaseAction.recorded(form: "investigation", about: nil, answers: answers)
            _ = try await test.record(action, to: number, by: number == all[2] ? "supervisor" : "case-manager")
        }
        let found = try test.store.figures("investigations", in: FactsTests.year, as: test.actor("statistician"))
        #expect(found.total == .exactly(2))
    }

    @Test func eachSeesWhatTheyMay() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let all = try await three(test)
        #expect(try test.store.figures("people", in: FactsTests.year, as: test.actor("supervisor")).total == .exactly(3))
        let viewer = test.actor("task-force-viewer")
        let banded = try test.store.figures("people", by: ["sex"], in: FactsTests.year, as: viewer)
        #expect(banded.total == .within(0...9) && banded.cells.allSatisfy { $0 == .within(0...9) })
        let board = try test.store.board(
            in: FactsTests.year, agencies: nil, as: viewer, at: Sandbox.now, on: test.today)
        #expect(!board.steps.isEmpty && board.steps.allSatisfy { $0.waits.people == .within(0...9) && $0.waits.median == nil })
        let elsewhere = Actor(account: test.actor("supervisor").account, agency: "police", role: "supervisor")
        #expect(try test.store.figures("people", in: FactsTests.year, as: elsewhere).total == .exactly(0))
        for signIn in ["administrator", "first-responder", "training-officer"] {
            #expect(throws: StoreFault.notFound) { try test.store.figures("people", in: FactsTests.year, as: test.actor(signIn)) }
        }
        #expect(throws: StoreFault.notFound) { try test.store.figures("nobody", in: nil, as: viewer) }
        // Whoever is kept out of a case does not count it.
        let exclusion = Exclusion.worker(test.actor("case-manager").account)
        _ = try await test.record(.excluded(exclusion), to: all[2], by: "supervisor")
        #expect(try test.store.figures("people", in: FactsTests.year, as: test.actor("case-manager")).total == .exactly(2))
    }

    @Test func whatWasFrozenStaysAsItWasKnown() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let all = try await three(test)
        let chief = test.actor("statistician")
        let first = try test.store.freeze(2026, asOf: Sandbox.now, as: chief)
        let later = Sandbox.now.after(days: 2)
        _ = try await test.store.record(
            .answered(form: "new-case", answers: Answers(["gender": .text("Masculine")])), id: EntryID.made(at: later), to: all[0],
            as: test.actor("case-manager"), at: later, today: test.country.today(later))
        var again = try test.store.freeze(2026, asOf: Sandbox.now, as: chief)
        #expect(again.digest == first.digest && again.bytes == first.bytes)
        var now = try test.store.freeze(2026, asOf: later, as: chief)
        #expect(now.digest != first.digest)
        #expect(again.count("people", by: ["sex"])?.cells == [0, 2, 1, 0])
        #expect(now.count("people", by: ["sex"])?.cells == [0, 1, 2, 0])
        var read = try FrozenFacts(now.bytes)
        #expect(read.header == now.header && read.count("people", by: ["sex"]) == now.count("people", by: ["sex"]))
        #expect(throws: (any Error).self) { try FrozenFacts(now.bytes.dropLast()) }
        #expect(String(decoding: now.bytes, as: UTF8.self).contains(all[0]) == false)
    }
}
