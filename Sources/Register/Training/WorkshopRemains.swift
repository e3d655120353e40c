/// What stays of a workshop when the names of its people are destroyed: who came from where and what they learnt, as figures need
/// it.
///
/// Shape: no name, address or account of a participant, no free text, no way in. Each keeps their place on the list, and nothing
/// that is alike in two workshops, so that nobody is counted as somebody else.
package struct WorkshopRemains: Codable, Sendable, Equatable {
    struct Kept: Codable, Sendable, Equatable {
        let entrant: Participant.Entrant
        let way: Participant.Way
        let hasLeft: Bool
        let marks: [Workshop.Mark]
        let papers: [TestPaper.Sitting: TestPaper]
        let rating: Answers?
        let followUps: [Answers]
        let months: [Int]
    }

    struct Certified: Codable, Sendable, Equatable {
        let issue: Certificate.Issue
        let revoked: Day?
    }

    package let number: String
    let status: String
    let keys: Workshop.Keys
    let plan: Workshop.Plan?
    let planner: AccountID?
    let invitations: [Workshop.Invitation]
    let people: [Kept]
    let issued: [Certified]

    /// - Parameters:
    ///   - secret: a new one that is given to nobody, so that no link opens any more.
    ///   - isCoded: whether the answers to a question are codes and not words.
    package init(of workshop: Workshop, secret: String, isCoded: (FieldID) -> Bool) {
        number = workshop.number
        status = workshop.status.rawValue
        keys = Workshop.Keys(code: workshop.keys.code, secret: secret)
        plan = workshop.plan
        planner = workshop.planner
        invitations = workshop.invitations
        people = workshop.participants.map { Kept($0, isCoded) }
        issued = workshop.issued.map { Certified(issue: $0.issue.nameless, revoked: $0.revoked) }
    }
}

extension WorkshopRemains.Kept {
    fileprivate init(_ participant: Participant, _ isCoded: (FieldID) -> Bool) {
        let person = participant.person
        let nameless = Participant.Person(
            name: participant.id.description, agency: person.agency, post: person.post, group: person.group, sex: person.sex,
            wasTrained: person.wasTrained)
        self.init(
            entrant: Participant.Entrant(id: participant.id, person: nameless), way: participant.way, hasLeft: participant.hasLeft,
            marks: participant.marks.sorted { $0.key < $1.key }.map {
                Workshop.Mark(participant: participant.id, half: $0.key, attendance: $0.value)
            }, papers: participant.papers, rating: participant.rating?.filter(isCoded),
            followUps: participant.followUps.map { $0.answers.filter(isCoded) }, months: participant.followUps.map(\.months))
    }
}

extension Certificate.Issue {
    /// The serial stays, so that a paper that somebody holds is still known.
    fileprivate var nameless: Certificate.Issue {
        Certificate.Issue(participant: participant, serial: serial, on: on, expires: expires, language: language, agency: agency)
    }
}

extension Workshop {
    mutating func take(_ remains: WorkshopRemains, on day: Moment) {
        number = remains.number
        status = Status(rawValue: remains.status) ?? .held
        (keys, plan, planner, invitations) = (remains.keys, remains.plan, remains.planner, remains.invitations)
        participants = remains.people.enumerated().map { index, kept in
            var participant = Participant(kept.entrant, index: index + 1, way: kept.way)
            participant.hasLeft = kept.hasLeft
            participant.marks = Dictionary(kept.marks.map { ($0.half, $0.attendance) }, uniquingKeysWith: { _, last in last })
            participant.papers = kept.papers
            participant.rating = kept.rating
            participant.followUps = zip(kept.months, kept.followUps).map { Participant.FollowUp(months: $0, answers: $1) }
            return participant
        }
        issued = remains.issued.map { Issued(issue: $0.issue, revoked: $0.revoked, reason: nil) }
        condensed = day
    }

    /// From which day the names of its people are to be destroyed: so long after its last day, and when no certificate of it counts
    /// any more. Nil where nobody decided how long, and once it was done.
    package func destroyFrom(by practice: TrainingPractice) -> Day? {
        guard condensed == nil, let days = practice.retentionDays, let last = lastDay else { return nil }
        let counted = issued.filter { $0.revoked == nil }.map { $0.issue.expires.adding(days: 1) }
        return ([last.adding(days: days)] + counted).max()
    }
}
