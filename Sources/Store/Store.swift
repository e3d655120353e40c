import Crypto
package import Foundation
package import Register
import Synchronization

/// The only door to a chronicle: it folds, redacts by permit, records the look, and is the one way in for an action.
package final class Store: Sendable {
    package let policy: Policy
    let ledger: any Ledger
    let live: Live
    let envelope: Envelope
    private let marks: KeyedHash
    /// Of the marks that stand for chronicles in snapshots.
    let markKey: SymmetricKey
    let replyKeys: ReplyKeys
    let identities: Identities
    let deviceSeal: DeviceSeal
    let writer: GroupWriter
    let checkpoint: Checkpoint?
    let node: String
    let numbers = Mutex(Recent<String, ChronicleID>(limit: 4096))
    /// The position up to which the index was saved.
    let saved = Mutex(0)
    let looked = Mutex(Recent<Look, Moment>(limit: 4096))
    let mailPatience = Mutex(MailPatience())
    let attention = Mutex(Attention())
    let series = Mutex<[String: Series]>([:])
    let campaigns = Mutex(Recent<ChronicleID, Known<Campaign>>(limit: 16))
    /// Signed figures, which never change.
    let figuresSigned = Mutex(Recent<EntryID, PublishedFigures>(limit: 8))
    /// Visits by a code and a day that wait to be kept.
    let visits = Mutex<[String: [String: Int]]>([:])

    struct Known<C: Chronicle>: Sendable {
        var chronicle = C()
        /// After which entry the next must come.
        private(set) var end = ChainEnd()
        var keys: [Compartment: Data] = [:]

        /// That of the last entry, 0 before the first.
        var sequence: Int { end.sequence }

        /// Goes on by the next entry of the ledger. Errors: `StoreFault.damaged` names one that is not the next or does not open.
        mutating func fold(_ row: LedgerRow, _ opener: Envelope.Opener) throws {
            try end.take(row)
            chronicle.apply(try opener.entry(row, of: C.self))
        }

        /// Goes on by an entry that is about to be recorded.
        mutating func fold(_ entry: Entry<C.Action>, as proposal: Proposal) {
            end.take(proposal)
            chronicle.apply(entry)
        }
    }

    /// Opens the store and builds the index, from a checkpoint in `file` if there is one.
    ///
    /// Errors: `StoreFault.damaged` names the entry that does not open.
    package init(ledger: any Ledger, root: RootKey, policy: Policy, node: String, checkpoint file: URL? = nil) throws {
        ledger.unlock(root)
        self.ledger = ledger
        self.policy = policy
        self.node = node
        envelope = Envelope(keyring: root, policy: policy)
        marks = KeyedHash(key: root.derived(for: "index"))
        markKey = root.derived(for: "statistics")
        replyKeys = ReplyKeys(root)
        identities = Identities(root)
        deviceSeal = DeviceSeal(root)
        let live = try Live(policy: policy, identities)
        self.live = live
        writer = GroupWriter(ledger: ledger) { live.take($0) }
        checkpoint = file.map { Checkpoint($0, root: root, shape: CaseView.shape(policy)) }
        try start()
    }

    // MARK: Reading

    /// Case files as an actor may know them, with the permit that says what may be done. The look is recorded before this returns.
    ///
    /// Errors: `StoreFault.notFound` alike for what is absent and for what is forbidden.
    package func read(_ number: String, as actor: Actor, for purpose: Looks.Purpose, at now: Moment) async throws -> (
        file: SeenCase, permit: Permit
    ) {
        let (id, known, permit) = try find(number, actor, now)
        guard permit.may.contains(.read) else { throw StoreFault.notFound }
        try await look(id, actor, purpose, now)
        return (try shown(known.chronicle, to: permit), permit)
    }

    /// A file within a permit, and without the number of any other case that this actor is kept out of or that is there no more.
    func shown(_ file: CaseFile, to permit: Permit) throws -> SeenCase {
        let seen = SeenCase(file, to: permit, by: policy)
        guard !seen.links.isEmpty else { return seen }
        let hidden = try live.view.barredRows(permit.actor)
        return try seen.keeping { link in try live.view.row(of: link.to).map { !hidden.contains($0) } ?? false }
    }

    /// Everything that happened to a case, redacted, oldest first. Looks at history are looks too.
    package func history(_ number: String, as actor: Actor, at now: Moment) async throws -> [Entry<CaseAction>] {
        let (id, known, permit) = try find(number, actor, now)
        guard permit.may.contains(.history) else { throw StoreFault.notFound }
        try await look(id, actor, .history, now)
        let shown = try shown(known.chronicle, to: permit)
        let opener = try envelope.opener(try ledger.keys(of: id), of: id)
        var end = ChainEnd()
        return try ledger.rows(of: id, after: 0).compactMap { row in
            try end.take(row)
            var entry = try opener.entry(row, of: CaseFile.self)
            guard shown.shows(entry, to: permit, by: policy) else { return nil }
            entry.action.answers = policy.seen(entry.action.answers, by: permit)
            return entry
        }
    }

    func find(_ number: String, _ actor: Actor, _ now: Moment) throws -> (ChronicleID, Known<CaseFile>, Permit) {
        guard let role = policy.roles[actor.role], let id = try chronicle(ofNumber: number) else { throw StoreFault.notFound }
        let known = try file(id, if: { try Permit(actor, holding: role, for: $0, at: now) != nil || isListed($0, id, for: actor) })
        guard let permit = Permit(actor, holding: role, for: known.chronicle, at: now) else { throw StoreFault.notFound }
        return (id, known, permit)
    }

    /// Whether a case of which nothing opens any more was in the lists of this actor's agency, and nothing keeps them out.
    private func isListed(_ file: CaseFile, _ id: ChronicleID, for actor: Actor) throws -> Bool {
        guard file.number.isEmpty, let row = try live.view.row(of: id) else { return false }
        return try live.view.owner(of: id) == actor.agency && !live.view.barredRows(actor).contains(row)
    }

    /// A number is one case for ever, so it may be remembered.
    private func chronicle(ofNumber number: String) throws -> ChronicleID? {
        if let known = numbers.withLock({ $0[number] }) { return known }
        let id = try live.view.chronicle(ofNumber: number) ?? damaged(number)
        if let id { numbers.withLock { $0[number] = id } }
        return id
    }

    // MARK: Recording

    /// The only way in. `expected` is the sequence the worker saw; without it the action is tried again on what is there now.
    ///
    /// Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    package func record(
        _ action: CaseAction, carrying file: Data? = nil, id: EntryID, to number: String, as actor: Actor, expected: Int? = nil,
        at now: Moment, today: Day
    ) async throws -> Recorded {
        try await untilRecorded { () -> Recorded? in
            let (chronicle, known, permit) = try find(number, actor, now)
            if let before = try before(id, action, of: CaseFile.self, in: chronicle) { return .again(sequence: before.sequence) }
            if let expected, expected < known.sequence { return .behind(sequence: known.sequence) }
            try known.chronicle.accept(action, under: permit, by: policy.practice, on: today, at: now)
            let told = try certified(action, by: actor, on: today)
            let result = try await append(told, carrying: file, id, known, chronicle, actor, now)
            switch result {
            case .recorded: return result
            case .again: return nil
            case .behind: return expected == nil ? nil : result
            }
        }
    }

    /// Opens a case to somebody it was not given to, for a short time. It is told to the supervisor of the agency that leads.
    ///
    /// Errors: `StoreFault.notFound` alike for what is absent, what is forbidden, and who is kept out; `Refusal`.
    package func breakGlass(
        _ number: String, _ glass: Glass, answers: Answers, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) async throws {
        try await untilRecorded { () -> Void? in
            guard let role = policy.roles[actor.role], let chronicle = try chronicle(ofNumber: number) else {
                throw StoreFault.notFound
            }
            let known = try file(chronicle, if: { Permit.toBreakGlass(actor, holding: role, for: $0) != nil })
            guard let permit = Permit.toBreakGlass(actor, holding: role, for: known.chronicle) else { throw StoreFault.notFound }
            let action = CaseAction.glassBroken(glass, answers: answers)
            if try before(id, action, of: CaseFile.self, in: chronicle) != nil { return () }
            try known.chronicle.accept(action, under: permit, by: policy.practice, on: today, at: now)
            try count([chronicle], as: .emergencies, of: actor, at: now)
            return try await append(action, id, known, chronicle, actor, now).done
        }
    }

    /// Opens a case and gives its number. Sent again with the same id it gives the same number.
    package func open(
        form: FormID, answers: Answers, id: EntryID, prefix: String, as actor: Actor, at now: Moment, today: Day
    ) async throws -> String {
        guard let role = policy.roles[actor.role], let permit = Permit.toOpen(actor, holding: role) else {
            throw Refusal("notPermitted")
        }
        let chronicle = identities.chronicle(.file, openedBy: id)
        var isNew = true
        return try await untilRecorded {
            // Most are sent once: whether this one was is asked when the ledger has it already.
            let sent = CaseAction.opened(number: "", form: form, answers: answers)
            if !isNew, try before(id, sent, of: CaseFile.self, in: chronicle) != nil { return try file(chronicle).chronicle.number }
            isNew = false
            return try await numbered("\(prefix)-\(today.year)-") { number in
                let action = CaseAction.opened(number: number, form: form, answers: answers)
                try CaseFile().accept(action, under: permit, by: policy.practice, on: today, at: now)
                return try await append(action, id, Known(), chronicle, actor, now)
            }
        }
    }

    func append(
        _ action: CaseAction, carrying file: Data? = nil, _ id: EntryID, _ known: Known<CaseFile>, _ chronicle: ChronicleID,
        _ actor: Actor, _ now: Moment
    ) async throws -> Recorded {
        var next = known
        var carried: (Data, Compartment)?
        if let attachment = action.attachment {
            guard let file else { throw Refusal("noSuchAttachment") }
            carried = (file, attachment.compartment)
        }
        var step = try propose(action, id, to: &next, chronicle, actor, now, carrying: carried)
        if case .opening(.opened(let number, _)) = action.act { step.proposal.claim = claim(number) }
        return try await append(step)
    }

    /// A mark of a number that two processes make alike and nobody without the key can.
    func claim(_ number: String) -> Data { Data(marks(Data(number.utf8))) }

    /// A name for something that stays the same and tells nothing to whoever has no key.
    package func mark(_ text: String) -> String {
        marks(Data("mark/\(text)".utf8)).prefix(16).hexadecimal
    }

    func file(_ id: ChronicleID) throws -> Known<CaseFile> {
        if let known = live.files.withLock({ $0[id] }) { return known }
        let known: Known<CaseFile> = try load(id)
        live.files.withLock { if ($0[id]?.sequence ?? 0) < known.sequence { $0[id] = known } }
        return known
    }

    func file(_ id: ChronicleID, if isShown: (CaseFile) throws -> Bool) throws -> Known<CaseFile> {
        if let known = live.files.withLock({ $0[id] }) { return known }
        let known = try load(id, if: isShown)
        live.files.withLock { if ($0[id]?.sequence ?? 0) < known.sequence { $0[id] = known } }
        return known
    }

    /// Nil once it was destroyed, and where it is damaged.
    func fileIfThere(_ id: ChronicleID) throws -> Known<CaseFile>? {
        do { return try file(id) } catch let error where StoreFault.isLost(error) { return nil }
    }

    func load<C: Chronicle>(_ id: ChronicleID) throws -> Known<C> {
        let rows = try ledger.rows(of: id, after: 0)
        guard !rows.isEmpty else { return Known() }
        let keys = try ledger.keys(of: id)
        guard !keys.isEmpty else { throw StoreFault.notFound }
        var known = Known<C>(keys: keys)
        do {
            let opener = try envelope.opener(known.keys, of: id)
            for row in rows { try known.fold(row, opener) }
        } catch {
            guard let fault = StoreFault.damage(error, at: rows[0].position) else { throw error }
            live.damaged.withLock { $0.note(id) }
            throw fault
        }
        return known
    }
}
