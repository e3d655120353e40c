package import Crypto
package import Foundation
package import Register

/// The name that an installation signs its heads under: its country, and the random name of its own.
///
/// Shape: `anse/LC/1f0c…`, without spaces or plus signs. Source: C2SP tlog-checkpoint, the origin line.
package struct LogName: Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(country: String, installation: String) {
        func plain(_ text: String) -> String { text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } }
        description = "anse/\(plain(country))/\(plain(installation))"
    }
}

/// What an outside body keeps: how many entries there were, and the root over all of them, signed, each head over the one before it.
///
/// Source: C2SP signed-note and tlog-checkpoint, Ed25519. Shape: docs/formats.md.
package struct SignedHead: Sendable, Equatable {
    /// The first is 1.
    package let number: Int
    package let size: Int
    package let root: MerkleTree.Hash
    package let at: Moment
    /// The `hash` of the head before it; zeros for the first.
    package let before: MerkleTree.Hash
    package let signature: Data

    init(number: Int, size: Int, root: MerkleTree.Hash, at: Moment, before: MerkleTree.Hash, signature: Data) {
        self.number = number
        self.size = size
        self.root = root
        self.at = at
        self.before = before
        self.signature = signature
    }

    init(of tree: MerkleTree.Frontier, after last: SignedHead?, at: Moment, signing key: SigningKey) throws {
        let unsigned = SignedHead(
            number: (last?.number ?? 0) + 1, size: tree.size, root: tree.root, at: at, before: last?.hash ?? .zero,
            signature: Data())
        self.init(
            number: unsigned.number, size: unsigned.size, root: unsigned.root, at: at, before: unsigned.before,
            signature: try key.key.signature(for: Data(unsigned.text(key.name).utf8)))
    }

    /// What the next head names it by: SHA-256 of its signature.
    package var hash: MerkleTree.Hash { MerkleTree.Hash(SHA256.hash(data: signature)) }

    package func isSigned(by key: VerifierKey) -> Bool {
        key.key.isValidSignature(signature, for: Data(text(key.name).utf8))
    }

    private func text(_ name: LogName) -> String {
        "\(name)\n\(size)\n\(root.base64)\nnumber \(number)\ntime \(at.seconds)\nbefore \(before.base64)\n"
    }

    /// The note to print or to keep: short enough for a QR code.
    package func note(by key: VerifierKey) -> String {
        text(key.name) + "\n\u{2014} \(key.name) \((key.hint + signature).base64EncodedString())\n"
    }
}

/// A head that somebody outside kept, and whose it says to be.
package struct KeptHead: Sendable, Equatable {
    package let origin: String
    package let head: SignedHead

    package init(origin: String, head: SignedHead) {
        self.origin = origin
        self.head = head
    }

    /// Nil when the note is no head; whether it is true is for `SignedHead.isSigned` to say.
    package init?(note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.count >= 8, lines[0].hasPrefix("anse/"), let size = Bounded.whole(lines[1], in: 0...Bounded.largest),
            let root = Data(base64Encoded: lines[2]).flatMap({ MerkleTree.Hash($0) }),
            let number = KeptHead.number(lines[3], "number"),
            let seconds = KeptHead.number(lines[4], "time"), lines[5].hasPrefix("before "),
            let before = Data(base64Encoded: String(lines[5].dropFirst(7))).flatMap({ MerkleTree.Hash($0) }),
            let last = lines[7].split(separator: " ").last, let signed = Data(base64Encoded: String(last)), signed.count == 68
        else { return nil }
        self.init(
            origin: lines[0],
            head: SignedHead(
                number: number, size: size, root: root, at: Moment(seconds: seconds), before: before,
                signature: Data(signed.dropFirst(4))))
    }

    private static func number(_ line: String, _ name: String) -> Int? {
        line.hasPrefix(name + " ") ? Bounded.whole(line.dropFirst(name.count + 1), in: 0...Bounded.largest) : nil
    }
}

/// What an outside body checks heads with.
package struct VerifierKey: Sendable, CustomStringConvertible {
    package let name: LogName
    package let key: Curve25519.Signing.PublicKey

    private var identity: Data { Data([1]) + key.rawRepresentation }

    /// The first four bytes of the key's hash, which stand before each signature.
    var hint: Data { Data(SHA256.hash(data: Data("\(name)\n".utf8) + identity).prefix(4)) }

    /// Shape: `name+hash+key`. Source: C2SP signed-note, the verifier key.
    package var description: String { "\(name)+\(hint.hexadecimal)+\(identity.base64EncodedString())" }
}
