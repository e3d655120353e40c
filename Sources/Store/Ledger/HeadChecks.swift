import Register

/// Checks the signed heads beside the growing tree: their chain, their signatures, their number, and those that somebody outside kept.
struct HeadChecks {
    private let ledger: any Ledger
    private let key: VerifierKey
    private let counter: Counter
    private var own: ArraySlice<SignedHead> = []
    private var kept: ArraySlice<KeptHead>
    private var last: SignedHead?
    private(set) var count = 0

    init(of ledger: any Ledger, _ key: VerifierKey, _ counter: Counter, kept: [KeptHead]) throws {
        self.ledger = ledger
        self.key = key
        self.counter = counter
        self.kept = kept.sorted { $0.head.size < $1.head.size }[...]
        try fill()
    }

    /// The heads over the tree as it is now. Gives the first that does not match.
    mutating func match(_ tree: MerkleTree.Frontier) throws -> Verification.Fault? {
        while let head = own.first, head.size <= tree.size {
            guard isNext(head), isTrue(head, of: tree) else { return .head(size: head.size) }
            last = head
            count += 1
            own = own.dropFirst()
            try fill()
        }
        while let each = kept.first, each.head.size <= tree.size {
            guard each.origin == key.name.description, isTrue(each.head, of: tree) else { return .head(size: each.head.size) }
            count += 1
            kept = kept.dropFirst()
        }
        return nil
    }

    /// What is left when the whole tree was seen.
    func end() -> Verification.Fault? {
        if let head = own.first ?? kept.first?.head { return .head(size: head.size) }
        let number = last?.number ?? 0
        guard number == counter.heads, (last?.hash ?? .zero) == counter.lastHead else {
            return .heads(found: number, counted: counter.heads)
        }
        return nil
    }

    private func isNext(_ head: SignedHead) -> Bool {
        head.number == (last?.number ?? 0) + 1 && head.before == (last?.hash ?? .zero) && head.size >= (last?.size ?? 0)
    }

    private func isTrue(_ head: SignedHead, of tree: MerkleTree.Frontier) -> Bool {
        head.size == tree.size && head.root == tree.root && head.isSigned(by: key)
    }

    /// Heads that were signed after the check began are left for the next one.
    private mutating func fill() throws {
        guard own.isEmpty, count(of: last) < counter.heads else { return }
        let next = try ledger.heads(after: count(of: last), limit: 1000)
        own = next.filter { $0.number <= counter.heads }[...]
    }

    private func count(of head: SignedHead?) -> Int { head?.number ?? 0 }
}
