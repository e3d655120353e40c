/// Kinds of people, each with its own shares of every attribute's codes, learned from records of nobody while these are altered.
///
/// People who were taken along the same route are alike in more attributes than any table of three shows. Codes are proposed as common as
/// they are among a person's kind, so that where noise drowns a count, records keep to what is usual.
/// Shape: a slot for each attribute's "not known" and then for its codes; the kinds of a slot lie side by side.
/// Source: Goodman, "Exploratory latent structure analysis using both identifiable and unidentifiable models", Biometrika 61 (1974).
struct LatentClasses {
    private static let count = 64

    /// The slot of each attribute's "not known", and, last, how many slots there are.
    private let starts: [Int]
    private var kinds: [UInt8]
    private var sizes = [Double](repeating: 1, count: LatentClasses.count)
    /// The share of a kind's people who are in a slot, and, kind after kind, the same as running totals over an attribute.
    private var shares: [Double]
    private var running: [Float]
    /// Everybody's share of each slot, as told.
    private let common: [Double]

    /// Each kind begins as somebody picked by chance, half as themselves and half as everybody.
    init(_ cells: Cells, everybody: [[Double]], rows: [Int32], people: Int, _ chance: inout SeededChance) {
        starts = cells.first.enumerated().map { $0 + $1 }
        common = everybody.flatMap { counts in counts.map { ($0 + 1e-6) / (counts.reduce(0, +) + 1) } }
        kinds = Array(repeating: 0, count: people)
        shares = common.flatMap { Array(repeating: $0, count: LatentClasses.count) }
        running = Array(repeating: 0, count: shares.count)
        guard people > 0 else { return }
        for kind in 0..<LatentClasses.count {
            let person = chance.below(people) * attributes
            for place in 0..<attributes { shares[slot(rows[person + place], place) * LatentClasses.count + kind] += 1 }
        }
        for _ in 0..<LatentClasses.rounds {
            sort(rows, &chance)
            learn(rows)
        }
    }

    /// So often are people sorted and kinds learned before the records are altered.
    private static let rounds = 5

    private var attributes: Int { starts.count - 1 }

    /// Of a code's number, or -1 where it is not known.
    @inline(__always)
    private func slot(_ code: Int32, _ place: Int) -> Int { code < 0 ? starts[place] : Int(code) + place + 1 }

    /// Puts each person into a kind, by chance, as likely as the kind makes the person.
    mutating func sort(_ rows: [Int32], _ chance: inout SeededChance) {
        var weights = sizes
        for person in kinds.indices {
            for kind in weights.indices { weights[kind] = sizes[kind] }
            for place in 0..<attributes {
                let line = slot(rows[person * attributes + place], place) * LatentClasses.count
                for kind in 0..<LatentClasses.count { weights[kind] *= shares[line + kind] }
            }
            var left = weights.reduce(0, +) * chance.unit()
            var kind = 0
            while kind < LatentClasses.count - 1, left >= weights[kind] {
                left -= weights[kind]
                kind += 1
            }
            kinds[person] = UInt8(kind)
        }
    }

    /// As many people like everybody as are added to each kind, so that no code that was told is ruled out.
    private static let likeEverybody = 2.0

    mutating func learn(_ rows: [Int32]) {
        var counts = [Double](repeating: 0, count: shares.count)
        sizes = Array(repeating: 1, count: LatentClasses.count)
        for person in kinds.indices {
            let kind = Int(kinds[person])
            sizes[kind] += 1
            for place in 0..<attributes { counts[slot(rows[person * attributes + place], place) * LatentClasses.count + kind] += 1 }
        }
        for place in 0..<attributes {
            var totals = [Float](repeating: 0, count: LatentClasses.count)
            for slot in starts[place]..<starts[place + 1] {
                let line = slot * LatentClasses.count
                for kind in 0..<LatentClasses.count {
                    let people = sizes[kind] - 1 + LatentClasses.likeEverybody
                    shares[line + kind] = (counts[line + kind] + LatentClasses.likeEverybody * common[slot]) / people
                    totals[kind] += Float(shares[line + kind])
                    running[kind * starts[starts.count - 1] + slot] = totals[kind]
                }
            }
        }
    }

    /// A byte for the attribute at `place`, as common as among the person's kind.
    @inline(__always)
    func draw(_ person: Int, _ place: Int, _ chance: inout SeededChance) -> Int {
        let first = Int(kinds[person]) * starts[starts.count - 1] + starts[place]
        let last = starts[place + 1] - starts[place] - 1
        let thrown = Float(chance.unit()) * running[first + last]
        var byte = 0
        while byte < last, running[first + byte] <= thrown { byte += 1 }
        return byte
    }
}
