import Crypto
import Examples
import Foundation
import Register
import Store
import Testing
@testable import Web

/// Under a flood whoever asked first goes first, without a script; pressing early loses nothing, and work brings nobody out of turn for ever.
struct TurnstileTests {
    func seat(_ number: Int, _ asked: Int, hasWorked: Bool = false, ticket: String? = nil) -> WaitingRoom.Seat {
        WaitingRoom.Seat(number: number, asked: asked, hasWorked: hasWorked, ticket: ticket ?? "t\(number)")
    }

    @Test func whoAskedFirstGoesFirst() {
        var room = WaitingRoom(most: 3)
        for (number, asked) in [(1, 50), (2, 40), (3, 60)] { #expect(room.sit(seat(number, asked)) == []) }
        #expect(room.sit(seat(4, 70)) == [seat(4, 70)], "a flood of newcomers takes nobody's seat")
        #expect(room.sit(seat(5, 10)) == [seat(3, 60)], "whoever waits longest always finds one")
        #expect(room.sit(seat(6, 10, ticket: "t5")) == [seat(5, 10)], "one ticket, one seat")
        #expect((0..<4).map { _ in room.next()?.number } == [6, 2, 1, nil])
    }

    @Test func thoseWhoWorkedAndThoseWhoWaitedGoInTurns() {
        var room = WaitingRoom(most: 9)
        for number in 1...3 { _ = room.sit(seat(number, number)) }
        for number in 4...6 { _ = room.sit(seat(number, 90 + number, hasWorked: true)) }
        #expect((0..<6).map { _ in room.next()?.number } == [4, 1, 5, 2, 6, 3])
    }

    @Test func aTicketKeepsItsAgeAndLetsInOnce() async {
        let turnstile = Turnstile(places: 1, seats: 2, patience: .milliseconds(20))
        let now = Moment(seconds: 1_000)
        let first = turnstile.ticket("", at: now)
        #expect(first.asked == 1_000 && turnstile.ticket(first.text + "0", at: now) != first, "made by somebody else")
        #expect(await turnstile.enter(turnstile.ticket("", at: now), hasWorked: false, at: now))
        #expect(await !turnstile.enter(first, hasWorked: false, at: now), "the only place is taken")
        let later = Moment(seconds: 1_500)
        #expect(turnstile.ticket(first.text, at: later) == first, "asking too early loses nothing")
        turnstile.leave(at: now)
        #expect(await turnstile.enter(turnstile.ticket(first.text, at: later), hasWorked: false, at: later))
        #expect(turnstile.ticket(first.text, at: later).asked == 1_500, "used once")
        #expect(await !turnstile.enter(first, hasWorked: false, at: later))
        #expect(turnstile.renewed(first).asked == 1_000, "when the way led to nothing, the age stays")
        let old = turnstile.ticket("", at: now)
        #expect(turnstile.ticket(old.text, at: Moment(seconds: 1_000 + TurnTicket.lifetime + 1)).asked != 1_000)
    }

    /// Sixty loop with new tickets all the while; one who has waited a little comes in at the next place.
    @Test func aFloodKeepsNobodyOut() async {
        let turnstile = Turnstile(places: 2, seats: 20, patience: .milliseconds(300))
        let (begin, now) = (Moment(seconds: 1_000), Moment(seconds: 1_005))
        let mine = turnstile.ticket("", at: begin)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    for _ in 0..<10 where await turnstile.enter(turnstile.ticket("", at: now), hasWorked: false, at: now) {
                        try? await Task.sleep(for: .milliseconds(10))
                        turnstile.leave(at: now)
                    }
                    return true
                }
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(50))
                let isIn = await turnstile.enter(mine, hasWorked: false, at: now)
                if isIn { turnstile.leave(at: now) }
                return isIn
            }
            for await isWell in group { #expect(isWell) }
        }
    }

    @Test func workIsProvedForOneTicket() throws {
        let turnstile = Turnstile()
        let ticket = turnstile.ticket("", at: Moment(seconds: 1_000))
        let mark = try #require(ticket.text.split(separator: ".").last)
        let work = try #require(
            (0..<10_000_000).lazy.map { String($0, radix: 36) }.map { String(repeating: "0", count: 8 - $0.count) + $0 }.first {
                SHA256.hash(data: Data((mark + $0).utf8)).prefix(3).reduce(0) { $0 << 8 | Int($1) } >> (24 - TurnTicket.workBits)
                    == 0
            })
        #expect(ticket.isWorked(work) && !ticket.isWorked("") && !ticket.isWorked(work + "0"))
        #expect(!turnstile.ticket("", at: Moment(seconds: 1_000)).isWorked(work), "for another ticket it is nothing")
    }
}
