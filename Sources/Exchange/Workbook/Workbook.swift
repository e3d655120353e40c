/// Sheets of text cells. Source: ECMA-376 (Office Open XML spreadsheets).
package struct Workbook: Sendable, Equatable {
    package struct Sheet: Sendable, Equatable {
        package let name: String
        /// Shape: row by row from the top, empty rows too; a row ends with its last cell that holds something.
        package let rows: [[String]]
        /// The columns whose cells are written as numbers where they are whole or decimal ones; every other cell is text.
        package let numbers: Set<Int>

        package init(name: String, rows: [[String]], numbers: Set<Int> = []) {
            self.name = name
            self.rows = rows
            self.numbers = numbers
        }
    }

    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    package let sheets: [Sheet]

    package init(_ sheets: [Sheet]) { self.sheets = sheets }

    package subscript(name: String) -> Sheet? { sheets.first { $0.name == name } }

    /// Whether a file is one, by its first bytes.
    package static func isOne(_ file: some Collection<UInt8>) -> Bool { file.starts(with: [0x50, 0x4B, 0x03, 0x04]) }
}
