import Examples
import FoundationEssentials
import OrderedCollections
import Register
import Testing

/// Given what was recorded, when an act is proposed, it is accepted or refused with its reason.
struct CaseRulesTests {
    let today = Day("2026-11-24") ?? .epoch
    let manager = Actor(account: AccountID(uuid: UUID()), agency: "home-affairs", role: "case-manager")
    let shelter = Actor(account: AccountID(uuid: UUID()), agency: "ngo-shelter", role: "service-provider")

    /// A case with these actions, recorded by their actors one after another.
    func file(_ actions: (Actor, CaseAction)...) -> (file: CaseFile, ids: [EntryID]) {
        var chance = Chance(seed: 7)
        var file = CaseFile()
        var ids: [EntryID] = []
        let all = [(manager, CaseAction.opened(number: "SLU-2026-0001", form: "new-case", answers: Answers()))] + actions
        for (index, (actor, action)) in all.enumerated() {
            let id = EntryID(uuid: Cast.uuid(&chance))
            let stamp = Stamp(
                author: actor.account, agency: actor.agency, node: "test", at: Moment(seconds: 1_700_000_000 + index), pack: "t")
            file.apply(Entry(id: id, sequence: index + 1, stamp: stamp, action: action))
            ids.append(id)
        }
        return (file, ids)
    }

    func refusal(
        _ file: CaseFile, _ action: CaseAction, by actor: Actor? = nil, at now: Moment = Moment(seconds: 1)
    ) -> String? {
        let permit = Permit(
            actor: actor ?? manager, relation: .assigned, sees: Set(Field.Class.allCases), may: Set(Ability.allCases))
        do { try file.accept(action, under: permit, on: today, at: now) } catch { return error.reason }
        return nil
    }

    func referral(to agency: AgencyCode = "ngo-shelter", exception: String? = nil) -> CaseAction {
        .referred(
            Referral.Request(service: "housing", to: agency, packet: ["needs"], due: Moment(seconds: 0), exception: exception),
            answers: Answers())
    }

    func consent(expires: String = "2027-01-01", to agency: AgencyCode? = nil) -> CaseAction {
        .consented(
            Consent(
                purpose: Consent.referral, recipient: agency, given: Day("2023-01-01") ?? .epoch, expires: Day(expires),
                language: "en"))
    }

    @Test func aReferralNeedsConsentThatStillHolds() {
        #expect(refusal(file().file, referral()) == "refusal.noConsent")
        #expect(refusal(file((manager, consent(expires: "2026-11-23"))).file, referral()) == "refusal.noConsent")
        #expect(refusal(file((manager, consent(to: "health"))).file, referral()) == "refusal.noConsent")
        #expect(refusal(file((manager, consent())).file, referral()) == nil)
        #expect(refusal(file((manager, consent(to: "ngo-shelter"))).file, referral()) == nil)
    }

    @Test func anExceptionOfTheLawStandsForConsent() {
        #expect(refusal(file().file, referral(exception: "imminent-danger")) == nil)
    }

    @Test func withdrawingConsentClosesWhatRestedOnIt() {
        let (before, ids) = file((manager, consent()), (manager, referral()), (shelter, .noted(answers: Answers())))
        #expect(before.referrals[0].status == .sent)
        let (after, _) = file(
            (manager, consent()), (manager, referral()), (shelter, .noted(answers: Answers())),
            (manager, .consentWithdrawn(ids[1], on: today))
        )
        #expect(after.referrals[0].status == .withdrawn)
        #expect(refusal(after, referral()) == "refusal.noConsent")
    }

    /// Another consent that ends that day still covers, by the day of the country that goes with the act, whatever UTC says.
    @Test func aConsentThatEndsOnTheDayOfAWithdrawalStillCovers() {
        for (day, status) in [("2026-11-24", Referral.Status.sent), ("2026-11-25", .withdrawn)] {
            let (_, ids) = file((manager, consent()))
            let (after, _) = file(
                (manager, consent()), (manager, consent(expires: "2026-11-24")), (manager, referral()),
                (manager, .consentWithdrawn(ids[1], on: Day(day) ?? .epoch)))
            #expect(after.referrals[0].status == status, "withdrawn on \(day)")
        }
    }

    @Test func withdrawingConsentLeavesAReferralMadeUnderTheLaw() {
        let (_, ids) = file((manager, consent()))
        let (after, _) = file(
            (manager, consent()), (manager, referral(exception: "legal-duty")), (manager, .consentWithdrawn(ids[1], on: today)))
        #expect(after.referrals[0].status == .sent)
    }

    @Test func onlyTheAskedAgencyAnswersAndOnlyOnce() {
        let (sent, ids) = file((manager, consent()), (manager, referral()))
        #expect(refusal(sent, .referralDecided(ids[2], .accepted)) == "refusal.noSuchReferral")
        #expect(refusal(sent, .referralDecided(ids[2], .accepted), by: shelter) == nil)
        let (decided, _) = file((manager, consent()), (manager, referral()), (shelter, .referralDecided(ids[2], .accepted)))
        #expect(
            refusal(decided, .referralDecided(ids[2], .declined(reason: "no-capacity")), by: shelter) == "refusal.alreadyDecided")
        #expect(refusal(decided, referral()) == "refusal.alreadyReferred")
    }

    @Test func aReferralNobodyAnsweredMayBeEndedOnceItIsOverdue() {
        let (sent, ids) = file((manager, consent()), (manager, referral()))
        #expect(refusal(sent, .referralExpired(ids[2]), at: Moment(seconds: 0)) == "refusal.notOverdue")
        #expect(refusal(sent, .referralExpired(ids[2])) == nil)
        let (ended, _) = file((manager, consent()), (manager, referral()), (manager, .referralExpired(ids[2])))
        #expect(ended.referrals[0].status == .expired)
        #expect(refusal(ended, referral()) == nil)
        let (decided, _) = file((manager, consent()), (manager, referral()), (shelter, .referralDecided(ids[2], .accepted)))
        #expect(refusal(decided, .referralExpired(ids[2])) == "refusal.noSuchReferral")
    }

    @Test func aCaseWithAnOpenReferralStaysOpen() {
        let (sent, ids) = file((manager, consent()), (manager, referral()))
        let close = CaseAction.closed(reason: "goals-met", answers: Answers())
        #expect(refusal(sent, close) == "refusal.openReferrals")
        let (done, _) = file((manager, consent()), (manager, referral()), (manager, .referralWithdrawn(ids[2])))
        #expect(refusal(done, close) == nil)
    }

    @Test func aClosedCaseCanBeReopenedAndNothingElse() {
        let (closed, _) = file((manager, .closed(reason: "goals-met", answers: Answers())))
        #expect(closed.status == .closed)
        #expect(refusal(closed, referral()) == "refusal.notNow")
        #expect(refusal(closed, .reopened(answers: Answers())) == nil)
        let (again, _) = file((manager, .closed(reason: "goals-met", answers: Answers())), (manager, .reopened(answers: Answers())))
        #expect(again.status == .open && again.closureReason == nil)
    }

    @Test func aTransferLeavesNobodyAssigned() {
        let (file, _) = file((manager, .transferred("police")))
        #expect(file.owner == "police" && file.assignee == nil)
        #expect(refusal(file, .transferred("police")) == "refusal.alreadyOwner")
    }

    @Test func nothingIsDatedInTheFuture() {
        let tomorrow = Day("2026-11-25") ?? .epoch
        #expect(
            refusal(file().file, .served(ServiceLog(service: "housing", on: tomorrow, referral: nil), answers: Answers()))
                == "refusal.serviceInFuture")
        let consent = Consent(purpose: Consent.referral, recipient: nil, given: tomorrow, expires: nil, language: "en")
        #expect(refusal(file().file, .consented(consent)) == "refusal.consentInFuture")
    }

    @Test func aClearedAnswerGoesAndItsHistoryStays() {
        let (file, _) = file(
            (manager, .answered(form: "contact", answers: Answers(["email": .text("a@b.lc")]))),
            (manager, .answered(form: "contact", answers: Answers(["email": .cleared]))))
        #expect(file.answers["contact"]?["email"] == nil)
    }
}
