import FoundationEssentials
import OrderedCollections
import Register
import Testing

/// Who leads an incident, who is kept out, and what that means for its cases.
struct IncidentTests {
    static func account(_ byte: UInt8) -> AccountID {
        AccountID(uuid: UUID(uuid: (byte, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte)))
    }

    let leader = Actor(account: account(1), agency: "police", role: "officer")
    let colleague = Actor(account: account(2), agency: "police", role: "officer")
    let stranger = Actor(account: account(3), agency: "labour", role: "officer")
    let officer = Role(
        code: "officer", label: "", grants: [.none: Role.Grant(sees: [], may: [.open])], duties: [.incidents])
    let supervisor = Role(
        code: "supervisor", label: "",
        grants: [.none: Role.Grant(sees: [], may: [.open]), .agency: Role.Grant(sees: [], may: [.exclude])], duties: [.incidents])
    let helper = Role(code: "helper", label: "", grants: [:])
    let person = Incident.Person(chronicle: ChronicleID(uuid: IncidentTests.account(9).uuid), number: "SLU-2026-0001")

    func incident(_ actions: Incident.Action...) -> Incident {
        let opened = Incident.Action.opened(number: "I-2026-0001", origin: nil, answers: Answers())
        let entries = ([opened] + actions).enumerated().map { index, action in
            Entry(
                id: EntryID(uuid: IncidentTests.account(UInt8(index)).uuid), sequence: index + 1,
                stamp: Stamp(author: leader.account, agency: "police", node: "", at: Moment(seconds: 0), pack: ""), action: action)
        }
        return Incident(folding: entries)
    }

    func refusal(_ incident: Incident, _ action: Incident.Action, by actor: Actor, holding role: Role) -> String? {
        do throws(Refusal) {
            try incident.accept(action, by: actor, holding: role)
            return nil
        } catch { return error.reason }
    }

    @Test func onlyWhoLeadsIncidentsOfTheSameAgencySeesOne() {
        let open = incident()
        #expect(open.isShown(to: leader, holding: officer) && open.isShown(to: colleague, holding: officer))
        #expect(!open.isShown(to: leader, holding: helper) && !open.isShown(to: stranger, holding: officer))
        #expect(!Incident().isShown(to: leader, holding: officer))
        let barred = incident(.barred(.worker(colleague.account)))
        #expect(barred.isShown(to: leader, holding: officer) && !barred.isShown(to: colleague, holding: officer))
    }

    @Test func eachRuleSaysWhy() {
        let open = incident()
        #expect(
            refusal(Incident(), .opened(number: "", origin: nil, answers: Answers()), by: leader, holding: helper)
                == "refusal.notPermitted")
        #expect(
            refusal(open, .opened(number: "", origin: nil, answers: Answers()), by: leader, holding: officer)
                == "refusal.incidentThere")
        #expect(refusal(open, .amended(answers: Answers()), by: stranger, holding: officer) == "refusal.notPermitted")
        #expect(refusal(open, .brought([]), by: leader, holding: officer) == "refusal.nobodyBrought")
        #expect(
            refusal(open, .brought(Array(repeating: person, count: 501)), by: leader, holding: officer) == "refusal.tooManyBrought")
        #expect(refusal(open, .brought(Array(repeating: person, count: 500)), by: leader, holding: officer) == nil)
        #expect(refusal(open, .barred(.agency("police")), by: leader, holding: officer) == "refusal.excludesOwner")
        #expect(refusal(open, .barred(.worker(leader.account)), by: leader, holding: officer) == "refusal.excludesSelf")
        let barred = incident(.barred(.agency("labour")))
        #expect(refusal(barred, .barred(.agency("labour")), by: leader, holding: officer) == "refusal.alreadyExcluded")
        #expect(refusal(barred, .unbarred(.agency("labour")), by: leader, holding: officer) == "refusal.notPermitted")
        #expect(refusal(barred, .unbarred(.agency("labour")), by: leader, holding: supervisor) == nil)
        #expect(refusal(open, .unbarred(.agency("labour")), by: leader, holding: supervisor) == "refusal.notExcluded")
    }

    @Test func aPersonWhoIsBroughtLaterGetsEveryWall() {
        let id = ChronicleID(uuid: IncidentTests.account(8).uuid)
        let barred = incident(.brought([person]), .barred(.agency("labour")))
        #expect(barred.people == [person])
        #expect(
            barred.beginning(as: id) == [
                .came(from: Origin(kind: .incident, chronicle: id, number: "I-2026-0001")), .excluded(.agency("labour")),
            ])
    }

    @Test func anAgencyThatLeadsACaseIsNotKeptOutOfIt() throws {
        var file = CaseFile()
        file.owner = "labour"
        file.number = "SLU-2026-0001"
        let open = incident()
        #expect(throws: Refusal("leadsCase", ["number": "SLU-2026-0001"])) { try open.wall(.barred(.agency("labour")), in: file) }
        #expect(try open.wall(.barred(.agency("health")), in: file) == .excluded(.agency("health")))
        file.excluded = [.agency("health")]
        #expect(try open.wall(.barred(.agency("health")), in: file) == nil)
        #expect(try open.wall(.unbarred(.agency("health")), in: file) == .readmitted(.agency("health")))
    }

    @Test func theLatestStepIsHowFarAPersonHasCome() {
        var file = CaseFile()
        func apply(_ action: CaseAction) {
            let stamp = Stamp(author: leader.account, agency: "police", node: "", at: Moment(seconds: 0), pack: "")
            let id = EntryID(uuid: IncidentTests.account(UInt8(file.sequence + 1)).uuid)
            file.apply(Entry(id: id, sequence: file.sequence + 1, stamp: stamp, action: action))
        }
        apply(.opened(number: "SLU-2026-0001", form: "new-case", answers: Answers()))
        #expect(Headway(file) == .unscreened)
        for conclusion in ["unclear", "possible"] {
            let screening = Screening(instrument: "health", version: "1", suggestion: "", conclusion: conclusion, again: nil)
            apply(.screened(screening, answers: Answers()))
            #expect(Headway(file) == .screened(conclusion))
        }
        for grounds in Decision.Grounds.allCases {
            let decision = Decision(grounds: grounds, isPositive: grounds == .reasonable, standard: "", on: .epoch)
            apply(.decided(decision, form: "case", answers: Answers()))
            #expect(Headway(file) == .decided(grounds, isPositive: grounds == .reasonable))
        }
        apply(.closed(reason: "goals-met", answers: Answers()))
        #expect(Headway(file) == .closed)
    }
}
