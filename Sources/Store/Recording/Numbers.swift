import Register
import Synchronization

/// The numbers of one series that were given, and those that came back because nothing took them.
struct Series: Sendable {
    private(set) var last: Int
    private var returned: Set<Int> = []

    init(last: Int) { self.last = last }

    mutating func next() -> Int {
        last += 1
        return last
    }

    /// In whatever order they come back: the next number is the one after the last that is in use.
    mutating func giveBack(_ number: Int) {
        returned.insert(number)
        while returned.remove(last) != nil { last -= 1 }
    }

    /// Another process gave numbers up to here.
    mutating func note(_ number: Int) {
        if number > last { self = Series(last: number) }
    }
}

extension Store {
    func nextNumber(prefix: String) throws -> String {
        let next = try series.withLock { series in
            var own = try series[prefix] ?? Series(last: lastNumber(prefix))
            defer { series[prefix] = own }
            return own.next()
        }
        return prefix + String(repeating: "0", count: max(0, 4 - String(next).count)) + String(next)
    }

    private func lastNumber(_ prefix: String) throws -> Int {
        try live.view.lastNumber(prefix: prefix).flatMap { Int($0.dropFirst(prefix.count)) } ?? 0
    }

    /// A number that nothing took.
    private func giveBack(_ number: String) {
        guard let dash = number.lastIndex(of: "-"), let last = Int(number[dash...].dropFirst()) else { return }
        series.withLock { $0[String(number[...dash])]?.giveBack(last) }
    }

    /// The next number for what the work records under it. Nil when that was recorded before, or when another process gave the same
    /// number: then all is to be looked at again. A number that nothing took comes back.
    func numbered(_ prefix: String, _ work: (String) async throws -> Recorded) async throws -> String? {
        let number = try nextNumber(prefix: prefix)
        do {
            switch try await work(number) {
            case .recorded: return number
            case .again: giveBack(number)
            case .behind: try catchUp(prefix)
            }
            return nil
        } catch {
            giveBack(number)
            throw error
        }
    }

    /// The same for several numbers and on a thread that may block; `id` is the entry that takes them.
    func numbered<Value>(
        _ prefix: String, count: Int = 1, for id: EntryID, _ work: ([String]) throws -> Value?
    ) throws -> Value? {
        let numbers = try (0..<count).map { _ in try nextNumber(prefix: prefix) }
        do {
            if let value = try work(numbers) { return value }
            if try ledger.place(of: id) == nil { try catchUp(prefix) } else { numbers.forEach(giveBack) }
            return nil
        } catch {
            numbers.forEach(giveBack)
            throw error
        }
    }

    /// The next number comes after those that another process gave.
    private func catchUp(_ prefix: String) throws {
        try follow()
        let last = try lastNumber(prefix)
        series.withLock { $0[prefix]?.note(last) }
    }
}
