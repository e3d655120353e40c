import Examples
import Foundation
import GRDB
import OrderedCollections
import Pack
import Register
import Testing

@testable import Store

/// Figures on their way out, end to end: two people, one snapshot, what the size of the cohort allows, version after version.
struct PublicationTests {
    func reason(_ work: () async throws -> Void) async throws -> String? {
        do { try await work() } catch let refusal as Refusal { return refusal.reason }
        return nil
    }

    func figures(_ bureau: Bureau, _ version: Int? = nil) throws -> PublishedFigures {
        try #require(try bureau.store.published(year: bureau.year, version: version)).figures
    }

    @Test func fewPeopleAreToldInBandsOnlyAndByTwoPeople() async throws {
        let bureau = try await Bureau(
            terms: "tablesFrom: 50, noiseFrom: 1000, recordsFrom: 5000, mostTables: 10, cap: 5, budget: 0.206, loss: 0.1}",
            threshold: 10)
        defer { bureau.remove() }
        try await bureau.open(12)
        try await bureau.freeze(by: bureau.first)
        try await bureau.draft(by: bureau.first)
        try await bureau.ask(by: bureau.first, notes: "Some reports came late.")
        #expect(try bureau.store.published().isEmpty && bureau.store.published(year: 2025, version: nil) == nil)
        #expect(try await reason { try await bureau.sign(by: bureau.first) } == "refusal.secondPerson")
        #expect(try bureau.store.toSign(as: bureau.first).isEmpty && bureau.store.toSign(as: bureau.second).map(\.year) == [2025])
        try await bureau.sign(by: bureau.second)
        let found = try #require(try bureau.store.published(year: 2025, version: 1))
        #expect(found.figures.tables.map(\.cells) == [[.init(codes: [], value: .band(low: 10, high: 19))]])
        #expect(found.figures.notes == "Some reports came late." && found.figures.loss == nil)
        #expect(Store.digest(try found.figures.document()) == found.digest)
        #expect(try bureau.store.published() == [PublishedLine(year: 2025, version: 1, at: Sandbox.now, digest: found.digest)])
        let (live, rebuilt) = try bureau.store.views()
        #expect(live == rebuilt && live.contains { $0.contains(found.digest) })
    }

    /// What is signed is what was asked for, to the letter, whatever happens beside it.
    @Test func nobodySignsFiguresThatChangedMeanwhile() async throws {
        let bureau = try await Bureau()
        defer { bureau.remove() }
        try await bureau.open(5)
        try await bureau.freeze(by: bureau.first)
        try await bureau.draft(by: bureau.first)
        let old = bureau.store
        try await bureau.ask(by: bureau.first, notes: "First words.")
        let asked = try #require(try old.drafted(2025, as: bureau.second))
        #expect(asked.notes == "First words." && asked.version == 1)
        #expect(Store.digest(try asked.document()) == (try old.publication(2025, as: bureau.second).asking?.digest))
        #expect(try await reason { try await bureau.ask(by: bureau.second) } == "refusal.waitsForSignature")
        try await bureau.act(.returned(answers: Answers([.text: .text("Again.")])), by: bureau.second)
        let note = Publication.Action.noted(answers: Answers([.text: .text("Other words.")]))
        #expect(
            try await reason {
                try await old.record(
                    note, id: .made(at: Sandbox.now), to: 2025, after: 3, as: bureau.first, at: Sandbox.now,
                    today: bureau.test.today)
            } == "refusal.otherFigures")
        try await bureau.ask(by: bureau.first, notes: "Other words.")
        try await bureau.sign(by: bureau.second)
        #expect(try figures(bureau).notes == "Other words.")
    }

    @Test func othersFindNone() async throws {
        let bureau = try await Bureau()
        defer { bureau.remove() }
        try await bureau.open(3)
        try await bureau.freeze(by: bureau.first)
        for signIn in ["task-force-viewer", "supervisor", "administrator", "training-officer"] {
            let actor = bureau.test.actor(signIn)
            #expect(throws: StoreFault.notFound) { try bureau.store.publication(2025, as: actor) }
            #expect(try bureau.store.publications(as: actor).isEmpty && bureau.store.toSign(as: actor).isEmpty)
            #expect(throws: StoreFault.notFound) {
                try bureau.store.draw(2025, country: "", as: actor, today: bureau.test.today)
            }
            await #expect(throws: StoreFault.notFound) {
                try await bureau.act(.noted(answers: Answers([.text: .text("Mine.")])), by: actor)
            }
        }
    }

    @Test func someTablesHideWhatIsSmallAndAgreeWithTheTruth() async throws {
        let bureau = try await Bureau()
        defer { bureau.remove() }
        try await bureau.open(39)
        // The only one from far away.
        try await bureau.open(1, from: 39) { index in
            var answers = Bureau.person(index)
            answers["citizenship"] = .codes(["FR"])
            return answers
        }
        try await bureau.publish()
        let told = try figures(bureau)
        #expect(told.tables.map(\.id) == ["sex-age", "exploitation", "citizenship", "control"])
        #expect(told.tables.allSatisfy { $0.method == .suppressed })
        let truth = try #require(try bureau.store.truth(told, as: bureau.first))
        var hidden = 0
        for (table, counts) in zip(told.tables, truth) {
            for (cell, count) in zip(table.cells, counts) {
                switch cell.value {
                case .number(let number): #expect(number == count && !(1..<3).contains(count))
                case .hidden: hidden += 1
                case .band, .estimate: Issue.record("a table of hidden counts has no \(cell.value)")
                }
            }
        }
        #expect(hidden > 0)
        // 26 women, 14 men, nobody unknown: over 40 people. Ages are known of 32.
        let sex = try #require(told.tables.first)
        #expect(sex.cells.first { $0.codes == ["female", nil] }?.permille == 650)
        #expect(sex.cells.first { $0.codes == [nil, "18-29"] }?.value == .number(16))
        #expect(sex.cells.first { $0.codes == [nil, "18-29"] }?.permille == 500)
        #expect(sex.cells.first { $0.codes == [nil, ""] }?.permille == nil)
    }

    @Test func releasesThatDifferByOnePersonAreRefused() async throws {
        let bureau = try await Bureau()
        defer { bureau.remove() }
        try await bureau.open(40)
        try await bureau.publish()
        let first = try figures(bureau)
        try await bureau.open(1, from: 41)
        try await bureau.freeze(by: bureau.first)
        #expect(try await reason { try await bureau.draft(by: bureau.first) } == "refusal.withheld.differs-by-few")
        #expect(try await reason { try await bureau.draft(by: bureau.first, inBands: true) } == "refusal.withheld.differs-by-few")
        // With enough others the next version may leave, protected beside the first.
        try await bureau.open(10, from: 42)
        try await bureau.publish(notes: "Eleven cases were opened late.")
        #expect(try figures(bureau, 1) == first && figures(bureau).version == 2)
        #expect(try bureau.store.published().map(\.version) == [2, 1])
        #expect(try await reason { try await bureau.draft(by: bureau.first) } == "refusal.withheld.too-many-tables")
        #expect(try await reason { try await bureau.draft(by: bureau.first, inBands: true) } == nil)
    }

    @Test func manyPeopleAreToldWithNoiseUntilTheBudgetIsSpent() async throws {
        let bureau = try await Bureau()
        defer { bureau.remove() }
        try await bureau.open(70)
        try await bureau.publish()
        let told = try figures(bureau)
        #expect(told.tables.allSatisfy { $0.method == .noise } && told.records == nil)
        #expect((told.loss ?? 0) > 0.09 && (told.loss ?? 1) <= 0.1)
        for table in told.tables {
            let places = table.axes.map { $0.codes.map { Optional($0.code) } }
            func number(_ codes: [String?]) -> Double? {
                guard case .estimate(let number, let reach) = table.cells.first(where: { $0.codes == codes })?.value else {
                    return nil
                }
                #expect(number >= 0 && reach > 0)
                return number
            }
            // Each line adds up to its total, as far as tenths may.
            for code in places[0] where table.axes.count == 2 {
                let parts = places[1].compactMap { number([code, $0]) }
                #expect(
                    parts.count == places[1].count
                        && abs(parts.reduce(0, +) - (number([code, nil]) ?? -9)) < 0.06 * Double(parts.count + 1))
            }
        }
        let totals = told.tables.compactMap { $0.cells.last?.value }
        #expect(totals.allSatisfy { $0 == totals[0] }, "every table has the same people")
        // Drawing costs, published or not.
        try await bureau.draft(by: bureau.first)
        let left = bureau.store.budgetLeft(of: try bureau.store.publication(2025, as: bureau.first))
        #expect(abs(left.spent - 0.2) < 0.01 && left.left < 0.1)
        #expect(try await reason { try await bureau.draft(by: bureau.first) } == "refusal.budgetSpent")
        #expect(bureau.store.budgetLeft(of: try bureau.store.publication(2025, as: bureau.first)) == left)
    }

    @Test func evenMoreGiveRecordsOfNobodyWhoseTablesAreThosePublished() async throws {
        let bureau = try await Bureau(
            terms: "tablesFrom: 20, noiseFrom: 40, recordsFrom: 60, mostTables: 10, cap: 5, budget: 0.206, loss: 0.1}")
        defer { bureau.remove() }
        try await bureau.open(64)
        try await bureau.publish()
        let told = try figures(bureau)
        let records = try #require(told.records)
        #expect(records.columns.map(\.attribute) == ["sex", "age", "exploitation", "citizenship", "control"])
        let table = try #require(told.tables.first)
        for cell in table.cells {
            let counted = records.rows.count { row in zip(cell.codes, row).allSatisfy { $0 == nil || $0 == $1 } }
            if case .estimate(let number, _) = cell.value {
                #expect(number == Double(counted))
            } else {
                Issue.record("no estimate")
            }
        }
    }

    @Test func whatWasKeptIsSealedAndCheckedAndATamperedFileIsFound() async throws {
        let bureau = try await Bureau()
        defer { bureau.remove() }
        try await bureau.open(30)
        try await bureau.publish()
        let bytes = try bureau.test.bytes()
        for word in ["People by gender", "F-2025", "\"threshold\""] { #expect(bytes.range(of: Data(word.utf8)) == nil) }
        let ledger = bureau.test.installation.ledger
        func fault() throws -> Verification.Fault? {
            try Verification(of: ledger, root: bureau.test.root, policy: bureau.country.policy).fault
        }
        #expect(try fault() == nil)
        try ledger.write {
            try $0.execute(sql: "UPDATE blob SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB)")
        }
        #expect(try fault() != nil)
    }
}
