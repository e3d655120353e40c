import Archives
@testable import Cleaning
import Foundation
import Register
import Testing
@testable import Exchange

/// Workbooks made to hurt: each ends in a sentence, soon, and in little memory.
struct HostileWorkbookTests {
    private static let main = #"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#

    /// A workbook of raw parts, so that anything can stand in them.
    static func file(
        sheet: String, texts: String? = nil, styles: String? = nil, names: String = #"<sheet name="A" r:id="r1"/>"#,
        links: String = #"<Relationship Id="r1" Target="worksheets/sheet1.xml"/>"#, more: [(name: String, text: String)] = []
    ) throws -> Data {
        var parts: [(name: String, text: String)] = [
            ("xl/workbook.xml", "<workbook \(main)><sheets>\(names)</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>"), ("xl/worksheets/sheet1.xml", sheet),
        ]
        if let texts { parts.append(("xl/sharedStrings.xml", texts)) }
        if let styles { parts.append(("xl/styles.xml", styles)) }
        return try Archive.file(parts + more)
    }

    private func rows(_ content: String, limits: SheetLimits = .page) throws -> [[String]] {
        try Workbook(HostileWorkbookTests.file(sheet: "<worksheet><sheetData>\(content)</sheetData></worksheet>"), limits: limits)
            .sheets.first?.rows ?? []
    }

    private func beyond(_ kind: Beyond.Kind, within seconds: Int = 10, _ work: () throws -> Void) {
        let start = ContinuousClock.now
        let found = #expect(throws: Beyond.self) { try work() }
        #expect(found?.kind == kind && found?.description.contains("the file has") == true)
        #expect(ContinuousClock.now - start < .seconds(seconds))
    }

    @Test func whatIsWrittenIsRead() throws {
        let texts = """
            <sst><si><t>plain</t></si><si><r><t>in </t></r><rPh sb="0" eb="1"><t>aloud</t></rPh><r><t>parts</t></r></si><si><t/></si></sst>
            """
        let styles =
            #"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\-mm&quot;y&quot;"/><numFmt numFmtId="165" formatCode="&quot;y&quot;0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#
        let sheet = """
            <?xml version="1.0"?><x:worksheet xmlns:x="u"><x:dimension ref="A1:XFD1048576"/><x:sheetData><!-- a remark --><x:row r="2"><x:c r="B2" t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c><x:c r="E2" t="s"><x:v>9</x:v></x:c></x:row><x:row><x:c r="A3" s="1"><x:v>45000</x:v></x:c><x:c s="2"><x:v>1.5</x:v></x:c><x:c s="3"><x:v>7</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c><x:v>1e300</x:v></x:c><x:c t="inlineStr"><x:is><x:t>a &amp; &#66;</x:t></x:is></x:c><x:c t="str"><x:f>X()</x:f><x:v>said</x:v></x:c><x:c><x:v>nan</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:XFD1048576"/></x:mergeCells></x:worksheet>
            """
        let book = try Workbook(HostileWorkbookTests.file(sheet: sheet, texts: texts, styles: styles))
        #expect(
            book.sheets.first?.rows == [
                [], ["", "in parts", "plain"], ["2023-03-15", "1900-01-01", "7", "TRUE", "1e300", "a & B", "said", "nan"],
            ])
    }

    @Test func bytesThatAreNoTextAreRefusedInWords() throws {
        for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80]] {
            var file = try HostileWorkbookTests.file(
                sheet: "<worksheet><sheetData><row><c t=\"str\"><v>QQQQ</v></c></row></sheetData></worksheet>")
            // The archive stores so short a part folded, so the letters are put into one that is stored as it is.
            file = try HostileWorkbookTests.stored(file, replacing: "QQQQ", by: bad)
            let fault = #expect(throws: Workbook.Fault.self) { try Workbook(file) }
            #expect(fault?.description.contains("not UTF-8") == true, "\(bad)")
        }
    }

    /// The parts of a workbook unfolded, one of them with other bytes, as a ZIP file that folds nothing.
    private static func stored(_ file: Data, replacing text: String, by bytes: [UInt8]) throws -> Data {
        let parts = try Archive(file).parts { _ in true }
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for (name, content) in parts.sorted(by: { $0.key < $1.key }) {
            var content = content
            if let place = content.range(of: Data(text.utf8)) { content.replaceSubrange(place, with: bytes) }
            var fields: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]
            fields.append(little: CRC32.of(content), 4)
            for _ in 0..<2 { fields.append(little: content.count, 4) }
            fields.append(little: name.utf8.count, 2)
            directory += [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 12)
            directory.append(little: body.count, 4)
            directory += Array(name.utf8)
            body += [0x50, 0x4B, 3, 4] + fields + [0, 0] + Array(name.utf8) + Array(content)
        }
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        for _ in 0..<2 { end.append(little: parts.count, 2) }
        end.append(little: directory.count, 4)
        end.append(little: body.count, 4)
        return Data(body + directory + end + [0, 0])
    }

    @Test(arguments: [
        #"<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>"#, #"<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>"#,
        "<worksheet>&nothing;</worksheet>", "<worksheet><row></worksheet>", "", "<worksheet/><worksheet/>", "<a b=\"1\" b=\"2\"/>",
        "<worksheet>\u{0}</worksheet>",
    ])
    func whatIsNoPlainXMLIsRefusedInWords(_ sheet: String) throws {
        let file = try HostileWorkbookTests.file(sheet: sheet)
        let fault = #expect(throws: Workbook.Fault.self) { try Workbook(file) }
        #expect(fault?.description.contains("xl/worksheets/sheet1.xml, line") == true)
    }

    @Test func depthAndAttributesAndRemarksHaveAnEnd() throws {
        beyond(.depth) { _ = try rows(String(repeating: "<a>", count: 100_000)) }
        let attributes = (0..<2000).map { "a\($0)=\"1\"" }.joined(separator: " ")
        beyond(.parts) { _ = try rows("<row \(attributes)/>") }
        beyond(.textLength) { _ = try rows("<!--" + String(repeating: " ", count: 8 << 20) + "-->") }
        beyond(.textLength) { _ = try rows("<row r=\"" + String(repeating: "1", count: 8 << 20) + "\"/>") }
    }

    @Test func rowsAndColumnsThatAreFarAwayAreCounted() throws {
        beyond(.cells) { _ = try rows("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>") }
        beyond(.columns) { _ = try rows("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>") }
        #expect(try rows("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>", limits: .terminal).first?.count == 16_384)
        beyond(.cells) { _ = try rows((1...2000).map { "<row r=\"\($0)\"><c r=\"SF\($0)\"><v>1</v></c></row>" }.joined()) }
        for odd in ["0", "-1", "1048577", "9223372036854775807", "99999999999999999999", "1e3", "x"] {
            let fault = #expect(throws: Workbook.Fault.self) { try rows("<row r=\"\(odd)\"/>") }
            #expect(fault?.description.contains("out of order") == true, "\(odd)")
        }
        #expect(throws: Workbook.Fault.self) { try rows("<row r=\"2\"/><row r=\"1\"/>") }
        #expect(throws: Workbook.Fault.self) { try rows("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>") }
    }

    @Test func aCellAndItsTextHaveAnEnd() throws {
        let long = String(repeating: "x", count: 200_000)
        beyond(.cellLength) { _ = try rows("<row><c t=\"str\"><v>\(long)</v></c></row>") }
        let texts = "<sst><si><t>\(long)</t></si></sst>"
        beyond(.cellLength) { _ = try Workbook(HostileWorkbookTests.file(sheet: "<worksheet/>", texts: texts)) }
    }

    /// 843 bytes named one sheet over and over, and took 24 seconds.
    @Test func aSheetIsReadOnce() throws {
        let names = String(repeating: #"<sheet name="A" r:id="r1"/>"#, count: 40)
        let fault = #expect(throws: Workbook.Fault.self) {
            try Workbook(HostileWorkbookTests.file(sheet: "<worksheet/>", names: names))
        }
        #expect(fault?.description.contains("same part") == true)
        let many = String(repeating: #"<sheet name="A" r:id="r1"/>"#, count: 5000)
        beyond(.sheets) { _ = try Workbook(HostileWorkbookTests.file(sheet: "<worksheet/>", names: many)) }
    }

    @Test func whatUnfoldsToMuchIsStoppedAtThePage() throws {
        let bomb = "<worksheet><sheetData>" + String(repeating: "<row/>", count: 6 << 20)
        beyond(.unfolded) { _ = try Workbook(HostileWorkbookTests.file(sheet: bomb), limits: .page) }
        beyond(.parts) {
            _ = try Workbook(
                HostileWorkbookTests.file(sheet: "<worksheet/>", more: (0..<1100).map { ("p\($0)", "") }), limits: .page)
        }
    }

    /// One long row would make every other as long.
    @Test func aGridIsNoLargerThanItsCells() throws {
        let wide = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"SF1\"><v>1</v></c></row>"
        let tall = wide + (2...3000).map { "<row r=\"\($0)\"><c><v>1</v></c></row>" }.joined()
        let file = try HostileWorkbookTests.file(sheet: "<worksheet><sheetData>\(tall)</sheetData></worksheet>")
        beyond(.cells) { _ = try Grid(file, limits: .page) }
        #expect(try Grid(file).rows.count == 2999)
    }
}
