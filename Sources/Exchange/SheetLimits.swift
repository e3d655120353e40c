/// What a sheet from outside may hold, as a workbook or as CSV. Passing a limit ends the reading with a sentence that names it.
package struct SheetLimits: Sendable {
    /// Units: bytes, of all parts of a workbook unfolded, and of one.
    package var whole = 200 << 20
    package var part = 100 << 20
    package var sheets = 100
    package var lines = 2_000_000
    package var columns = 16_384
    /// Rows that are passed over count as cells; so do those that fill short rows up.
    package var cells = 20_000_000
    /// Units: bytes of UTF-8. A spreadsheet holds 32,767 characters in a cell.
    package var cell = 128 << 10

    /// For a file that somebody at the terminal brings.
    package static let terminal = SheetLimits()
    /// For a file that comes through a page: read within a second or two.
    package static let page = SheetLimits(whole: 32 << 20, part: 32 << 20, sheets: 50, lines: 20_000, columns: 500, cells: 500_000)
    /// For a table that went out of here and was found: as large as they go out.
    package static let found = SheetLimits(whole: 64 << 20, part: 64 << 20, sheets: 50, lines: 500_000, cells: 2_000_000)
}
