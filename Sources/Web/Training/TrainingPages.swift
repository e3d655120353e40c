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
            (hand(visit) == .trainer, "/training/reminders", "training.refreshers"), (true, "/training/mine", "mine.title"),
        ]
        let links = all.filter(\.isThere).map { each -> HTML in
            "<a href=\"\(each.path)\"\(if: each.path == here, " aria-current=\"page\"")>\(visit.say(each.key))</a> "
        }
        return "<nav class=\"filters\" aria-label=\"\(visit.say("training.ways"))\">\(links)</nav>"
    }

    // MARK: On "my work"

    /// What of training waits on this worker: their own certificate that ends, those of others, people who did not answer.
    static func work(_ visit: Visit) throws -> HTML {
        guard visit.country.training != nil else { return .none }
        let actor = try visit.actor()
        let days = visit.store.policy.practice.training.refresherDays
        let soon = visit.today.adding(days: days)
        let held = Dictionary(grouping: try visit.store.certificates(of: actor.account).filter { !$0.isRevoked }, by: \.topic)
        let ending = held.compactMap { $0.value.max { $0.expires < $1.expires } }.filter { $0.expires <= soon }
        var parts = HTML.none
        for own in ending.sorted(by: { ($0.expires, $0.serial) < ($1.expires, $1.serial) }) {
            parts +=
                "<p class=\"notice\">\(visit.say("training.ownEnds", ["title": own.title, "date": visit.say(own.expires)])) <a href=\"/training/mine\">\(visit.say("mine.title"))</a></p>"
        }
        if hand(visit) != nil { parts += try InvitationPages.work(visit) }
        if hand(visit) == .trainer {
            parts += ReminderPages.line(visit, try visit.store.refreshers(as: actor, on: visit.today).count)
            let late = try visit.store.overdueFollowUps(as: actor, on: visit.today).map { each -> HTML in
                "<li><a href=\"/workshops/\(each.number)/follow-up\">\(each.number), \(each.title)</a>: \(visit.count("followUp.people", each.people))</li>"
            }
            if !late.isEmpty { parts += "<h3>\(visit.say("followUp.overdue"))</h3><ul>\(late)</ul>" }
        }
        return parts.isEmpty ? .none : "<h2>\(visit.say("training.title"))</h2>\(parts)"
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
    func percent(_ value: Double?) -> String { value.map { "\(Bounded.whole(of: $0)) %" } ?? "" }
    func percent(_ share: Share) -> String { percent(share.value.map { $0 * 100 }) }
}
