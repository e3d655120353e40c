import Foundation
import Register

/// Which cells of a workbook are dates, and from when their numbers count.
struct CellDates {
    /// More formats than this no spreadsheet lets people make; and none is longer.
    private static let (mostFormats, longestFormat) = (5000, 255)
    private let styles: Set<Int>
    private let epoch: Int

    /// - Parameter sheet: the part that says how cells look; nil when there is none.
    init(_ sheet: Markup?, of book: Markup) {
        epoch = ["1", "true"].contains(book.first("workbookPr")?["date1904"] ?? "") ? -24_107 : -25_569
        guard let sheet else {
            styles = []
            return
        }
        var formats = Set(Array(14...17) + [22] + Array(27...36) + Array(50...58))
        for format in sheet.all("numFmt").prefix(CellDates.mostFormats) where CellDates.isDate(format["formatCode"]) {
            formats.insert(Bounded.whole(format["numFmtId"]) ?? -1)
        }
        let cells = sheet.first("cellXfs")?.children.filter { $0.name == "xf" } ?? []
        styles = Set(cells.indices.filter { formats.contains(Bounded.whole(cells[$0]["numFmtId"]) ?? 0) })
    }

    /// Whether a format shows years or days, leaving out what it says in quotes, in brackets and behind a backslash.
    private static func isDate(_ format: String) -> Bool {
        var closing: Character?
        var isEscaped = false
        for letter in format.prefix(longestFormat) {
            if let end = closing {
                if letter == end { closing = nil }
            } else if isEscaped {
                isEscaped = false
            } else if letter == "\\" {
                isEscaped = true
            } else if letter == "\"" || letter == "[" {
                closing = letter == "[" ? "]" : letter
            } else if "yYdD".contains(letter) {
                return true
            }
        }
        return false
    }

    func text(_ number: Double, style: String) -> String? {
        guard styles.contains(Bounded.whole(style) ?? 0), number >= 1, number < 2_958_466 else { return nil }
        // Spreadsheets count a 29 February 1900 that never was.
        let day = epoch == -25_569 && number < 60 ? number + 1 : number
        let seconds = (day + Double(epoch)) * 86_400
        return Date(timeIntervalSince1970: seconds.rounded()).formatted(.iso8601.year().month().day())
    }
}
