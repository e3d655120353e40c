import Exchange
import Foundation
import Register
import Testing

/// Workbooks go out as text that no spreadsheet runs, and come in whatever program wrote them.
struct WorkbookTests {
    static let cells = [
        "=1+1", " kept ", "a & b < c > \"d\"", "line\nbreak", "Kwéyòl", "", "~", "0012", "\u{1F3DD}", "tab\there", "cr\rlf\r\n",
    ]

    @Test func everyCellSurvives() throws {
        let sheets = [
            Workbook.Sheet(name: "One & <two>", rows: [Self.cells + ["end"], [], ["x"]]),
            Workbook.Sheet(name: "Empty", rows: []),
            Workbook.Sheet(name: "Wide", rows: [(0..<800).map(String.init)]),
        ]
        let file = try Workbook(sheets).file()
        #expect(try Workbook(file) == Workbook(sheets))
        #expect(try Workbook(sheets).file() == file)
    }

    @Test func aFileThatIsNoWorkbookIsRefusedInWords() throws {
        let good = try Workbook([Workbook.Sheet(name: "A", rows: [["x", "y"]])]).file()
        for bad in [Data(), Data("PK".utf8), good.prefix(good.count / 2), Data(repeating: 0x50, count: 4000)] {
            let fault = #expect(throws: Workbook.Fault.self) { try Workbook(bad) }
            #expect(fault?.description.isEmpty == false)
        }
    }

    @Test func damageAnywhereNeverEndsTheProgram() throws {
        let good = try Workbook([Workbook.Sheet(name: "A", rows: [["x", "y"], ["1", "2"]])]).file()
        for at in good.indices {
            var bad = good
            bad[at] ^= 0x15
            _ = try? Workbook(bad)
        }
    }

    /// A part that says little and unfolds to much is stopped on the way, whatever size it states.
    @Test func aBombIsNotUnfolded() throws {
        let wide = String(repeating: "x", count: 1 << 20)
        let bomb = try Workbook([Workbook.Sheet(name: "A", rows: Array(repeating: [wide], count: 101))]).file()
        #expect(bomb.count < 1 << 20)
        let beyond = #expect(throws: Beyond.self) { try Workbook(bomb) }
        #expect(beyond?.kind == .unfolded && beyond?.description.contains("200 MB") == true)
    }
}
