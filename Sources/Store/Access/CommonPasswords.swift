import Crypto
import Foundation

/// What everybody tries first: a list of 30,000 passwords that were used most, by their marks.
///
/// Shape: five bytes of SHA-256 of each in small letters, sorted. Source: the Python package zxcvbn 4.5.0 (MIT), see NOTICE and
/// `bin/passwords`.
struct CommonPasswords: Sendable {
    static let shared = CommonPasswords()
    private let marks: Set<UInt64>

    private init() {
        let file = Bundle.module.url(forResource: "common", withExtension: nil, subdirectory: "Passwords")
        let bytes = file.flatMap { try? Data(contentsOf: $0) } ?? Data()
        marks = Set(
            stride(from: 0, to: bytes.count - bytes.count % 5, by: 5).map { start in
                bytes[start..<start + 5].reduce(0) { $0 << 8 | UInt64($1) }
            })
    }

    var count: Int { marks.count }

    func contains(_ text: some Sequence<Character>) -> Bool {
        let digest = SHA256.hash(data: Data(String(text).utf8))
        return marks.contains(digest.prefix(5).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
