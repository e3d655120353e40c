import Crypto
import Foundation
package import Pack
import OrderedCollections
package import Register

/// What a file holds: cases to open, and the rows that cannot be.
package struct Incoming: Sendable {
    /// Why a row stays out. It says the row, the column and the problem; a name is never repeated.
    package struct RowFault: Sendable, CustomStringConvertible {
        package let row: Int
        package let column: String
        package let problem: String
        package var description: String { "row \(row), column \"\(column)\": \(problem)" }
    }

    package private(set) var cases: [ArrivingCase] = []
    package private(set) var faults: [RowFault] = []
    package private(set) var refused: Set<Int> = []

    mutating func refuse(_ row: Int, _ column: String, _ problem: String) {
        faults.append(RowFault(row: row, column: column, problem: problem))
        refused.insert(row)
    }

    mutating func add(_ row: Grid.Row, _ source: String, _ forms: [(FormID, Answers)]) {
        guard !refused.contains(row.line) else { return }
        cases.append(ArrivingCase(id: Incoming.id(row, source), forms: forms))
    }

    /// The same row of the same kind of file is the same entry, so that a file read twice is recorded once.
    static func id(_ row: Grid.Row, _ source: String) -> EntryID {
        var hasher = SHA256()
        hasher.update(data: Data("\(source) \(row.line)\n".utf8))
        for cell in row.cells { hasher.update(data: Data((cell + "\u{1F}").utf8)) }
        var bytes = Array(hasher.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return EntryID(bytes: bytes) ?? EntryID(uuid: UUID())
    }
}

/// Records as the Counter-Trafficking Data Collaborative publishes them, in either of its two layouts.
extension Incoming {
    /// Errors: `Grid.Fault` when the header is neither layout.
    package init(ctdc grid: Grid, _ country: Country) throws {
        guard let (layout, columns) = country.layouts.first(where: { Set($0.value) == Set(grid.header) }) else {
            let known = country.layouts.map { "\($0.key) (\($0.value.count) columns)" }.sorted().joined(separator: ", ")
            throw Grid.Fault(line: 1, problem: "these \(grid.header.count) columns are no layout of the pack; known are \(known)")
        }
        let fields = Incoming.ctdc(country)
        guard let form = fields.form, Set(columns).isSubset(of: fields.byColumn.keys) else {
            throw Grid.Fault(line: 1, problem: "the pack has no field for every column of \(layout)")
        }
        let ids = grid.header.map { fields.byColumn[$0] ?? "" }
        for row in grid.rows {
            guard row.cells.count == ids.count else {
                refuse(row.line, grid.header.last ?? "", "the row has \(row.cells.count) cells and the header \(ids.count)")
                continue
            }
            var answers = Answers([Incoming.layout: .text(layout)])
            for (id, cell) in zip(ids, row.cells) where !cell.isEmpty { answers[id] = .text(cell) }
            add(row, "ctdc", [(form, answers)])
        }
    }

    static let layout: FieldID = "ctdc_layout"

    static func ctdc(_ country: Country) -> (form: FormID?, byColumn: [String: FieldID]) {
        var byColumn: [String: FieldID] = [:]
        let form = country.forms.values.first { $0[layout] != nil }
        for field in form?.fields ?? [] { if let column = field.standard.ctdc { byColumn[column] = field.id } }
        return (form?.id, byColumn)
    }
}
