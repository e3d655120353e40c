import Crypto
package import Foundation
package import Register

/// The rows of a year as they were known on a day: what tables are made from, and what a later version is compared with.
///
/// Shape: in bytes a line of JSON, then row after row: sixteen bytes of a mark that is the same for the same chronicle in every
/// snapshot and tells nobody which it is, four for the length, the facts. Sorted, so that the same ledger gives the same bytes.
package struct FrozenFacts: Sendable {
    package struct Header: Codable, Sendable, Equatable {
        package let year: Int
        package let asOf: Moment
        package let pack: String
        package let terms: StatisticsTerms
    }

    package let header: Header
    package let bytes: Data
    var facts: FactColumns

    /// Shape: SHA-256, in hexadecimal digits.
    package var digest: String { Store.digest(bytes) }

    init(_ header: Header, rows: [(mark: ChronicleID, facts: Data)]) throws {
        self.header = header
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes = try encoder.encode(header)
        bytes.append(UInt8(ascii: "\n"))
        for row in rows.sorted(by: { $0.mark.bytes.lexicographicallyPrecedes($1.mark.bytes) }) {
            bytes.append(contentsOf: row.mark.bytes)
            withUnsafeBytes(of: UInt32(row.facts.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(row.facts)
        }
        self.bytes = bytes
        facts = try FrozenFacts.columns(header.terms, bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst())
    }

    /// Errors: `KeyFault.damaged` when the bytes are no snapshot.
    package init(_ bytes: Data) throws {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let header = try? JSONDecoder().decode(Header.self, from: bytes[..<end])
        else { throw KeyFault.damaged }
        self.header = header
        self.bytes = bytes
        facts = try FrozenFacts.columns(header.terms, bytes[(end + 1)...])
    }

    private static func columns(_ terms: StatisticsTerms, _ rows: Data) throws -> FactColumns {
        var (columns, at) = (FactColumns(terms), rows.startIndex)
        let reader = FactBytes(terms: terms)
        while at < rows.endIndex {
            guard at + 20 <= rows.endIndex, let mark = ChronicleID(bytes: Data(rows[at..<at + 16])) else { throw KeyFault.damaged }
            let length = rows[at + 16..<at + 20].reversed().reduce(0) { $0 << 8 | Int($1) }
            at += 20
            guard at + length <= rows.endIndex, let facts = reader.decoded(rows[at..<at + length]) else { throw KeyFault.damaged }
            columns.put(facts, of: mark)
            at += length
        }
        return columns
    }

    /// The first and the last day of the year.
    package var days: ClosedRange<Day> { FrozenFacts.days(of: header.year) }

    package static func days(of year: Int) -> ClosedRange<Day> {
        (Day(year: year, month: 1, day: 1) ?? .epoch)...(Day(year: year, month: 12, day: 31) ?? .epoch)
    }

    /// Counts of the year. Nil for what its terms do not count.
    package mutating func count(
        _ population: String, by splits: [String] = [], measure: StatisticsTerms.Evidence.Measure = .count
    ) -> Count? {
        guard let found = header.terms.population(population) else { return nil }
        let attributes = splits.compactMap(header.terms.attribute)
        guard attributes.count == splits.count, attributes.allSatisfy({ $0.unit == found.unit }) else { return nil }
        var query = CountQuery(population: found, splits: attributes, measure: measure)
        query.days = Int32(days.lowerBound.number)...Int32(days.upperBound.number)
        return facts.count(query)
    }
}

extension Store {
    /// What is known of a year from entries recorded until a moment.
    ///
    /// Errors: `StoreFault.notFound` for whoever does not see the country's figures; `StoreFault.damaged`.
    package func freeze(_ year: Int, asOf moment: Moment, as actor: Actor) throws -> FrozenFacts {
        guard sight(of: actor) == .country else { throw StoreFault.notFound }
        return try FrozenFacts(
            FrozenFacts.Header(year: year, asOf: moment, pack: policy.version, terms: policy.practice.statistics),
            rows: try rows(in: FrozenFacts.days(of: year), asOf: moment))
    }

    /// What every chronicle says of these days from entries recorded until a moment.
    func rows(in days: ClosedRange<Day>, asOf moment: Moment) throws -> [(mark: ChronicleID, facts: Data)] {
        let reader = FactBytes(terms: policy.practice.statistics)
        let span = Int32(days.lowerBound.number)...Int32(days.upperBound.number)
        let keys = try ledger.keys()
        var rows: [(mark: ChronicleID, facts: Data)] = []
        try ledger.chronicles { batch in
            rows += try onEveryCore(batch) { entries -> (mark: ChronicleID, facts: Data)? in
                let data = facts(of: try fold(entries, until: moment) { keys[$0] ?? [:] })
                let own = (reader.decoded(data) ?? []).filter { $0.days.contains(where: span.contains) }
                return own.isEmpty ? nil : (mark(of: entries[0].chronicle.bytes), reader.encoded(own))
            }.compactMap(\.self)
        }
        return rows
    }

    /// The same for the same bytes, and nothing to whoever has no key.
    func mark(of bytes: some Sequence<UInt8>) -> ChronicleID {
        let mark = Array(HMAC<SHA256>.authenticationCode(for: Data(bytes), using: markKey).prefix(16))
        return ChronicleID(uuid: mark.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) })
    }
}
