import Foundation
import Register
import Synchronization

/// Making the index from the ledger, and keeping it up to it.
extension Store {
    /// A case for the index, with the position of an entry of it; that of its first gives it its place.
    struct Indexed {
        let id: ChronicleID
        let position: Int
        let file: CaseFile
        /// The case as the index has it, where that is known: then only what differs is written.
        var before: CaseFile?
        /// What the index keeps of it, where that was computed already.
        var parts: CaseParts?
    }

    /// What some chronicles of the ledger are now.
    struct Folded {
        var files: [Indexed] = []
        var accounts: [(AccountID, Account)] = []
        var concerns: [(ChronicleID, Concern)] = []
        var destructions: [(ChronicleID, Destruction)] = []
        var incidents: [(ChronicleID, Incident)] = []
        var providers: [(ChronicleID, Provider)] = []
        var courses: [(ChronicleID, Course)] = []
        var workshops: [(ChronicleID, Workshop)] = []
        var dialogues: [(ChronicleID, Dialogue)] = []
        var campaigns: [(ChronicleID, Campaign)] = []
        var exports: [(ChronicleID, Export)] = []
        var publications: [(ChronicleID, Publication)] = []
        var facts: [(ChronicleID, Data)] = []
        var looks: [ChronicleID] = []

        mutating func take(_ one: One) {
            switch one {
            case .file(let file): files.append(file)
            case .account(let id, let account): accounts.append((id, account))
            case .concern(let id, let concern): concerns.append((id, concern))
            case .destruction(let id, let destruction): destructions.append((id, destruction))
            case .incident(let id, let incident): incidents.append((id, incident))
            case .provider(let id, let provider): providers.append((id, provider))
            case .course(let id, let course): courses.append((id, course))
            case .workshop(let id, let workshop): workshops.append((id, workshop))
            case .dialogue(let id, let dialogue): dialogues.append((id, dialogue))
            case .campaign(let id, let campaign): campaigns.append((id, campaign))
            case .export(let id, let export): exports.append((id, export))
            case .publication(let id, let publication): publications.append((id, publication))
            case .looks(let id): looks.append(id)
            case .edition, .destroyed, .damaged: break
            }
        }
    }

    /// From the checkpoint if there is a good one, else from the whole ledger.
    func start() throws {
        if let kept = try checkpoint?.read(for: ledger) {
            try live.view.restore(kept.database)
            saved.withLock { $0 = kept.position }
            live.seen.withLock { $0 = kept.position }
            let known = try live.view.accounts()
            live.roster.withLock { $0.take(known.map { ($0, $1) }) }
        } else {
            let last = try ledger.lastPosition()
            try fill(live.view)
            live.seen.withLock { $0 = last }
        }
        try follow()
    }

    /// Folds the whole ledger, each chronicle on its own, on every core, some thousands at a time; while those are written into the
    /// index, the next are folded.
    func fill(_ view: CaseView) throws {
        let keys = try ledger.keys()
        try view.dropIndexes()
        let writing = OneBehind()
        try ledger.chronicles { batch in
            let folded = try foldAll(batch) { keys[$0] ?? [:] }
            if !folded.accounts.isEmpty { live.roster.withLock { $0.take(folded.accounts) } }
            try writing.next { [policy] in try view.take(folded, policy) }
        }
        try writing.finish()
        try view.makeIndexes()
    }

    /// Takes in what another process recorded: a grant at the terminal, an import. What this one recorded is there already.
    package func follow() throws {
        guard try ledger.lastPosition() > live.seen.withLock({ $0 }) else { return }
        try writer.alone {
            let from = live.seen.withLock { $0 }
            let last = try ledger.lastPosition()
            var touched: Set<ChronicleID> = []
            try ledger.scan(after: from) { row in
                touched.insert(row.chronicle)
                return true
            }
            let folded = try foldAll(try touched.map { try ledger.rows(of: $0, after: 0) }) { [ledger] in try ledger.keys(of: $0) }
            noteNumbers(of: folded.files)
            live.files.withLock { files in for each in folded.files { files[each.id] = nil } }
            try live.index(folded.files)
            try live.view.takeOthers(folded, policy)
            for gone in folded.destructions.compactMap(\.1.certificate) { try forget(gone) }
            if !folded.accounts.isEmpty { live.roster.withLock { $0.take(folded.accounts) } }
            try take(looksOf: folded.looks)
            live.seen.withLock { $0 = max($0, last) }
        }
    }

    /// The next number comes after those that another process gave.
    private func noteNumbers(of files: [Indexed]) {
        series.withLock { series in
            for number in files.map(\.file.number) {
                guard let dash = number.lastIndex(of: "-"), let last = Int(number[dash...].dropFirst()) else { continue }
                series[String(number[...dash])]?.note(last)
            }
        }
    }

    /// Whether the index came from its file, or was saved since: then a start need not fold the whole ledger.
    package var hasCheckpoint: Bool { saved.withLock { $0 > 0 } }

    /// Seals the index into its file, when so many entries came since the last time.
    package func saveCheckpoint(after entries: Int) throws {
        guard let checkpoint else { return }
        let kept = try writer.alone { () -> (database: Data, position: Int)? in
            let position = live.seen.withLock { $0 }
            guard position - saved.withLock({ $0 }) >= entries else { return nil }
            try refreshFacts()
            return (try live.view.serialized(), position)
        }
        guard let kept else { return }
        try checkpoint.write(kept.database, at: kept.position, of: ledger)
        saved.withLock { $0 = kept.position }
    }

    /// Writes the copy of the counter beside the ledger, so that an older ledger in the place of this one is found.
    package func keepCounter() throws { try ledger.keepCounter() }

    private func foldAll(
        _ chronicles: [[LedgerRow]], _ keys: @Sendable (ChronicleID) throws -> [Compartment: Data]
    ) throws -> Folded {
        try onEveryCore(chronicles) {
            let one = try fold($0, keys)
            return (one, $0[0].chronicle, facts(of: one))
        }.reduce(into: Folded()) { all, each in
            if !each.2.isEmpty { all.facts.append((each.1, each.2)) }
            all.take(each.0)
        }
    }

    /// A chronicle of the ledger as it is now.
    enum One {
        case file(Indexed)
        case account(AccountID, Account)
        case concern(ChronicleID, Concern)
        case destruction(ChronicleID, Destruction)
        case incident(ChronicleID, Incident)
        case provider(ChronicleID, Provider)
        case course(ChronicleID, Course)
        case workshop(ChronicleID, Workshop)
        case dialogue(ChronicleID, Dialogue)
        case campaign(ChronicleID, Campaign)
        case export(ChronicleID, Export)
        case publication(ChronicleID, Publication)
        case looks(ChronicleID)
        case edition(Editions)
        /// Without a key, since it was destroyed.
        case destroyed
        /// Something of it is not what was recorded: nothing of it is in any list.
        case damaged
    }

    /// - Parameter until: what was recorded later is left out.
    func fold(
        _ rows: [LedgerRow], until: Moment? = nil, _ keys: (ChronicleID) throws -> [Compartment: Data]
    ) throws -> One {
        let chronicle = rows[0].chronicle
        let kept = try keys(chronicle)
        guard !kept.isEmpty else { return .destroyed }
        do {
            let one = try fold(rows, until: until, try envelope.opener(kept, of: chronicle))
            live.damaged.withLock { $0.forget(chronicle) }
            return one
        } catch {
            guard StoreFault.damage(error, at: rows[0].position) != nil else { throw error }
            let number = number(of: rows, try? envelope.opener(kept, of: chronicle))
            live.damaged.withLock { $0.note(chronicle, number: number) }
            return .damaged
        }
    }

    private func fold(_ rows: [LedgerRow], until: Moment?, _ opener: Envelope.Opener) throws -> One {
        let chronicle = rows[0].chronicle
        func folded<C: Chronicle>(_: C.Type) throws -> C {
            var end = ChainEnd()
            let entries = try rows.map { row in
                try end.take(row)
                return try opener.entry(row, of: C.self)
            }
            return C(folding: until.map { last in entries.filter { $0.stamp.at <= last } } ?? entries)
        }
        switch try opener.kind(of: rows[0]) {
        case .file:
            let file = try folded(CaseFile.self)
            return .file(
                Indexed(id: chronicle, position: rows[0].position, file: file, parts: CaseParts(file, policy)))
        case .account:
            let account = try folded(Account.self)
            return .account(identities.account(of: chronicle), account)
        case .concern:
            return .concern(chronicle, try folded(Concern.self))
        case .destruction:
            return .destruction(chronicle, try folded(Destruction.self))
        case .incident:
            return .incident(chronicle, try folded(Incident.self))
        case .provider:
            return .provider(chronicle, try folded(Provider.self))
        case .course:
            return .course(chronicle, try folded(Course.self))
        case .workshop:
            return .workshop(chronicle, try folded(Workshop.self))
        case .dialogue:
            return .dialogue(chronicle, try folded(Dialogue.self))
        case .campaign:
            return .campaign(chronicle, try folded(Campaign.self))
        case .export:
            return .export(chronicle, try folded(Export.self))
        case .publication:
            return .publication(chronicle, try folded(Publication.self))
        case .looks: return .looks(chronicle)
        // Read where the pack is, never by a list.
        case .edition: return .edition(try folded(Editions.self))
        }
    }
}

extension CaseView {
    fileprivate func take(_ folded: Store.Folded, _ policy: Policy) throws {
        try update(folded.files, by: policy)
        try takeOthers(folded, policy)
        try put(folded.facts)
        stale.withLock { $0 = [] }
    }

    /// All but the cases.
    func takeOthers(_ folded: Store.Folded, _ policy: Policy) throws {
        try update(folded.accounts)
        try update(folded.concerns, by: policy)
        try update(folded.destructions)
        try update(folded.incidents)
        try update(folded.providers, by: policy)
        try update(folded.courses)
        try update(folded.workshops, by: policy)
        try update(folded.dialogues)
        try update(folded.campaigns, by: policy)
        try update(folded.exports)
        try update(folded.publications)
    }
}
