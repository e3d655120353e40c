/// What a first, cheap look at a person needs beside the names.
///
/// Shape: twelve bytes each, so that a hundred thousand people are looked at in a moment.
struct Traits: Sendable {
    var year: UInt16 = 0
    var monthDay: UInt16 = 0
    var place: Int32 = 0
    var citizenship: Int16 = 0
    var sex: UInt8 = 0

    init() {}

    init(_ details: Details, in population: Population) {
        year = details.birth?.year ?? 0
        monthDay = details.birth?.monthDay ?? 0
        place = population.places.id(of: details.place)
        citizenship = Int16(truncatingIfNeeded: population.citizenships.id(of: details.citizenships.first))
        sex = UInt8(truncatingIfNeeded: population.sexes.id(of: details.sex))
    }

    /// Units: bits, roughly.
    func agreement(with other: Traits) -> Float {
        var bits: Float = 0
        if year != 0, other.year != 0 {
            let years = abs(Int32(year) - Int32(other.year))
            if years == 0 {
                bits += monthDay != 0 && monthDay == other.monthDay ? 13 : 3.5
            } else {
                bits += years <= 2 ? 1.5 : years <= 10 ? -2 : -5
            }
        }
        if sex != 0, other.sex != 0, sex != other.sex { bits -= 4 }
        if citizenship != 0, other.citizenship != 0 { bits += citizenship == other.citizenship ? 1 : -2.5 }
        if place != 0, other.place != 0 { bits += place == other.place ? 3 : -2.5 }
        return bits
    }
}
