import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store

/// One case with a mark in everything that a case can hold, in one relation to one worker. Whoever planted it has other eyes: no
/// mark was written by the worker who is asked.
struct PlantedCase {
    let sandbox: Sandbox
    let number: String
    /// What the addresses of its pages name: consents, referrals, decisions, records, files.
    private(set) var ids: [String: [EntryID]] = [:]
    private(set) var records: [String: [EntryID]] = [:]
    private(set) var marks: [Mark] = []
    /// The case of another agency that the coordinator took for the same person's.
    let other: String

    private let owner: AgencyCode
    private let helper: AgencyCode = "labour"
    private let boss: Actor

    init(in sandbox: Sandbox, for actor: Actor, as relation: Relation) async throws {
        self.sandbox = sandbox
        let isOwn = relation == .assigned || relation == .agency
        owner = isOwn ? actor.agency : actor.agency == "police" ? "health" : "police"
        boss = Actor(account: sandbox.actor("task-force-viewer").account, agency: owner, role: "supervisor")
        let person = Answers([
            "case_kind": .text("zq-kind"), "given_name": .text("Zqgiven"), "reason": .text("zq-reason"),
            "birth_date": .text("1998-04-05"),
        ])
        let stranger = Actor(account: boss.account, agency: "immigration", role: "supervisor")
        func open(_ answers: Answers, _ by: Actor) async throws -> String {
            try await sandbox.store.open(
                form: "new-case", answers: answers, id: .made(at: Sandbox.now), prefix: "SLU", as: by, at: Sandbox.now,
                today: sandbox.today)
        }
        other = try await open(Answers(), stranger)
        number = try await open(person, boss)
        plant("case_kind", "kind", "zq-kind", .packet)
        plant("given_name", "given", "Zqgiven", .packet)
        plant("reason", "reason", "zq-reason", .packet)
        marks.append(Mark(name: "match", text: other, classes: [], walls: [], reach: .nobody))
        try await origin()
        try await answers()
        try await talk()
        try await stages()
        try await helpers(actor, relation)
        try await files()
        try await trust(same: try await open(Answers(), boss), together: try await open(Answers(), boss))
        if relation == .emergency {
            try await sandbox.store.breakGlass(
                number, Glass(reason: "life", until: Sandbox.now.after(hours: 4)), answers: said("zq-mine"),
                id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: sandbox.today)
        }
        if relation == .assigned { try await act(.assigned(actor.account)) }
    }

    // MARK: Planting

    private func said(_ text: String) -> Answers { Answers([.text: .text(text)]) }

    private mutating func plant(
        _ field: FieldID, _ name: String, _ text: String? = nil, _ reach: Mark.Reach = .rest, wall: Compartment? = nil
    ) {
        let policy = sandbox.store.policy
        let walls = Set([policy.compartment(of: field), wall].compactMap(\.self))
        marks.append(
            Mark(
                name: name, text: text ?? "zq-\(name)", classes: [policy.classOf(field) ?? .identifying], walls: walls, reach: reach
            ))
    }

    @discardableResult
    private func act(_ action: CaseAction, by actor: Actor? = nil, carrying file: Data? = nil) async throws -> EntryID {
        let id = EntryID.made(at: Sandbox.now)
        _ = try await sandbox.store.record(
            action, carrying: file, id: id, to: number, as: actor ?? boss, at: Sandbox.now, today: sandbox.today)
        return id
    }

    private func member(_ signIn: String, _ agency: AgencyCode, _ role: RoleCode) -> Actor {
        Actor(account: sandbox.actor(signIn).account, agency: agency, role: role)
    }

    /// The report it came from, whose words no page of the case may show.
    private mutating func origin() async throws {
        let report = try await sandbox.store.report(
            Answers(["cn_what": .text("zq-report")]), urgency: "urgent", id: .made(at: Sandbox.now), as: boss, at: Sandbox.now,
            today: sandbox.today)
        let (_, id) = try await sandbox.store.concern(report, as: boss, at: Sandbox.now)
        try await act(.came(from: Origin(kind: .concern, chronicle: id, number: report)))
        marks.append(Mark(name: "origin", text: report, classes: [], walls: [], reach: .rest))
        marks.append(Mark(name: "report", text: "zq-report", classes: [], walls: [], reach: .nobody))
    }

    private mutating func answers() async throws {
        let all: [(FormID, FieldID, String, Mark.Reach)] = [
            ("needs", "health_needs", "health", .packet), ("identity", "family_name", "family", .rest),
            ("contact", "home_street", "street", .rest), ("case", "out_organisation", "organisation", .rest),
            ("recruitment", "relationship_to_trafficker", "recruiter", .rest), ("recruitment", "recruitment_place", "place", .rest),
        ]
        for (form, field, name, reach) in all {
            try await act(.answered(form: form, answers: Answers([field: .text("zq-\(name)")])))
            plant(field, name, nil, reach)
        }
        let people = Answers(["people_involved": .group([Answers(["person_organisation": .text("zq-people")])])])
        try await act(.answered(form: "control", answers: people))
        plant("people_involved", "people")
    }

    private mutating func talk() async throws {
        let guardian = Answers([.guardian: .text("zq-guardian"), .text: .text("zq-alone")])
        let today = sandbox.today
        let consent = { (agency: AgencyCode?) in
            Consent(purpose: Consent.referral, recipient: agency, given: today, expires: nil, language: "en")
        }
        ids["consents"] = [
            try await act(.consented(consent(nil), answers: guardian)), try await act(.consented(consent(helper))),
        ]
        plant(.guardian, "guardian")
        plant(.text, "alone")
        let screening = Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil)
        try await act(.screened(screening, answers: said("zq-screening")))
        plant(.text, "screening")
        try await act(.noted(answers: said("zq-note")))
        plant(.text, "note")
        try await act(.served(ServiceLog(service: "medical", on: sandbox.today, referral: nil), answers: said("zq-service")))
        plant(.text, "service")
        let task = CaseTask.Request(due: sandbox.today.adding(days: 3), assignee: nil, about: nil)
        ids["todo"] = [try await act(.tasked(task, answers: said("zq-task")))]
        plant(.text, "task")
    }

    private mutating func stages() async throws {
        let all: [(FormID, FieldID, String)] = [
            ("safety-check", "sc_contact", "reach"), ("assessment", "as_strengths", "strengths"), ("hearing", "he_court", "court"),
            ("investigation", "in_number", "inquiry"), ("investigation", "in_unit", "unit"), ("perpetrator", "pe_known", "alias"),
        ]
        for (form, field, name) in all {
            let id = try await act(.recorded(form: form, about: nil, answers: Answers([field: .text("zq-\(name)")])))
            records[form.rawValue, default: []].append(id)
            plant(field, name, wall: sandbox.store.policy.practice.records[form]?.compartment)
        }
        if let id = records["perpetrator"]?.first {
            try await act(.amended(id, answers: Answers(["pe_notes": .text("zq-added")])))
            plant("pe_notes", "added", wall: .investigation)
        }
        let status = { (text: String) in
            Answers([.text: .text(text), "trafficking_status": .text("PossibleVictimOfTrafficking")])
        }
        let today = sandbox.today
        let decision = { (grounds: Decision.Grounds, days: Int?) in
            Decision(grounds: grounds, isPositive: true, standard: "suspect", on: today, recoveryDays: days)
        }
        let first = try await act(
            .decided(decision(.reasonable, 30), form: "case", answers: status("zq-grounds")),
            by: member("training-officer", owner, "decision-maker"))
        try await act(.recoveryExtended(until: sandbox.today.adding(days: 60), answers: said("zq-longer")))
        try await act(.recoveryEnded(on: sandbox.today, answers: said("zq-wish")))
        let second = try await act(
            .decided(decision(.conclusive, nil), form: "case", answers: status("zq-final")),
            by: member("campaign-officer", owner, "decision-maker"))
        try await act(.reviewAsked(second, answers: said("zq-review")))
        ids["decisions"] = [first, second]
        for name in ["grounds", "longer", "wish", "final", "review"] { plant(.text, name) }
    }

    /// Another agency that helps, and the worker's own when it is asked.
    private mutating func helpers(_ actor: Actor, _ relation: Relation) async throws {
        let there = member("training-officer", helper, "service-provider")
        let referral = try await refer("employment", to: helper, "zq-theirmessage")
        ids["referrals"] = [referral]
        try await act(.referralDecided(referral, .accepted), by: there)
        try await help(there, "their", .otherHelper)
        plant(.text, "theirmessage", nil, .otherHelper)
        guard relation == .recipient || relation == .invited else {
            try await act(.referralCompleted(referral), by: there)
            return
        }
        let own = try await refer("housing", to: actor.agency, "zq-message")
        ids["referrals"] = [referral, own]
        plant(.text, "message", nil, .sent)
        guard relation == .recipient else { return }
        let colleague = member("training-officer", actor.agency, "service-provider")
        try await act(.referralDecided(own, .accepted), by: colleague)
        try await help(colleague, "our", .own)
    }

    private func refer(_ service: ServiceCode, to agency: AgencyCode, _ text: String) async throws -> EntryID {
        let request = Referral.Request(
            service: service, to: agency, packet: ["new-case", "needs"], due: Sandbox.now.after(hours: 24), exception: nil)
        return try await act(.referred(request, answers: said(text)))
    }

    private mutating func help(_ actor: Actor, _ whose: String, _ reach: Mark.Reach) async throws {
        try await act(.noted(answers: said("zq-\(whose)note")), by: actor)
        let log = ServiceLog(service: "housing", on: sandbox.today, referral: nil)
        try await act(.served(log, answers: said("zq-\(whose)service")), by: actor)
        let task = CaseTask.Request(due: sandbox.today, assignee: nil, about: nil)
        try await act(.tasked(task, answers: said("zq-\(whose)task")), by: actor)
        let record = Answers(["go_what": .text("zq-\(whose)goal")])
        records["goal", default: []].append(try await act(.recorded(form: "goal", about: nil, answers: record), by: actor))
        for name in ["note", "service", "task"] { plant(.text, whose + name, nil, reach) }
        marks.append(
            Mark(
                name: whose + "goal", text: "zq-\(whose)goal", classes: [.sensitive],
                walls: [sandbox.store.policy.compartment(of: "go_what")], reach: reach == .own ? .packet : reach))
        try await attach(whose, .welfare, by: actor, reach)
    }

    private mutating func files() async throws {
        try await attach("open", .welfare, by: boss, .rest)
        try await attach("secret", .investigation, by: boss, .rest)
    }

    private mutating func attach(_ name: String, _ compartment: Compartment, by actor: Actor, _ reach: Mark.Reach) async throws {
        let bytes = Data("zq-\(name)bytes".utf8)
        let attachment = Attachment(
            type: "text/plain", size: bytes.count, digest: Store.digest(bytes), original: nil, compartment: compartment)
        let answers = Answers([.text: .text("zq-\(name)what"), .fileName: .text("zq-\(name)name.txt")])
        ids["attachments", default: []].append(
            try await act(.attached(attachment, answers: answers), by: actor, carrying: bytes))
        for part in ["bytes", "what", "name"] {
            marks.append(
                Mark(
                    name: name + part, text: "zq-\(name)\(part)", classes: Set(Field.Class.allCases), walls: [compartment],
                    reach: reach == .own ? .packet : reach))
        }
    }

    private mutating func trust(same: String, together: String) async throws {
        for (kind, to) in [(Link.Kind.same, same), (.together, together)] {
            try sandbox.store.link(
                number, to: to, as: kind, id: .made(at: Sandbox.now), as: boss, at: Sandbox.now, today: sandbox.today)
            let walls: Set<Compartment> = kind == .together ? [.investigation] : []
            marks.append(Mark(name: kind == .same ? "linked" : "together", text: to, classes: [], walls: walls, reach: .rest))
        }
        try await act(.excluded(.agency("iom")))
        marks.append(Mark(name: "kept-out", text: "/exclusions/end", classes: [], walls: [], reach: .rest))
        let officer = member("campaign-officer", "health", "case-manager")
        let glass = Glass(reason: "life", until: Sandbox.now.after(hours: 4))
        try await sandbox.store.breakGlass(
            number, glass, answers: said("zq-glass"), id: .made(at: Sandbox.now), as: officer, at: Sandbox.now,
            today: sandbox.today)
        try await act(.held(answers: said("zq-hold")))
        try sandbox.store.judge(
            number, other, isTold: true, id: .made(at: Sandbox.now), as: sandbox.actor("focal-point"), at: Sandbox.now,
            today: sandbox.today)
        for name in ["glass", "hold"] { plant(.text, name) }
    }

    // MARK: Its end

    /// Somebody asks to close it. Only where no agency helps any more.
    mutating func askToClose() async throws {
        try await act(.closureAsked(reason: "goals-met", answers: said("zq-closing")))
        plant(.text, "closing")
    }

    /// It is closed, and its destruction is asked for.
    mutating func close() async throws {
        try await act(
            .closed(reason: "goals-met", answers: said("zq-closed")), by: member("campaign-officer", owner, "supervisor"))
        try await act(.released(answers: said("zq-released")))
        try await act(
            .erasureAsked(.wish, answers: said("zq-erasure")), by: member("administrator", owner, "data-protection-officer"))
        for name in ["closed", "released", "erasure"] { plant(.text, name) }
    }

    func keepOut(_ exclusion: Exclusion) async throws { try await act(.excluded(exclusion)) }
}
