/// A telephone or document number without its spaces and strokes.
///
/// Shape: its last twelve digits and letters, packed, so that a million of them stay small.
struct Number: Sendable, Hashable {
    let packed: UInt64

    init?(document text: String) { self.init(signs: Number.signs(text)) }

    init?(phone text: String) { self.init(signs: Number.signs(text).filter { (1...10).contains($0) }) }

    private init?(signs: [UInt8]) {
        let kept = signs.drop { $0 == 1 }.suffix(12)
        guard kept.count >= 4 else { return nil }
        packed = kept.reduce(0) { $0 * 37 + UInt64($1) }
    }

    /// The same line or paper, also where one was written without its country code.
    func isSame(as other: Number, endingsCount: Bool) -> Bool {
        if packed == other.packed { return true }
        guard endingsCount, ending == other.ending else { return false }
        let (shorter, longer) = packed < other.packed ? (signs, other.signs) : (other.signs, signs)
        return shorter.count >= 7 && longer.suffix(shorter.count) == shorter[...]
    }

    func isOneEdit(from other: Number) -> Bool { Spelling.isOneEdit(signs, other.signs) }

    /// The last seven signs: a telephone number within its country.
    var ending: UInt64 { packed % Number.sevenSigns }

    private static let sevenSigns: UInt64 = 94_931_877_133

    private var signs: [UInt8] {
        var (signs, rest): ([UInt8], UInt64) = ([], packed)
        while rest > 0 {
            signs.append(UInt8(rest % 37))
            rest /= 37
        }
        return signs.reversed()
    }

    var text: String { String(decoding: signs.map { $0 <= 10 ? $0 + 47 : $0 + 54 }, as: UTF8.self) }

    /// Digits as 1 to 10, letters as 11 to 36.
    private static func signs(_ text: String) -> [UInt8] {
        text.utf8.compactMap { sign in
            switch Unicode.Scalar(sign) {
            case "0"..."9": sign - 47
            case "a"..."z": sign - 86
            case "A"..."Z": sign - 54
            default: nil
            }
        }
    }
}
