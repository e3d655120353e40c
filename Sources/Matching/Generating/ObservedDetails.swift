import Register

/// What becomes of birth dates and numbers on their way to paper.
extension Observation {
    mutating func birth(_ dice: inout Dice) -> Day? {
        let day = person.birth
        let (year, month, number) = (day.year, day.month ?? 1, day.day ?? 1)
        switch dice.unit() {
        case ..<0.20:
            corruptions.insert(.birthMissing)
            return nil
        case ..<0.31:
            corruptions.insert(.yearOnly)
            return Day(year: year)
        case ..<0.42:
            corruptions.insert(.ageGuessed)
            return Day(year: year + Int((1.6 * dice.bell()).rounded()), isEstimated: true)
        default: break
        }
        switch dice.unit() / carelessness {
        case ..<0.03 where number <= 12:
            corruptions.insert(.dayAndMonthSwapped)
            return InventedPerson.day(year, number, month)
        case ..<0.06:
            corruptions.insert(.birthMistyped)
            return InventedPerson.day(year, month, 1 + dice.below(28))
        case ..<0.09:
            corruptions.insert(.birthMistyped)
            return InventedPerson.day(year + dice.pick([-10, -1, 1, 10]), month, number)
        case ..<0.13:
            corruptions.insert(.firstOfJanuary)
            return InventedPerson.day(year, 1, 1)
        default: return day
        }
    }

    func phone(_ dice: inout Dice) -> String? {
        guard let phone = person.phone, !dice.falls(0.40) else { return nil }
        let written = dice.falls(0.70) ? phone : "1758\(2_000_000 + dice.below(8_000_000))"
        guard dice.falls(0.02 * carelessness) else { return written }
        var digits = Array(written)
        digits.swapAt(digits.count - 1, digits.count - 2)
        return String(digits)
    }

    func document(_ dice: inout Dice) -> String? {
        guard let document = person.document, !dice.falls(0.45) else { return nil }
        let written = dice.falls(0.85) ? document : InventedPerson.document(&dice)
        guard dice.falls(0.04 * carelessness) else { return written }
        var signs = Array(written)
        signs[1 + dice.below(7)] = Character(String(dice.below(10)))
        return String(signs)
    }
}
