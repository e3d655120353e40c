import Cleaning
import Exchange
import Foundation
import Pack
import Register

/// Tables: CSV, workbooks, surveys of other programs.
extension FuzzTarget {
    static let sheets: [FuzzTarget] = [
        FuzzTarget(
            "csv", largest: 32_768, words: [",", ";", "\t", "\n", "\r\n", "\"", "\"\"", "case_kind", "given_name", "birth_date"]
        ) {
            table(Data($0))
        },
        FuzzTarget("xlsx", largest: 65_536, words: ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "xl/workbook.xml"]) {
            table(Data($0))
        },
        FuzzTarget("workbook-part", largest: 32_768, words: xml, run: workbookPart),
        FuzzTarget("survey", largest: 32_768, words: [",", ";", "\n", "\""]) { bytes in
            guard let form = Fictional.country.campaigns?.answer, let round = EntryID("01234567-89ab-7def-8123-456789abcdef") else {
                return
            }
            use(try? SurveySheet(Data(bytes), of: form, round: round))
        },
        FuzzTarget("xlsform", largest: 32_768, words: questions, cost: 4) { bytes in survey(String(decoding: bytes, as: UTF8.self))
        },
        FuzzTarget("condition", largest: 4096, words: expressions, cost: 4) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            survey(
                """
                type|name|label|relevant|constraint|calculation|choice_filter
                integer|a|How many?||||
                text|b|Which?|\(text)|||
                integer|c|How often?||\(text)||
                calculate|d|||| \(text)|
                """)
        },
        FuzzTarget("found", largest: 32_768, words: [",", "\n"]) { bytes in
            use(FoundCopy(Data(bytes)).origin(among: []) { _ in Data(count: 32) })
        },
    ]

    private static let xml = [
        "<row r=\"", "<c r=\"A1\" t=\"s\"><v>", "</v></c>", "t=\"inlineStr\"", "<is><t>", "&#x0;", "&#xD800;", "&amp;", "<![CDATA[",
        "]]>",
        "<!DOCTYPE x>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "<!--", "-->", "xmlns:r=\"", "1048576", "XFD", "s=\"1\"",
        "1e308",
    ]

    private static let questions = [
        "|", "\n", "\u{C}", "begin group", "end group", "begin repeat", "end repeat", "select_one yes_no", "select_multiple",
        "integer",
        "range", "calculate", "note", "label::French (fr)", "${a} = 'x'", ". >= 0 and . <= 120", "start=0 end=10 step=1",
        "or_other",
    ]

    private static let expressions = [
        "${a}", " = ", "'yes'", " and ", " or ", "not(", "selected(${a}, 'x')", ". >= ", ". <= ", "1e999", "true()", "(", ")", "-1",
    ]

    @Sendable private static func table(_ file: Data) {
        use(try? Workbook(file))
        if Workbook.isOne(file) { use(try? XLSForm(file, form: nil, fileName: "survey")) }
        for isRaw in [false, true] {
            guard let grid = try? Grid(file, isRaw: isRaw) else { continue }
            for isStandard in [false, true] { use(try? Incoming(sheet: grid, Fictional.country, isStandard: isStandard)) }
            use(try? Incoming(ctdc: grid, Fictional.country))
        }
    }

    /// Shape: the first byte chooses the part that the rest stands for in a workbook.
    @Sendable private static func workbookPart(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        var parts = bookParts
        parts[Int(first) % parts.count].bytes = Array(bytes.dropFirst())
        let file = Data(StoredZip.file(parts))
        table(file)
        use(try? Intake.accept(file, claimedName: "a.xlsx"))
    }

    private static let bookParts: [(name: String, bytes: [UInt8])] = [
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>36248</v></c></row></sheetData></worksheet>"
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>case_kind</t></si><si><r><t>given</t></r><r><t>_name</t></r></si></sst>"),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"mmm-yy\"/></numFmts>"
                + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><workbookPr date1904=\"false\"/>"
                + "<sheets><sheet name=\"survey\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        ),
        ("[Content_Types].xml", "<Types/>"),
    ].map { ($0.0, Array($0.1.utf8)) }

    /// Shape: the sheets survey, choices and settings with form feeds between them; a row a line, cells with bars between them.
    @Sendable private static func survey(_ text: String) {
        let sheets = zip(["survey", "choices", "settings"], text.split(separator: "\u{C}", omittingEmptySubsequences: false))
        let book = Workbook(
            sheets.map { name, rows in
                Workbook.Sheet(
                    name: name,
                    rows: rows.split(separator: "\n", omittingEmptySubsequences: false).map { row in
                        row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                    })
            })
        guard let file = try? book.file() else { return }
        use(try? XLSForm(file, form: nil, fileName: "survey"))
    }
}
