import Examples
import FoundationEssentials
import OrderedCollections
import Pack
import Register
import Testing

/// What a permit leaves of a case, where a wall stands inside one agency or between two.
struct RedactionTests {
    let country: Country
    let start = Moment(seconds: 1_795_000_000)
    let officer = Actor(account: AccountID(uuid: UUID()), agency: "police", role: "investigator")
    let manager = Actor(account: AccountID(uuid: UUID()), agency: "police", role: "case-manager")

    init() throws { country = try WorkCalendarTests.country() }

    private func file(_ actions: [(Actor, CaseAction)]) -> CaseFile {
        var chance = Chance(seed: 5)
        var file = CaseFile()
        let all = [(manager, CaseAction.opened(number: "SLU-2026-0001", form: "new-case", answers: Answers()))] + actions
        for (index, (actor, action)) in all.enumerated() {
            let stamp = Stamp(author: actor.account, agency: actor.agency, node: "t", at: start, pack: "t")
            file.apply(Entry(id: EntryID(uuid: Cast.uuid(&chance)), sequence: index + 1, stamp: stamp, action: action))
        }
        return file
    }

    private func seen(_ file: CaseFile, by actor: Actor) throws -> SeenCase {
        let role = try #require(country.policy.roles[actor.role])
        let permit = try #require(Permit(actor, holding: role, for: file, at: start))
        return SeenCase(file, to: permit, by: country.policy)
    }

    private func said(_ text: String) -> Answers { Answers([.text: .text(text)]) }

    private func consent(_ agency: AgencyCode?) -> CaseAction {
        .consented(
            Consent(purpose: Consent.referral, recipient: agency, given: .epoch, expires: nil, language: "en"),
            answers: Answers([.guardian: .text("Octavia Popo")]))
    }

    private func referral(to agency: AgencyCode, _ text: String) -> CaseAction {
        .referred(
            Referral.Request(service: "protection", to: agency, packet: [], due: start, exception: nil), answers: said(text))
    }

    /// A shelter's address stands in a note. An investigator of the agency that leads does not open welfare, and reads no free text but
    /// their own.
    @Test func anInvestigatorReadsNoFreeTextOfTheCareButTheirOwn() throws {
        let task = CaseTask.Request(due: .epoch, assignee: nil, about: nil)
        let log = ServiceLog(service: "housing", on: .epoch, referral: nil)
        let file = self.file([
            (manager, .noted(answers: said("The shelter in Laborie"))), (manager, .served(log, answers: said("The shelter's bed"))),
            (manager, .tasked(task, answers: said("Drive to the shelter"))), (manager, consent(nil)),
            (manager, referral(to: "health", "Lives at the shelter")), (officer, .noted(answers: said("I took a statement"))),
            (manager, .closureAsked(reason: "goals-met", answers: said("The shelter agrees"))),
        ])
        let text = "\(try seen(file, by: officer))"
        #expect(!text.lowercased().contains("shelter") && text.contains("I took a statement"))
        #expect(try seen(file, by: officer).notes.count == 1 && seen(file, by: officer).tasks.isEmpty)
        #expect(try seen(file, by: manager) == whole(file), "the control: whoever leads it reads everything")
    }

    private func whole(_ file: CaseFile) -> SeenCase { SeenCase(file, to: .withKey(manager), by: country.policy) }

    @Test func whatIsWrittenToAnAgencyIsReadByIt() throws {
        let nurse = Actor(account: AccountID(uuid: UUID()), agency: "health", role: "service-provider")
        let file = self.file([
            (nurse, .opened(number: "SLU-2026-0002", form: "new-case", answers: Answers())),
            (nurse, referral(to: "police", "Please come to the clinic")), (nurse, referral(to: "labour", "Look for work")),
        ])
        let text = "\(try seen(file, by: officer))"
        #expect(text.contains("Please come to the clinic") && !text.contains("Look for work"))
    }

    /// That the person agreed to be sent to another agency says who else helps.
    @Test func anAgencyThatHelpsLearnsOfNoConsentForAnother() throws {
        let nurse = Actor(account: AccountID(uuid: UUID()), agency: "health", role: "service-provider")
        let file = self.file([
            (manager, consent(nil)), (manager, consent("health")), (manager, consent("planned-parenthood")),
            (manager, .held(answers: said("A trial"))), (manager, referral(to: "health", "Please help")),
        ])
        let seen = try self.seen(file, by: nurse)
        #expect(seen.agreements.map(\.consent.recipient) == [nil, "health"])
        #expect(!"\(seen)".contains("planned-parenthood") && !"\(seen)".contains("Octavia Popo") && !seen.isHeld)
    }

    @Test func aFileIsForWhoeverOpensEverythingThatStandsInIt() throws {
        let paper = Attachment(
            type: "application/pdf", size: 1, digest: "00", original: nil, compartment: .investigation,
            also: [.identity, .welfare])
        let file = self.file([(manager, .attached(paper, answers: said("Summary for the court")))])
        #expect(try seen(file, by: officer).attachments.isEmpty)
        #expect(try seen(file, by: manager).attachments.count == 1)
        let plain = Attachment(type: "application/pdf", size: 1, digest: "00", original: nil, compartment: .investigation)
        let other = self.file([(manager, .attached(plain, answers: said("Statement")))])
        #expect(try seen(other, by: officer).attachments.count == 1)
    }
}
