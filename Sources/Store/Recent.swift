/// The values used last, up to a limit; then half of them are forgotten.
package struct Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var values: [Key: (value: Value, used: Int)] = [:]
    private var clock = 0
    private let limit: Int

    package init(limit: Int) { self.limit = limit }

    package subscript(key: Key) -> Value? {
        mutating get {
            clock += 1
            values[key]?.used = clock
            return values[key]?.value
        }
        set {
            clock += 1
            values[key] = newValue.map { ($0, clock) }
            if values.count > limit {
                let half = clock - limit / 2
                values = values.filter { $0.value.used > half }
            }
        }
    }
}
