import Crypto
import Archives
package import Foundation
package import Register

/// A file that somebody found, and the exports it may be a copy of.
package struct FoundCopy: Sendable {
    package enum Origin: Sendable, Equatable {
        /// The very file, or the very table, of these exports.
        case exactly([String])
        /// Most of its rows stand in the order of this export.
        case order(String)
        case none
        /// So few rows that their order says nothing.
        case tooFew(Int)
    }

    private let digest: String
    private let tables: [[[String]]]
    /// An order that this many files by chance would show once is that of the export.
    private static let oneIn = 1_000_000.0
    /// So many rows from the top say enough.
    private static let mostRows = 2000

    /// A sealed file, a file as a partner opened it, or a table out of one. What is no table has only its digest.
    package init(_ file: Data) {
        digest = SHA256.hash(data: file).hexadecimal
        tables = FoundCopy.tables(in: file)
    }

    /// Where it came from. `key` gives the key of the order of an export.
    package func origin(among exports: [Export], key: (String) -> Data) -> Origin {
        let marks = Set([digest] + tables.map { PartnerFile.digest($0) })
        let same = exports.filter { export in
            export.made.map { !marks.isDisjoint(with: [$0.sealed, $0.plain, $0.table]) } ?? false
        }
        guard same.isEmpty else { return .exactly(same.map(\.number)) }
        let rows = tables.map { Array($0.dropFirst().prefix(FoundCopy.mostRows)) }
        let distinct = rows.map { Set($0).count }.max() ?? 0
        let limit = 1 / (FoundCopy.oneIn * Double(max(1, exports.count)))
        guard RowOrder.chance(ofAtMost: 0, among: distinct) < limit else {
            return distinct == 0 ? .none : .tooFew(distinct)
        }
        let nearest = exports.map { export in
            let order = RowOrder(key: key(export.number))
            return (number: export.number, chance: rows.map(order.chance).min() ?? 1)
        }.min { $0.chance < $1.chance }
        guard let nearest, nearest.chance < limit else { return .none }
        return .order(nearest.number)
    }

    /// Each sheet of a workbook, each CSV file of an archive, or the file itself.
    private static func tables(in file: Data) -> [[[String]]] {
        guard Workbook.isOne(file) else { return [table(file)].compactMap(\.self) }
        if let book = try? Workbook(file, limits: .found) { return book.sheets.map(\.rows).filter { $0.count > 1 } }
        let parts =
            (try? Archive(file, limits: Archive.Limits(part: 64 << 20, whole: 64 << 20)).parts { $0.hasSuffix(".csv") }) ?? [:]
        return parts.sorted { $0.key < $1.key }.compactMap { table($0.value) }
    }

    private static func table(_ file: Data) -> [[String]]? {
        guard let rows = try? CSV.read(file, isRaw: true, limits: .found).map(\.cells), rows.count > 1 else { return nil }
        return rows
    }
}
