/// How many people have each value, and a small number for each value.
struct Counts: Sendable {
    private var ids: [String: Int32] = [:]
    private var counts: [Int32] = []

    /// Zero for a value that nobody has had.
    func id(of value: String?) -> Int32 { value.flatMap { ids[$0] } ?? 0 }

    func count(of value: String) -> Int32 { ids[value].map { counts[Int($0) - 1] } ?? 0 }

    /// The same text, sharing the memory of the first like it.
    mutating func count(_ value: String, by step: Int32) -> String {
        if let found = ids.index(forKey: value) {
            let (shared, id) = ids[found]
            counts[Int(id) - 1] += step
            return shared
        }
        counts.append(step)
        ids[value] = Int32(counts.count)
        return value
    }
}
