import Crypto
import Foundation
package import NIOCore

/// The network that a request came from: what throttles and limits tell people apart by. The address itself is kept nowhere.
///
/// Shape: a keyed mark of the first 24 bits of an IPv4 address or the first 64 of an IPv6 one; the key lives as long as the
/// process.
package struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    private static let key = SymmetricKey(size: .bits256)

    private let mark: UInt64

    package var description: String { String(mark, radix: 16) }

    private init(bytes: some Sequence<UInt8>) {
        mark = HMAC<SHA256>.authenticationCode(for: Data(bytes), using: AddressBlock.key).prefix(8).reduce(0) {
            $0 << 8 | UInt64($1)
        }
    }

    /// Where nothing is known, as on a socket of this machine, everybody is of one block.
    package init(_ address: SocketAddress?) {
        switch address {
        case .v4(let address): self.init(bytes: [4] + withUnsafeBytes(of: address.address.sin_addr.s_addr) { Array($0.prefix(3)) })
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            self.init(bytes: isMapped ? [4] + bytes[12..<15] : [6] + bytes.prefix(8))
        default: self.init(bytes: [])
        }
    }

    /// The address that the proxy itself saw: the last of the header, since whoever asks may write what they like before it.
    ///
    /// Shape: a port and square brackets are left out.
    package init?(forwarded header: String?) {
        guard let last = header?.split(separator: ",").last else { return nil }
        var text = last.filter { $0 != " " && $0 != "\t" }
        if text.hasPrefix("[") {
            text = String(text.dropFirst().prefix { $0 != "]" })
        } else if text.count(where: { $0 == ":" }) == 1 {
            text = String(text.prefix { $0 != ":" })
        }
        guard text.utf8.count <= 45, let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        self.init(address)
    }
}
