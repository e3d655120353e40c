import Register

/// A sheet of a workbook, row by row as it is read. Nothing of it is kept here but the row at hand.
///
/// Shape: what the sheet states of its size and of merged cells is not asked; a row and a cell come where they say they stand, later
/// than the ones before. Errors: `Workbook.Fault` out of order, `Beyond` for more cells than allowed.
final class SheetStream: XMLListener {
    static let mostRows = 1_048_576

    private let texts: SharedTexts
    private let dates: CellDates
    private let limits: SheetLimits
    private let use: (_ number: Int, _ cells: [String]) throws -> Void
    private(set) var room: Int
    private var row = 0
    private var (isInRow, isInCell, isInline) = (false, false, false)
    private var (isCapturing, hasValue, readings) = (false, false, 0)
    private var (depth, rowDepth) = (0, 0)
    private var (place, kind, style) = ("", "", "")
    private var text: [UInt8] = []
    private var cells: [String] = []

    /// - Parameter room: how many cells the sheet may still have.
    init(
        _ texts: SharedTexts, _ dates: CellDates, _ limits: SheetLimits, room: Int,
        _ use: @escaping (_ number: Int, _ cells: [String]) throws -> Void
    ) {
        (self.texts, self.dates, self.limits, self.room, self.use) = (texts, dates, limits, room, use)
    }

    func begin(_ name: String, _ attributes: XMLAttributes) throws {
        depth += 1
        switch name {
        case "row" where !isInRow: try beginRow(attributes)
        case "c" where isInRow && depth == rowDepth + 1:
            (place, kind, style) = (attributes["r"], attributes["t"], attributes["s"])
            (isInCell, isInline, hasValue, text) = (true, false, false, [])
        case "v" where isInCell && kind != "inlineStr" && !hasValue: (isCapturing, hasValue) = (true, true)
        case "is" where isInCell && kind == "inlineStr" && !hasValue: (isInline, hasValue) = (true, true)
        case "t" where isInline && readings == 0: isCapturing = true
        case "rPh": readings += 1
        default: break
        }
    }

    func take(_ text: UnsafeRawBufferPointer) throws {
        guard isCapturing else { return }
        guard self.text.count + text.count <= limits.cell else { throw Beyond(.cellLength, limit: limits.cell, line: row) }
        self.text += text
    }

    func end(_ name: String) throws {
        switch name {
        case "row" where isInRow && depth == rowDepth:
            isInRow = false
            try use(row, cells)
        case "c" where isInCell && depth == rowDepth + 1:
            isInCell = false
            try endCell()
        case "v", "t": isCapturing = false
        case "is": isInline = false
        case "rPh": readings = max(0, readings - 1)
        default: break
        }
        depth -= 1
    }

    private func beginRow(_ attributes: XMLAttributes) throws {
        let stated = attributes["r"]
        let number = stated.isEmpty ? row + 1 : Bounded.whole(stated, in: 1...SheetStream.mostRows) ?? 0
        guard number > row, number <= SheetStream.mostRows else {
            throw Workbook.Fault(description: "the rows of a sheet are out of order")
        }
        try spend(number - row)
        (row, cells, isInRow, rowDepth) = (number, [], true, depth)
    }

    private func endCell() throws {
        let column = SheetStream.column(place) ?? cells.count
        guard column >= cells.count else { throw Workbook.Fault(description: "row \(row): the cells are out of order") }
        let said = said(String(decoding: text, as: UTF8.self))
        guard !said.isEmpty else { return }
        guard column < limits.columns else { throw Beyond(.columns, limit: limits.columns, line: row) }
        try spend(column + 1 - cells.count)
        cells += Array(repeating: "", count: column - cells.count)
        cells.append(said)
    }

    private func spend(_ count: Int) throws {
        room -= count
        guard room > 0 else { throw Beyond(.cells, limit: limits.cells, line: row) }
    }

    /// The column of a reference like `AB12`, from 0.
    private static func column(_ reference: String) -> Int? {
        let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }.prefix(3)
        return letters.isEmpty ? nil : letters.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
    }

    private func said(_ value: String) -> String {
        switch kind {
        case "s": return Bounded.whole(value).flatMap { texts[$0] } ?? ""
        case "b": return value == "1" ? "TRUE" : "FALSE"
        case "inlineStr", "str", "e", "d": return value
        default:
            guard let number = Double(value) else { return value }
            if let day = dates.text(number, style: style) { return day }
            return number.rounded() == number && abs(number) < 1e15 ? Bounded.text(number) : value
        }
    }
}
