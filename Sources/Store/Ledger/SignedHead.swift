package import Crypto
package import Foundation
package import Register

/// What an outside body keeps: how many entries there were, and the root over all of them, signed.
///
/// Source: C2SP signed-note and tlog-checkpoint, Ed25519.
package struct SignedHead: Sendable, Equatable {
    package static let origin = "anse ledger"

    package let size: Int
    package let root: MerkleTree.Hash
    package let at: Moment
    package let signature: Data

    package init(size: Int, root: MerkleTree.Hash, at: Moment, signature: Data) {
        self.size = size
        self.root = root
        self.at = at
        self.signature = signature
    }

    package init(signing frontier: MerkleTree.Frontier, at: Moment, with key: Curve25519.Signing.PrivateKey) throws {
        let text = SignedHead.text(frontier.size, frontier.root, at)
        self.init(size: frontier.size, root: frontier.root, at: at, signature: try key.signature(for: Data(text.utf8)))
    }

    package func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Data(SignedHead.text(size, root, at).utf8))
    }

    private static func text(_ size: Int, _ root: MerkleTree.Hash, _ at: Moment) -> String {
        "\(origin)\n\(size)\n\(root.base64)\ntime \(at.seconds)\n"
    }

    /// Reads a note that somebody kept. Nil when it is none; whether it is true is for `isSigned` to say.
    package init?(note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.count >= 6, lines[0] == SignedHead.origin, let size = Int(lines[1]),
            let root = Data(base64Encoded: lines[2]).flatMap({ MerkleTree.Hash($0) }),
            lines[3].hasPrefix("time "), let seconds = Int(lines[3].dropFirst(5)),
            let last = lines[5].split(separator: " ").last, let signed = Data(base64Encoded: String(last)), signed.count == 68
        else { return nil }
        self.init(size: size, root: root, at: Moment(seconds: seconds), signature: signed.dropFirst(4))
    }

    /// The note to print or to keep: short enough for a QR code.
    package func note(key: Curve25519.Signing.PublicKey) -> String {
        let name = "anse"
        let identity = Data(name.utf8) + [10, 1] + key.rawRepresentation
        let hint = Data(SHA256.hash(data: identity)).prefix(4)
        return SignedHead.text(size, root, at) + "\n\u{2014} \(name) \((hint + signature).base64EncodedString())\n"
    }
}
