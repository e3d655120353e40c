import Crypto
import Foundation
import Testing

@testable import Store

struct KeyedHashTests {
    /// The library's own is the standard's.
    @Test(arguments: [0, 1, 31, 64, 65, 1000])
    func isTheHashOfTheStandard(length: Int) {
        let bytes = Data((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        for size in [SymmetricKeySize.bits128, .bits256, SymmetricKeySize(bitCount: 512)] {
            let key = SymmetricKey(size: size)
            let hash = KeyedHash(key: key)
            #expect(Data(hash(bytes)) == Data(HMAC<SHA256>.authenticationCode(for: bytes, using: key)))
            let inParts = hash { add in for byte in bytes { withUnsafeBytes(of: byte) { add($0) } } }
            #expect(Data(inParts) == Data(hash(bytes)))
        }
    }
}
