/// Anything whose state is the fold of its entries.
///
/// Shape: `apply` never fails and never asks whether an action was allowed. What was recorded stays readable for ever; the rules
/// stand in `accept` of each chronicle, where an action is proposed.
package protocol Chronicle: Sendable {
    associatedtype Action: Recordable
    static var kind: ChronicleKind { get }
    /// The compartments that each entry fills, needed or not, up to a step of size, so that its bytes do not tell what was said.
    static var padded: Set<Compartment> { get }
    init()
    mutating func apply(_ entry: Entry<Action>)
}

extension Chronicle {
    package static var padded: Set<Compartment> { [] }
}

package enum ChronicleKind: String, Codable, Sendable, CaseIterable {
    case file, looks, account, concern, destruction, incident, provider, course, workshop, dialogue, campaign, export, publication,
        edition

    /// What stands for it beside sealed bytes. Never changed, and none is given twice: what was recorded keeps its number.
    package var byte: UInt8 {
        switch self {
        case .file: 1
        case .looks: 2
        case .account: 3
        case .concern: 4
        case .destruction: 5
        case .incident: 6
        case .provider: 7
        case .course: 8
        case .workshop: 9
        case .dialogue: 10
        case .campaign: 11
        case .export: 12
        case .publication: 13
        case .edition: 14
        }
    }

    package init?(byte: UInt8) {
        guard let kind = ChronicleKind.allCases.first(where: { $0.byte == byte }) else { return nil }
        self = kind
    }
}

/// An action that can be kept: its answers can be taken out and put back, so that each is sealed in its own compartment.
package protocol Recordable: Codable, Sendable, Equatable {
    var answers: Answers { get set }
    /// Where everything but the answers is sealed.
    static var compartment: Compartment { get }
    /// Whether another says the same, whatever the clock made of each: sent twice it is one, and otherwise it is something new.
    func isSame(as other: Self) -> Bool
}

extension Recordable {
    package func isSame(as other: Self) -> Bool { nameOfAct == other.nameOfAct && answers == other.answers }
    /// The name of the act, whatever it says.
    private var nameOfAct: String { Mirror(reflecting: self).children.first?.label ?? String(describing: self) }
}

/// A recorded action with the stamp of who recorded it.
package struct Entry<Action: Recordable>: Sendable, Equatable {
    package let id: EntryID
    package let sequence: Int
    package let stamp: Stamp
    package var action: Action

    package init(id: EntryID, sequence: Int, stamp: Stamp, action: Action) {
        self.id = id
        self.sequence = sequence
        self.stamp = stamp
        self.action = action
    }
}

/// Who recorded an entry, for which agency, on which machine, when, and under which version of the pack.
package struct Stamp: Codable, Sendable, Hashable {
    package let author: AccountID
    package let agency: AgencyCode
    package let node: String
    package let at: Moment
    package let pack: String

    package init(author: AccountID, agency: AgencyCode, node: String, at: Moment, pack: String) {
        self.author = author
        self.agency = agency
        self.node = node
        self.at = at
        self.pack = pack
    }
}

extension Chronicle {
    package init(folding entries: some Sequence<Entry<Action>>) {
        self.init()
        for entry in entries { apply(entry) }
    }
}
