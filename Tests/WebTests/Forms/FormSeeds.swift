import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
@testable import Web

/// Something of everything that a page can hold a form about, so that a walk meets every form.
extension FormWorld {
    /// Gives the addresses that no page links to, by worker.
    func plant() async throws -> [String: [String]] {
        for member in sandbox.staff.prefix(sandbox.country.roles.count) {
            guard let role = sandbox.country.roles.first(where: { $0.code == member.grant.role }) else { continue }
            for relation in Relation.allCases where relation != .none && role.grants[relation] != nil {
                var planted = try await PlantedCase(in: sandbox, for: member.actor, as: relation)
                guard relation == .agency || relation == .assigned else { continue }
                var asked = try await PlantedCase(in: sandbox, for: member.actor, as: relation)
                try await asked.askToClose()
                try await planted.askToClose()
                try await planted.close()
            }
        }
        let all =
            try await reports() + stages() + training() + campaign() + files() + endings() + [
                "/break-glass", "/account", "/retention",
            ]
        // What is destroyed takes drafts along, so they come last.
        var seeds = try await drafts()
        for member in sandbox.staff.prefix(sandbox.country.roles.count) { seeds[member.grant.signIn, default: []] += all }
        return seeds
    }

    private func act() -> EntryID { .made(at: Sandbox.now) }
    private func said(_ text: String) -> Answers { Answers([.text: .text(text)]) }

    /// A report that waits, and one of the public that was looked at.
    private func reports() async throws -> [String] {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let manager = sandbox.actor("case-manager")
        _ = try await store.report(
            Answers(["cn_what": .text("Many people in one house.")]), urgency: "urgent", id: act(),
            as: sandbox.actor("hotline-operator"), at: now, today: today)
        let received = try Received(
            seed: "seed", answers: Answers(["cn_what": .text("She waits.")]), urgency: "urgent", channel: "public",
            form: "public-report", language: "en")
        let key = try store.replyKey(for: try store.replyCode(for: received).digits)
        try store.receive(received, under: key, at: now, today: today)
        let number = try store.concerns(as: manager).lines.first { $0.isPublic }?.number ?? ""
        try await store.record(
            Concern.Action.triaged(outcome: "screen", answers: Answers()), id: act(), to: number, as: manager, at: now)
        try store.wall(.agency("iom"), isOut: true, ofConcern: number, id: act(), as: manager, at: now)
        let provider = try await store.list(
            Provider.Listing(name: "Desk", agency: "health", services: ["medical"]), Answers(), id: act(), as: manager, at: now,
            today: today)
        try await store.record(.withdrawn, id: act(), to: provider, as: manager, at: now, today: today)
        _ = try await store.list(
            Provider.Listing(name: "House", agency: "health", services: ["housing"]), Answers(), id: act(), as: manager, at: now,
            today: today)
        let incident = try store.openIncident(Answers(), id: act(), as: manager, at: now, today: today)
        try store.record(.barred(.agency("iom")), id: act(), to: incident, as: manager, at: now)
        return ["/concerns/\(number)", "/concerns/\(number)/conflicts", "/incidents/\(incident)/conflicts"]
    }

    /// Somebody who opened many cases, a case that is over, a workshop to which nobody came yet, and a report that was destroyed.
    private func endings() async throws -> [String] {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let manager = sandbox.actor("case-manager")
        for _ in 0..<31 { _ = try await store.read(try await sandbox.open(), as: manager, for: .casework, at: now) }
        let over = try await sandbox.open()
        let boss = Actor(account: sandbox.actor("supervisor").account, agency: manager.agency, role: "supervisor")
        for (action, actor) in [
            (CaseAction.closureAsked(reason: "goals-met", answers: said("Done.")), manager),
            (.closed(reason: "goals-met", answers: said("Done.")), boss),
        ] { _ = try await store.record(action, id: act(), to: over, as: actor, at: now, today: today) }
        let trainer = sandbox.actor("training-officer")
        let terms = Course.Plan(title: "Referral", topic: "referral")
        let course = try store.offer(terms, id: act(), as: trainer, at: now)
        let plan = Workshop.Plan(
            course: course, version: 1, terms: terms, days: [today.adding(days: 9)], place: "Castries", language: "en", capacity: 5)
        let number = try store.plan(plan, id: act(), as: trainer, at: now, today: today)
        let person = Participant.Entrant(id: act(), person: Participant.Person(name: "Elwin Popo", agency: trainer.agency))
        try store.record(.enlisted([person], .listed), id: act(), to: number, as: trainer, at: now, today: today)
        let report = try await store.report(
            Answers(["cn_what": .text("A call.")]), urgency: "other", id: act(), as: sandbox.actor("hotline-operator"), at: now,
            today: today)
        try await store.record(
            Concern.Action.triaged(outcome: "screen", answers: Answers()), id: act(), to: report, as: sandbox.actor("supervisor"),
            at: now)
        let destroyed = try store.destroyReport(
            report, id: act(), as: sandbox.actor("data-protection-officer"), at: now, today: today.adding(days: 4000))
        return [
            "/cases/\(over)/retention", "/workshops/\(number)/cancellation", "/workshops/\(number)/people/\(person.id)",
            "/destructions/\(destroyed)", "/alerts",
        ]
    }

    /// Everything that an account can hold besides its work.
    func furnish(_ browser: Browser) async throws {
        _ = try desk.sessions.start(browser.actor.account, device: "", language: "en", isComplete: true, at: clock.now)
        _ = try sandbox.store.know(nil, of: browser.actor.account, name: "Phone", at: clock.now)
        _ = try ProgramToken.make(
            for: browser.actor.account, scopes: ["read"], name: "desk", days: 1, store: sandbox.store, at: clock.now)
        _ = try await browser.send("/account/calendar", [("entry", Sandbox.someID)])
        _ = try await browser.send("/account/mail", [("entry", Sandbox.someID), ("mail", "a@example.org")])
    }

    /// A case in which somebody refers without consent, decides, agrees on a task and waits too long for an answer.
    private func stages() async throws -> [String] {
        let manager = sandbox.actor("case-manager")
        let number = try await sandbox.open()
        func record(_ action: CaseAction, _ actor: Actor? = nil) async throws -> EntryID {
            let id = act()
            _ = try await sandbox.store.record(
                action, id: id, to: number, as: actor ?? manager, at: Sandbox.now, today: sandbox.today)
            return id
        }
        for (service, due) in [(ServiceCode("housing"), Sandbox.now), ("employment", Sandbox.now.after(hours: 48))] {
            _ = try await record(
                .referred(
                    Referral.Request(service: service, to: "labour", packet: ["needs"], due: due, exception: "legal-duty"),
                    answers: Answers()))
        }
        let conference = try await record(.recorded(form: "conference", about: nil, answers: Answers(["cf_who": .text("All.")])))
        let screening = Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil)
        _ = try await record(.screened(screening, answers: said("Signs.")))
        let decision = Decision(grounds: .reasonable, isPositive: true, standard: "suspect", on: sandbox.today, recoveryDays: 30)
        let judge = Actor(account: sandbox.actor("decision-maker").account, agency: manager.agency, role: "decision-maker")
        _ = try await record(.decided(decision, form: "case", answers: said("Grounds.")), judge)
        return [
            "/cases/\(number)/records/conference/\(conference)", "/cases/\(number)/recovery", "/cases/\(number)/reviews",
            "/cases/\(number)/referrals", "/cases/\(number)",
        ]
    }

    private func training() async throws -> [String] {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let trainer = sandbox.actor("training-officer")
        let terms = Course.Plan(
            title: "Referral", topic: "referral", passMark: 0, attendance: 50, validityMonths: 24, test: "referral")
        let plain = Course.Plan(title: "Referral", topic: "referral", passMark: 0, attendance: 50, validityMonths: 24)
        let course = try store.offer(terms, id: act(), as: trainer, at: now)
        let retired = try store.offer(plain, id: act(), as: trainer, at: now)
        try store.record(.retired, id: act(), to: retired, as: trainer, at: now)
        var pages = ["/courses/\(course)", "/courses/\(retired)", "/workshops/new?course=\(course)"]
        for step in 0..<4 {
            let plan = Workshop.Plan(
                course: course, version: 1, terms: step == 0 ? terms : plain, days: [today], place: "Castries", language: "en",
                capacity: 9)
            let number = try store.plan(plan, id: act(), as: trainer, at: now, today: today)
            let code = try store.doorway(ofNumber: number, as: trainer).keys.code
            for name in ["Elwin Popo", "Kerlin Charles"] {
                _ = try store.join(
                    Participant.Person(name: name, agency: "police"), at: code, id: Register.Mark(uuid: UUID()), now: now,
                    today: today)
            }
            func record(_ action: Workshop.Action) throws {
                try store.record(action, id: act(), to: number, as: trainer, at: now, today: today)
            }
            let people = try await store.workshop(number, as: trainer, at: now).workshop.participants
            let half = HalfDay(of: now, in: sandbox.country.zone)
            let marks = people.flatMap { one in
                HalfDay.Half.allCases.map { Workshop.Mark(participant: one.id, half: HalfDay(half.day, $0), attendance: .present) }
            }
            pages += ["/workshops/\(number)", "/workshops/\(number)/people/\(people[0].id)", "/workshops/\(number)/certificates"]
            pages += ["/workshops/\(number)/people/\(people[0].id)/papers/before"]
            if step > 0 { for action in [Workshop.Action.marked(marks), .closed] { try record(action) } }
            if step > 1 { try store.issue(of: number, id: act(), as: trainer, at: now, today: today) }
            if step > 2 { try record(.corrected(people[0].id, Participant.Person(name: "Elwin Papo", agency: "police"))) }
        }
        return pages
    }

    private func campaign() async throws -> [String] {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let officer = sandbox.actor("campaign-officer")
        let ended = try await store.plan(Answers(["ca_name": .text("Past")]), id: act(), as: officer, at: now, today: today)
        try await store.record(.ended, id: act(), to: ended, as: officer, at: now)
        let number = try await store.plan(Answers(["ca_name": .text("Safe Work")]), id: act(), as: officer, at: now, today: today)
        let bytes = Data("A poster.".utf8)
        let attachment = Attachment(
            type: "text/plain", size: bytes.count, digest: Store.digest(bytes), original: nil, compartment: .core)
        let evidence = act()
        try await store.record(
            .attached(attachment, about: nil, answers: said("A poster")), carrying: bytes, id: evidence, to: number, as: officer,
            at: now)
        let round = act()
        try await store.record(
            .recorded(form: "survey-round", about: nil, answers: Answers(["rd_from": .text("2026-01-01")])), id: round, to: number,
            as: officer, at: now)
        _ = try store.respond(
            [(act(), Answers(["kp_heard": .text("yes")]))], round: round, sheet: "00112233445566778899aabbccddeeff", to: number,
            as: officer, at: now)
        return [
            "/campaigns/\(ended)", "/campaigns/\(number)/evidence/\(evidence)/out", "/campaigns/\(number)/rounds/\(round)/import",
        ]
    }

    /// One year that is drafted, one that waits for a second person; a file that waits, and one that was agreed.
    private func files() async throws -> [String] {
        let (store, now, today) = (sandbox.store, Sandbox.now, sandbox.today)
        let first = sandbox.actor("statistician")
        for year in [2024, 2025] {
            try await store.keep(try store.freeze(year, asOf: now, as: first), id: act(), as: first, at: now, today: today)
            let drawing = try store.draw(year, country: "Saint Lucia", as: first, today: today)
            try await store.keep(drawing, id: act(), as: first, at: now, today: today)
        }
        try await store.ask(2025, id: act(), as: first, at: now, today: today)
        let terms = sandbox.country.practice.exports
        let person = try await sandbox.open()
        let consent = Consent(purpose: terms.formats[0].consent, recipient: nil, given: today, expires: nil, language: "en")
        _ = try await sandbox.record(.consented(consent), to: person)
        let request = Export.Request(
            format: terms.formats[0].id, from: today, until: today, recipient: "Institute",
            keys: [try RecipientKey(ExportPageTests.key)], reason: terms.reasons[0].code)
        var numbers: [String] = []
        for _ in 0..<2 {
            numbers.append(
                try await store.ask(
                    request, answers: said("A study."), id: act(), as: sandbox.actor("focal-point"), at: now, today: today))
        }
        try await store.record(.agreed, id: act(), to: numbers[1], as: sandbox.actor("supervisor"), at: now)
        return ["/statistics/publish/2024", "/statistics/publish/2025"] + numbers.map { "/exports/\($0)" }
    }

    /// A draft of each form that is confirmed on a page of its own.
    private func drafts() async throws -> [String: [String]] {
        var seeds: [String: [String]] = [:]
        for flow in try await DraftFlow.all(sandbox) {
            let id = EntryID.made(at: Sandbox.now).description
            let draft = Draft(id: id, page: flow.form, form: flow.form, values: flow.values("Zqfirst"), saved: clock.now)
            try sandbox.store.keep(draft, of: sandbox.actor(flow.worker).account, at: clock.now)
            if let sheet = flow.sheet("yes") {
                try sandbox.store.keep(sheet: sheet, for: id, of: sandbox.actor(flow.worker).account, at: clock.now)
            }
            seeds[flow.worker, default: []] += [draft.address, "\(flow.confirms)?draft=\(id)"]
        }
        return seeds
    }
}
