import Store

/// What the terminal says of records that do not open.
enum Damage {
    /// Units: numbers that are named.
    private static let most = 20

    /// Nil when none is known.
    ///
    /// - Parameter so: what that means here, such as "left out".
    static func sentence(_ store: Store, so: String) -> String? {
        let (numbers, others) = store.namesOfDamaged()
        let count = numbers.count + others
        guard count > 0 else { return nil }
        let named = Array(numbers.prefix(most))
        let all = named + (count > named.count ? ["\(count - named.count) more"] : [])
        let many = count == 1 ? "record is" : "records are"
        return "warning: \(count) \(many) damaged and \(so) (\(all.joined(separator: ", "))); run: anse verify --data DIR"
    }
}
