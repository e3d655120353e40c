import Exchange
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

/// A sheet of answers: codes or labels, each bad row named, nothing kept that no question asks.
struct SurveySheetTests {
    let round = EntryID(uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)))

    func form() throws -> Form {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try #require(try Country(at: root.appending(path: "Packs/saint-lucia")).campaigns?.answer)
    }

    func read(_ text: String) throws -> SurveySheet { try SurveySheet(Data(text.utf8), of: try form(), round: round) }

    @Test func codesAndLabelsAreUnderstood() throws {
        let sheet = try read(
            "kp_heard,Which of these are trafficking?,KP_SEX,Name\nyes,labour; Sex that somebody is forced into,woman,Marie\n,,,\nDoes not know,,male,\n"
        )
        #expect(sheet.lines.count == 2 && sheet.faults.isEmpty && sheet.ignored == ["Name"])
        #expect(
            sheet.lines[0].answers["kp_forms"] == .codes(["labour", "sexual"])
                && sheet.lines[0].answers["kp_sex"] == .text("female"))
        #expect(sheet.lines[1].answers["kp_heard"] == .text("unsure") && sheet.lines[1].row == 4)
        #expect(!"\(sheet.lines)".contains("Marie"))
    }

    @Test func aBadRowIsNamedAndTheOthersStay() throws {
        let sheet = try read("kp_heard,kp_sex\nyes,female\nperhaps,female\nno,alien\n")
        #expect(sheet.lines.map(\.row) == [2] && sheet.faults.map(\.row) == [3, 4])
        #expect(sheet.faults.map(\.fault) == [.notAChoice, .notAChoice] && sheet.faults[1].column.english == "Sex")
    }

    /// Two people may say the same; the same row of the same file is the same entry.
    @Test func rowsAreToldApartByTheirPlace() throws {
        let text = "kp_heard\nyes\nyes\n"
        let ids = try read(text).lines.map(\.id)
        let again = try read(text).lines.map(\.id)
        #expect(Set(ids).count == 2 && ids == again)
        // The same answers in the same rows of another file are other people.
        let more = try read(text + "no\n")
        #expect(try more.name != read(text).name && Set(more.lines.map(\.id)).isDisjoint(with: ids))
        let turn = try SurveySheet(Data(text.utf8), of: try form(), round: round, turn: "1")
        #expect(Set(turn.lines.map(\.id)).isDisjoint(with: ids))
        let other = try SurveySheet(Data(text.utf8), of: try form(), round: EntryID(uuid: UUID()))
        #expect(Set(other.lines.map(\.id)).isDisjoint(with: ids))
    }

    @Test func whatIsNoSheetOfTheSurveyIsRefused() throws {
        #expect(throws: SurveySheet.Fault.noColumns) { try read("name,height\nMarie,170\n") }
        #expect(throws: SurveySheet.Fault.unreadable) { try read("") }
        #expect(throws: SurveySheet.Fault.tooMany) {
            try read("kp_heard\n" + String(repeating: "yes\n", count: SurveySheet.mostRows + 1))
        }
        #expect(SurveySheet.template(of: try form()).hasPrefix("kp_sex,kp_age,"))
    }

    @Test func aWorkbookIsReadAsWell() throws {
        let book = Workbook([.init(name: "Survey", rows: [["kp_heard", "kp_sex"], ["no", "male"]])])
        let sheet = try SurveySheet(try book.file(), of: try form(), round: round)
        #expect(sheet.lines.count == 1 && sheet.lines[0].answers["kp_sex"] == .text("male"))
    }
}
