import Foundation
import OrderedCollections
import Register
import Testing

/// Every shape ever stored keeps decoding, and comes out as it went in. A line is added for a new action and none is changed.
struct ShapesTests {
    func lines(_ name: String) throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Shapes/\(name).jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    func check<Action: Recordable>(_ name: String, as type: Action.Type) throws -> [Action] {
        try lines(name).map { line in
            let action = try JSONDecoder().decode(Action.self, from: Data(line.utf8))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            #expect(String(decoding: try encoder.encode(action), as: UTF8.self) == line)
            return action
        }
    }

    /// Adds the line of an action that has none yet; ANSE_RECORD=1 does it. A line that is there is never changed.
    func record<Action: Recordable>(_ name: String, _ samples: [Action]) throws {
        guard ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil else { return }
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Shapes/\(name).jsonl")
        let known = (try? lines(name)) ?? []
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let new = try samples.map { String(decoding: try encoder.encode($0), as: UTF8.self) }.filter { !known.contains($0) }
        try ((known + new).joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }

    static let id = EntryID(uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)))
    static let said = Answers([.text: .text("said")])
    static let samples: [CaseAction] = [
        .opened(
            number: "SLU-2026-0001", form: "new-case", answers: Answers(["given_name": .text("Marie"), "safe_now": .declined])),
        .answered(
            form: "contact", answers: Answers(["safe_contact": .codes(["sms"]), "email": .cleared, "events": .group([said])])),
        .consented(Consent(purpose: "referral", recipient: "police", given: .epoch, expires: .epoch, language: "acf")),
        .consented(Consent(purpose: "referral", recipient: nil, given: .epoch, expires: nil, language: "en")),
        .consentWithdrawn(id, on: .epoch),
        .referred(
            Referral.Request(
                service: "housing", to: "ngo-shelter", packet: ["needs"], due: Moment(seconds: 1), exception: "legal-duty"),
            answers: said),
        .referred(
            Referral.Request(
                service: "medical", to: "health", packet: [], due: Moment(seconds: 1), exception: nil,
                provider: ChronicleID(uuid: id.uuid)), answers: said),
        .referralDecided(id, .accepted), .referralDecided(id, .declined(reason: "no-capacity")), .referralWithdrawn(id),
        .referralCompleted(id), .referralExpired(id),
        .served(ServiceLog(service: "medical", on: .epoch, referral: id), answers: said),
        .noted(answers: said), .assigned(AccountID(uuid: id.uuid)), .transferred("police"),
        .closed(reason: "goals-met", answers: said),
        .reopened(answers: said),
        .came(from: Origin(kind: .concern, chronicle: ChronicleID(uuid: id.uuid), number: "R-2026-0001")),
        .consented(
            Consent(
                purpose: "referral", recipient: nil, given: .epoch, expires: nil, language: "en", told: ["purpose"], by: .guardian,
                hasAssent: true, withInterpreter: true), answers: said),
        .screened(
            Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "unclear", again: .epoch),
            answers: said),
        .exceptionReviewed(id, answers: said),
        .served(
            ServiceLog(service: "medical", on: .epoch, referral: nil, outcome: .declined, cents: 1250, nights: 2, goal: id),
            answers: said),
        .recorded(form: "goal", about: id, answers: said), .amended(id, answers: said),
        .decided(
            Decision(grounds: .reasonable, isPositive: true, standard: "suspect", on: .epoch, recoveryDays: 30, reviews: id),
            form: "case", answers: said),
        .decided(Decision(grounds: .conclusive, isPositive: false, standard: "balance", on: .epoch), form: "case", answers: said),
        .notified(id, Notice(to: .guardian, on: .epoch, language: "en")), .reviewAsked(id, answers: said),
        .recoveryExtended(until: .epoch, answers: said), .recoveryEnded(on: .epoch, answers: said),
        .tasked(CaseTask.Request(due: .epoch, assignee: AccountID(uuid: id.uuid), about: id), answers: said), .taskDone(id),
        .delegated("screening", to: AccountID(uuid: id.uuid)),
        .attached(Attachment(type: "image/png", size: 1, digest: "00", original: "01", compartment: .welfare), answers: said),
        .attached(
            Attachment(
                type: "application/pdf", size: 1, digest: "00", original: nil, compartment: .investigation,
                also: [.identity, .welfare]), answers: said),
        .handedOver(id, answers: said), .linked(Link(to: ChronicleID(uuid: id.uuid), number: "SLU-2026-0002", kind: .same)),
        .unlinked(ChronicleID(uuid: id.uuid)),
        .glassBroken(Glass(reason: "life", until: Moment(seconds: 1)), answers: said),
        .glassReviewed(id, isJustified: true, answers: said), .excluded(.worker(AccountID(uuid: id.uuid))),
        .readmitted(.agency("police")), .held(answers: said), .released(answers: said),
        .closureAsked(reason: "goals-met", answers: said), .closureRefused(answers: said),
        .attached(
            Attachment(
                type: "image/png", size: 1, digest: "00", original: "01", compartment: .investigation, removed: ["place"],
                left: ["colours"]), answers: said),
        .matched(MatchVerdict(with: ChronicleID(uuid: id.uuid), isTold: true)), .erasureAsked(.wish, answers: said),
        .erasureRefused(answers: said),
        .screened(
            Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil).screened(
                withCertificate: false), answers: said),
    ]

    static func workshop(_ terms: Course.Plan) -> [Workshop.Action] {
        let half = HalfDay(.epoch, .afternoon)
        let trainers = [
            Workshop.Trainer(account: AccountID(uuid: id.uuid), name: "Marie Joseph"),
            Workshop.Trainer(account: nil, name: "Elwin Popo", trainedIn: "W-2025-0001"),
        ]
        let plan = Workshop.Plan(
            course: ChronicleID(uuid: id.uuid), version: 1, terms: terms, days: [.epoch], halves: .mornings, place: "Castries",
            isOnline: true, language: "en", trainers: trainers, funder: "IOM", cents: 100, capacity: 20)
        let person = Participant.Person(
            name: "Ianthe Polius", agency: "police", post: "london", group: "police", sex: "female",
            email: MailAddress("a@example.org"), account: AccountID(uuid: id.uuid), wasTrained: false)
        let entrant = Participant.Entrant(id: id, person: person)
        let issue = Certificate.Issue(
            participant: id, serial: "W-2026-0001-1-K7QF9M2D", on: .epoch, expires: .epoch, language: "en")
        let named = Certificate.Issue(
            participant: id, serial: "W-2026-0001-1-ABCDEFGH", on: .epoch, expires: .epoch, language: "en", name: "Ianthe Polius",
            agency: "police")
        var whole = Workshop()
        let stamp = Stamp(author: AccountID(uuid: id.uuid), agency: "police", node: "n", at: Moment(seconds: 1), pack: "p")
        for action in [Workshop.Action.planned(number: "W-2026-0001", .init(code: "ABCDEF", secret: "00"), plan), .issued([named])]
        {
            whole.apply(Entry(id: id, sequence: 1, stamp: stamp, action: action))
        }
        let remains = WorkshopRemains(of: whole, secret: "01") { _ in true }
        return [
            .planned(number: "W-2026-0001", Workshop.Keys(code: "ABCDEF", secret: "00"), plan), .replanned(plan),
            .cancelled(text: "Rain."), .invited([Workshop.Invitation(agency: "police", post: "london", places: 2)]),
            .enlisted([entrant], .nominated), .enlisted([entrant], .listed), .joined(entrant, at: half), .came(id, at: half),
            .corrected(id, Participant.Person(name: "Ianthe", agency: "other")), .left(id), .opened(.before), .opened(nil),
            .marked([Workshop.Mark(participant: id, half: half, attendance: .late)]),
            .sat(id, .after, TestPaper(test: "referral", answers: ["first": "a"], right: ["first"], items: 12, confidence: 4)),
            .rated(id, said), .followedUp(id, months: 3, said), .closed, .issued([issue]),
            .revoked(serial: issue.serial, on: .epoch, text: "Mistake."), .showsName(id, true), .invited([]), .issued([named]),
            .replaced(serial: issue.serial, by: named, text: "Typing."), .linked(id, AccountID(uuid: id.uuid)), .reopened,
            .condensed(remains),
        ]
    }

    static func exports() throws -> [Export.Action] {
        let request = Export.Request(
            format: "table", from: .epoch, until: .epoch, recipient: "Institute", keys: [try RecipientKey(ExportRuleTests.key)],
            reason: "study", people: 4)
        return [
            .asked(number: "E-2026-0001", request, answers: said), .agreed, .refused(answers: said),
            .made(Export.Made(people: 4, plain: "00", sealed: "01", table: "02", size: 1000)), .withdrawn(answers: said),
            .taken(number: "E-2026-0002", Export.Taken(format: "csv", people: 4, plain: "00", size: 1000)),
        ]
    }

    @Test func everyActionOfACaseKeepsDecoding() throws {
        try record("case", ShapesTests.samples)
        let words = Set(try check("case", as: CaseAction.self).map(\.word))
        let all: Set<String> = [
            "opened", "answered", "consented", "consentWithdrawn", "referred", "referralAccepted", "referralDeclined",
            "referralWithdrawn", "referralCompleted", "referralExpired", "served", "noted", "assigned", "transferred", "closed",
            "reopened", "came", "screened", "exceptionReviewed", "recorded", "amended", "decidedReasonable", "decidedConclusive",
            "notified", "reviewAsked", "recoveryExtended", "recoveryEnded", "tasked", "taskDone", "delegated", "attached",
            "handedOver", "linked", "unlinked", "glassBroken", "glassReviewed", "excluded", "readmitted", "held", "released",
            "closureAsked", "closureRefused", "matched", "erasureAsked", "erasureRefused",
        ]
        #expect(words == all)
    }

    @Test func accountsAndLooksKeepDecoding() throws {
        try record(
            "account",
            [
                .granted(Account.Grant(name: "Marie Joseph", signIn: "marie", agency: "police", role: "supervisor")), .disabled,
                .enabled,
                .lookedAtMany(count: 31), .lookedInto(ShapesTests.id, text: "Audit week."),
            ] as [Account.Action])
        try record("looks", Looks.Purpose.allCases.map { Looks.Action.looked($0) })
        try record(
            "concern",
            [
                .reported(number: "R-2026-0001", urgency: "urgent", answers: ShapesTests.said), .added(answers: ShapesTests.said),
                .triaged(outcome: "screen", answers: ShapesTests.said),
                .led(to: ChronicleID(uuid: ShapesTests.id.uuid), number: "SLU-2026-0001"),
                .grew(into: ChronicleID(uuid: ShapesTests.id.uuid), number: "I-2026-0001"),
                .received(
                    number: "R-2026-0002", urgency: "urgent",
                    lineage: Lineage(
                        channel: "public", form: "public-report", language: "acf",
                        dialogue: ChronicleID(uuid: ShapesTests.id.uuid)), lookBy: Moment(seconds: 900),
                    answers: ShapesTests.said),
                .walled(.worker(AccountID(uuid: ShapesTests.id.uuid))), .unwalled(.agency("police")),
            ] as [Concern.Action])
        try record(
            "dialogue",
            [
                .opened(concern: ChronicleID(uuid: ShapesTests.id.uuid), language: "acf"), .asked(answers: ShapesTests.said),
                .attached(Dialogue.Picture(type: "image/jpeg", digest: "00"), answers: ShapesTests.said),
                .answered(answers: ShapesTests.said), .marked(standing: "read"),
            ] as [Dialogue.Action])
        #expect(try check("dialogue", as: Dialogue.Action.self).count == 5)
        var file = CaseFile()
        file.number = "SLU-2026-0001"
        let asked = ErasureAsked(
            erasure: .retention, by: AccountID(uuid: ShapesTests.id.uuid), at: Moment(seconds: 1), answers: Answers())
        let certificate = Destruction.Certificate(
            number: "D-2026-0001", of: file, chronicles: [ChronicleID(uuid: ShapesTests.id.uuid)], entries: 3, asked: asked)
        let ended = Destruction.Certificate(
            number: "D-2026-0002", .report, report: "R-2026-0001", chronicles: [ChronicleID(uuid: ShapesTests.id.uuid)], entries: 3,
            files: 1, by: Actor(account: .anybody, agency: "police", role: "supervisor"), at: Moment(seconds: 1))
        try record(
            "destruction", [.destroyed(certificate), .printed(digest: "00"), .destroyed(ended)] as [Destruction.Action])
        #expect(try check("destruction", as: Destruction.Action.self).count == 3)
        let chronicle = ChronicleID(uuid: ShapesTests.id.uuid)
        try record(
            "incident",
            [
                .opened(
                    number: "I-2026-0001", origin: Origin(kind: .concern, chronicle: chronicle, number: "R-2026-0001"),
                    answers: ShapesTests.said),
                .opened(number: "I-2026-0002", origin: nil, answers: ShapesTests.said), .amended(answers: ShapesTests.said),
                .brought([Incident.Person(chronicle: chronicle, number: "SLU-2026-0001")]),
                .barred(.worker(AccountID(uuid: ShapesTests.id.uuid))), .barred(.agency("police")), .unbarred(.agency("police")),
            ] as [Incident.Action])
        #expect(try check("incident", as: Incident.Action.self).count == 7)
        #expect(try check("concern", as: Concern.Action.self).count == 8)
        let listing = Provider.Listing(name: "Front desk", agency: "health", services: ["medical"], districts: ["castries"])
        try record(
            "provider",
            [
                .listed(listing, answers: ShapesTests.said), .changed(listing, answers: ShapesTests.said), .checked(on: .epoch),
                .withdrawn, .relisted,
            ] as [Provider.Action])
        #expect(try check("provider", as: Provider.Action.self).count == 5)
        let terms = Course.Plan(
            title: "Referral", topic: "referral", audiences: ["health"], modules: [Course.Module(title: "Law", minutes: 45)],
            test: "referral", languages: ["en"])
        try record("course", [.offered(terms), .revised(terms), .retired, .returned] as [Course.Action])
        #expect(try check("course", as: Course.Action.self).count == 4)
        try record("workshop", ShapesTests.workshop(terms))
        #expect(try check("workshop", as: Workshop.Action.self).count == 26)
        let picture = Attachment(type: "image/png", size: 1, digest: "00", original: nil, compartment: .core)
        try record(
            "campaign",
            [
                .planned(number: "K-2026-0001", answers: ShapesTests.said), .replanned(answers: ShapesTests.said),
                .recorded(form: "wave", about: nil, answers: ShapesTests.said),
                .recorded(form: "check", about: ShapesTests.id, answers: ShapesTests.said),
                .changed(ShapesTests.id, answers: ShapesTests.said),
                .coded(wave: ShapesTests.id, channel: "radio", code: "RADIO1"),
                .responded(round: ShapesTests.id, answers: ShapesTests.said),
                .attached(picture, about: nil, answers: ShapesTests.said), .ended, .resumed,
                .responded(round: ShapesTests.id, answers: ShapesTests.said, sheet: "00"),
                .sheetWithdrawn(round: ShapesTests.id, sheet: "00"), .fileWithdrawn(ShapesTests.id, answers: ShapesTests.said),
            ] as [Campaign.Action])
        #expect(try check("campaign", as: Campaign.Action.self).count == 13)
        try record("export", try ShapesTests.exports())
        #expect(try check("export", as: Export.Action.self).count == 6)
        let cohort = Publication.Cohort(number: "F-2025", year: 2025, digest: "00", asOf: Moment(seconds: 1), people: 12)
        let drawn = Publication.Drawn(snapshot: ShapesTests.id, digest: "01", method: .noise, tables: 4, loss: 0.1)
        try record(
            "publication",
            [
                .frozen(cohort), .drafted(drawn),
                .drafted(Publication.Drawn(snapshot: ShapesTests.id, digest: "01", method: .bands, tables: 1)),
                .noted(answers: ShapesTests.said), .asked(digest: "02"), .returned(answers: ShapesTests.said),
                .signed(digest: "02"),
            ] as [Publication.Action])
        #expect(try check("publication", as: Publication.Action.self).count == 7)
        let edition = Editions.Edition(digest: "00", version: "LC 1", files: 88, size: 900_000, trust: ["roles"])
        try record(
            "edition",
            [
                .accepted(edition, answers: ShapesTests.said), .proposed(edition, answers: ShapesTests.said), .agreed(digest: "00"),
                .withdrawn(digest: "00"),
            ] as [Editions.Action])
        #expect(try check("edition", as: Editions.Action.self).count == 4)
        #expect(try check("account", as: Account.Action.self).count == 5)
        #expect(try check("looks", as: Looks.Action.self).count == Looks.Purpose.allCases.count)
    }
}
