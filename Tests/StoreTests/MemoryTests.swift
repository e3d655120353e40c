import Crypto
import Examples
import Foundation
import GRDB
import Testing

@testable import Store

/// What is readable stays in memory: the tables of SQLite, and the keys.
struct MemoryTests {
    @Test func everyConnectionKeepsItsTablesInMemory() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let ledger = test.installation.ledger
        let writer = try ledger.write { try $0.tablesAreKept() }
        #expect(writer.store == 2 && !writer.isForced)
        // Several at once, so that each reader of the pool opens.
        let readers = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await ledger.pool.read { db in
                        Thread.sleep(forTimeInterval: 0.05)
                        return try db.tablesAreKept().store
                    }
                }
            }
            return try await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(readers == [2, 2, 2, 2])
        #expect(try await test.store.live.view.db.read { try $0.tablesAreKept().store } == 2)
        let restored = try CaseView()
        try restored.restore(try test.store.live.view.serialized())
        #expect(try await restored.db.read { try $0.tablesAreKept().store } == 2)
    }

    /// The control: one that nobody told uses files.
    @Test func anOrdinaryConnectionDoesNot() throws {
        #expect(try DatabaseQueue().read { try $0.tablesAreKept().store } == 0)
    }

    /// Whether the pages of a key are locked, as the system itself says.
    @Test func aRootKeyIsLockedInMemory() throws {
        let before = try locked()
        let keys = (0..<64).map { _ in RootKey.random() }
        let derived = keys.map { $0.derived(for: "index") }
        #expect(try locked() > before || MemoryFence.raise().contains { $0.contains("RLIMIT_MEMLOCK") })
        #expect(derived.count == 64)
    }

    @Test func compressedMemoryIsNoSwap() {
        let head = "Filename\tType\tSize\tUsed\tPriority\n"
        #expect(!MemoryFence.isOnDisk(head) && !MemoryFence.isOnDisk(head + "/dev/zram0 partition 1 0 5\n"))
        #expect(MemoryFence.isOnDisk(head + "/swapfile file 2097148 0 -2\n"))
    }

    /// Units: kilobytes.
    private func locked() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmLck:") })
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
