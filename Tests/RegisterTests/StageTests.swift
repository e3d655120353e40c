import Examples
import FoundationEssentials
import OrderedCollections
import Pack
import Register
import Testing

/// What each stage of docs/stages.md does and refuses, where `JourneyTests` and `CaseRulesTests` do not say it yet.
struct StageTests {
    let journey: JourneyTests
    let country: Country

    init() throws {
        journey = try JourneyTests()
        country = try WorkCalendarTests.country()
    }

    /// What a record's form says of answers that were sent.
    private func problems(_ form: FormID, _ sent: [String: [String]]) throws -> [FormProblem] {
        do {
            _ = try #require(country.record(form)).accept(SubmittedAnswers(sent))
            return []
        } catch let found as FormProblems { return found.problems }
    }

    private func record(_ form: FormID, _ answers: Answers) -> CaseAction { .recorded(form: form, about: nil, answers: answers) }

    /// A case with a positive preliminary decision whose recovery period is over, and with a final one when asked for.
    private func decided(final: Bool = false) throws -> JourneyTests.Case {
        var made = try journey.opened()
        try journey.act(&made, journey.screening("possible"), by: journey.manager)
        try journey.act(&made, journey.decision(.reasonable, true, made), by: journey.decider)
        guard final else { return made }
        made.days += 30
        try journey.act(&made, journey.decision(.conclusive, true, made), by: journey.other)
        return made
    }

    // MARK: 0 to 4

    @Test func aReportIsTakenByWhoTakesReports() {
        let action = Concern.Action.reported(number: "R-2026-0001", urgency: "urgent", answers: Answers())
        #expect(throws: Refusal("notPermitted")) { try Concern().accept(action, by: journey.manager, duties: [.triage]) }
        #expect(throws: Never.self) { try Concern().accept(action, by: journey.manager, duties: [.report]) }
    }

    @Test func aSafetyCheckSaysWhetherThePersonIsSafe() throws {
        #expect(try problems("safety-check", [:]) == [FormProblem(field: "sc_safe", fault: .missing)])
        #expect(try problems("safety-check", ["sc_safe": ["yes"]]) == [])
    }

    @Test func aConsentIsTakenBackOnce() throws {
        var made = try journey.opened()
        let consent = Consent(purpose: "referral", recipient: nil, given: journey.today(made), expires: nil, language: "en")
        try journey.act(&made, .consented(consent), by: journey.manager)
        #expect(!journey.dues(made).contains("consent"))
        try journey.act(&made, .consentWithdrawn(made.ids[1], on: journey.today(made)), by: journey.manager)
        #expect(
            journey.refusal(made, .consentWithdrawn(made.ids[1], on: journey.today(made)), by: journey.manager) == "noSuchConsent")
        #expect(
            journey.refusal(made, .consentWithdrawn(made.ids[0], on: journey.today(made)), by: journey.manager) == "noSuchConsent")
    }

    @Test func aTransferredCaseWaitsForAWorker() throws {
        var made = try journey.opened()
        try journey.act(&made, .transferred("police"), by: journey.manager)
        #expect(journey.dues(made).contains("assignment") && made.file.assignee == nil)
        try journey.act(&made, .assigned(journey.other.account), by: journey.boss)
        #expect(!journey.dues(made).contains("assignment") && made.file.assignee == journey.other.account)
    }

    // MARK: 5 to 9

    @Test func aReviewIsAskedWithAReasonAndOnce() throws {
        var made = try decided()
        let id = made.ids[2]
        #expect(journey.refusal(made, .reviewAsked(id, answers: Answers()), by: journey.manager) == "reasonNeeded")
        try journey.act(&made, .reviewAsked(id, answers: journey.why), by: journey.manager)
        #expect(journey.refusal(made, .reviewAsked(id, answers: journey.why), by: journey.manager) == "reviewAlreadyAsked")
    }

    @Test func anAssessmentEndsItsDeadline() throws {
        for (band, rule) in [("21-23", "needs-assessment"), ("9-17", "child-needs-assessment")] {
            var made = try journey.opened(Answers(["age_band": .text(band)]))
            #expect(journey.dues(made).contains(rule))
            try journey.act(&made, record("assessment", Answers(["as_risk": .text("high")])), by: journey.manager)
            #expect(!journey.dues(made).contains(rule))
        }
    }

    /// The points only suggest; somebody judges, and the next review follows from that.
    @Test func anAssessmentWithoutAJudgedRiskIsSentBack() throws {
        let sent = ["as_harm": [country.record("assessment")?["as_harm"]?.choices.first?.code ?? ""]]
        #expect(try problems("assessment", sent) == [FormProblem(field: "as_risk", fault: .missing)])
        #expect(try problems("assessment", ["as_risk": ["high"]]) == [])
    }

    @Test func aGoalSaysWhatThePersonWants() throws {
        #expect(try problems("goal", ["go_actions": ["We call"]]) == [FormProblem(field: "go_what", fault: .missing)])
        #expect(try problems("goal", ["go_what": ["A room of my own"]]) == [])
    }

    @Test func aServiceIsLoggedForToday() throws {
        var made = try journey.opened()
        let log = ServiceLog(service: "medical", on: journey.today(made), referral: nil)
        try journey.act(&made, .served(log, answers: Answers()), by: journey.manager)
        #expect(made.file.services.map(\.log) == [log])
    }

    @Test func theFinalDecisionIsToldFromItsDayOn() throws {
        var made = try decided(final: true)
        let id = try #require(made.file.standing(.conclusive)?.id)
        #expect(journey.dues(made).contains("final-notice"))
        func notice(_ days: Int) -> CaseAction {
            .notified(id, Notice(to: .person, on: journey.today(made).adding(days: days), language: "en"))
        }
        for days in [-1, 1] { #expect(journey.refusal(made, notice(days), by: journey.manager) == "noticeDay") }
        try journey.act(&made, notice(0), by: journey.manager)
        #expect(!journey.dues(made).contains("final-notice"))
    }

    // MARK: 10 to 13

    @Test func rightsAndTheChoiceAreRecordedInTime() throws {
        var made = try decided()
        #expect(journey.dues(made).contains("rights"))
        let future = Answers(["ri_on": .text(journey.today(made).adding(days: 1).description)])
        #expect(journey.refusal(made, record("rights", future), by: journey.manager) == "recordInFuture")
        try journey.act(
            &made, record("rights", Answers(["ri_on": .text(journey.today(made).description)])), by: journey.manager)
        #expect(!journey.dues(made).contains("rights"))
        try journey.act(&made, .recoveryEnded(on: journey.today(made), answers: journey.why), by: journey.manager)
        #expect(journey.dues(made).contains("cooperation"))
        try journey.act(&made, record("cooperation", Answers(["co_choice": .text("not-now")])), by: journey.manager)
        #expect(!journey.dues(made).contains("cooperation"))
    }

    @Test func permissionToStayFollowsAPositiveFinalDecision() throws {
        var made = try decided(final: true)
        #expect(journey.dues(made).contains("immigration"))
        try journey.act(&made, record("immigration", Answers(["im_status": .text("none")])), by: journey.manager)
        #expect(!journey.dues(made).contains("immigration"))
    }

    @Test func aReturnIsRecordedOnceThePersonArrived() throws {
        var made = try journey.opened()
        func back(_ days: Int) -> CaseAction {
            record(
                "return",
                Answers(["re_consent": .text("yes"), "re_arrived": .text(journey.today(made).adding(days: days).description)]))
        }
        #expect(journey.refusal(made, back(1), by: journey.manager) == "recordInFuture")
        try journey.act(&made, back(0), by: journey.manager)
        #expect(journey.dues(made).contains("follow-up.1"))
    }

    @Test func nobodyAsksToCloseWhileAnAgencyHelps() throws {
        var made = try journey.opened()
        let request = Referral.Request(
            service: "medical", to: "health", packet: [], due: journey.now(made).after(hours: 4), exception: "imminent-danger")
        try journey.act(&made, .referred(request, answers: Answers()), by: journey.manager)
        let ask = CaseAction.closureAsked(reason: "goals-met", answers: Answers())
        #expect(journey.refusal(made, ask, by: journey.manager) == "openReferrals")
        try journey.act(&made, .referralWithdrawn(made.ids[1]), by: journey.manager)
        #expect(journey.refusal(made, ask, by: journey.manager) == nil)
    }

    @Test func aClosureIsRefusedWithAReason() throws {
        var made = try journey.opened()
        try journey.act(&made, .closureAsked(reason: "goals-met", answers: Answers()), by: journey.manager)
        try journey.act(&made, .closureRefused(answers: journey.why), by: journey.boss)
        #expect(made.file.closureAsked == nil && !journey.dues(made).contains("closure-approval"))
    }

    @Test func onlyAClosedCaseIsReopened() throws {
        let made = try journey.opened()
        #expect(journey.refusal(made, .reopened(answers: journey.why), by: journey.boss) == "notNow")
    }
}
