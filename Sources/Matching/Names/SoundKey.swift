/// How a name sounds, whether spelled the English, French, Spanish or Kwéyòl way: its consonants, voiced and unvoiced alike.
///
/// Shape: Philip, Philippe, Felipe and Filip share one key, as do Joseph, José and Jozèf without their last consonant. At most
/// twelve sounds, five bits each. An empty key says nothing.
struct SoundKey: Hashable, Sendable {
    private(set) var packed: UInt64 = 0
    private(set) var count = 0

    init(_ word: [UInt8]) {
        var rest = word[...]
        while let sound = SoundKey.next(in: &rest, isFirst: rest.count == word.count) { for letter in sound { add(letter) } }
    }

    private mutating func add(_ letter: UInt8) {
        let code = UInt64(letter & 31)
        guard count < 12, count == 0 || packed & 31 != code else { return }
        if letter == SoundKey.vowel, count > 0 { return }
        packed = packed << 5 | code
        count += 1
    }

    private static let vowel = UInt8(ascii: "a")

    /// Takes the letters of one sound from the front. Nil at the end.
    private static func next(in rest: inout ArraySlice<UInt8>, isFirst: Bool) -> [UInt8]? {
        guard let letter = rest.popFirst() else { return nil }
        let following = rest.first.map(Unicode.Scalar.init)
        let isSoft = following == "e" || following == "i" || following == "y"
        func swallow(_ scalar: Unicode.Scalar) -> Bool {
            guard following == scalar else { return false }
            rest.removeFirst()
            return true
        }
        switch Unicode.Scalar(letter) {
        case "a", "e", "i", "o", "u", "y", "w": return [vowel]
        case "b", "v": return [UInt8(ascii: "b")]
        case "c":
            if swallow("h") || isSoft { return [UInt8(ascii: "s")] }
            _ = swallow("k")
            return [UInt8(ascii: "k")]
        case "g":
            if swallow("n") { return [UInt8(ascii: "n")] }
            return [isSoft ? UInt8(ascii: "j") : letter]
        case "h": return []
        case "m", "n": return [UInt8(ascii: "n")]
        case "p": return [swallow("h") ? UInt8(ascii: "f") : letter]
        case "q": return [UInt8(ascii: "k")]
        case "s":
            if !swallow("h"), rest.starts(with: "ch".utf8) { rest.removeFirst(2) }
            return [letter]
        case "t", "d": return [UInt8(ascii: "t")]
        case "x": return isFirst ? [UInt8(ascii: "s")] : [UInt8(ascii: "k"), UInt8(ascii: "s")]
        case "z": return [UInt8(ascii: "s")]
        case "a"..."z": return [letter]
        default: return []
        }
    }
}
