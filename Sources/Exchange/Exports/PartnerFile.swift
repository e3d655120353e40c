import Archives
import Crypto
package import Foundation
package import Pack
package import Register

/// A file for a partner as they open it: the table in the order of its export, and a notice beside it.
///
/// Shape: a format with columns is an archive of a CSV file and a text; HTCDS is a workbook of two sheets. The same export of the same
/// people is the same bytes.
package struct PartnerFile: Sendable {
    package let content: Data
    /// See `Export.Made.table`.
    package let tableDigest: String

    /// `key`: that of the order of rows. `day`: on which it is made.
    package init(_ export: Export, _ files: [SeenCase], _ format: ExportFormat, _ country: Country, key: Data, on day: Day) throws {
        var table = PartnerTable(files, format, country)
        table.rows = RowOrder(key: key).sorted(table.rows)
        let notice = PartnerFile.notice(export, format, country, on: day)
        tableDigest = PartnerFile.digest([table.header] + table.rows)
        switch format.shape {
        case .columns:
            // As published records are: a partner's program reads them, so nothing is put before a cell.
            let csv = ([table.header] + table.rows).map { CSV.line($0, isRaw: true) }.joined()
            content = try Archive.file([
                ("\(export.number).csv", csv), ("NOTICE.txt", notice.map { $0.joined(separator: ": ") + "\n" }.joined()),
            ])
        case .standard:
            content = try Workbook([
                Workbook.Sheet(name: "Cases", rows: [table.header] + table.rows), Workbook.Sheet(name: "Notice", rows: notice),
            ]).file()
        }
    }

    /// The end of its name, before it is sealed.
    package static func kind(_ format: ExportFormat) -> String {
        switch format.shape {
        case .columns: "zip"
        case .standard: "xlsx"
        }
    }

    /// What a reader must know, in English, a line each.
    private static func notice(_ export: Export, _ format: ExportFormat, _ country: Country, on day: Day) -> [[String]] {
        let say = { (key: String) in country.words.say("export.notice.\(key)", "en") }
        let lines = [
            [say("number"), export.number], [say("recipient"), export.request?.recipient ?? ""], [say("day"), day.description],
            [say("country"), country.name.english], [say("format"), format.title.english], [say("notPassedOn")], [say("marked")],
            [say("agreed")],
        ]
        if case .standard = format.shape { return lines + [[say("standard")]] }
        return lines
    }

    /// The digest of a table, its cells as any reader finds them.
    static func digest(_ rows: [[String]]) -> String {
        let text = rows.map { row in row.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\u{1F}") }
        return SHA256.hash(data: Data(text.joined(separator: "\u{1E}").utf8)).hexadecimal
    }
}
