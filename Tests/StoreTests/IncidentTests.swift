import Examples
import OrderedCollections
import Register
import Store
import Testing

/// One raid, many persons: all or none, walls in every case, who is kept out finds nothing, and the index follows.
struct IncidentTests {
    let said = Answers(["ic_on": .text("2026-11-20"), "ic_what": .text("A locked house by the port.")])

    func open(_ test: Sandbox, by signIn: String = "case-manager") throws -> String {
        try test.store.openIncident(said, id: .made(at: Sandbox.now), as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    func people(_ count: Int) -> [[(FormID, Answers)]] {
        (0..<count).map { index in
            [
                (FormID("new-case"), Answers(["case_kind": .text("suspected"), "given_name": .text("Person\(index)")])),
                (FormID("household"), Answers(["first_language": .text(index < 3 ? "spa" : "eng")])),
            ]
        }
    }

    @discardableResult
    func bring(
        _ count: Int, to number: String, _ test: Sandbox, id: EntryID = .made(at: Sandbox.now), by signIn: String = "case-manager"
    )
        throws -> [String]
    {
        try test.store.bring(
            people(count), to: number, prefix: "SLU", id: id, as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    func record(_ action: Incident.Action, to number: String, _ test: Sandbox, by signIn: String = "case-manager") throws {
        try test.store.record(action, id: .made(at: Sandbox.now), to: number, as: test.actor(signIn), at: Sandbox.now)
    }

    func lines(_ number: String, _ test: Sandbox, by signIn: String = "case-manager") async throws -> [PersonLine] {
        let incident = try await test.store.incident(number, as: test.actor(signIn), at: Sandbox.now)
        return try test.store.people(
            of: incident, language: "first_language", needed: "interpreter_needed", as: test.actor(signIn), at: Sandbox.now)
    }

    @Test func eachPersonIsACaseThatPointsToTheIncidentAndCopiesNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        #expect(number == "I-2026-0001")
        let id = EntryID.made(at: Sandbox.now)
        let numbers = try bring(69, to: number, test, id: id)
        #expect(Set(numbers).count == 69)
        #expect(try bring(69, to: number, test, id: id) == numbers, "the same form sent twice opens nobody twice")
        let file = try #require(try test.store.peek(numbers[0]))
        #expect(file.origin?.number == number && file.origin?.kind == .incident && !"\(file)".contains("locked house"))
        #expect(file.assignee == test.actor("case-manager").account)
        let found = try await lines(number, test)
        #expect(found.map(\.number) == numbers && found.filter { $0.language == "spa" }.count == 3)
        #expect(found.allSatisfy { $0.headway == .unscreened && $0.mayScreen })
        #expect(try test.store.incidents(as: test.actor("supervisor")).map(\.people) == [69])
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }

    @Test func aBatchIsRecordedWholeOrNotAtAll() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        let before = try test.store.cases(as: test.actor("case-manager")).count
        for count in [0, 501] { #expect(throws: Refusal.self) { try bring(count, to: number, test) } }
        #expect(throws: StoreFault.notFound) { try bring(2, to: number, test, by: "service-provider") }
        #expect(try test.store.cases(as: test.actor("case-manager")).count == before)
        #expect(try await lines(number, test).isEmpty)
    }

    @Test func twoWhoBringAtOnceBothDo() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try bring(20, to: number, test) } }
            try await group.waitForAll()
        }
        #expect(Set(try await lines(number, test).map(\.number)).count == 80)
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }

    @Test func whoIsKeptOutFindsNeitherTheIncidentNorAnyCaseOfIt() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        let first = try bring(3, to: number, test)
        let out = test.actor("supervisor")
        _ = try await test.store.incident(number, as: out, at: Sandbox.now)
        try record(.barred(.worker(out.account)), to: number, test)
        let later = try bring(2, to: number, test)
        await #expect(throws: StoreFault.notFound) { _ = try await test.store.incident(number, as: out, at: Sandbox.now) }
        #expect(try test.store.incidents(as: out).isEmpty && !test.store.hasIncident(number, for: out))
        for each in first + later {
            await #expect(throws: StoreFault.notFound) {
                _ = try await test.store.read(each, as: out, for: .casework, at: Sandbox.now)
            }
        }
        #expect(try test.store.cases(as: out).lines.allSatisfy { !(first + later).contains($0.number) })
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
        #expect(throws: Refusal("notPermitted")) { try record(.unbarred(.worker(out.account)), to: number, test) }
    }

    @Test func aSupervisorLetsInAgain() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        let numbers = try bring(2, to: number, test)
        let out = test.actor("focal-point")
        try record(.barred(.worker(out.account)), to: number, test)
        try record(.unbarred(.worker(out.account)), to: number, test, by: "supervisor")
        _ = try await test.store.read(numbers[1], as: out, for: .casework, at: Sandbox.now)
        #expect(try await lines(number, test, by: "focal-point").count == 2)
    }

    @Test func aWallThatCannotStandInOneCaseStandsInNone() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        let numbers = try bring(2, to: number, test)
        _ = try await test.record(.transferred("health"), to: numbers[1])
        #expect(throws: Refusal("leadsCase", ["number": numbers[1]])) { try record(.barred(.agency("health")), to: number, test) }
        #expect(try test.store.peek(numbers[0])?.excluded.isEmpty == true)
        try record(.barred(.agency("labour")), to: number, test)
        #expect(try test.store.peek(numbers[1])?.excluded == [.agency("labour")], "also in a case that another agency leads now")
        #expect(try await lines(number, test).map(\.number) == [numbers[0]])
        await #expect(throws: Refusal("keptOut")) { try await test.record(.transferred("labour"), to: numbers[0]) }
    }

    @Test func anotherAgencyAndAnotherRoleFindNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        let manager = test.actor("case-manager")
        let other = Actor(account: manager.account, agency: "health", role: manager.role)
        let role = Actor(account: manager.account, agency: manager.agency, role: "service-provider")
        for actor in [other, role] {
            await #expect(throws: StoreFault.notFound) { _ = try await test.store.incident(number, as: actor, at: Sandbox.now) }
            #expect(try test.store.incidents(as: actor).isEmpty)
        }
    }

    @Test func everyNameThatIsShownIsALookAndAListIsNone() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try open(test)
        let numbers = try bring(3, to: number, test)
        _ = try await lines(number, test)
        #expect(try test.store.looks(numbers[0], as: test.actor("case-manager"), at: Sandbox.now).isEmpty)
        for _ in 0..<2 {
            let shown = try test.store.readAll(
                numbers + ["SLU-1999-0001"], as: test.actor("case-manager"), for: .casework, at: Sandbox.now)
            #expect(shown.map(\.file.number) == numbers)
        }
        for each in numbers {
            #expect(try test.store.looks(each, as: test.actor("case-manager"), at: Sandbox.now).count == 1)
        }
    }

    @Test func aReportLeadsToAnIncidentThatPointsBack() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let manager = test.actor("case-manager")
        let report = try await test.store.report(
            Answers(["cn_what": .text("Many people in one house.")]), urgency: "urgent", id: .made(at: Sandbox.now),
            as: test.actor("hotline-operator"), at: Sandbox.now, today: test.today)
        let (_, id) = try await test.store.concern(report, as: manager, at: Sandbox.now)
        let entry = EntryID.made(at: Sandbox.now)
        func open() throws -> String {
            try test.store.openIncident(
                Answers(), from: Origin(kind: .concern, chronicle: id, number: report), id: entry, as: manager, at: Sandbox.now,
                today: test.today)
        }
        #expect(throws: Refusal("notTriaged")) { try open() }
        #expect(try test.store.incidents(as: manager).isEmpty, "neither half of it is there")
        try await test.store.record(
            Concern.Action.triaged(outcome: "screen", answers: Answers()), id: .made(at: Sandbox.now), to: report, as: manager,
            at: Sandbox.now)
        let number = try open()
        #expect(try open() == number)
        let (concern, _) = try await test.store.concern(report, as: manager, at: Sandbox.now)
        let incident = try await test.store.incident(number, as: manager, at: Sandbox.now)
        #expect(concern.incidents == [number] && incident.origin?.number == report && incident.answers.isEmpty)
    }
}
