/// A row of bent inputs: the same seed and turn give the same reader the same bytes, whatever came before.
package struct Bending: Sendable {
    package let targets: [FuzzTarget]
    package let seed: UInt64
    private let corpus: Corpus
    private let mutators: [Mutator]
    /// How often each comes, the costly ones seldom.
    private let shares: [Int]
    private let whole: Int

    package init(_ targets: [FuzzTarget], seed: UInt64) {
        self.targets = targets
        self.seed = seed
        corpus = Corpus(of: targets)
        mutators = targets.map { Mutator(words: $0.words, largest: $0.largest) }
        shares = targets.map { max(1, 1000 / $0.cost) }
        whole = shares.reduce(0, +)
    }

    package func input(_ turn: Int) -> (target: FuzzTarget, bytes: [UInt8]) {
        var dice = Dice(seed: seed, turn: turn)
        var place = dice.below(whole)
        var index = 0
        while index < shares.count - 1, place >= shares[index] {
            place -= shares[index]
            index += 1
        }
        let known = corpus.bytes(for: targets[index])
        let first = dice.one(of: known) ?? []
        let other = dice.one(of: known) ?? []
        return (targets[index], mutators[index].bent(first, with: other, by: &dice))
    }
}
