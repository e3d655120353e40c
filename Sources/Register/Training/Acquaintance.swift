/// Which attendances are of one person.
///
/// Shape: whoever shares an account is one person. Whoever shares an address, or a name in one agency, is one person too, unless two
/// accounts or two places in one workshop speak against it: an office's address and a common name belong to many.
private struct Acquaintance {
    private var roots: [Int]
    private var workshops: [Set<ChronicleID>]
    private var accounts: [Set<AccountID>]

    init(_ all: [Attendee]) {
        roots = Array(all.indices)
        workshops = all.map { [$0.workshop] }
        accounts = all.map { $0.account.map { [$0] } ?? [] }
        join(all, by: \.account, isSure: true)
        join(all, by: \.mail, isSure: false)
        join(all, by: { $0.name }, isSure: false)
    }

    mutating func root(_ index: Int) -> Int {
        var index = index
        while roots[index] != index {
            roots[index] = roots[roots[index]]
            index = roots[index]
        }
        return index
    }

    /// Each goes to the first of those with its mark that it can be the same as.
    private mutating func join<Mark: Hashable>(_ all: [Attendee], by mark: (Attendee) -> Mark?, isSure: Bool) {
        var known: [Mark: [Int]] = [:]
        for (index, attendee) in all.enumerated() {
            guard let mark = mark(attendee) else { continue }
            let own = root(index)
            let others = Set((known[mark] ?? []).map { root($0) }).subtracting([own]).sorted()
            if let other = others.first(where: { isSure || canBeOne($0, own) }) {
                roots[own] = other
                workshops[other].formUnion(workshops[own])
                accounts[other].formUnion(accounts[own])
            }
            known[mark, default: []].append(index)
        }
    }

    private func canBeOne(_ a: Int, _ b: Int) -> Bool {
        workshops[a].isDisjoint(with: workshops[b]) && (accounts[a].isEmpty || accounts[b].isEmpty || accounts[a] == accounts[b])
    }
}

extension [Attendee] {
    /// Each person once, in the order of the first attendance of each.
    package var people: [Trainee] {
        var acquaintance = Acquaintance(self)
        var places: [Int: Int] = [:]
        var groups: [[Attendee]] = []
        for (index, attendee) in enumerated() {
            let root = acquaintance.root(index)
            if let place = places[root] {
                groups[place].append(attendee)
            } else {
                places[root] = groups.count
                groups.append([attendee])
            }
        }
        return groups.map { Trainee($0) }
    }
}
