import Foundation
import Register

/// The facts of one chronicle as the index keeps them.
///
/// Shape: row after row: a byte for the unit, its agency with its length before it, the codes, four bytes for each day, eight for
/// each value of a population that sums or counts once. How many there are of each say the terms.
struct FactBytes {
    let terms: StatisticsTerms

    func encoded(_ facts: [Fact]) -> Data {
        var data = Data()
        for fact in facts {
            guard let unit = CountedUnit.allCases.firstIndex(of: fact.unit) else { continue }
            let agency = fact.agency.rawValue.utf8.prefix(255)
            data.append(UInt8(unit))
            data.append(UInt8(agency.count))
            data.append(contentsOf: agency)
            data.append(contentsOf: fact.codes)
            for day in fact.days { withUnsafeBytes(of: day.littleEndian) { data.append(contentsOf: $0) } }
            for (population, value) in zip(terms.populations(of: fact.unit), fact.values) where population.hasValue {
                withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
            }
        }
        return data
    }

    /// Nil when the bytes are those of other terms.
    func decoded(_ data: Data) -> [Fact]? {
        var (facts, at) = ([Fact](), data.startIndex)
        func take(_ count: Int) -> Data? {
            guard at + count <= data.endIndex else { return nil }
            defer { at += count }
            return data[at..<at + count]
        }
        func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
            take(Number.bitWidth / 8).map { $0.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) } }
        }
        while at < data.endIndex {
            guard let index = take(1)?.first, index < CountedUnit.allCases.count, let length = take(1)?.first,
                let agency = take(Int(length))
            else { return nil }
            let unit = CountedUnit.allCases[Int(index)]
            let populations = terms.populations(of: unit)
            guard let codes = take(terms.attributes(of: unit).count) else { return nil }
            let days = populations.compactMap { _ in number(Int32.self) }
            let values = populations.compactMap { $0.hasValue ? number(Int64.self) : 0 }
            guard days.count == populations.count, values.count == populations.count else { return nil }
            facts.append(
                Fact(
                    unit: unit, agency: AgencyCode(String(decoding: agency, as: UTF8.self)), codes: Array(codes), days: days,
                    values: values))
        }
        return facts
    }
}
