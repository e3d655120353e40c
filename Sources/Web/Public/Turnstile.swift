import Crypto
import Foundation
import HTTPTypes
import Register
import Synchronization

/// Lets only so many through the public door as its slow work can serve. Beyond that whoever asked first goes first.
///
/// Shape: a request waits here for some seconds at most. Then it is answered with a page that holds its ticket, and asks again.
final class Turnstile: Sendable {
    private struct State {
        var inside = 0
        var room: WaitingRoom
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
        var requests = 0
        /// Tickets that let somebody in, with the second from which they are too old anyway.
        var spent: [String: Int] = [:]
    }

    private let state: Mutex<State>
    private let key = SymmetricKey(size: .bits256)
    /// Fewer than may wait for slow work, so that nobody who passed is turned away there.
    private let places: Int
    private let patience: Duration

    init(places: Int = 4, seats: Int = 100, patience: Duration = .seconds(4)) {
        state = Mutex(State(room: WaitingRoom(most: seats)))
        self.places = places
        self.patience = patience
    }

    /// The ticket that was sent, while it is good; else a new one.
    func ticket(_ text: String, at now: Moment) -> TurnTicket {
        guard let sent = TurnTicket(text, at: now, by: key), state.withLock({ $0.spent[sent.text] == nil }) else {
            return TurnTicket(asked: now.seconds, by: key)
        }
        return sent
    }

    /// One of the same age, when the way in led to nothing.
    func renewed(_ ticket: TurnTicket) -> TurnTicket { TurnTicket(asked: ticket.asked, by: key) }

    /// Whether it is this one's turn, now or within the time a request may wait. Whoever enters must `leave`.
    func enter(_ ticket: TurnTicket, hasWorked: Bool, at now: Moment) async -> Bool {
        await withCheckedContinuation { go in
            let (number, answers) = state.withLock { state -> (Int?, [(CheckedContinuation<Bool, Never>, Bool)]) in
                guard state.spent[ticket.text] == nil else { return (nil, [(go, false)]) }
                if state.inside < places {
                    state.inside += 1
                    Turnstile.spend(ticket.text, at: now.seconds, &state)
                    return (nil, [(go, true)])
                }
                state.requests += 1
                let number = state.requests
                state.waiting[number] = go
                let seat = WaitingRoom.Seat(number: number, asked: ticket.asked, hasWorked: hasWorked, ticket: ticket.text)
                let leaving = state.room.sit(seat).compactMap { state.waiting.removeValue(forKey: $0.number) }
                return (number, leaving.map { ($0, false) })
            }
            for (waiting, isIn) in answers { waiting.resume(returning: isIn) }
            guard let number else { return }
            Task { [patience] in
                try? await Task.sleep(for: patience)
                self.giveUp(number)
            }
        }
    }

    /// Makes place for the next.
    func leave(at now: Moment) {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            state.inside -= 1
            guard let seat = state.room.next(), let waiting = state.waiting.removeValue(forKey: seat.number) else { return nil }
            state.inside += 1
            Turnstile.spend(seat.ticket, at: now.seconds, &state)
            return waiting
        }
        next?.resume(returning: true)
    }

    /// Units: seconds. After which it is worth asking again.
    var advice: Int { state.withLock { 5 + $0.room.seats.count / 5 } }

    private func giveUp(_ number: Int) {
        let waiting = state.withLock { state in
            state.room.leave(number)
            return state.waiting.removeValue(forKey: number)
        }
        waiting?.resume(returning: false)
    }

    private static func spend(_ ticket: String, at second: Int, _ state: inout State) {
        if state.spent.count > 50_000 { state.spent = state.spent.filter { $0.value > second } }
        state.spent[ticket] = second + TurnTicket.lifetime
    }
}
