/// How much one worker may open before they prove that it is them: the country's numbers, beside the alert.
///
/// Units: distinct cases, reports and searches in an hour; emergencies in a day.
package struct Caps: Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case cases, reports, searches, emergencies

        /// Units: seconds in which things are counted.
        package var window: Int { self == .emergencies ? 86_400 : 3600 }
    }

    /// More than these are not told apart.
    package static let most = 10_000
    package static let usual = Caps([.cases: 30, .reports: 60, .searches: 60, .emergencies: 3])
    package static let none = Caps([:])

    private let limits: [Kind: Int]

    package init(_ limits: [Kind: Int]) { self.limits = limits }

    package subscript(kind: Kind) -> Int { limits[kind] ?? .max }
}

/// What a worker may open in this sitting because they proved themselves: up to the next multiple of the cap, for as long as things
/// are counted. It goes with the session, so that whoever holds another one has none of it.
package struct Proofs: Codable, Sendable, Equatable {
    private struct Grant: Codable, Sendable, Equatable {
        let limit: Int
        let until: Moment
    }

    private var grants: [String: Grant] = [:]

    package init() {}

    package func limit(_ kind: Caps.Kind, of caps: Caps, at now: Moment) -> Int {
        guard let grant = grants[kind.rawValue], now < grant.until else { return caps[kind] }
        return max(caps[kind], grant.limit)
    }

    /// - Parameter wanted: how many it would have been, so that whatever was asked for fits.
    package mutating func prove(_ kind: Caps.Kind, wanted: Int, of caps: Caps, at now: Moment) {
        let cap = max(1, min(caps[kind], Caps.most))
        let limit = min(Caps.most, (max(0, wanted - 1) / cap + 1) * cap)
        grants[kind.rawValue] = Grant(limit: limit, until: Moment(seconds: now.seconds + kind.window))
    }
}
