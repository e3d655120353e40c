import Register

/// Wrong tries at one thing, counted for each network. What strangers elsewhere try costs nobody their way in.
///
/// Shape: where many networks try at once, each has only a few, so that guessing from everywhere stays as slow as it was.
final class NetworkTries: Sendable {
    private let own: Throttle
    private let few: Throttle
    private let all: Throttle

    /// Units: wrong tries; `window` in seconds.
    init(_ most: Int, few: Int, all: Int, per window: Int) {
        own = Throttle(most, per: window)
        self.few = Throttle(few, per: window)
        self.all = Throttle(all, per: window)
    }

    /// Whether one more may be tried. It is not counted.
    func isWithin(_ thing: String, from block: AddressBlock, at now: Moment) -> Bool {
        let key = "\(thing)/\(block)"
        return own.isWithin(key, at: now) && (all.isWithin(thing, at: now) || few.isWithin(key, at: now))
    }

    func wasWrong(_ thing: String, from block: AddressBlock, at now: Moment) {
        let key = "\(thing)/\(block)"
        _ = own.allows(key, at: now)
        _ = few.allows(key, at: now)
        _ = all.allows(thing, at: now)
    }
}
