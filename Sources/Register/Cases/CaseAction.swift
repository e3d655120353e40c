/// What is recorded in a case: one act, and what was answered with it.
package struct CaseAction: Recordable {
    package let act: CaseAct
    package var answers: Answers

    package init(_ act: CaseAct, _ answers: Answers = Answers()) {
        self.act = act
        self.answers = answers
    }

    package static var compartment: Compartment { .core }
    package func isSame(as other: CaseAction) -> Bool { answers == other.answers && act.each.isSame(as: other.act.each) }
    package var ability: Ability { act.each.ability }
    /// Whether it would change answers and brings none.
    package var changesNothing: Bool {
        switch act {
        case .section, .record(.amended): answers.isEmpty
        case .opening, .note, .ownership, .consent, .screening, .referral, .service, .record(.recorded), .decision, .recovery,
            .task, .file, .link, .wall, .glass, .closure, .hold, .erasure:
            false
        }
    }
    /// The word for it in the words file: `action.opened`.
    package var word: String { act.each.word }
}

/// All that may happen to a case, by its nouns. The file's table of contents: each noun says the rest in its own folder.
package enum CaseAct: Sendable, Equatable {
    case opening(Opening), section(Section), note(Note), ownership(Ownership)
    case consent(Consent.Act)
    case screening(Screening)
    case referral(Referral.Act)
    case service(ServiceLog)
    case record(Record.Act)
    case decision(Decision.Act), recovery(Recovery.Act)
    case task(CaseTask.Act)
    case file(Attachment.Act)
    case link(Link.Act)
    case wall(Wall), glass(Glass.Act)
    case closure(Closure), hold(Hold), erasure(Erasure.Act)

    /// The act itself, whatever its noun.
    package var each: any ActOfCase {
        switch self {
        case .opening(let act): act
        case .section(let act): act
        case .note(let act): act
        case .ownership(let act): act
        case .consent(let act): act
        case .screening(let act): act
        case .referral(let act): act
        case .service(let act): act
        case .record(let act): act
        case .decision(let act): act
        case .recovery(let act): act
        case .task(let act): act
        case .file(let act): act
        case .link(let act): act
        case .wall(let act): act
        case .glass(let act): act
        case .closure(let act): act
        case .hold(let act): act
        case .erasure(let act): act
        }
    }
}

/// An act with everything that is true of it. Whoever adds one says each of these, or it does not compile.
package protocol ActOfCase: Codable, Sendable, Equatable {
    var word: String { get }
    /// What whoever does it must be able to.
    var ability: Ability { get }
    var asSent: Self { get }
    /// Says nothing when it may happen now, and otherwise why not.
    func accept(_ answers: Answers, in file: CaseFile, _ now: Circumstances) throws(Refusal)
    /// What the case is after it. Never fails and never asks whether it was allowed.
    func change(_ file: inout CaseFile, _ entry: Entry<CaseAction>)
    /// Whether its entry stands in the story of a case as a permit sees it.
    func isShown(as entry: EntryID, in seen: SeenCase, to permit: Permit, by policy: Policy) -> Bool
    /// Whether an agency that was only asked, or that helps, sees it though another recorded it.
    func isShown(toHelper agency: AgencyCode, in seen: SeenCase) -> Bool
}

extension ActOfCase {
    /// What was sent, without what the clock, the numbering or a rule of the country added.
    package var asSent: Self { self }
    fileprivate func isSame(as other: any ActOfCase) -> Bool { (other as? Self)?.asSent == asSent }
}

/// Who asks, and when.
package struct Circumstances: Sendable {
    package let permit: Permit
    package let practice: Practice
    package let today: Day
    package let now: Moment
    package var actor: Actor { permit.actor }
}
