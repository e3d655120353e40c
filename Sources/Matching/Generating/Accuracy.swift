/// How well scored pairs tell the same person from others.
///
/// Shape: pairs sorted by score; F1 at the score where it is highest; AUC-PR as average precision over all true pairs, also those
/// that were never scored.
package struct Accuracy: Sendable {
    package private(set) var f1 = 0.0
    package private(set) var precision = 0.0
    package private(set) var recall = 0.0
    /// Units: bits. The score where F1 is highest.
    package private(set) var atBits = 0.0
    package private(set) var areaUnderCurve = 0.0
    /// The share of true pairs that were scored at all.
    package private(set) var found = 0.0

    package init(_ pairs: [(bits: Double, isSame: Bool)], truePairs: Int) {
        var right = 0.0
        let total = Double(max(truePairs, 1))
        for (index, pair) in pairs.sorted(by: { $0.bits > $1.bits }).enumerated() {
            if pair.isSame { right += 1 }
            let (precision, recall) = (right / Double(index + 1), right / total)
            if pair.isSame { areaUnderCurve += precision / total }
            let f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
            if f1 > self.f1 { (self.f1, self.precision, self.recall, atBits) = (f1, precision, recall, pair.bits) }
        }
        found = right / total
    }
}

extension LabelledPeople {
    /// Every record asked for among all others, each pair once. Pairs under four bits are not worth a line.
    package func pairwise(in index: PersonIndex, weights: Weights, limit: Int = 60) -> Accuracy {
        var pairs: [(bits: Double, isSame: Bool)] = []
        var seen: Set<Int> = []
        for (row, record) in records.enumerated() {
            let matches = index.matches(for: record.person, weights: weights, limit: limit, excluding: [row])
            for match in matches where match.bits > 4 {
                guard seen.insert(min(row, match.row) * records.count + max(row, match.row)).inserted else { continue }
                pairs.append((match.bits, record.identity == records[match.row].identity))
            }
        }
        let sizes = Dictionary(records.map { ($0.identity, 1) }, uniquingKeysWith: +).values
        return Accuracy(pairs, truePairs: sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
    }

    /// The shares of intakes of people on record whose first candidate, or one of the first ten, is that person.
    package func intakeRecall(in index: PersonIndex, weights: Weights) -> (first: Double, firstTen: Double) {
        let known = Set(records.map(\.identity))
        let asked = intakes.filter { known.contains($0.identity) }
        let places = asked.map { intake in
            index.matches(for: intake.person, weights: weights, limit: 10).firstIndex {
                records[$0.row].identity == intake.identity
            }
        }
        let total = Double(max(asked.count, 1))
        return (Double(places.count { $0 == 0 }) / total, Double(places.count { $0 != nil }) / total)
    }
}
