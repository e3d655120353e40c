import Examples
import Foundation
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// What is sent twelve times at once is one thing with one number; what somebody chose as an id changes nothing of anybody else.
struct RepeatTests {
    private func twelve<Value: Hashable & Sendable>(_ send: @escaping @Sendable () async throws -> Value) async throws -> Set<Value>
    {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for _ in 0..<12 { group.addTask { try await send() } }
            return try await group.reduce(into: []) { $0.insert($1) }
        }
    }

    private func chronicles(_ test: Sandbox) throws -> Int { try test.installation.ledger.keys().count }

    /// Every road that opens something, twelve times at once: one answer, one chronicle, and the number after it is the next one.
    @Test func twelveClicksOpenOneThingOnEveryRoad() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (store, now, today) = (test.store, Sandbox.now, test.today)
        let (caller, officer) = (test.actor("hotline-operator"), test.actor("campaign-officer"))
        let (manager, focal, trainer) = (test.actor("case-manager"), test.actor("focal-point"), test.actor("training-officer"))
        let said = Answers(["ic_on": .text("2026-11-20"), "ic_what": .text("A locked house by the port.")])
        let terms = TrainingTests.terms
        let course = try store.offer(terms, id: .made(at: now), as: trainer, at: now)
        let incident = try store.openIncident(said, id: .made(at: now), as: manager, at: now, today: today)
        let consent = Consent(purpose: "research", recipient: nil, given: today, expires: nil, language: "en")
        _ = try await test.record(.consented(consent), to: try await test.open())
        let request = Export.Request(
            format: "ctdc-global", from: today, until: today, recipient: "Institute",
            keys: [try RecipientKey(ExportTests.key)], reason: "study")
        func road(_ name: String, opens count: Int = 1, _ open: @escaping @Sendable (EntryID) async throws -> String) async throws {
            let before = try chronicles(test)
            let id = EntryID.made(at: now)
            let first = try await twelve { try await open(id) }
            #expect(first.count == 1 && first.first?.isEmpty == false, "\(name): \(first)")
            #expect(try chronicles(test) == before + count, "\(name) opens \(count)")
            #expect(try await open(id) == first.first, "\(name), once more")
            let next = try await open(.made(at: now))
            let numbers = [first.first ?? "", next].map {
                $0.split(separator: ",").last?.split(separator: "-").last.flatMap { Int($0) }
            }
            if let one = numbers[0], let two = numbers[1] { #expect(two == one + count, "\(name): no number was lost") }
        }
        try await road("case") { id in
            try await store.open(form: "new-case", answers: Answers(), id: id, prefix: "SLU", as: manager, at: now, today: today)
        }
        try await road("report") { id in
            try await store.report(Answers(), urgency: "urgent", id: id, as: caller, at: now, today: today)
        }
        try await road("incident") { id in try store.openIncident(said, id: id, as: manager, at: now, today: today) }
        try await road("people", opens: 3) { id in
            let people = (0..<3).map { _ in [(FormID("new-case"), Answers(["case_kind": .text("suspected")]))] }
            return try store.bring(people, to: incident, prefix: "SLU", id: id, as: manager, at: now, today: today)
                .joined(separator: ",")
        }
        try await road("export") { id in
            try await store.ask(
                request, answers: Answers([.text: .text("A study.")]), id: id, as: focal, at: now, today: today)
        }
        try await road("workshop") { id in
            let plan = Workshop.Plan(
                course: course, version: 1, terms: terms, days: [today], place: "Castries", language: "en", capacity: 60)
            return try store.plan(plan, id: id, as: trainer, at: now, today: today)
        }
        try await road("campaign") { id in
            let plan = Answers(["ca_name": .text("Safe Work"), "ca_know": .text("Help is free"), "ca_do": .text("Call")])
            return try await store.plan(plan, id: id, as: officer, at: now, today: today)
        }
        try await road("course") { id in "\(try store.offer(terms, id: id, as: trainer, at: now))" }
        try await road("provider") { id in
            let listing = Provider.Listing(name: "A clinic", agency: "health", services: ["medical"], districts: [])
            return "\(try await store.list(listing, Answers(), id: id, as: manager, at: now, today: today))"
        }
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
        let views = try store.views()
        #expect(views.live == views.rebuilt)
    }

    /// A public report has the words of its page as its mark: twelve times the same words are one report with its messages.
    @Test func twelveSendsOfAPublicReportAreOneReport() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let received = try DialogueTests().received()
        let code = try test.store.replyCode(for: received)
        let key = try test.store.replyKey(for: code.digits)
        let before = try chronicles(test)
        _ = try await twelve {
            try test.store.receive(received, under: key, at: Sandbox.now, today: test.today)
            return 1
        }
        #expect(try chronicles(test) == before + 2)
        #expect(try test.store.concerns(as: test.actor("supervisor")).lines.count == 1)
    }

    @Test func twelveClicksOnOneActRecordItOnce() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        let id = EntryID.made(at: Sandbox.now)
        let results = try await twelve {
            try await test.store.record(
                .noted(answers: Answers([.text: .text("calm")])), id: id, to: number, as: test.actor("case-manager"),
                at: Sandbox.now, today: test.today)
        }
        #expect(results.filter { if case .recorded = $0 { true } else { false } }.count == 1)
        #expect(results.subtracting([.again(sequence: 2)]).count == 1 && results.contains(.again(sequence: 2)))
        #expect(try test.store.peek(number)?.notes.count == 1)
    }

    /// Sent twice it is one, whatever the clock says; with other words it is something new and not answered with the first.
    @Test func otherWordsUnderOneIdAreNotTakenForTheFirst() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (store, now, today) = (test.store, Sandbox.now, test.today)
        let manager = test.actor("case-manager")
        func open(_ name: String, _ id: EntryID) async throws -> String {
            try await store.open(
                form: "new-case", answers: Answers(["given_name": .text(name)]), id: id, prefix: "SLU", as: manager, at: now,
                today: today)
        }
        func report(_ what: String, _ id: EntryID) async throws -> String {
            try await store.report(
                Answers(["cn_what": .text(what)]), urgency: "urgent", id: id, as: test.actor("hotline-operator"), at: now,
                today: today)
        }
        let (case1, report1) = (EntryID.made(at: now), EntryID.made(at: now))
        let number = try await open("Ianthe", case1)
        #expect(try await open("Ianthe", case1) == number)
        await #expect(throws: StoreFault.usedElsewhere) { try await open("Marie", case1) }
        let told = try await report("One.", report1)
        #expect(try await report("One.", report1) == told)
        await #expect(throws: StoreFault.usedElsewhere) { try await report("Another.", report1) }
        let id = EntryID.made(at: now)
        func refer(_ exception: String, _ later: Int) async throws -> Recorded {
            let at = now.after(hours: later)
            let request = Referral.Request(
                service: "housing", to: "ngo-shelter", packet: [], due: at.after(hours: 24), exception: exception)
            return try await store.record(
                .referred(request, answers: Answers()), id: id, to: number, as: manager, at: at, today: today)
        }
        _ = try await refer("legal-duty", 0)
        #expect(try await refer("legal-duty", 1) == .again(sequence: 2), "its answer is due an hour later, and it is the same")
        await #expect(throws: StoreFault.usedElsewhere) { try await refer("other", 1) }
        #expect(try store.peek(number)?.sequence == 2)
        // Sent again after midnight it is the same withdrawal.
        let consent = Consent(purpose: "referral", recipient: nil, given: today, expires: nil, language: "en")
        _ = try await test.record(.consented(consent), to: number)
        let (given, taken) = (try #require(try store.peek(number)?.agreements.first?.id), EntryID.made(at: now))
        func withdraw(_ later: Int) async throws -> Recorded {
            let day = today.adding(days: later)
            return try await store.record(
                .consentWithdrawn(given, on: day), id: taken, to: number, as: manager, at: now.after(days: later), today: day)
        }
        _ = try await withdraw(0)
        #expect(try await withdraw(1) == .again(sequence: 4))
    }

    /// An id that was recorded for something else is refused, and nothing is changed by it.
    @Test func anIdOfSomethingElseIsRefusedAndChangesNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (store, now, today) = (test.store, Sandbox.now, test.today)
        let manager = test.actor("case-manager")
        let id = EntryID.made(at: now)
        let note = CaseAction.noted(answers: Answers([.text: .text("calm")]))
        let first = try await store.open(
            form: "new-case", answers: Answers(), id: id, prefix: "SLU", as: manager, at: now, today: today)
        let second = try await test.open()
        let size = try test.installation.ledger.lastPosition()
        // Another kind of act in the same case, any act in another case, and each road that opens another kind of chronicle.
        for number in [first, second] {
            await #expect(throws: StoreFault.usedElsewhere) {
                try await store.record(note, id: id, to: number, as: manager, at: now, today: today)
            }
        }
        await #expect(throws: StoreFault.usedElsewhere) {
            try await store.report(
                Answers(), urgency: "urgent", id: id, as: test.actor("hotline-operator"), at: now, today: today)
        }
        #expect(throws: StoreFault.usedElsewhere) {
            try store.openIncident(Answers(), id: id, as: manager, at: now, today: today)
        }
        #expect(throws: StoreFault.usedElsewhere) {
            try store.offer(TrainingTests.terms, id: id, as: test.actor("training-officer"), at: now)
        }
        #expect(try test.installation.ledger.lastPosition() == size && store.peek(second)?.notes.isEmpty == true)
        let next = try await test.open()
        #expect(next.hasSuffix("0003"), "no number was lost: \(next)")
    }

    /// The same mark of two accounts stands for two entries, and the id of an account or of a case is the key to nothing.
    @Test func aMarkIsOneSendersAlone() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let (store, mark) = (test.store, Mark.made(at: Sandbox.now))
        let (one, other) = (test.actor("case-manager").account, test.actor("supervisor").account)
        let entry = store.entry(mark, from: .account(one))
        #expect(entry == store.entry(mark, from: .account(one)) && entry != store.entry(mark, from: .account(other)))
        #expect(entry != store.entry(mark, from: .account(one), step: "led") && entry != store.entry(mark, from: .address("/t/x")))
        #expect(entry.uuid != mark.uuid)
        let kinds = Set(ChronicleKind.allCases.map { store.identities.chronicle($0, openedBy: entry) })
        #expect(kinds.count == ChronicleKind.allCases.count)
        #expect(!kinds.contains(ChronicleID(uuid: entry.uuid)) && !kinds.contains(ChronicleID(uuid: mark.uuid)))
        let own = store.identities.chronicle(of: one)
        #expect(own.uuid != one.uuid && store.identities.account(of: own) == one)
        let elsewhere = Identities(RootKey.random())
        #expect(elsewhere.chronicle(.file, openedBy: entry) != store.identities.chronicle(.file, openedBy: entry))
    }

    /// Numbers come back in whatever order they were not taken, and never below what another process gave.
    @Test func numbersComeBack() {
        var series = Series(last: 4)
        let given = (0..<3).map { _ in series.next() }
        #expect(given == [5, 6, 7])
        series.giveBack(5)
        #expect(series.last == 7)
        series.giveBack(7)
        series.giveBack(6)
        #expect(series.last == 4 && series.next() == 5)
        series.note(9)
        #expect(series.next() == 10)
    }

    /// What never ends is said to be busy, after a bounded number of tries.
    @Test func tryingAgainEnds() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        var tries = 0
        #expect(throws: StoreFault.busy) {
            try test.store.untilDone { () -> Int? in
                tries += 1
                return nil
            }
        }
        #expect(tries == Tries.most)
        await #expect(throws: StoreFault.busy) { try await test.store.untilRecorded { () async -> Int? in nil } }
    }
}
