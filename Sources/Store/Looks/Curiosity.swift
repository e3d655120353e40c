import Register

/// What one account opened lately: distinct cases, reports, searches, emergencies, each with when it was opened last.
///
/// Shape: in memory, made again from the looks of the ledger after a start and as other processes record theirs; at most
/// `Caps.most` of a kind. What a second person agreed to counts towards the cap, and is no reason for an alert.
struct Curiosity: Sendable {
    private struct Item {
        var at: Moment
        var isAgreed: Bool
    }

    private var seen: [Caps.Kind: [ChronicleID: Item]] = [:]

    /// Counts these, and gives how many there are that nobody else agreed to. What was opened within the time is none more.
    ///
    /// Errors: `StoreFault.overCap`, and then none of them is counted.
    mutating func count(_ ids: [ChronicleID], as kind: Caps.Kind, _ limit: Int, isAgreed: Bool, at now: Moment) throws -> Int {
        if !holds(ids, as: kind, at: now) {
            let wanted = count(kind, with: ids, at: now)
            guard wanted <= limit else {
                throw StoreFault.overCap(kind, wanted: wanted, wait: wait(kind, limit: limit, at: now))
            }
        }
        take(ids, as: kind, at: now, isAgreed: isAgreed)
        return alone(kind)
    }

    /// How many it would be with these. What is older than is counted is forgotten first.
    mutating func count(_ kind: Caps.Kind, with ids: [ChronicleID], at now: Moment) -> Int {
        forget(before: now)
        let known = seen[kind] ?? [:]
        return min(Caps.most, known.count + Set(ids).count { known[$0] == nil })
    }

    /// Whether all of these were opened within the time already.
    func holds(_ ids: [ChronicleID], as kind: Caps.Kind, at now: Moment) -> Bool {
        guard let known = seen[kind] else { return ids.isEmpty }
        return ids.allSatisfy { known[$0].map { now.seconds - $0.at.seconds < kind.window } ?? false }
    }

    mutating func take(_ ids: some Sequence<ChronicleID>, as kind: Caps.Kind, at: Moment, isAgreed: Bool) {
        for id in ids where seen[kind]?[id] != nil || (seen[kind]?.count ?? 0) < Caps.most {
            let before = seen[kind]?[id]
            let item = Item(at: max(at, before?.at ?? at), isAgreed: isAgreed && before?.isAgreed ?? true)
            seen[kind, default: [:]][id] = item
        }
    }

    /// How many that nobody else agreed to.
    func alone(_ kind: Caps.Kind) -> Int { seen[kind]?.values.count { !$0.isAgreed } ?? 0 }

    /// Units: seconds until one more is within the limit.
    func wait(_ kind: Caps.Kind, limit: Int, at now: Moment) -> Int {
        let times = (seen[kind]?.values.map(\.at) ?? []).sorted()
        guard times.count >= limit, let last = times.dropFirst(times.count - limit).first else { return kind.window }
        return max(1, last.seconds + kind.window - now.seconds)
    }

    var isEmpty: Bool { seen.values.allSatisfy(\.isEmpty) }

    mutating func forget(before now: Moment) {
        for (kind, items) in seen where items.contains(where: { now.seconds - $0.value.at.seconds >= kind.window }) {
            seen[kind] = items.filter { now.seconds - $0.value.at.seconds < kind.window }
        }
    }
}
