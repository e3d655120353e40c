import Foundation
import HTTPTypes
import NIOCore
import Synchronization
import Testing
@testable import Web

/// Slow work waits in lines that no crowd can fill for others, and never on a thread that serves pages.
struct SlowWorkTests {
    private static func block(_ address: String) throws -> AddressBlock { try #require(AddressBlock(forwarded: address)) }

    /// Who went, in order.
    private final class Order: Sendable {
        private let names = Mutex<[String]>([])
        var all: [String] { names.withLock { $0 } }
        func add(_ name: String) { names.withLock { $0.append(name) } }
    }

    /// Waits until so many are worked on and so many wait.
    private static func until(_ running: Int, _ waiting: Int, _ work: SlowWork) async throws {
        for _ in 0..<5000 {
            let standing = work.standing
            if standing.waiting == waiting, standing.running >= running { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("it never came to \(waiting) who wait: \(work.standing)")
    }

    @Test func strangersKeepOneWhoIsKnownWaitingForOneOfThemAtMost() async throws {
        let work = SlowWork(slots: 1, places: 8)
        let order = Order()
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup { group in
            group.addTask { try await work.run(as: .stranger) { gate.wait() } }
            try await SlowWorkTests.until(1, 0, work)
            for number in 0..<6 {
                let block = try SlowWorkTests.block("192.0.\(number).1")
                group.addTask { try await work.run(as: .stranger, from: block) { order.add("stranger") } }
            }
            try await SlowWorkTests.until(1, 6, work)
            group.addTask { try await work.run(as: .known) { order.add("known") } }
            try await SlowWorkTests.until(1, 7, work)
            gate.signal()
            try await group.waitForAll()
        }
        let first = try #require(order.all.firstIndex(of: "known"))
        #expect(first <= 1, "it went at place \(first)")
        #expect(order.all.count == 7)
    }

    @Test func oneNetworkFillsHalfOfALineAndAFullOneSaysWhenToComeAgain() async throws {
        let work = SlowWork(slots: 1, places: 4)
        let gate = DispatchSemaphore(value: 0)
        let (here, there) = (try SlowWorkTests.block("192.0.2.1"), try SlowWorkTests.block("198.51.100.1"))
        let turnedAway = try await withThrowingTaskGroup(of: Bool.self) { group in
            func add(_ block: AddressBlock?, _ line: SlowWork.Line = .stranger) {
                group.addTask {
                    do { try await work.run(as: line, from: block) { gate.wait() } } catch let fault as Fault {
                        #expect(fault.status == .serviceUnavailable && fault.retryAfter == 5)
                        return true
                    }
                    return false
                }
            }
            add(here)
            try await SlowWorkTests.until(1, 0, work)
            for _ in 0..<5 { add(here) }
            try await SlowWorkTests.until(1, 2, work)
            add(there)
            try await SlowWorkTests.until(1, 3, work)
            add(nil, .known)
            try await SlowWorkTests.until(1, 4, work)
            for _ in 0..<8 { gate.signal() }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(turnedAway == 3, "of six of one network one works and two wait; another network and who is known have room")
    }

    /// Twice as many as there are threads for pages wait here, and a page is still made at once.
    @Test(.timeLimit(.minutes(5))) func nothingElseWaits() async throws {
        let work = SlowWork(slots: 2, places: 64)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup { group in
            for _ in 0..<64 { group.addTask { try await work.run { gate.wait() } } }
            try await SlowWorkTests.until(1, 62, work)
            // Were the threads for pages waiting too, this would never end.
            for _ in 0..<100 { await Task.detached { await Task.yield() }.value }
            for _ in 0..<64 { gate.signal() }
            try await group.waitForAll()
        }
    }
}
