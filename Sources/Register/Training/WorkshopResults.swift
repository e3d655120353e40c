/// What a workshop changed, from papers before and after of the same people.
///
/// Shape: pairs count only people with both papers; for fewer than `fewest` nothing is said of the group.
package struct WorkshopResults: Sendable, Equatable {
    package static let fewest = 5

    package struct Item: Sendable, Equatable, Identifiable {
        package let id: String
        /// Right answers of those with both papers.
        package let before: Share
        package let after: Share
        /// Nil when nobody has both.
        package let gain: MatchedGain?
        /// How well it tells those who know more from those who know less, from -1 to 1. Nil when all answered alike.
        package let discrimination: Double?
        /// How often each choice was taken, before and after.
        package let chosen: [String: (before: Int, after: Int)]

        package static func == (a: Item, b: Item) -> Bool {
            a.id == b.id && a.before == b.before && a.after == b.after && a.gain == b.gain
        }
    }

    /// One person with both papers. Units: per cent.
    package struct Pair: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let before: Double
        package let after: Double
        package var gain: Double { after - before }
    }

    package let came: Int
    package let passed: Int
    package let pairs: [Pair]
    package let items: [Item]
    package let gain: Mean?
    package let gaining: Share
    /// Who said 4 or 5 of 5.
    package let confidentBefore: Share
    package let confidentAfter: Share
    /// By how much the confidence of those grew who said it both times. Units: steps of five.
    package let confidence: Mean?

    package var isTooFew: Bool { pairs.count < WorkshopResults.fewest }

    /// The items in the order of a test; without one, those that were answered.
    package init(_ workshop: Workshop, test: KnowledgeTest?) {
        let people = workshop.active.filter(\.cameAtAll)
        came = people.count
        passed = people.count { workshop.isPassed($0) }
        pairs = people.compactMap { each in
            guard let before = each.papers[.before]?.score, let after = each.papers[.after]?.score else { return nil }
            return Pair(id: each.id, before: before, after: after)
        }
        gain = Mean(pairs.map(\.gain))
        gaining = Share(pairs.count { $0.gain > 0 }, of: pairs.count)
        let asked = people.compactMap { $0.papers[.before] ?? $0.papers[.after] }.flatMap(\.answers.keys)
        let ids = test?.items.map(\.id) ?? Set(asked).sorted()
        items = ids.map { Item($0, people) }
        confidentBefore = WorkshopResults.confident(people, .before)
        confidentAfter = WorkshopResults.confident(people, .after)
        confidence = Mean(
            people.compactMap { each in
                guard let before = each.papers[.before]?.confidence, let after = each.papers[.after]?.confidence else { return nil }
                return Double(after - before)
            })
    }

    private static func confident(_ people: [Participant], _ sitting: TestPaper.Sitting) -> Share {
        let said = people.compactMap { $0.papers[sitting]?.confidence }
        return Share(said.count { $0 >= 4 }, of: said.count)
    }
}

extension WorkshopResults.Item {
    fileprivate init(_ id: String, _ people: [Participant]) {
        let before = people.compactMap { $0.papers[.before] }
        let after = people.compactMap { $0.papers[.after] }
        let pairs = people.compactMap { each -> (before: Bool, after: Bool)? in
            guard let first = each.papers[.before], let second = each.papers[.after] else { return nil }
            return (first.right.contains(id), second.right.contains(id))
        }
        var chosen: [String: (before: Int, after: Int)] = [:]
        for paper in before { if let code = paper.answers[id] { chosen[code, default: (0, 0)].before += 1 } }
        for paper in after { if let code = paper.answers[id] { chosen[code, default: (0, 0)].after += 1 } }
        self.id = id
        self.before = Share(pairs.count(where: \.before), of: pairs.count)
        self.after = Share(pairs.count(where: \.after), of: pairs.count)
        gain = MatchedGain(pairs)
        discrimination = WorkshopResults.correlation(
            after.map { paper in
                let isRight = paper.right.contains(id)
                return (isRight ? 1 : 0, Double(paper.right.count - (isRight ? 1 : 0)))
            })
        self.chosen = chosen
    }
}

extension WorkshopResults {
    /// Of an item with the rest of its paper, Pearson's. Nil when one of them does not vary, or of fewer than `fewest`.
    fileprivate static func correlation(_ points: [(Double, Double)]) -> Double? {
        guard points.count >= fewest else { return nil }
        let n = Double(points.count)
        let (x, y) = (points.reduce(0) { $0 + $1.0 } / n, points.reduce(0) { $0 + $1.1 } / n)
        let xx = points.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
        let yy = points.reduce(0) { $0 + ($1.1 - y) * ($1.1 - y) }
        guard xx > 0, yy > 0 else { return nil }
        return points.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) } / (xx * yy).squareRoot()
    }
}
