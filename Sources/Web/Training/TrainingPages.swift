import HTTPTypes
import Pack
import Register
import Store

/// Training: the catalogue, the workshops, the day itself, what it changed, who is reached.
enum TrainingPages {
    static var routes: [Route] {
        CoursePages.routes + WorkshopPages.routes + WorkshopPeoplePages.routes + DayPages.routes + AttendancePages.routes
            + InvitationPages.routes + SheetPages.routes + PaperPages.routes + ResultPages.routes + FollowUpPages.routes
            + CoveragePages.routes + JoinPages.routes + ParticipantPages.routes
    }

    /// In which part this visitor meets training. Nil: for them it is not there.
    static func hand(_ visit: Visit) -> Workshop.Hand? {
        guard visit.country.training != nil, let actor = try? visit.actor(), let role = visit.store.policy.roles[actor.role] else {
            return nil
        }
        return Workshop.hand(of: actor, holding: role)
    }

    static func mayCount(_ visit: Visit) -> Bool {
        visit.country.training != nil && !ConcernPages.duties(visit).isDisjoint(with: [.train, .coordinate])
    }

    /// The ways between the rooms of training.
    static func ways(_ visit: Visit, here: String) -> HTML {
        let all: [(isThere: Bool, path: String, key: String)] = [
            (hand(visit) != nil, "/workshops", "workshop.list"), (hand(visit) != nil, "/courses", "course.list"),
            (mayCount(visit), "/training/coverage", "coverage.title"), (mayCount(visit), "/training/use", "use.title"),
            (true, "/training/mine", "mine.title"),
        ]
        let links = all.filter(\.isThere).map { each -> HTML in
            "<a href=\"\(each.path)\"\(if: each.path == here, " aria-current=\"page\"")>\(visit.say(each.key))</a> "
        }
        return "<nav class=\"filters\" aria-label=\"\(visit.say("training.ways"))\">\(links)</nav>"
    }

    /// What a worker without a valid certificate reads before they screen, where the country asks for one.
    static func notice(_ visit: Visit) -> HTML {
        guard let actor = try? visit.actor(), (try? visit.store.lacksCertificate(actor, on: visit.today)) == true else {
            return .none
        }
        let isBlocked = visit.store.policy.practice.training.screening == .block
        return "<p class=\"notice\">\(visit.say(isBlocked ? "refusal.certificateNeeded" : "training.certificateWarns"))</p>"
    }

    // MARK: On "my work"

    /// What of training waits on this worker: their own certificate that ends, those of others, people who did not answer.
    static func work(_ visit: Visit) throws -> HTML {
        guard visit.country.training != nil else { return .none }
        let actor = try visit.actor()
        let days = visit.store.policy.practice.training.refresherDays
        let soon = visit.today.adding(days: days)
        let own = try visit.store.certificates(of: actor.account).filter { !$0.isRevoked }.max { $0.expires < $1.expires }
        var parts = HTML.none
        if let own, own.expires <= soon {
            parts +=
                "<p class=\"notice\">\(visit.say("training.ownEnds", ["title": own.title, "date": visit.say(own.expires)])) <a href=\"/training/mine\">\(visit.say("mine.title"))</a></p>"
        }
        if hand(visit) != nil { parts += try InvitationPages.work(visit) }
        if hand(visit) == .trainer {
            let ending = try visit.store.refreshers(as: actor, on: visit.today)
            if !ending.isEmpty {
                parts += "<h3>\(visit.say("training.refreshers"))</h3>\(refreshers(visit, ending))"
            }
            let late = try visit.store.overdueFollowUps(as: actor, on: visit.today).map { each -> HTML in
                "<li><a href=\"/workshops/\(each.number)/follow-up\">\(each.number), \(each.title)</a>: \(visit.count("followUp.people", each.people))</li>"
            }
            if !late.isEmpty { parts += "<h3>\(visit.say("followUp.overdue"))</h3><ul>\(late)</ul>" }
        }
        return parts.isEmpty ? .none : "<h2>\(visit.say("training.title"))</h2>\(parts)"
    }

    private static func refreshers(_ visit: Visit, _ lines: [CertificateLine]) -> HTML {
        let rows = lines.prefix(20).map { line -> [HTML] in
            let state = line.expires < visit.today ? "certificate.expired" : "certificate.ends"
            return [
                "<a href=\"/workshops/\(line.workshop)/people/\(line.participant)\">\(line.serial)</a>", "\(line.title)",
                "\(visit.agency(line.agency))", "\(visit.say(line.expires)) <span class=\"tag wait\">\(visit.say(state))</span>",
            ]
        }
        let heads = ["certificate.serial", "course.title", "list.agency", "certificate.expires"].map { visit.say($0) }
        let more: HTML =
            lines.count > rows.count ? "<p class=\"hint\">\(visit.count("due.more", lines.count - rows.count))</p>" : .none
        return "\(visit.table(visit.say("training.refreshers"), heads, rows))\(more)"
    }
}

extension Visit {
    /// Errors: `Fault.notFound` where the country trains nobody here.
    func training() throws -> TrainingTerms {
        guard let terms = country.training else { throw Fault.notFound }
        return terms
    }

    /// Errors: `Fault.notFound` for whoever does not train.
    func asTrainer() throws -> Actor {
        guard TrainingPages.hand(self) == .trainer else { throw Fault.notFound }
        return try actor()
    }

    /// The agency of a participant, who may be of none that is listed.
    func participantAgency(_ code: AgencyCode) -> String {
        code == TrainingTerms.otherAgency ? say("participant.otherAgency") : agency(code)
    }

    /// Units: per cent.
    func percent(_ value: Double?) -> String { value.map { "\(Int($0.rounded())) %" } ?? "" }
    func percent(_ share: Share) -> String { percent(share.value.map { $0 * 100 }) }
}
