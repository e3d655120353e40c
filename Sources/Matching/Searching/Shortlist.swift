/// The people worth a full comparison.
///
/// Shape: found by any name, birth date or number, ranked by the rarity of what they share and a cheap look at the rest.
struct Shortlist {
    private var scores: [Float]
    private var lastWord: [UInt8]
    private var touched: [Int32] = []

    init(slots: Int) {
        scores = Array(repeating: 0, count: slots)
        lastWord = Array(repeating: 0, count: slots)
    }

    /// Counts each person once for a word, whichever of its variants came first.
    mutating func add(_ slots: [Int32], bits: Float, word: UInt8) {
        for slot in slots where lastWord[Int(slot)] != word {
            lastWord[Int(slot)] = word
            add(slot, bits: bits)
        }
    }

    mutating func add(_ slot: Int32, bits: Float) {
        if scores[Int(slot)] == 0 { touched.append(slot) }
        scores[Int(slot)] += bits
    }

    /// The best ones, at least so many where there are, in no order.
    mutating func best(_ count: Int, like asked: Traits, among traits: [Traits], excluding: Set<Int32>) -> [Int32] {
        if !excluding.isEmpty { touched.removeAll(where: excluding.contains) }
        var sizes = [Int](repeating: 0, count: 512)
        for slot in touched {
            scores[Int(slot)] += asked.agreement(with: traits[Int(slot)])
            sizes[Shortlist.step(scores[Int(slot)])] += 1
        }
        var (least, total) = (sizes.count, 0)
        while least > 0, total < count {
            least -= 1
            total += sizes[least]
        }
        var best: [Int32] = []
        for slot in touched where Shortlist.step(scores[Int(slot)]) >= least && best.count < count * 2 { best.append(slot) }
        return best
    }

    /// A sixth of a bit is one step.
    private static func step(_ bits: Float) -> Int { max(0, min(511, Int(bits * 6) + 60)) }
}
