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
    let damaged = Mutex(Damaged())
    /// Nothing until somebody asks for figures.
    let facts = Mutex<FactColumns?>(nil)
    private let policy: Policy

    init(policy: Policy) throws {
        view = try CaseView()
        self.policy = policy
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
        let changed = files.withLock { files in
            committed.compactMap { each -> Store.Indexed? in
                guard let after = each.after else { return nil }
                let before = files[each.chronicle]
                files[each.chronicle] = after
                // What another process wrote in between, the index takes in by `Store.follow`, case by case and whole.
                let isNext = before.map { $0.sequence + 1 == after.sequence } ?? false
                return Store.Indexed(
                    id: each.chronicle, position: each.position, file: after.chronicle, before: isNext ? before?.chronicle : nil)
            }
        }
        try? index(changed)
        for each in committed { advance(to: each.position) }
    }

    /// A gap means that another process wrote in between; `Store.follow` closes it.
    func advance(to position: Int) { seen.withLock { if position == $0 + 1 { $0 = position } } }
}
