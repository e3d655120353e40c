/// How often something is tried again because somebody else was first. Everything that waits so ends here.
///
/// Shape: at most 256 wait to be written, and of each round one at least is done, so that whoever was behind three hundred times met
/// more than a crowd: then it is said that too much is being written, and nothing was recorded.
enum Tries {
    static let most = 300
}

extension Store {
    /// Tries until the work gives a value; nil means that somebody else was first and all is to be looked at again.
    ///
    /// Errors: `StoreFault.busy` when it never ends; what the work throws.
    func untilRecorded<Value>(_ work: () async throws -> Value?) async throws -> Value {
        for _ in 0..<Tries.most { if let value = try await work() { return value } }
        throw StoreFault.busy
    }

    /// The same on a thread that may block.
    func untilDone<Value>(_ work: () throws -> Value?) throws -> Value {
        for _ in 0..<Tries.most { if let value = try work() { return value } }
        throw StoreFault.busy
    }
}

extension Recorded {
    /// Done, or to be looked at again: when it was sent before, or somebody else was first.
    var done: Void? { if case .recorded = self { () } else { nil } }
}
