import Examples
import Foundation
import Matching
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// "Already known?" helps within what one may read, and tells nothing beyond it.
struct KnownTests {
    private func person(_ given: String, _ family: String, _ born: String, _ phone: String? = nil) -> [(FormID, Answers)] {
        var contact = Answers()
        if let phone { contact["mobile_phone"] = .text(phone) }
        return [
            ("new-case", Answers(["given_name": .text(given)])),
            ("identity", Answers(["family_name": .text(family), "birth_date": .text(born), "gender": .text("Female")])),
            ("contact", contact),
        ]
    }

    private func open(_ test: Sandbox, _ forms: [(FormID, Answers)], by signIn: String = "case-manager") async throws -> String {
        let number = try await test.open(forms[0].1, by: signIn)
        for (form, answers) in forms.dropFirst() where !answers.isEmpty {
            _ = try await test.record(.answered(form: form, answers: answers), to: number, by: signIn)
        }
        return number
    }

    private func known(_ test: Sandbox, _ number: String, by signIn: String = "case-manager") async throws -> [Store.Likeness] {
        try await test.store.alreadyKnown(number, as: test.actor(signIn), at: Sandbox.now)
    }

    private func give(_ test: Sandbox, _ number: String, to agency: AgencyCode) async throws {
        _ = try await test.record(.transferred(agency), to: number)
    }

    @Test func aPersonUnderAnotherSpellingIsFoundWithReasonsThatAddUp() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let first = try await open(test, person("Marie-Jeanne", "St. Rose", "2001-05-17", "758-555-0101"))
        _ = try await open(test, person("Kelvin", "Prospère", "1990-01-02"))
        let second = try await open(test, person("Mari Jn", "Saint Rose", "2001-05-17", "7585550101"))
        let found = try await known(test, second)
        let best = try #require(found.first)
        #expect(best.number == first)
        #expect(best.posterior > 0.9)
        #expect(best.bars.contains { $0.aspect == .phone && $0.bits > 0 })
        #expect(try test.store.looks(first, as: test.actor("case-manager"), at: Sandbox.now).count >= 1)

        // Linked, it is asked no more; taken back, it is.
        try test.store.link(
            second, to: first, as: .same, id: .made(at: Sandbox.now), as: test.actor("case-manager"), at: Sandbox.now,
            today: test.today)
        #expect(try test.store.peek(first)?.links.map(\.number) == [second])
        #expect(try test.store.peek(second)?.links.map(\.number) == [first])
        #expect(try await known(test, second).isEmpty)
        #expect(try test.store.live.view.decisions().map(\.isSame) == [true])
        try test.store.unlink(
            second, from: first, id: .made(at: Sandbox.now), as: test.actor("case-manager"), at: Sandbox.now, today: test.today)
        #expect(try test.store.peek(first)?.links.isEmpty == true)
        #expect(try await known(test, second).first?.number == first)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }

    @Test func whoIsKeptOutOrOfAnotherAgencyIsNotTold() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let first = try await open(test, person("Anselma", "Biscette", "2003-03-03"))
        let second = try await open(test, person("Anselma", "Biscette", "2003-03-03"))
        #expect(try await known(test, second).map(\.number) == [first])
        let worker = test.actor("case-manager")
        _ = try await test.record(.excluded(.worker(worker.account)), to: first, by: "supervisor")
        #expect(try await known(test, second).isEmpty)
        _ = try await test.record(.readmitted(.worker(worker.account)), to: first, by: "supervisor")
        try await give(test, first, to: "police")
        #expect(try await known(test, second).isEmpty)
        #expect(throws: Refusal("noSuchCase")) {
            try test.store.link(
                second, to: first, as: .same, id: .made(at: Sandbox.now), as: worker, at: Sandbox.now, today: test.today)
        }
        #expect(throws: Refusal("noSuchCase")) {
            try test.store.link(
                second, to: "SLU-2026-9999", as: .same, id: .made(at: Sandbox.now), as: worker, at: Sandbox.now, today: test.today)
        }
    }

    /// A worker who may read only what is assigned to them is shown no other, even of the own agency.
    @Test func onlyWhatIsOnesOwnIsComparedForWhoSeesOnlyThat() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await open(test, person("Delvina", "Cenac", "1999-09-09"))
        let mine = try await open(test, person("Delvina", "Cenac", "1999-09-09"), by: "first-responder")
        #expect(try await known(test, mine, by: "first-responder").isEmpty)
        let again = try await open(test, person("Delvina", "Cenac", "1999-09-09"), by: "first-responder")
        #expect(try await known(test, again, by: "first-responder").map(\.number) == [mine])
    }

    @Test func theCoordinatorAloneSeesTwoAgenciesAndBothAreToldToAsk() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let first = try await open(test, person("Philomène", "Jn Baptiste", "1996-11-30", "758-555-0177"))
        try await give(test, first, to: "police")
        let second = try await open(test, person("Filomen", "Jean-Baptiste", "1996-11-30", "758-555-0177"))
        let focal = test.actor("focal-point")
        let found = try test.store.possibleMatches(as: focal, page: 0)
        #expect(found.map { Set([$0.first, $0.second]) } == [[first, second]])
        #expect(throws: StoreFault.notFound) { try test.store.possibleMatches(as: test.actor("case-manager"), page: 0) }
        #expect(try test.store.possibleMatches(as: test.actor("supervisor"), page: 0).isEmpty)
        let id = EntryID.made(at: Sandbox.now)
        for _ in 0..<2 {
            try test.store.judge(first, second, isTold: true, id: id, as: focal, at: Sandbox.now, today: test.today)
        }
        #expect(try test.store.peek(first)?.matches.count == 1)
        #expect(try test.store.peek(second)?.matches.map(\.match.isTold) == [true])
        #expect(try test.store.possibleMatches(as: focal, page: 0).isEmpty)
        #expect(
            try test.store.waiting(on: test.actor("case-manager"), at: Sandbox.now).mine.lines.contains {
                $0.key == "possible-match"
            })
        #expect(throws: StoreFault.notFound) {
            try test.store.judge(
                first, second, isTold: true, id: .made(at: Sandbox.now), as: test.actor("case-manager"), at: Sandbox.now,
                today: test.today)
        }
    }

    /// A thousand questions, half of them after people another agency knows, in turns. Neither the answer nor the time it takes tells
    /// the halves apart.
    @Test func aProbeAcrossAgenciesLearnsNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let people = LabelledPeople(records: 3000, intakes: 2000)
        func arrivals(_ people: [LabelledPeople.Labelled]) -> [ArrivingCase] {
            people.map { ArrivingCase(id: .made(at: Sandbox.now), forms: forms($0.person)) }
        }
        func bring(_ arrivals: [ArrivingCase], _ actor: Actor) throws {
            _ = try test.store.bring(arrivals, prefix: "SLU", as: actor, at: Sandbox.now, today: test.today, progress: { _ in })
        }
        // What the shelter knows, and what the police ask: everybody once.
        try bring(
            arrivals(people.records), Actor(account: test.actor("supervisor").account, agency: "ngo-shelter", role: "supervisor"))
        var seen: Set<Int> = []
        let once = people.intakes.filter { seen.insert($0.identity).inserted }
        let known = Set(people.records.map(\.identity))
        let (hidden, strange) = (once.filter { known.contains($0.identity) }, once.filter { !known.contains($0.identity) })
        let asked = zip(hidden.prefix(500), strange.prefix(500)).flatMap { [$0, $1] }
        #expect(asked.count == 1000)
        let worker = test.actor("case-manager")
        let questions = arrivals(asked)
        try bring(questions, worker)
        let numbers = try questions.map { try #require(try test.store.number(openedBy: $0.id, as: worker)) }
        _ = try await test.store.alreadyKnown(numbers[0], as: worker, at: Sandbox.now)
        var times: [Bool: [Double]] = [:]
        var answers: [Bool: Set<String>] = [:]
        for (index, number) in numbers.enumerated() {
            let start = ContinuousClock.now
            let found = try await test.store.alreadyKnown(number, as: worker, at: Sandbox.now)
            let time = (ContinuousClock.now - start).components
            times[index % 2 == 0, default: []].append(Double(time.attoseconds) / 1e18 + Double(time.seconds))
            // The worker's own other questions may answer; nothing of the shelter's ever does.
            for like in found { #expect(try test.store.peek(like.number)?.owner == worker.agency, "sample \(index)") }
            if found.isEmpty { answers[index % 2 == 0, default: []].insert("none") }
        }
        #expect(answers[true] == answers[false])
        #expect((times[true]?.count ?? 0) > 400 && (times[false]?.count ?? 0) > 400)
        let chance = KnownTests.area(times[true] ?? [], times[false] ?? [])
        #expect(abs(chance - 0.5) < 0.1, "by time alone the halves are told apart with \(chance)")
        // The control: the coordinator, who may, finds them.
        #expect(try !test.store.possibleMatches(as: test.actor("focal-point"), page: 0).isEmpty)
    }

    private func forms(_ person: KnownPerson) -> [(FormID, Answers)] {
        var identity = Answers(["family_name": .text(person.family)])
        if let birth = person.birth { identity["birth_date"] = .text(birth.description) }
        var contact = Answers()
        if let phone = person.phones.first { contact["mobile_phone"] = .text(phone) }
        return [("new-case", Answers(["given_name": .text(person.given)])), ("identity", identity), ("contact", contact)]
    }

    /// The chance that a sample of the first took longer than one of the second: one half when nothing tells them apart.
    private static func area(_ a: [Double], _ b: [Double]) -> Double {
        let sorted = (a.map { ($0, true) } + b.map { ($0, false) }).sorted { $0.0 < $1.0 }
        var (ranks, rank) = (0.0, 0.0)
        for (_, isA) in sorted {
            rank += 1
            if isA { ranks += rank }
        }
        let (n, m) = (Double(a.count), Double(b.count))
        return (ranks - n * (n + 1) / 2) / (n * m)
    }
}
