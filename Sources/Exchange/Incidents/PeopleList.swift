package import Pack
package import Register

/// People typed or pasted from a sheet, one a line, as they were understood. Nothing is left out in silence.
///
/// Shape: cells are parted by tabs, else semicolons, else commas; a first line of column names gives their order.
package struct PeopleList: Sendable {
    package struct Line: Sendable {
        /// As the worker counts them, empty lines too.
        package let number: Int
        /// What was typed, in the order of the pack's columns.
        package let cells: [String]
        package let forms: [(FormID, Answers)]
        package let faults: [Fault]
    }

    package struct Fault: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable { case notAChoice, notADay, notAnAge, tooLong, tooManyCells }
        package let kind: Kind
        /// The label of the column, empty when the fault is in no one column.
        package let column: Wording
        package let value: String
    }

    /// No more lines are read, and none that is longer: nobody brings so many at once.
    package static let (mostLines, longestLine) = (1000, 4000)

    package private(set) var lines: [Line] = []
    /// The names of columns that no question takes.
    package private(set) var ignored: [String] = []
    /// Lines that say the same as an earlier one.
    package private(set) var repeated: [(line: Int, earlier: Int)] = []

    package var faultyLines: [Line] { lines.filter { !$0.faults.isEmpty } }

    package init(_ text: String, _ terms: PeopleTerms, _ country: Country, today: Day) {
        let reader = PeopleCells(terms: terms, country: country, today: today)
        let rows = PeopleList.rows(text).prefix(PeopleList.mostLines)
        var order = Array(terms.columns.indices).map(Optional.some)
        var seen: [[String]: Int] = [:]
        for (index, row) in rows.enumerated() {
            if index == 0, let header = reader.header(row.cells) {
                order = header
                ignored = zip(row.cells, header).compactMap { $1 == nil && !$0.isEmpty ? $0 : nil }
                continue
            }
            guard row.cells != PeopleList.tooLong else {
                let fault = Fault(kind: .tooLong, column: "", value: "")
                lines.append(Line(number: row.number, cells: [], forms: PeopleList.unknown(terms, country), faults: [fault]))
                continue
            }
            if let earlier = seen[row.cells] { repeated.append((row.number, earlier)) } else { seen[row.cells] = row.number }
            lines.append(reader.line(row.number, row.cells, order))
        }
    }

    /// What opens the case of somebody about whom nothing is known yet.
    package static func unknown(_ terms: PeopleTerms, _ country: Country) -> [(FormID, Answers)] {
        ordered(PeopleCells.usual(terms), country)
    }

    /// The first form of a case first.
    static func ordered(_ forms: [FormID: Answers], _ country: Country) -> [(FormID, Answers)] {
        let first = (country.opening.id, forms[country.opening.id] ?? Answers())
        return [first] + forms.filter { $0.key != first.0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What stands for a line that is too long to be one.
    private static let tooLong = ["\u{0}"]

    /// Shape: read only as far as they are asked for.
    private static func rows(_ text: String) -> some Sequence<(number: Int, cells: [String])> {
        let separator: Character = text.contains("\t") ? "\t" : text.contains(";") ? ";" : ","
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        return lines.lazy.compactMap { index, line -> (number: Int, cells: [String])? in
            let cells = line.utf8.count > longestLine ? tooLong : cells(line, separator)
            return cells.allSatisfy(\.isEmpty) ? nil : (index + 1, cells)
        }
    }

    /// A cell in quotes may hold the separator; two quotes in it are one.
    private static func cells(_ line: Substring, _ separator: Character) -> [String] {
        var cells = [""]
        var isQuoted = false
        var wasQuote = false
        for character in line {
            defer { wasQuote = character == "\"" && !isQuoted }
            switch character {
            case "\"" where isQuoted: isQuoted = false
            case "\"" where wasQuote:
                cells[cells.count - 1].append("\"")
                isQuoted = true
            case "\"" where cells[cells.count - 1].allSatisfy(\.isWhitespace): isQuoted = true
            case separator where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells.map { cell in
            String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
    }
}
