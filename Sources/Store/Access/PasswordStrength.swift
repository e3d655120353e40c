import Foundation

/// Whether a password is one that somebody would guess: by its length, a list of common ones, and what is known of its owner.
///
/// Shape: a password is cut into the pieces that are cheapest to guess. A letter counts one, a common password three, a run such as
/// `1234` or `qwerty` one, what stood before and what is known of the owner nothing; under eight in all it is common. No letter,
/// digit or sign is asked for. Source: NIST SP 800-63B section 5.1.1.2: length, a list of common ones, context words, repetition,
/// sequences.
package enum PasswordStrength: Sendable, Equatable {
    case fine, short, common

    /// Units: characters.
    package static let shortest = 15
    private static let least = 8
    /// Units: characters that are looked at. A longer one has enough of them.
    private static let looked = 64
    private static let runs = [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "qwertzuiop",
        "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    ].map(Array.init).flatMap { [$0, $0.reversed()] }
    private static let disguises: [Character: Character] = [
        "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t",
    ]

    /// - Parameter context: the sign-in name, the person's name, the agency, the installation: whatever a stranger may know.
    package init(of password: String, context: [String] = []) {
        guard password.count >= PasswordStrength.shortest else {
            self = .short
            return
        }
        let plain = PasswordStrength.folded(password)
        let known = Set((context + ["anse"]).flatMap(PasswordStrength.words))
        let shapes = [plain, plain.map { PasswordStrength.disguises[$0] ?? $0 }]
        let isCommon = shapes.contains {
            CommonPasswords.shared.contains($0) || PasswordStrength.cost(Array($0), known) < PasswordStrength.least
        }
        self = isCommon ? .common : .fine
    }

    private static func folded(_ text: String) -> [Character] {
        Array(
            text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil).lowercased()
                .prefix(looked))
    }

    /// The words of a name, and the name in one piece: what somebody would build a password of.
    private static func words(_ text: String) -> [[Character]] {
        let folded = folded(text)
        let parts = folded.split { !$0.isLetter && !$0.isNumber }.map(Array.init)
        return (parts + [folded, parts.flatMap(\.self)]).filter { $0.count >= 3 }
    }

    /// What the cheapest way to cut it costs.
    private static func cost(_ text: [Character], _ known: Set<[Character]>) -> Int {
        var least = [0] + Array(repeating: Int.max, count: text.count)
        for start in text.indices {
            let before = least[start]
            let one = text[start].isLetter || text[start].isNumber ? 1 : 0
            least[start + 1] = min(least[start + 1], before + one)
            for length in 2...max(2, min(32, text.count - start)) where start + length <= text.count {
                guard let piece = price(text, start, length, known) else { continue }
                least[start + length] = min(least[start + length], before + piece)
            }
        }
        return least[text.count]
    }

    /// What a piece costs as a whole. Nil when it is no piece.
    private static func price(_ text: [Character], _ start: Int, _ length: Int, _ known: Set<[Character]>) -> Int? {
        let piece = text[start..<start + length]
        if start >= length, text[start - length..<start] == piece { return 0 }
        guard length >= 3 else { return nil }
        if known.contains(Array(piece)) { return 0 }
        if Set(piece).count == 1 || isYear(piece) { return 1 }
        if runs.contains(where: { holds($0, piece) }) { return 1 }
        return CommonPasswords.shared.contains(piece) ? 3 : nil
    }

    private static func isYear(_ piece: ArraySlice<Character>) -> Bool {
        piece.count == 4 && piece.allSatisfy(\.isASCII) && Int(String(piece)).map { (1900...2099).contains($0) } ?? false
    }

    private static func holds(_ run: [Character], _ piece: ArraySlice<Character>) -> Bool {
        guard piece.count <= run.count else { return false }
        return (0...run.count - piece.count).contains { run[$0..<$0 + piece.count] == piece }
    }
}
