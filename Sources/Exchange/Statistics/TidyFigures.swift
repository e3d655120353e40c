import Foundation
import Register

/// Every cell of every table as a row of one file, tagged for humanitarian data.
///
/// Shape: a line of names, a line of tags, a row each. `_T` stands for all codes together and `_U` for not known, as in SDMX. One file
/// for all tables, because its columns are the same for each: tools filter by `#indicator+code`, and years can be put one under another.
/// Source: Humanitarian Exchange Language 1.1. People are `#affected`, since `#value` is money there.
struct TidyFigures {
    private let figures: PublishedFigures
    private let words: FiguresWords
    private let width: Int

    init(_ figures: PublishedFigures, _ words: FiguresWords) {
        (self.figures, self.words) = (figures, words)
        width = figures.tables.map(\.axes.count).max() ?? 0
    }

    static let everything = "_T"
    static let unknown = "_U"

    var file: Data {
        let columns = self.columns
        let rows = figures.tables.flatMap { table in table.cells.map { row($0, table) } }
        return Data(
            ("\u{FEFF}" + ([columns.map(\.name), columns.map(\.tag)] + rows).map { CSV.line($0) }.joined()).utf8)
    }

    private var columns: [(name: String, tag: String)] {
        let axes = (1...max(1, width)).flatMap { axis in
            [
                ("attribute_\(axis)", "#meta+attribute+a\(axis)"), ("code_\(axis)", "#meta+code+a\(axis)"),
                ("label_\(axis)", "#meta+label+a\(axis)"),
            ]
        }
        return [
            ("country", "#country+name"), ("year", "#date+year"), ("version", "#meta+version"), ("table", "#indicator+code"),
            ("title", "#indicator+name"), ("population", "#meta+population"),
        ] + (width == 0 ? [] : axes) + [
            ("count", "#affected+num"), ("low", "#affected+num+min"), ("high", "#affected+num+max"),
            ("share_percent", "#affected+pct"), ("share_of", "#affected+known+num"), ("kind", "#meta+kind"), ("why", "#meta+why"),
        ]
    }

    private func row(_ cell: PublishedFigures.Cell, _ table: PublishedFigures.Table) -> [String] {
        let codes = (0..<width).flatMap { index -> [String] in
            guard index < table.axes.count else { return ["", "", ""] }
            let axis = table.axes[index]
            guard let code = cell.codes[index] else { return [axis.attribute, TidyFigures.everything, words.say("totals")] }
            let label = axis.codes.first { $0.code == code }.map(words.label) ?? words.say("notKnown")
            return [axis.attribute, code.isEmpty ? TidyFigures.unknown : code, label]
        }
        let numbers = FiguresNumbers(cell.value)
        return [
            figures.country, String(figures.year), String(figures.version), table.id, table.title, table.population,
        ] + codes + [
            numbers.count, numbers.low, numbers.high, FiguresNumbers.share(cell.permille),
            cell.permille == nil ? "" : table.known(of: cell.codes).map { FiguresNumbers($0).count } ?? "", numbers.kind,
            words.why(cell.value),
        ]
    }
}
