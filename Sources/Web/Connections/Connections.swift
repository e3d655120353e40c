import NIOCore
import Synchronization

/// Every open connection: how many there are in all and of each network, with room kept for those signed in.
///
/// Shape: a new one is a stranger's until it shows a session. Where there is no room, strangers that wait give theirs up first,
/// then those that still send, then those that are answered, each time the oldest; of a network that has its share, only its own.
package final class Connections: Sendable {
    /// Units: connections.
    package struct Limits: Sendable {
        let all: Int
        let strangers: Int
        let ofBlock: Int
        let ofSession: Int

        package init(all: Int) {
            self.all = all
            strangers = max(1, all - all / 4)
            ofBlock = max(1, min(200, strangers / 2))
            ofSession = 64
        }
    }

    enum Phase: Int, Sendable, Comparable {
        case waiting, sending, answered
        static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }
    }

    struct Guest: Sendable {
        let channel: any Channel
        var block: AddressBlock?
        var session: String?
        var phase = Phase.waiting
        /// The order of the last change, so that the oldest is known without a clock.
        var since: Int
    }

    private struct State {
        var guests: [ObjectIdentifier: Guest] = [:]
        var ofBlock: [AddressBlock: Set<ObjectIdentifier>] = [:]
        var ofSession: [String: Int] = [:]
        var strangers = 0
        var count = 0
    }

    private let state = Mutex(State())
    let limits: Limits

    package init(_ limits: Limits) { self.limits = limits }

    /// How many are open, and how many of them are strangers'.
    package var count: (all: Int, strangers: Int) { state.withLock { ($0.guests.count, $0.strangers) } }

    /// Takes one in. False when there is no room even after others gave theirs up. `block` is nil while only a proxy is known.
    func enter(_ channel: any Channel, from block: AddressBlock?) -> Bool {
        let (isIn, leaving) = state.withLock { state -> (Bool, [any Channel]) in
            var leaving: [any Channel] = []
            if let block, !makeRoom(of: block, &state, &leaving) { return (false, leaving) }
            if state.strangers >= limits.strangers || state.guests.count >= limits.all {
                // Many at once, so that a flood does not look through all of them each time.
                leaving += oldest(state.guests.filter { $0.value.session == nil }, 1 + limits.all / 64, &state)
            }
            guard state.strangers < limits.strangers, state.guests.count < limits.all else { return (false, leaving) }
            state.count += 1
            state.strangers += 1
            state.guests[ObjectIdentifier(channel)] = Guest(channel: channel, block: block, since: state.count)
            if let block { state.ofBlock[block, default: []].insert(ObjectIdentifier(channel)) }
            return (true, leaving)
        }
        for channel in leaving { channel.close(mode: .all, promise: nil) }
        return isIn
    }

    func leave(_ channel: any Channel) { state.withLock { Connections.remove(ObjectIdentifier(channel), &$0) } }

    func change(_ channel: any Channel, to phase: Phase) {
        state.withLock { state in
            state.count += 1
            state.guests[ObjectIdentifier(channel)]?.phase = phase
            state.guests[ObjectIdentifier(channel)]?.since = state.count
        }
    }

    /// What the head of a request told: whose session, and behind a proxy from which network. False when that network has its
    /// share.
    func know(_ channel: any Channel, session: String?, from block: AddressBlock?) -> Bool {
        let (isIn, leaving) = state.withLock { state -> (Bool, [any Channel]) in
            let name = ObjectIdentifier(channel)
            guard let old = state.guests[name] else { return (false, []) }
            state.count += 1
            if old.session == session && (session != nil || old.block == block) {
                state.guests[name]?.phase = .sending
                state.guests[name]?.since = state.count
                return (true, [])
            }
            Connections.remove(name, &state)
            let isKnown = session.map { state.ofSession[$0, default: 0] < limits.ofSession } ?? false
            var leaving: [any Channel] = []
            if !isKnown, let block, !makeRoom(of: block, &state, &leaving) { return (false, leaving) }
            var guest = old
            guest.block = isKnown ? nil : block
            guest.session = isKnown ? session : nil
            guest.phase = .sending
            guest.since = state.count
            state.guests[name] = guest
            if let session = guest.session {
                state.ofSession[session, default: 0] += 1
            } else {
                state.strangers += 1
            }
            if let block = guest.block { state.ofBlock[block, default: []].insert(name) }
            return (true, leaving)
        }
        for channel in leaving { channel.close(mode: .all, promise: nil) }
        return isIn
    }

    // MARK: Room

    private func makeRoom(of block: AddressBlock, _ state: inout State, _ leaving: inout [any Channel]) -> Bool {
        let own = state.ofBlock[block] ?? []
        guard own.count >= limits.ofBlock else { return true }
        // Whoever is being answered keeps their place: a network as large as a town's has only this share.
        let guests = own.compactMap { name in state.guests[name].map { (name, $0) } }.filter { $0.1.phase != .answered }
        leaving += oldest(Dictionary(guests) { first, _ in first }, 1, &state)
        return (state.ofBlock[block]?.count ?? 0) < limits.ofBlock
    }

    private func oldest(_ guests: [ObjectIdentifier: Guest], _ count: Int, _ state: inout State) -> [any Channel] {
        let first = guests.sorted { ($0.value.phase, $0.value.since) < ($1.value.phase, $1.value.since) }.prefix(count)
        for (name, _) in first { Connections.remove(name, &state) }
        return first.map(\.value.channel)
    }

    private static func remove(_ name: ObjectIdentifier, _ state: inout State) {
        guard let guest = state.guests.removeValue(forKey: name) else { return }
        if let session = guest.session {
            let rest = (state.ofSession[session] ?? 1) - 1
            state.ofSession[session] = rest > 0 ? rest : nil
        } else {
            state.strangers -= 1
        }
        guard let block = guest.block else { return }
        state.ofBlock[block]?.remove(name)
        if state.ofBlock[block]?.isEmpty == true { state.ofBlock[block] = nil }
    }
}
