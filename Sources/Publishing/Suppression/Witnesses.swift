/// Cohorts of whole people that could be behind what is known. They show of each secret how far apart it may be, so that most need no
/// question of their own.
///
/// Shape: what is possible when more is told is possible when less is, so witnesses outlive a figure that is hidden again.
struct Witnesses {
    private var all: [[Double]] = []
    private var agreed = 0

    mutating func add(_ possible: [[Double]]) { all += possible }

    /// Takes over those found since the others agreed with something.
    mutating func add(_ others: Witnesses) { all += others.all[others.agreed...] }

    /// Those who agree with a count that is told.
    func agreeing(on sum: [Programme.Term], with count: Int) -> Witnesses {
        var agreeing = Witnesses()
        agreeing.all = all.filter { Witnesses.count(sum, $0) == count }
        agreeing.agreed = agreeing.all.count
        return agreeing
    }

    func range(_ sum: [Programme.Term]) -> ClosedRange<Int>? {
        var (least, most) = (Int.max, Int.min)
        for unknowns in all {
            let count = Witnesses.count(sum, unknowns)
            (least, most) = (min(least, count), max(most, count))
        }
        return least <= most ? least...most : nil
    }

    private static func count(_ sum: [Programme.Term], _ unknowns: [Double]) -> Int {
        Int(sum.reduce(0) { $0 + $1.factor * unknowns[$1.unknown] }.rounded())
    }
}
