/// A count as it may be shown.
package enum Figure: Sendable, Hashable {
    case told(Int)
    /// Shown as one and the same mark, whether the count is small or protects a small one.
    case hidden

    package var count: Int? {
        if case .told(let count) = self { count } else { nil }
    }
}
