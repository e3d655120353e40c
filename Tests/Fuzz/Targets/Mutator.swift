/// Bends bytes by chance: the same dice, the same bends.
package struct Mutator: Sendable {
    package let words: [[UInt8]]
    package let largest: Int

    package init(words: [String], largest: Int) {
        self.words = (words + Odd.numbers + Odd.texts).map { Array($0.utf8) }
        self.largest = largest
    }

    /// One to eight bends; another input of the same kind may lend a part.
    package func bent(_ bytes: [UInt8], with other: [UInt8], by dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(8) {
            bend(&bytes, other, &dice)
            if bytes.count > largest { bytes.removeLast(bytes.count - largest) }
        }
        return bytes
    }

    private func bend(_ bytes: inout [UInt8], _ other: [UInt8], _ dice: inout Dice) {
        let at = dice.below(bytes.count + 1)
        switch dice.below(12) {
        case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(dice.below(8))
        case 1 where at < bytes.count: bytes[at] = UInt8(truncatingIfNeeded: dice.next())
        case 2: bytes.insert(contentsOf: (0...dice.below(8)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }, at: at)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + 1 + dice.below(16)))
        case 4: bytes.insert(contentsOf: dice.one(of: words) ?? [], at: at)
        case 5: overwrite(&bytes, at, dice.one(of: words) ?? [])
        case 6: overwrite(&bytes, at, Mutator.number(&dice))
        case 7: replaceDigits(&bytes, at, &dice)
        case 8: bytes.insert(contentsOf: part(of: bytes, &dice), at: at)
        case 9: bytes.insert(contentsOf: part(of: other, &dice), at: at)
        case 10: overwrite(&bytes, at, part(of: other, &dice))
        case 11 where dice.isOne(in: 4): repeatPart(&bytes, at, &dice)
        default: if dice.isOne(in: 4) { bytes.removeSubrange(at...) }
        }
    }

    private func overwrite(_ bytes: inout [UInt8], _ at: Int, _ part: [UInt8]) {
        bytes.replaceSubrange(at..<min(bytes.count, at + part.count), with: part)
    }

    private func part(of bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        let from = dice.below(bytes.count)
        return Array(bytes.dropFirst(from).prefix(1 + dice.below(dice.isOne(in: 4) ? 4096 : 32)))
    }

    /// Small and great limits, as files write their lengths.
    private static func number(_ dice: inout Dice) -> [UInt8] {
        let limits: [UInt64] = [
            0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, .max, .max >> 1,
        ]
        let limit = dice.one(of: limits) ?? 0
        let bytes = (0..<(1 << dice.below(4))).map { UInt8(truncatingIfNeeded: limit >> (8 * UInt64($0))) }
        return dice.isOne(in: 2) ? bytes : bytes.reversed()
    }

    /// A number written in digits becomes another.
    private func replaceDigits(_ bytes: inout [UInt8], _ at: Int, _ dice: inout Dice) {
        guard let from = bytes[at...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
        let end = bytes[from...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.endIndex
        bytes.replaceSubrange(from..<end, with: Array((dice.one(of: Odd.numbers) ?? "0").utf8))
    }

    private func repeatPart(_ bytes: inout [UInt8], _ at: Int, _ dice: inout Dice) {
        let part = Array(bytes[at...].prefix(1 + dice.below(24)))
        guard !part.isEmpty else { return }
        let times = min(1 << dice.below(14), max(0, largest - bytes.count) / part.count)
        bytes.insert(contentsOf: Array(repeating: part, count: times).joined(), at: at)
    }
}
