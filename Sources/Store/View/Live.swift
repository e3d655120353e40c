import Matching
import Register
import Synchronization

/// What is known in memory of the ledger: the index, the cases that were used last, and up to which entry it all goes.
final class Live: Sendable {
    let view: CaseView
    let files = Mutex(Recent<ChronicleID, Store.Known<CaseFile>>(limit: 256))
    /// The position of the last entry before which none is missing.
    let seen = Mutex(0)
    let people = KnownPeople()
    let roster = Mutex(Roster())
    let workshops = Mutex(Recent<ChronicleID, Store.Known<Workshop>>(limit: 64))
    let damaged = Mutex(Damaged())
    /// Nothing until somebody asks for figures.
    let facts = Mutex<FactColumns?>(nil)
    private let policy: Policy
    private let identities: Identities

    init(policy: Policy, _ identities: Identities) throws {
        view = try CaseView()
        self.policy = policy
        self.identities = identities
    }

    func index(_ files: [Store.Indexed]) throws {
        try view.update(files, by: policy)
        try people.update(
            try files.compactMap { each in
                guard let row = try view.row(of: each.id) else { return nil }
                let person = KnownPerson(each.file, by: policy.practice.identity)
                let line = person.map {
                    CaseView.PersonLine(row: row, number: each.file.number, owner: each.file.owner, person: $0)
                }
                return (row, line)
            })
    }

    /// Takes in what was just made safe, in the order of the ledger. It is recorded whatever happens here; an index that cannot
    /// follow is made again at the next start.
    func take(_ committed: [GroupWriter.Committed]) {
        var folded = Store.Folded()
        for each in Live.lasts(of: committed) { folded.take(one(each)) }
        if !folded.files.isEmpty { try? index(folded.files) }
        if !folded.accounts.isEmpty { roster.withLock { $0.take(folded.accounts) } }
        try? view.takeOthers(folded, policy)
        for each in committed { advance(to: each.position) }
    }

    /// Each chronicle once, as it is after its last entry, at the place of its first.
    private static func lasts(of committed: [GroupWriter.Committed]) -> [GroupWriter.Committed] {
        guard committed.count > 1 else { return committed }
        var places: [ChronicleID: Int] = [:]
        return committed.reduce(into: []) { lasts, each in
            if let place = places[each.chronicle] {
                lasts[place].after = each.after
            } else {
                places[each.chronicle] = lasts.count
                lasts.append(each)
            }
        }
    }

    private func one(_ each: GroupWriter.Committed) -> Store.One {
        let id = each.chronicle
        switch each.after {
        case .file(let known): return .file(indexed(known, each))
        case .workshop(let known):
            workshops.withLock { $0[id] = known }
            return .workshop(id, known.chronicle)
        case .account(let account): return .account(identities.account(of: id), account)
        case .concern(let concern): return .concern(id, concern)
        case .destruction(let destruction): return .destruction(id, destruction)
        case .incident(let incident): return .incident(id, incident)
        case .provider(let provider): return .provider(id, provider)
        case .course(let course): return .course(id, course)
        case .dialogue(let dialogue): return .dialogue(id, dialogue)
        case .campaign(let campaign): return .campaign(id, campaign)
        case .export(let export): return .export(id, export)
        case .publication(let publication): return .publication(id, publication)
        case .looks: return .looks(id)
        }
    }

    private func indexed(_ known: Store.Known<CaseFile>, _ each: GroupWriter.Committed) -> Store.Indexed {
        let before = files.withLock { files in
            defer { files[each.chronicle] = known }
            return files[each.chronicle]
        }
        // What another process wrote in between, the index takes in by `Store.follow`, case by case and whole.
        let isNext = before.map { $0.sequence + 1 == known.sequence } ?? false
        return Store.Indexed(
            id: each.chronicle, position: each.position, file: known.chronicle, before: isNext ? before?.chronicle : nil)
    }

    /// A gap means that another process wrote in between; `Store.follow` closes it.
    func advance(to position: Int) { seen.withLock { if position == $0 + 1 { $0 = position } } }
}
