import Foundation
import OrderedCollections
import Pack
import Register
import Testing
@testable import Exchange

/// Tables, surveys and lists made to hurt, and cells that a spreadsheet would run.
struct HostileTextTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func aTableHasAnEnd() {
        let limits = SheetLimits(lines: 3, columns: 4, cells: 8, cell: 10)
        func kind(_ text: String) -> Beyond.Kind? {
            do {
                _ = try CSV.read(Data(text.utf8), isRaw: false, limits: limits)
                return nil
            } catch let beyond as Beyond { return beyond.kind } catch { return nil }
        }
        #expect(kind("a\nb\nc") == nil && kind("a\nb\nc\nd") == .lines)
        #expect(kind("a,b,c,d") == nil && kind("a,b,c,d,e") == .columns && kind(",,,,,,,,") == .columns)
        #expect(kind("a,b,c\na,b,c\na,b,c") == .cells)
        #expect(kind("0123456789") == nil && kind("01234567890") == .cellLength && kind("\"01234567890\"") == .cellLength)
    }

    @Test func emptyLinesTakeNoMemory() {
        #expect(throws: Beyond.self) { try CSV.read(Data(repeating: 0x0A, count: 1 << 20), isRaw: false, limits: .page) }
        #expect(throws: Beyond.self) { try CSV.read(Data(repeating: 0x2C, count: 1 << 20), isRaw: false, limits: .page) }
        #expect(throws: Grid.Fault.self) { try CSV.read(Data([0x22]), isRaw: false) }
        #expect(throws: Grid.Fault.self) { try CSV.read(Data([0x22, 0x22, 0x22]), isRaw: false) }
        #expect(throws: Grid.Fault.self) { try CSV.read(Data([0x61, 0xFF]), isRaw: false) }
    }

    @Test func linesAreCountedAsBefore() throws {
        let rows = try CSV.read(Data("a,\"b\r\nc\",\"d\"\"e\"\r\n\rx\n\"\"".utf8), isRaw: true)
        #expect(rows.map(\.cells) == [["a", "b\r\nc", "d\"e"], [""], ["x"], [""]])
        #expect(rows.map(\.line) == [1, 3, 4, 5])
    }

    /// A letter to a reader may be a sign and a mark to a spreadsheet.
    @Test(arguments: [
        "=1+1", "=\u{301}1+1", "+\u{20D2}1", "-1", "@SUM(A1)", "\u{FF1D}1+1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}x", "\u{2212}1",
        "\t=1",
        "\r=1", "\n=1", " =1", "\u{A0}=1", "\u{FEFF}=1", "\u{200B}=1", "\u{202E}=1", "\u{0}=1", "'=1", "'", "'plain",
    ])
    func aCellThatASpreadsheetWouldRunIsDefused(_ cell: String) throws {
        #expect(CSV.defused(cell).unicodeScalars.first == "'")
        #expect(CSV.restored(CSV.defused(cell)) == cell)
        #expect(CSV.line([cell, "x"]).contains("'"))
        #expect(try CSV.read(Data(CSV.line([cell]).utf8), isRaw: false).first?.cells == [cell])
    }

    @Test(arguments: ["", "plain", "a=b", "1-2", "é=", "\u{301}x", "12", "\"=\"", "(=1)"])
    func anyOtherCellStaysAsItIs(_ cell: String) {
        #expect(CSV.defused(cell) == cell && CSV.restored(cell) == cell)
    }

    // MARK: Surveys

    private func survey(_ rows: [[String]], choices: [[String]] = []) throws -> XLSForm {
        let sheets = [
            Workbook.Sheet(name: "survey", rows: [["type", "name", "label", "constraint", "relevant"]] + rows),
            Workbook.Sheet(name: "choices", rows: [["list_name", "name", "label"]] + choices),
        ]
        return try XLSForm(Workbook(sheets).file(), form: "visit", fileName: "file")
    }

    /// The program died of it, see the workbook of 260 bytes among the small inputs that failed.
    @Test(arguments: [
        ". <= 99999999999999999999", ". >= 99999999999999999999 and . <= 9", ". >= 10 and . <= 1", ". <= 1.2.3", ". >= -1e5",
        ". <= \(String(repeating: "9", count: 400))",
    ])
    func aConstraintThatNoQuestionHoldsIsLeftOutAndNamed(_ constraint: String) throws {
        let form = try survey([["integer", "a", "How many?", constraint]])
        #expect(form.questions == 1 && form.leftOut.contains { $0.contains("survey row 2") && $0.contains("constraint") })
    }

    @Test func aConditionWithoutEndIsLeftOutAndNamed() throws {
        for condition in [
            "${a} > 99999999999999999999", String(repeating: "not(", count: 100) + "${a} = 1" + String(repeating: ")", count: 100),
            String(repeating: "(", count: 5000), Array(repeating: "${a} = 1", count: 2000).joined(separator: " or "),
        ] {
            let form = try survey([["integer", "a", "A"], ["integer", "b", "B", "", condition]])
            #expect(form.leftOut.contains { $0.contains("survey row 3") }, "\(condition.prefix(40))")
        }
        #expect(Relevance.condition("${a} > 5 and ${b} = 'x'") != nil)
    }

    @Test func groupsStandNoDeeperThanPeopleCanFollow() throws {
        let deep =
            (0..<2000).map { ["begin_group", "g\($0)", "G"] } + [["text", "t", "T"]] + (0..<2000).map { _ in ["end_group"] }
        let found = #expect(throws: XLSForm.Problems.self) { try survey(deep) }
        #expect(found?.faults.first?.contains("32 deep") == true)
    }

    /// Each of these grew with the square of its length.
    @Test func aLongSurveyIsReadInTime() throws {
        let start = ContinuousClock.now
        let choices = (0..<20_000).map { ["village", "v\($0)", "Village \($0)"] }
        let form = try survey([["select_one village", "where", "Where?"]], choices: choices)
        #expect(form.listCount == 1 && ContinuousClock.now - start < .seconds(20))
    }

    // MARK: Lists

    /// 5,000 lines took 49 seconds.
    @Test func aLongListIsReadInTimeAndOnlyAsFarAsAnybodyBrings() throws {
        let country = try Country(at: HostileTextTests.project.appending(path: "Packs/saint-lucia"))
        let terms = try #require(country.people)
        let today = try #require(Day("2026-11-30"))
        let lines = (0..<5000).map { "Person \($0);m;23;Saint Vincent and the Grenadines;Haitian Creole" }
        let start = ContinuousClock.now
        let list = PeopleList(lines.joined(separator: "\n"), terms, country, today: today)
        #expect(list.lines.count == PeopleList.mostLines && list.faultyLines.isEmpty)
        #expect(ContinuousClock.now - start < .seconds(5))
        let long = PeopleList("Anna One\n" + String(repeating: "x\"", count: 400_000), terms, country, today: today)
        #expect(long.lines.map(\.faults.first?.kind) == [nil, .tooLong])
        #expect(PeopleList(String(repeating: "\n", count: 1 << 20), terms, country, today: today).lines.isEmpty)
        #expect(PeopleCells.band("200-over") == nil && PeopleCells.band("48-over") == 48...120 && PeopleCells.band("20-18") == nil)
    }

    /// Numbers of another world, and dates of another calendar.
    @Test(arguments: ["9223372036854775807", "-1", "99999999999999999999", "0000-00-00", "9999-99-99", "-", "½", "٣٤", "1e300"])
    func anOddAgeIsAFaultOfItsLine(_ age: String) throws {
        let country = try Country(at: HostileTextTests.project.appending(path: "Packs/saint-lucia"))
        let list = PeopleList("Anna One;f;\(age)", try #require(country.people), country, today: try #require(Day("2026-11-30")))
        #expect(list.faultyLines.count == 1)
    }
}
