/// Names of a people: few that many bear, many that few bear.
///
/// Source: Zipf's law with exponent 0.9, as in published name counts.
struct NamePool: Sendable {
    private let names: [String]
    private let sums: [Double]

    init(_ names: [String]) {
        var seen: Set<String> = []
        self.names = names.filter { seen.insert($0).inserted }
        var sum = 0.0
        sums = self.names.indices.map { index in
            sum += Bits.odds(-0.9 * Bits.of(Double(index + 2)))
            return sum
        }
    }

    func draw(_ dice: inout Dice) -> String {
        let target = dice.unit() * (sums.last ?? 0)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= target { low = middle + 1 } else { high = middle }
        }
        return names[low]
    }
}
