/// The part of a chronicle that has a key of its own, so that later a team can hold one without holding the rest.
package enum Compartment: UInt8, Codable, Sendable, CaseIterable, Comparable {
    case core = 1
    case identity
    case welfare
    case investigation
    case staff

    /// The word for it in a pack.
    package var name: String {
        switch self {
        case .core: "core"
        case .identity: "identity"
        case .welfare: "welfare"
        case .investigation: "investigation"
        case .staff: "staff"
        }
    }

    /// That of a pack's word. Nil for none, and for staff, which no pack may name.
    package init?(named name: String) {
        guard let found = Compartment.allCases.first(where: { $0 != .staff && $0.name == name }) else { return nil }
        self = found
    }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
