import Archives
package import Foundation

extension Workbook {
    /// The workbook as a file. Every cell is text or a plain number, so that a spreadsheet runs none of them; the first row stays in sight.
    package func file() throws -> Data {
        let numbered = sheets.enumerated().map { (number: $0.offset + 1, sheet: $0.element) }
        let types = numbered.map {
            #"<Override PartName="/xl/worksheets/sheet\#($0.number).xml" ContentType="\#(Workbook.type).worksheet+xml"/>"#
        }.joined()
        let names = numbered.map {
            #"<sheet name="\#(Workbook.escaped($0.sheet.name))" sheetId="\#($0.number)" r:id="rId\#($0.number)"/>"#
        }.joined()
        let links = numbered.map {
            #"<Relationship Id="rId\#($0.number)" Type="\#(Workbook.link)/worksheet" Target="worksheets/sheet\#($0.number).xml"/>"#
        }.joined()
        let parts: [(String, String)] =
            [
                (
                    "[Content_Types].xml",
                    #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\#(Workbook.type).sheet.main+xml"/>\#(types)</Types>"#
                ),
                (
                    "_rels/.rels",
                    #"<Relationships xmlns="\#(Workbook.links)"><Relationship Id="rId1" Type="\#(Workbook.link)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
                (
                    "xl/workbook.xml",
                    #"<workbook xmlns="\#(Workbook.main)" xmlns:r="\#(Workbook.link)"><sheets>\#(names)</sheets></workbook>"#
                ),
                ("xl/_rels/workbook.xml.rels", #"<Relationships xmlns="\#(Workbook.links)">\#(links)</Relationships>"#),
            ] + numbered.map { ("xl/worksheets/sheet\($0.number).xml", Workbook.markup($0.sheet)) }
        return try Archive.file(parts.map { ($0.0, #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + $0.1) })
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let links = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static func markup(_ sheet: Sheet) -> String {
        var text =
            #"<worksheet xmlns="\#(main)"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#
        for (index, row) in sheet.rows.enumerated() where !row.isEmpty {
            text += #"<row r="\#(index + 1)">"#
            for (column, cell) in row.enumerated() where !cell.isEmpty {
                let place = letters(column) + String(index + 1)
                if sheet.numbers.contains(column), isNumber(cell) {
                    text += #"<c r="\#(place)"><v>\#(cell)</v></c>"#
                    continue
                }
                text += #"<c r="\#(place)" t="inlineStr"><is><t xml:space="preserve">\#(escaped(cell))</t></is></c>"#
            }
            text += "</row>"
        }
        return text + "</sheetData></worksheet>"
    }

    /// Digits with at most one point, and nothing else.
    private static func isNumber(_ cell: String) -> Bool {
        let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func letters(_ column: Int) -> String {
        var rest = column + 1
        var letters: [UInt8] = []
        while rest > 0 {
            letters.insert(UInt8(0x41 + (rest - 1) % 26), at: 0)
            rest = (rest - 1) / 26
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Text for XML. What XML cannot hold (control characters) becomes a space.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\r": escaped += "&#13;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
