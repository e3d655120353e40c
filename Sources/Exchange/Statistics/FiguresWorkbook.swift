import Crypto
import Foundation
import Register

/// The figures for a spreadsheet: a sheet about them all, then one for each table.
struct FiguresWorkbook {
    private let figures: PublishedFigures
    private let words: FiguresWords
    private let digest: String

    init(_ figures: PublishedFigures, _ words: FiguresWords) throws {
        (self.figures, self.words) = (figures, words)
        digest = SHA256.hash(data: try figures.document()).hexadecimal
    }

    var book: Workbook {
        Workbook(
            [about]
                + zip(names, figures.tables).map { name, table in
                    Workbook.Sheet(
                        name: name, rows: rows(table), numbers: Set(table.axes.count..<table.axes.count + 4))
                })
    }

    /// What a sheet may be called: 31 letters, none of these, no name twice whatever the case.
    private var names: [String] {
        var taken: Set<String> = ["about"]
        return figures.tables.enumerated().map { index, table in
            let plain = String(table.id.map { "[]:*?/\\'".contains($0) ? "-" : $0 }.prefix(27))
            let name = taken.contains(plain.lowercased()) ? "\(plain)-\(index + 1)" : plain
            taken.insert(name.lowercased())
            return name
        }
    }

    private var about: Workbook.Sheet {
        let methods = figures.methods.map { [words.say("how"), words.say("method.\($0.rawValue)")] }
        let facts = [
            [words.say("title"), words.say("year", ["year": String(figures.year)])],
            [words.say("country"), figures.country],
            [words.say("versionShort"), String(figures.version)],
            [words.say("knownShort"), FiguresWorkbook.spelt(figures.asOf)],
        ]
        let rest = [
            figures.notes.isEmpty ? [] : [words.say("notes"), figures.notes],
            figures.loss.map { [words.say("loss"), "\($0)"] } ?? [],
            [words.say("licenceShort"), words.say("licence")],
            [words.say("digestShort"), digest], [words.say("snapshot"), figures.snapshot],
        ].filter { !$0.isEmpty }
        let head = ["id", "table", "population", "definition", "source", "methodShort", "errorShort"].map {
            words.say("column.\($0)")
        }
        let tables = zip(names, figures.tables).map { name, table in
            [
                name, table.title, table.population, table.definition, table.source.isEmpty ? words.say("ownSource") : table.source,
                words.say("method.\(table.method.rawValue)"),
                table.reach.map { "± \(FiguresNumbers.whole($0.rounded(.up)))" } ?? "",
            ]
        }
        return Workbook.Sheet(name: "About", rows: facts + methods + rest + [[], head] + tables)
    }

    /// Shape: RFC 3339, in universal time.
    private static func spelt(_ moment: Moment) -> String {
        let (day, minute) = moment.local(offset: 0)
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(day)T\(two(minute / 60)):\(two(minute % 60))Z"
    }

    private func rows(_ table: PublishedFigures.Table) -> [[String]] {
        let head =
            table.axes.map(\.label)
            + ["count", "low", "high", "share", "why"].map { words.say("column.\($0)") }
        return [head]
            + table.cells.map { cell in
                let codes = zip(table.axes, cell.codes).map { axis, code in
                    code.map { code in axis.codes.first { $0.code == code }.map(words.label) ?? words.say("notKnown") }
                        ?? words.say("totals")
                }
                let numbers = FiguresNumbers(cell.value)
                return codes + [
                    numbers.count, numbers.low, numbers.high, FiguresNumbers.share(cell.permille), words.why(cell.value),
                ]
            }
    }
}
