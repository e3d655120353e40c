import Crypto
import Foundation

/// Letters by chance that people can read to each other: no 0 or O, no 1 or I.
enum RandomLetters {
    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")

    static func make(_ count: Int) -> String {
        let bytes = SymmetricKey(size: .init(bitCount: count * 8)).withUnsafeBytes { Array($0) }
        return String(bytes.map { alphabet[Int($0 & 31)] })
    }
}
