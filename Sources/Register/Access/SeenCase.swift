/// A case as a permit lets it be known. Pages, papers, files for others and programs are given this and nothing else.
///
/// Shape: it is built by naming what is let through, property by property: what a case has and nobody named here is nowhere shown.
/// A field the pack does not know is identifying and sealed with the identity, the safest guess. An agency that was only asked sees
/// the packet of its own referral and no other, and of the rest what it did itself. A free text is sealed with welfare, so whoever
/// may not open that reads only what they wrote themselves, or what was sent to them.
package struct SeenCase: CaseFacts, Equatable {
    package let status: CaseFile.Status
    package let number: String
    package let sequence: Int
    package let owner: AgencyCode
    package let assignee: AccountID?
    package let opened: Moment
    package let changed: Moment
    package let closed: Moment?
    package let closureReason: String?
    package private(set) var origin: Origin?
    package private(set) var answers: [FormID: Answers]
    package private(set) var agreements: [CaseFile.Agreement]
    package private(set) var screenings: [Screened]
    package private(set) var referrals: [Referral]
    package private(set) var services: [CaseFile.Service]
    package private(set) var notes: [CaseFile.Note]
    package private(set) var records: [Record]
    package private(set) var decisions: [Decided] = []
    package private(set) var recovery: Recovery?
    package private(set) var tasks: [CaseTask]
    package private(set) var delegates: [DeadlineID: AccountID] = [:]
    package private(set) var attachments: [Attached]
    package private(set) var links: [Link] = []
    package private(set) var broken: [Broken] = []
    package private(set) var excluded: Set<Exclusion> = []
    package private(set) var matches: [Matched] = []
    package private(set) var isHeld = false
    package private(set) var erasureAsked: ErasureAsked?
    package private(set) var closureAsked: CaseFile.ClosureAsked?
    package private(set) var milestones: [String: [CaseFile.Milestone]] = [:]

    package init(_ file: CaseFile, to permit: Permit, by policy: Policy) {
        let view = View(permit, policy)
        status = file.status
        number = file.number
        sequence = file.sequence
        owner = file.owner
        assignee = file.assignee
        opened = file.opened
        changed = file.changed
        closed = file.closed
        closureReason = file.closureReason
        answers = view.seen(file.answers)
        agreements = view.seen(file.agreements)
        screenings = view.seen(file.screenings)
        referrals = view.seen(file.referrals)
        services = view.seen(file.services)
        notes = view.seen(file.notes)
        records = view.seen(file.records)
        tasks = view.seen(file.tasks)
        attachments = view.seen(file.attachments)
        if permit.isHelper { keepOnly(of: permit.actor) } else { add(file, view) }
    }

    /// What only the agency that leads it is shown.
    private mutating func add(_ file: CaseFile, _ view: View) {
        origin = file.origin
        decisions = view.seen(file.decisions)
        recovery = file.recovery
        delegates = file.delegates
        links = view.seen(file.links)
        broken = view.seen(file.broken)
        excluded = file.excluded
        matches = file.matches
        isHeld = file.isHeld
        erasureAsked = view.seen(file.erasureAsked)
        closureAsked = view.seen(file.closureAsked)
        milestones = file.milestones
    }

    /// What an agency that was asked did itself, and the packet of its own referral.
    private mutating func keepOnly(of actor: Actor) {
        let agency = actor.agency
        referrals = referrals.filter { $0.to == agency }
        services = services.filter { $0.by == agency }
        notes = notes.filter { $0.agency == agency }
        tasks = tasks.filter { $0.agency == agency || $0.request.assignee == actor.account }
        attachments = attachments.filter { $0.custody[0].agency == agency }
        screenings = screenings.filter { $0.agency == agency }
        // To whom else the person agreed that something is sent says who else helps.
        agreements = agreements.filter { ($0.consent.recipient ?? agency) == agency }
        for index in agreements.indices { agreements[index].answers = Answers() }
        let packet = referrals.filter(\.isOpen).reduce(into: Set<FormID>()) { $0.formUnion($1.packet) }
        answers = answers.filter { packet.contains($0.key) }
        records = records.filter { $0.agency == agency || packet.contains($0.form) }
    }

    /// Without the links to cases that this actor is kept out of, or that are there no more.
    package func keeping(_ isKept: (Link) throws -> Bool) rethrows -> SeenCase {
        guard !links.isEmpty else { return self }
        var seen = self
        seen.links = try links.filter(isKept)
        return seen
    }

    /// Whether an entry stands in the story. An agency that was only asked, or that accepted, sees its own entries, its referral and
    /// the forms of its packet.
    package func shows(_ entry: Entry<CaseAction>, to permit: Permit, by policy: Policy) -> Bool {
        let act = entry.action.act.each
        guard act.isShown(as: entry.id, in: self, to: permit, by: policy) else { return false }
        let agency = permit.actor.agency
        return !permit.isHelper || entry.stamp.agency == agency || act.isShown(toHelper: agency, in: self)
    }
}

/// What a permit lets through of each part.
private struct View {
    let permit: Permit
    let policy: Policy
    let seesAll: Bool
    let isWhole: Bool

    init(_ permit: Permit, _ policy: Policy) {
        self.permit = permit
        self.policy = policy
        seesAll = permit.sees.count == Field.Class.allCases.count
        isWhole = seesAll && permit.opens.count >= Compartment.allCases.count - 1
    }

    private var me: AccountID { permit.actor.account }
    private var agency: AgencyCode { permit.actor.agency }

    private func seen(_ answers: Answers, isOwn: Bool = false) -> Answers { policy.seen(answers, by: permit, isOwn: isOwn) }

    /// The parts as they are for whoever sees all, otherwise each as `hide` leaves it.
    private func each<Part>(_ parts: [Part], _ hide: (inout Part) -> Void) -> [Part] {
        guard !isWhole else { return parts }
        return parts.map { part in
            var part = part
            hide(&part)
            return part
        }
    }

    func seen(_ answers: [FormID: Answers]) -> [FormID: Answers] {
        seesAll && policy.ofAnswers.isSubset(of: permit.opens) ? answers : answers.mapValues { seen($0) }
    }

    func seen(_ agreements: [CaseFile.Agreement]) -> [CaseFile.Agreement] { each(agreements) { $0.answers = seen($0.answers) } }
    func seen(_ screenings: [Screened]) -> [Screened] { each(screenings) { $0.answers = seen($0.answers) } }
    func seen(_ referrals: [Referral]) -> [Referral] {
        each(referrals) { $0.message = seen($0.message, isOwn: $0.to == agency) }
    }
    func seen(_ services: [CaseFile.Service]) -> [CaseFile.Service] {
        each(services) { $0.answers = seen($0.answers, isOwn: permit.isHelper && $0.by == agency) }
    }
    func seen(_ decisions: [Decided]) -> [Decided] { each(decisions) { $0.reasons = seen($0.reasons, isOwn: $0.by == me) } }
    func seen(_ broken: [Broken]) -> [Broken] { each(broken) { $0.answers = seen($0.answers, isOwn: $0.by == me) } }

    /// A note or a task of which nothing is left goes.
    func seen(_ notes: [CaseFile.Note]) -> [CaseFile.Note] {
        guard !isWhole else { return notes }
        return each(notes) {
            $0.answers = seen($0.answers, isOwn: $0.author == me || (permit.isHelper && $0.agency == agency))
        }.filter { !$0.answers.isEmpty }
    }
    func seen(_ tasks: [CaseTask]) -> [CaseTask] {
        guard !isWhole else { return tasks }
        return each(tasks) {
            let isMine = $0.from == me || $0.request.assignee == me
            $0.what = seen($0.what, isOwn: isMine || (permit.isHelper && $0.agency == agency))
        }.filter { !$0.what.isEmpty }
    }

    func seen(_ records: [Record]) -> [Record] {
        guard !isWhole else { return records }
        return each(records.filter { permit.opens.contains(policy.practice.compartment(ofRecord: $0.form)) }) {
            $0.answers = seen($0.answers)
        }
    }

    /// Nobody knows what stands in a file, so it is for whoever may see everything.
    func seen(_ files: [Attached]) -> [Attached] {
        isWhole ? files : files.filter { seesAll && $0.attachment.compartments.isSubset(of: permit.opens) }
    }

    func seen(_ links: [Link]) -> [Link] {
        isWhole || permit.opens.contains(.investigation) ? links : links.filter { $0.kind != .together }
    }

    func seen(_ asked: CaseFile.ClosureAsked?) -> CaseFile.ClosureAsked? {
        each(asked.map { [$0] } ?? []) { $0.answers = seen($0.answers, isOwn: $0.by == me) }.first
    }
    func seen(_ asked: ErasureAsked?) -> ErasureAsked? {
        each(asked.map { [$0] } ?? []) { $0.answers = seen($0.answers, isOwn: $0.by == me) }.first
    }
}

extension Policy {
    /// The answers whose class a permit sees and whose compartment it opens. One's own words need no compartment.
    package func seen(_ answers: Answers, by permit: Permit, isOwn: Bool = false) -> Answers {
        answers.filter {
            permit.sees.contains(classOf($0) ?? .identifying) && (isOwn || permit.opens.contains(compartment(of: $0)))
        }
    }
}
