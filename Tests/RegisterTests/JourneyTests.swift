import Examples
import FoundationEssentials
import OrderedCollections
import Pack
import Register
import Testing

/// The stages of a case: what each needs, what it refuses, and what waits after it.
struct JourneyTests {
    let practice: Practice
    let manager = Actor(account: AccountID(uuid: UUID()), agency: "home-affairs", role: "case-manager")
    let decider = Actor(account: AccountID(uuid: UUID()), agency: "home-affairs", role: "decision-maker")
    let other = Actor(account: AccountID(uuid: UUID()), agency: "home-affairs", role: "decision-maker")
    let boss = Actor(account: AccountID(uuid: UUID()), agency: "home-affairs", role: "supervisor")
    let start = Moment(seconds: 1_795_000_000)
    let why = Answers([.text: .text("Because of what was said.")])

    init() throws { practice = try WorkCalendarTests.country().practice }

    /// A life of one case, a day between two acts, each accepted or the test fails.
    struct Case {
        var file = CaseFile()
        var ids: [EntryID] = []
        var chance = Chance(seed: 3)
        var days = 0
    }

    func opened(_ answers: Answers = Answers(["age_band": .text("21-23")])) throws -> Case {
        var made = Case()
        try act(&made, .opened(number: "SLU-2026-0001", form: "new-case", answers: answers), by: manager)
        return made
    }

    func now(_ made: Case) -> Moment { start.after(days: made.days) }
    func today(_ made: Case) -> Day { practice.calendar.day(of: now(made)) }

    func refusal(_ made: Case, _ action: CaseAction, by actor: Actor, opens: Set<Compartment> = Set(Compartment.allCases))
        -> String?
    {
        let permit = Permit(
            actor: actor, relation: .assigned, sees: Set(Field.Class.allCases), may: Set(Ability.allCases), opens: opens)
        do { try made.file.accept(action, under: permit, by: practice, on: today(made), at: now(made)) } catch {
            return String(error.reason.dropFirst("refusal.".count))
        }
        return nil
    }

    func act(_ made: inout Case, _ action: CaseAction, by actor: Actor, days: Int = 0) throws {
        made.days += days
        let refused = refusal(made, action, by: actor)
        try #require(refused == nil, "\(action.word): \(refused ?? "")")
        let id = EntryID(uuid: Cast.uuid(&made.chance))
        let stamp = Stamp(author: actor.account, agency: actor.agency, node: "t", at: now(made), pack: "t")
        made.file.apply(Entry(id: id, sequence: made.file.sequence + 1, stamp: stamp, action: action))
        made.ids.append(id)
    }

    func dues(_ made: Case) -> Set<String> { Set(made.file.dues(by: practice).map(\.key)) }

    func screening(_ conclusion: String, again: Day? = nil) -> CaseAction {
        .screened(
            Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: conclusion, again: again),
            answers: why)
    }

    func decision(_ grounds: Decision.Grounds, _ isPositive: Bool, _ made: Case, reviews: EntryID? = nil) -> CaseAction {
        .decided(
            Decision(
                grounds: grounds, isPositive: isPositive, standard: "suspect", on: today(made),
                recoveryDays: grounds == .reasonable ? 30 : nil, reviews: reviews),
            form: "case", answers: Answers([.text: .text("Reasons."), "trafficking_status": .text("PossibleVictimOfTrafficking")]))
    }

    @Test func aNewCaseWaitsForSafetyConsentScreeningAndNeeds() throws {
        let made = try opened()
        #expect(dues(made) == ["safety-check", "consent", "screening", "needs-assessment"])
        let child = try opened(Answers(["age_band": .text("9-17")]))
        #expect(dues(child).contains("child-needs-assessment") && !dues(child).contains("needs-assessment"))
        let born = try opened(Answers(["birth_date": .text("2010-02-03")]))
        #expect(born.file.isChild(by: practice, on: today(born)))
    }

    /// Seventeen when the case began, eighteen today: the deadline that began then stays, and a rule of today asks an adult.
    @Test func aPersonIsAChildUntilTheDayTheyAreEighteen() throws {
        let birthday = practice.calendar.day(of: start.after(days: 2)).description.dropFirst(5)
        var made = try opened(Answers(["birth_date": .text("2008-\(birthday)")]))
        #expect(made.file.isChild(by: practice, on: today(made)) && dues(made).contains("child-needs-assessment"))
        let consent = { (day: Day) in
            CaseAction.consented(
                Consent(purpose: "referral", recipient: nil, given: day, expires: nil, language: "en"))
        }
        #expect(refusal(made, consent(today(made)), by: manager) == "guardianNeeded")
        // Nothing was recorded in between: the day asked about counts, not that of the last entry.
        made.days = 2
        #expect(!made.file.isChild(by: practice, on: today(made)))
        #expect(refusal(made, consent(today(made)), by: manager) == nil)
        try act(&made, .noted(answers: why), by: manager)
        #expect(dues(made).contains("child-needs-assessment") && !dues(made).contains("needs-assessment"))
    }

    @Test func aTaskIsGivenOutOnlyInARecordThatTakesThem() throws {
        var made = try opened()
        let day = Answers(["cf_on": .text(today(made).description)])
        try act(&made, .recorded(form: "conference", about: nil, answers: day), by: manager)
        let conference = try #require(made.ids.last)
        try act(&made, .recorded(form: "safety-check", about: nil, answers: Answers(["sc_safe": .text("yes")])), by: manager)
        func task(_ about: EntryID?) -> CaseAction {
            .tasked(CaseTask.Request(due: today(made).adding(days: 7), assignee: nil, about: about), answers: why)
        }
        #expect(refusal(made, task(made.ids.last), by: manager) == "noSuchRecord")
        #expect(refusal(made, task(made.ids.first), by: manager) == "noSuchRecord")
        #expect(refusal(made, task(nil), by: manager) == nil)
        try act(&made, task(conference), by: manager)
        #expect(made.file.tasks.map(\.request.about) == [conference])
    }

    @Test func aRecordEndsItsDeadlineAndABadOneIsRefused() throws {
        var made = try opened()
        #expect(refusal(made, .recorded(form: "nothing", about: nil, answers: why), by: manager) == "noSuchRecord")
        let safe = Answers(["sc_safe": .text("yes")])
        try act(&made, .recorded(form: "safety-check", about: nil, answers: safe), by: manager)
        #expect(!dues(made).contains("safety-check"))
        let future = Answers(["fu_on": .text("2030-01-01")])
        #expect(refusal(made, .recorded(form: "follow-up", about: nil, answers: future), by: manager) == "recordInFuture")
    }

    @Test func anAllegedPerpetratorIsWrittenOnlyByWhoMayOpenTheInvestigation() throws {
        let made = try opened()
        let known = Answers(["pe_known": .text("Ti Boss")])
        let action = CaseAction.recorded(form: "perpetrator", about: nil, answers: known)
        #expect(refusal(made, action, by: manager, opens: Role.Grant.usual) == "notPermitted")
        #expect(refusal(made, action, by: manager) == nil)
    }

    @Test func aScreeningThatFindsNothingNamesADayToAskAgain() throws {
        var made = try opened()
        #expect(refusal(made, screening("not-now"), by: manager) == "againNeeded")
        #expect(refusal(made, screening("not-now", again: today(made)), by: manager) == "againInPast")
        try act(&made, screening("not-now", again: today(made).adding(days: 14)), by: manager)
        #expect(dues(made).contains("rescreening"))
        try act(&made, screening("possible"), by: manager, days: 3)
        #expect(dues(made).contains("preliminary-decision") && !dues(made).contains("rescreening"))
    }

    @Test func differentPeopleDecideAndTheFinalDecisionWaits() throws {
        var made = try opened()
        #expect(refusal(made, decision(.reasonable, true, made), by: decider) == "noScreening")
        try act(&made, screening("possible"), by: manager)
        #expect(refusal(made, decision(.conclusive, true, made), by: other) == "noReasonableGrounds")
        try act(&made, decision(.reasonable, true, made), by: decider, days: 1)
        #expect(dues(made).isSuperset(of: ["preliminary-notice", "final-decision", "rights", "recovery"]))
        #expect(made.file.answers["case"]?["trafficking_status"]?.text == "PossibleVictimOfTrafficking")
        #expect(refusal(made, decision(.reasonable, true, made), by: other) == "alreadyDecidedCase")
        #expect(refusal(made, decision(.conclusive, true, made), by: decider) == "sameDecider")
        #expect(refusal(made, decision(.conclusive, true, made), by: other) == "tooEarly")
        var early = made
        try act(&early, .recoveryEnded(on: today(early), answers: why), by: manager)
        #expect(refusal(early, decision(.conclusive, true, early), by: other) == nil, "the person may end the period")
        made.days += 30
        #expect(refusal(made, decision(.conclusive, true, made), by: other) == nil)
    }

    @Test func aNegativeDecisionIsToldAndReviewedBySomebodyElse() throws {
        var made = try opened(Answers(["age_band": .text("9-17")]))
        try act(&made, screening("possible"), by: manager)
        try act(&made, decision(.reasonable, false, made), by: decider)
        let id = made.ids[2]
        let notice = { (to: Notice.Recipient) in CaseAction.notified(id, Notice(to: to, on: self.today(made), language: "en")) }
        #expect(refusal(made, notice(.person), by: manager) == "notifyGuardian")
        try act(&made, notice(.guardian), by: manager)
        #expect(!dues(made).contains("preliminary-notice"))
        #expect(refusal(made, decision(.reasonable, true, made, reviews: id), by: other) == "reviewNotAsked")
        try act(&made, .reviewAsked(id, answers: why), by: manager)
        #expect(dues(made).contains("decision-review"))
        #expect(refusal(made, decision(.reasonable, true, made, reviews: id), by: decider) == "sameDecider")
        try act(&made, decision(.reasonable, true, made, reviews: id), by: other)
        #expect(made.file.standing(.reasonable)?.decision.isPositive == true && made.file.recovery != nil)
    }

    @Test func theRecoveryPeriodGrowsWithReasonsAndEndsEarlyOnlyByWish() throws {
        var made = try opened()
        try act(&made, screening("possible"), by: manager)
        try act(&made, decision(.reasonable, true, made), by: decider)
        let planned = try #require(made.file.recovery?.planned)
        #expect(refusal(made, .recoveryExtended(until: planned, answers: why), by: manager) == "notLonger")
        try act(&made, .recoveryExtended(until: planned.adding(days: 30), answers: why), by: manager)
        #expect(refusal(made, .recoveryEnded(on: today(made), answers: Answers()), by: manager) == "wishNeeded")
        try act(&made, .recoveryEnded(on: today(made), answers: why), by: manager)
        #expect(refusal(made, .recoveryEnded(on: today(made), answers: why), by: manager) == "noRecovery")
        #expect(dues(made).contains("cooperation"))
    }

    @Test func riskSetsTheNextReviewAndAPlanFollowsAnAssessment() throws {
        var made = try opened()
        for (risk, rule) in [("high", "plan-review-high"), ("low", "plan-review-low")] {
            let answers = Answers(["as_risk": .text(risk), "as_harm": .text("certain")])
            try act(&made, .recorded(form: "assessment", about: nil, answers: answers), by: manager, days: 1)
            #expect(dues(made).contains(rule) && dues(made).contains("support-plan"))
            #expect(dues(made).filter { $0.hasPrefix("plan-review") }.count == 1)
        }
        let goal = Answers(["go_what": .text("A room of my own")])
        try act(&made, .recorded(form: "goal", about: nil, answers: goal), by: manager)
        #expect(!dues(made).contains("support-plan"))
    }

    @Test func followUpComesFourTimesAfterAReturnCountedFromIt() throws {
        var made = try opened()
        try act(&made, .recorded(form: "return", about: nil, answers: Answers(["re_consent": .text("yes")])), by: manager)
        #expect(dues(made).isSuperset(of: ["follow-up.1", "follow-up.2", "follow-up.3", "follow-up.4"]))
        for left in [3, 2, 1, 0] {
            let on = Answers(["fu_on": .text(today(made).description)])
            try act(&made, .recorded(form: "follow-up", about: nil, answers: on), by: manager)
            #expect(dues(made).filter { $0.hasPrefix("follow-up") }.count == left)
        }
    }

    @Test func aReferralWithoutConsentIsReviewedBySomebodyElse() throws {
        var made = try opened()
        let request = Referral.Request(
            service: "medical", to: "health", packet: ["needs"], due: now(made).after(hours: 4), exception: "imminent-danger")
        try act(&made, .referred(request, answers: Answers()), by: manager)
        #expect(dues(made).contains("exception-review"))
        try act(&made, .exceptionReviewed(made.ids[1], answers: why), by: boss)
        #expect(!dues(made).contains("exception-review"))
        #expect(refusal(made, .exceptionReviewed(made.ids[1], answers: why), by: boss) == "noSuchReferral")
    }

    @Test func aChildConsentsWithAGuardianOrForAReason() throws {
        let made = try opened(Answers(["age_band": .text("0-8")]))
        func consent(_ by: Consent.Giver) -> Consent {
            Consent(purpose: "referral", recipient: nil, given: today(made), expires: nil, language: "en", by: by)
        }
        #expect(refusal(made, .consented(consent(.person)), by: manager) == "guardianNeeded")
        #expect(refusal(made, .consented(consent(.guardian)), by: manager) == nil)
        #expect(refusal(made, .consented(consent(.person), answers: why), by: manager) == nil)
    }

    @Test func twoPeopleCloseACase() throws {
        var made = try opened()
        let close = CaseAction.closed(reason: "goals-met", answers: Answers())
        #expect(refusal(made, close, by: boss) == "closureNotAsked")
        try act(&made, .closureAsked(reason: "goals-met", answers: why), by: manager)
        #expect(dues(made).contains("closure-approval"))
        #expect(refusal(made, close, by: manager) == "ownClosure")
        #expect(refusal(made, .closureRefused(answers: Answers()), by: boss) == "reasonNeeded")
        try act(&made, close, by: boss)
        #expect(dues(made).isEmpty)
        #expect(made.file.destroyFrom(by: practice)?.year == today(made).year + 7)
    }

    @Test func whoeverIsKeptOutStandsInNoRelation() throws {
        var made = try opened()
        #expect(refusal(made, .excluded(.agency("home-affairs")), by: boss) == "excludesOwner")
        try act(&made, .excluded(.worker(manager.account)), by: boss)
        #expect(made.file.relations(of: manager, at: now(made)) == [])
        try act(&made, .readmitted(.worker(manager.account)), by: boss)
        #expect(made.file.relations(of: manager, at: now(made)) == [.assigned, .agency])
    }

    @Test func aBrokenGlassOpensForSomeHoursAndSomebodyElseReviewsIt() throws {
        var made = try opened()
        let officer = Actor(account: AccountID(uuid: UUID()), agency: "police", role: "supervisor")
        let long = Glass(reason: "life", until: now(made).after(hours: 5))
        #expect(refusal(made, .glassBroken(long, answers: why), by: officer) == "glassTooLong")
        try act(&made, .glassBroken(Glass(reason: "life", until: now(made).after(hours: 4)), answers: why), by: officer)
        #expect(made.file.relations(of: officer, at: now(made).after(hours: 3)) == [.emergency])
        #expect(made.file.relations(of: officer, at: now(made).after(hours: 4)) == [])
        #expect(dues(made).contains("glass-review"))
        #expect(refusal(made, .glassReviewed(made.ids[1], isJustified: true, answers: why), by: officer) == "ownGlass")
        try act(&made, .glassReviewed(made.ids[1], isJustified: true, answers: why), by: boss)
        #expect(!dues(made).contains("glass-review"))
    }

    /// What waits in a case tells how far it is: an agency that helps learns of its own referral only.
    @Test func whoeverGivesAServiceLearnsNothingOfTheOtherStages() throws {
        let country = try WorkCalendarTests.country()
        var made = try opened()
        try act(&made, screening("possible"), by: manager)
        try act(&made, decision(.reasonable, true, made), by: decider)
        let known = Answers(["pe_known": .text("Ti Boss")])
        try act(&made, .recorded(form: "perpetrator", about: nil, answers: known), by: manager)
        let request = Referral.Request(
            service: "medical", to: "health", packet: ["needs"], due: now(made).after(hours: 4), exception: "imminent-danger")
        try act(&made, .referred(request, answers: Answers()), by: manager)
        let nurse = Actor(account: AccountID(uuid: UUID()), agency: "health", role: "service-provider")
        let role = try #require(country.policy.roles["service-provider"])
        let permit = try #require(Permit(nurse, holding: role, for: made.file, at: now(made)))
        let seen = SeenCase(made.file, to: permit, by: country.policy)
        #expect(seen.decisions.isEmpty && seen.recovery == nil && seen.records.isEmpty && seen.screenings.isEmpty)
        #expect(seen.dues(by: practice).map(\.stage) == [4] && !"\(seen)".contains("Ti Boss"))
    }

    @Test func whoeverSeesOnlyCodesReadsNoReasonAndNoName() throws {
        let country = try WorkCalendarTests.country()
        var made = try opened()
        let consent = Consent(purpose: "referral", recipient: nil, given: today(made), expires: nil, language: "en")
        try act(&made, .consented(consent, answers: Answers([.guardian: .text("Octavia Popo")])), by: manager)
        try act(&made, screening("possible"), by: manager)
        try act(&made, decision(.reasonable, true, made), by: decider)
        let request = Referral.Request(
            service: "medical", to: "health", packet: ["needs"], due: now(made), exception: "imminent-danger")
        try act(&made, .referred(request, answers: why), by: manager)
        let log = ServiceLog(service: "medical", on: today(made), referral: nil)
        try act(&made, .served(log, answers: why), by: manager)
        let officer = Actor(account: AccountID(uuid: UUID()), agency: "home-affairs", role: "data-protection-officer")
        let role = try #require(country.policy.roles[officer.role])
        let permit = try #require(Permit(officer, holding: role, for: made.file, at: now(made)))
        let seen = "\(SeenCase(made.file, to: permit, by: country.policy))"
        #expect(seen.contains("imminent-danger"), "a code stays")
        for said in ["Octavia Popo", "Reasons.", "Because of what was said."] {
            #expect("\(made.file)".contains(said) && !seen.contains(said), "\(said)")
        }
    }

    @Test func tasksAreGivenAndDone() throws {
        var made = try opened()
        let past = CaseTask.Request(due: today(made).adding(days: -1), assignee: nil, about: nil)
        #expect(refusal(made, .tasked(past, answers: why), by: manager) == "taskInPast")
        let request = CaseTask.Request(due: today(made).adding(days: 2), assignee: boss.account, about: nil)
        try act(&made, .tasked(request, answers: why), by: manager)
        let due = try #require(made.file.dues(by: practice).first { $0.key.hasPrefix("task.") })
        #expect(due.assignee == boss.account && due.supervisorFrom != nil)
        try act(&made, .taskDone(made.ids[1]), by: boss)
        #expect(refusal(made, .taskDone(made.ids[1]), by: boss) == "noSuchTask")
        try act(&made, .delegated("screening", to: boss.account), by: manager)
        #expect(made.file.dues(by: practice).first { $0.key == "screening" }?.assignee == boss.account)
    }
}
