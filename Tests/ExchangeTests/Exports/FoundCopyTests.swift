import Archives
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Exchange

/// A copy that was found names its export by its digest or by the order of its rows, and what is no copy names none.
struct FoundCopyTests {
    private let test: ExportCase
    private let key = { (number: String) in Data("secret of \(number)".utf8) }

    init() throws { test = try ExportCase() }

    /// People who differ, so that rows do.
    private func people(_ count: Int) -> [CaseFile] {
        let (sexes, countries) = (["Feminine", "Masculine"], ["LC", "HT", "VE", "JM", "CO"])
        let means = [
            "DebtBondage", "FalsePromises", "PhysicalAbuse", "WithholdsDocuments", "RestrictsMovement", "ExcessiveWorkingHours",
        ]
        return (0..<count).map { index in
            test.file([
                "gender": .text(sexes[index % 2]), "citizenship": .codes([countries[index / 2 % 5]]),
                "birth_date": .text("\(1970 + index / 10 % 9 * 5)-01-01"),
                "methods_of_control": .codes([means[index / 3 % 6], means[index % 5]]),
            ])
        }
    }

    private func make(_ number: String, _ files: [CaseFile], _ id: String = "ctdc-global") throws -> (
        export: Export, file: PartnerFile
    ) {
        let format = try test.format(id)
        let request = Export.Request(
            format: id, from: .epoch, until: .epoch, recipient: "Institute of \(number)",
            keys: [try RecipientKey("age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h")], reason: "study")
        var export = Export()
        func apply(_ action: Export.Action) {
            let stamp = Stamp(author: AccountID(uuid: UUID()), agency: "police", node: "t", at: Moment(seconds: 0), pack: "t")
            export.apply(Entry(id: EntryID(uuid: UUID()), sequence: export.steps.count + 1, stamp: stamp, action: action))
        }
        apply(.asked(number: number, request, answers: Answers()))
        let file = try PartnerFile(export, files.map { $0.whole(test.country) }, format, test.country, key: key(number), on: .epoch)
        let made = Export.Made(
            people: files.count, plain: Store.digest(file.content), sealed: "sealed", table: file.tableDigest, size: 1)
        apply(.made(made))
        return (export, file)
    }

    private func table(_ file: PartnerFile) throws -> [[String]] {
        if let book = try? Workbook(file.content) { return book.sheets[0].rows }
        let parts = try Archive(file.content).parts { $0.hasSuffix(".csv") }
        return try CSV.read(try #require(parts.first).value, isRaw: true).map(\.cells)
    }

    private func csv(_ rows: [[String]]) -> Data { Data(rows.map { CSV.line($0, isRaw: true) }.joined().utf8) }

    @Test(arguments: ["ctdc-global", "htcds"])
    func theSamePeopleForTwoPartnersAreToldApart(_ id: String) throws {
        let files = people(80)
        let (one, two) = (try make("E-2026-0001", files, id), try make("E-2026-0002", files, id))
        let exports = [one.export, two.export]
        #expect(try Set(table(one.file)) == Set(table(two.file)) && table(one.file) != table(two.file))
        for (made, number) in [(one, "E-2026-0001"), (two, "E-2026-0002")] {
            let whole = try table(made.file)
            func origin(_ file: Data) -> FoundCopy.Origin { FoundCopy(file).origin(among: exports, key: key) }
            #expect(origin(made.file.content) == .exactly([number]))
            #expect(origin(csv(whole)) == .exactly([number]), "the table alone")
            let book = try Workbook([Workbook.Sheet(name: "Sheet1", rows: whole)]).file()
            #expect(origin(book) == .exactly([number]), "saved as a workbook")
            #expect(
                origin(csv([whole[0]] + whole.dropFirst().enumerated().filter { $0.offset % 3 > 0 }.map(\.element)))
                    == .order(number))
            var changed = whole
            for row in stride(from: 5, to: changed.count, by: 20) { changed[row][1] = "?" }
            changed.swapAt(10, 40)
            #expect(origin(csv(changed)) == .order(number), "some rows changed, two moved")
            #expect(
                origin(csv([whole[0]] + whole.dropFirst().sorted { $0.joined() < $1.joined() })) == .none, "sorting takes it away")
            #expect(FoundCopy(csv(whole)).origin(among: [], key: key) == .none)
        }
    }

    @Test func whatIsNoTableIsNoExport() throws {
        let made = try make("E-2026-0001", people(40))
        for file in [Data(), Data("hello".utf8), Data([0xFF, 0xFE, 0x00]), Data("PK\u{3}\u{4}nonsense".utf8), Data("a\n\"b".utf8)] {
            #expect(FoundCopy(file).origin(among: [made.export], key: key) == .none)
        }
    }

    @Test func aFewRowsSayNothingUnlessTheTableIsWhole() throws {
        let made = try make("E-2026-0001", people(5))
        let whole = try table(made.file)
        #expect(FoundCopy(csv(whole)).origin(among: [made.export], key: key) == .exactly(["E-2026-0001"]))
        #expect(FoundCopy(csv(Array(whole.dropLast()))).origin(among: [made.export], key: key) == .tooFew(4))
    }

    /// A thousand tables in an order of chance name nobody.
    @Test func noOrderOfChanceIsTakenForAMark() throws {
        let made = try make("E-2026-0001", people(30))
        let rows = Array(try table(made.file).dropFirst())
        var state: UInt64 = 1
        let order = RowOrder(key: key("E-2026-0001"))
        var least = 1.0
        for _ in 0..<1000 {
            var shuffled = rows
            for index in shuffled.indices.dropLast() {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                shuffled.swapAt(index, index + Int(state >> 33) % (shuffled.count - index))
            }
            least = min(least, order.chance(of: shuffled))
        }
        #expect(least > 1e-5 && least < 0.02)
        #expect(order.chance(of: rows) < 1e-9)
    }

    // MARK: Counting

    @Test func theChanceIsTheShareOfAllOrders() {
        func orders(_ values: [UInt64]) -> [[UInt64]] {
            guard values.count > 1 else { return [values] }
            return values.indices.flatMap { index -> [[UInt64]] in
                var rest = values
                let first = rest.remove(at: index)
                return orders(rest).map { [first] + $0 }
            }
        }
        let all = orders([1, 2, 3, 4, 5, 6]).map { RowOrder.inversions($0) }
        #expect(all.count == 720)
        for most in 0...15 {
            let share = Double(all.count { $0 <= most }) / 720
            #expect(abs(RowOrder.chance(ofAtMost: most, among: 6) - share) < 1e-12)
        }
        // Beyond what is counted the bound is never under the truth: here that of the largest that is counted.
        #expect(RowOrder.chance(ofAtMost: 0, among: 61) < 1e-9 && RowOrder.chance(ofAtMost: 61 * 60 / 4, among: 61) == 1)
        #expect(abs(RowOrder.chance(ofAtMost: 0, among: 20) * 2_432_902_008_176_640_000 - 1) < 1e-9, "one order of 20!")
        #expect(abs(RowOrder.chance(ofAtMost: 60 * 59 / 2, among: 60) - 1) < 1e-9)
        #expect(RowOrder.inversions([3, 1, 2, 5, 4, 0]) == 8)
    }
}
