/// A report that somebody may be trafficked: a call to the hotline, a word from a clinic, a consulate, an inspector.
package struct Concern: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, waiting, triaged }

    package enum Action: Recordable {
        case reported(number: String, urgency: String, answers: Answers)
        case added(answers: Answers)
        /// What is to be done now, a code of the pack. Somebody else than the reporter, where there is somebody.
        case triaged(outcome: String, answers: Answers)
        /// A case grew out of it. Its text is not copied: the case points here.
        case led(to: ChronicleID, number: String)
        /// An incident grew out of it, in the same way.
        case grew(into: ChronicleID, number: String)
        /// It came by the public door, from somebody without an account. Its stamp tells only the part of the day, so until when
        /// somebody must look at it is kept with it.
        case received(number: String, urgency: String, lineage: Lineage, lookBy: Moment?, answers: Answers)
        /// Somebody who stands too near must have no part in it, nor in what grows out of it.
        case walled(Exclusion)
        case unwalled(Exclusion)

        package static var compartment: Compartment { .core }
        package var answers: Answers {
            get {
                switch self {
                case .reported(_, _, let answers), .added(let answers), .triaged(_, let answers),
                    .received(_, _, _, _, let answers):
                    answers
                case .led, .grew, .walled, .unwalled: Answers()
                }
            }
            set {
                switch self {
                case .reported(let number, let urgency, _): self = .reported(number: number, urgency: urgency, answers: newValue)
                case .added: self = .added(answers: newValue)
                case .triaged(let outcome, _): self = .triaged(outcome: outcome, answers: newValue)
                case .received(let number, let urgency, let lineage, let lookBy, _):
                    self = .received(number: number, urgency: urgency, lineage: lineage, lookBy: lookBy, answers: newValue)
                case .led, .grew, .walled, .unwalled: break
                }
            }
        }
    }

    package static let kind = ChronicleKind.concern
    package static let padded: Set<Compartment> = [.core, .identity, .welfare]
    package private(set) var number = ""
    package private(set) var status = Status.absent
    package private(set) var urgency = ""
    package private(set) var reporter: AccountID?
    package private(set) var agency: AgencyCode = ""
    package private(set) var reported = Moment(seconds: 0)
    package private(set) var answers = Answers()
    package private(set) var outcome: String?
    package private(set) var triager: AccountID?
    package private(set) var triagedAt: Moment?
    package private(set) var notes: [Answers] = []
    package private(set) var cases: [String] = []
    package private(set) var incidents: [String] = []
    package private(set) var barred: Set<Exclusion> = []
    /// Set when it came by the public door.
    package private(set) var lineage: Lineage?
    private var lookBy: Moment?

    package init() {}

    package mutating func apply(_ entry: Entry<Action>) {
        switch entry.action {
        case .reported(let number, let urgency, let answers):
            self.number = number
            self.urgency = urgency
            self.answers = answers
            status = .waiting
            reporter = entry.stamp.author
            agency = entry.stamp.agency
            reported = entry.stamp.at
        case .received(let number, let urgency, let lineage, let lookBy, let answers):
            self.number = number
            self.urgency = urgency
            self.lineage = lineage
            self.lookBy = lookBy
            self.answers = answers
            status = .waiting
            reported = entry.stamp.at
        case .added(let answers): notes.append(answers)
        case .triaged(let outcome, let answers):
            self.outcome = outcome
            status = .triaged
            triager = entry.stamp.author
            triagedAt = entry.stamp.at
            if !answers.isEmpty { notes.append(answers) }
        case .led(_, let number): if !cases.contains(number) { cases.append(number) }
        case .grew(_, let number): if !incidents.contains(number) { incidents.append(number) }
        case .walled(let exclusion): barred.insert(exclusion)
        case .unwalled(let exclusion): barred.remove(exclusion)
        }
    }

    /// Until when somebody must have looked at it.
    package func due(by practice: Practice) -> Moment? {
        guard status == .waiting else { return nil }
        return lineage == nil ? practice.lookBy(urgency, from: reported) : lookBy
    }

    /// From which day it is to be destroyed, when it was looked at and led to nothing. Nil while it is needed.
    package func destroyFrom(by practice: Practice) -> Day? {
        guard status == .triaged, cases.isEmpty, incidents.isEmpty, let triagedAt else { return nil }
        guard let days = practice.reportDays[channel(by: practice)] ?? practice.reportDays[nil] else { return nil }
        return practice.calendar.day(of: triagedAt).adding(days: days)
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(_ action: Action, by actor: Actor, duties: Set<Duty>) throws(Refusal) {
        switch action {
        case .reported:
            guard duties.contains(.report) else { throw Refusal("notPermitted") }
            guard status == .absent else { throw Refusal("alreadyReported") }
        case .received: guard status == .absent else { throw Refusal("alreadyReported") }
        case .added:
            guard duties.contains(.triage) || reporter == actor.account else { throw Refusal("notPermitted") }
            guard status != .absent else { throw Refusal("notPermitted") }
        case .triaged(_, let answers):
            guard duties.contains(.triage) else { throw Refusal("notPermitted") }
            guard status == .waiting else { throw Refusal("alreadyTriaged") }
            // One who is alone on a shift may triage their own report, and says why.
            guard reporter != actor.account || answers[.text] != nil else { throw Refusal("ownReport") }
        case .led, .grew:
            guard duties.contains(.triage) || reporter == actor.account else { throw Refusal("notPermitted") }
            guard status == .triaged else { throw Refusal("notTriaged") }
        case .walled(let exclusion):
            guard status != .absent, duties.contains(.triage) else { throw Refusal("notPermitted") }
            guard !barred.contains(exclusion) else { throw Refusal("alreadyExcluded") }
            guard reporter == nil || exclusion != .agency(agency) else { throw Refusal("excludesOwner") }
            guard !exclusion.bars(actor) else { throw Refusal("excludesSelf") }
        case .unwalled(let exclusion):
            guard duties.contains(.triage) else { throw Refusal("notPermitted") }
            guard barred.contains(exclusion) else { throw Refusal("notExcluded") }
        }
    }

    /// Those who are kept out, in an order that stays.
    package var walls: [Exclusion] { barred.sorted { "\($0)" < "\($1)" } }
}
