import Examples
@testable import Exchange
import Foundation
import Pack
import Register
import Store
import Testing

/// Every file of published figures against documents of each method: what stands in it, that it comes again, that it hides what is hidden.
struct FiguresFileTests {
    let country: Country
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files")

    init() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        country = try Country(at: project.appending(path: "Packs/saint-lucia"))
    }

    private func texts(_ kind: FiguresFile, _ figures: PublishedFigures) throws -> [String] {
        let bytes = try kind.bytes(of: figures, country)
        guard kind == .xlsx else { return [String(decoding: bytes, as: UTF8.self)] }
        return try Workbook(bytes).sheets.map { $0.rows.map { $0.joined(separator: "\t") }.joined(separator: "\n") }
    }

    /// The files as they were when somebody last looked at them. They are written anew with ANSE_RECORD=1.
    @Test func everyFileIsAsItWas() throws {
        for (name, sample) in FiguresSample.all {
            for kind in FiguresFile.all(of: sample.figures) where kind != .xlsx {
                let file = folder.appending(path: "\(name)-\(kind.name(of: sample.figures))")
                let now = try kind.bytes(of: sample.figures, country)
                if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil {
                    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                    try now.write(to: file)
                }
                #expect(try Data(contentsOf: file) == now, "\(file.lastPathComponent)")
            }
        }
    }

    @Test func theSameDocumentIsTheSameBytes() throws {
        for (_, sample) in FiguresSample.all {
            let document = try sample.figures.document()
            #expect(try PublishedFigures(document: document) == sample.figures)
            for kind in FiguresFile.all(of: sample.figures) {
                #expect(
                    try kind.bytes(of: sample.figures, country) == kind.bytes(of: PublishedFigures(document: document), country))
            }
        }
    }

    /// No hidden count, and no sum that would give one away, in any byte of any file; the control is found.
    @Test func whatIsHiddenStandsNowhere() throws {
        for (name, sample) in FiguresSample.all {
            for kind in FiguresFile.all(of: sample.figures) {
                for text in try texts(kind, sample.figures) {
                    for secret in sample.secrets { #expect(!text.contains(String(secret)), "\(name) \(kind) tells \(secret)") }
                }
            }
        }
        let told = try texts(.csv, FiguresSample.suppressed.figures)
        #expect(FiguresSample.suppressed.secrets.count == 10 && told[0].contains("60211"))
    }

    @Test func nothingRunsInASpreadsheet() throws {
        for kind in [FiguresFile.csv, .records] {
            for (_, sample) in FiguresSample.all where kind == .csv || sample.figures.records != nil {
                let grid = try Grid(try kind.bytes(of: sample.figures, country), isRaw: true)
                for cell in grid.rows.flatMap(\.cells) { #expect(!["=", "+", "-", "@"].contains(cell.prefix(1)), "\(cell)") }
            }
        }
        let labels = try Grid(try FiguresFile.csv.bytes(of: FiguresSample.suppressed.figures, country)).rows.flatMap(\.cells)
        #expect(labels.contains("=1+1, \"odd\""))
    }

    @Test func aHiddenCountIsEmptyAndSaysWhy() throws {
        let grid = try Grid(try FiguresFile.csv.bytes(of: FiguresSample.suppressed.figures, country))
        let place = { (name: String) in grid.header.firstIndex(of: name) ?? -1 }
        let hidden = grid.rows.filter { $0.cells[place("kind")] == "hidden" }
        #expect(hidden.count == 10)
        for row in hidden {
            for name in ["count", "low", "high", "share_percent", "share_of"] { #expect(row.cells[place(name)].isEmpty) }
            #expect(row.cells[place("why")].hasPrefix("Not shown"))
        }
        let share = try #require(grid.rows.first { $0.cells[place("code_1")] == "labour" })
        #expect(share.cells[place("share_percent")] == "60.0" && share.cells[place("share_of")] == "100630")
    }

    @Test func theWorkbookHasASheetForEachTableAndNumbersThatAddUp() throws {
        let bytes = try FiguresFile.xlsx.bytes(of: FiguresSample.noise.figures, country)
        let book = try Workbook(bytes)
        #expect(book.sheets.map(\.name) == ["About", "sex-age", "exploitation"])
        #expect(book["About"]?.rows.joined().contains(Store.digest(try FiguresSample.noise.figures.document())) == true)
        #expect(
            book["exploitation"]?.rows[1] == [
                "Forced labour and servitude", "800", "786", "814", "66.7", country.words.say("public.figures.why.estimate", "en"),
            ])
    }

    /// A code of DHIS2 is short, hidden counts and bands are not there, and no sum stands beside its parts under one name.
    @Test func dataValuesHoldOnlyWhatMayBeTold() throws {
        let none = DataValueSet(FiguresSample.bands.figures, organisation: "LC")
        #expect(none.dataValues.isEmpty)
        let set = DataValueSet(FiguresSample.suppressed.figures, organisation: "LC")
        let names = Set(set.dataValues.map { "\($0.dataElement)/\($0.categoryOptionCombo ?? "")" })
        #expect(names.count == set.dataValues.count)
        #expect(names.isSuperset(of: ["sex-age/female.18-29", "sex-age:total/", "exploitation/_U", "exploitation:total/"]))
        #expect(!names.contains("sex-age/female.9-17"))
        let noisy = DataValueSet(FiguresSample.noise.figures, organisation: "LC").dataValues
        #expect(noisy.first?.value == "118" && noisy.first?.comment == "± 14 in 95 of 100")
        #expect(noisy.contains { $0.dataElement == "sex-age:sex" && $0.categoryOptionCombo == "female" })
        #expect(noisy.allSatisfy { $0.dataElement.count <= 50 && ($0.categoryOptionCombo?.count ?? 0) <= 50 })
    }

    @Test func aCorrectionNamesTheTablesThatChanged() {
        let (before, now) = (FiguresSample.bands.figures, FiguresSample.suppressed.figures)
        #expect(before.changes(since: before) == [])
        #expect(now.changes(since: before).count == 5)
        #expect(now.changes(since: before).first?.title == "People by gender and age")
    }
}
