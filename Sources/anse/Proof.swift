import ArgumentParser
import Foundation
import Store

/// Proofs for somebody who holds a signed head and no ledger. Source: RFC 9162 section 2.1.
struct Proof: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove to somebody outside what a signed head covers.", subcommands: [Inclusion.self, Consistency.self])

    /// Hashes are in base 64, as in heads.
    private struct Made: Encodable {
        let origin: String
        var index: Int?
        var leaf: String?
        var from: Int?
        var fromRoot: String?
        let size: Int
        let root: String
        let proof: [String]
    }

    private static func make(
        _ options: DataOptions, to size: Int?, leaf index: Int? = nil, from old: Int? = nil, _ proof: (Int) throws -> MerkleProof
    ) async throws {
        try await anse.run {
            let (installation, root, _) = try options.unlocked()
            let counted = try installation.ledger.counter().tree
            let size = size ?? counted.size
            guard size <= counted.size else { throw Problem("the ledger holds \(counted.size) entries, and not \(size)") }
            let made = try MadeProof(try proof(size), leaf: index, from: old, to: size, in: installation.ledger)
            guard size < counted.size || made.root == counted.root else {
                throw Problem("the ledger is not what was recorded; run: anse verify --data DIR")
            }
            try printJSON(
                Made(
                    origin: try SigningKey(of: installation.ledger, root: root).name.description, index: index,
                    leaf: made.leaf?.base64, from: old, fromRoot: made.oldRoot?.base64, size: size, root: made.root.base64,
                    proof: made.hashes.map(\.base64)))
        }
    }

    struct Inclusion: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prove that an entry is among the first so many.")
        @OptionGroup var options: DataOptions
        @Argument(help: "The position of the entry; the first is 1.") var entry: Int
        @Option(help: "The size of the head that it is proven to. Without it the ledger as it is now.") var size: Int?

        func run() async throws {
            try await Proof.make(options, to: size, leaf: entry > 0 ? entry - 1 : nil) { size in
                guard entry > 0, let proof = MerkleProof(ofLeaf: entry - 1, in: size) else {
                    throw Problem("there is no entry \(entry) among the first \(size)")
                }
                return proof
            }
        }
    }

    struct Consistency: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prove that an older head is the beginning of a newer one.")
        @OptionGroup var options: DataOptions
        @Argument(help: "The size of the older head.") var from: Int
        @Option(help: "The size of the newer head. Without it the ledger as it is now.") var size: Int?

        func run() async throws {
            try await Proof.make(options, to: size, from: from) { size in
                guard let proof = MerkleProof(from: from, to: size) else {
                    throw Problem("a head over \(from) entries is no beginning of one over \(size)")
                }
                return proof
            }
        }
    }
}
