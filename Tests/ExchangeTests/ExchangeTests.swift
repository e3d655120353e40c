import Exchange
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing

/// What comes in goes out as it was; a bad row stays out and is named.
struct ExchangeTests {
    let country: Country

    init() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        country = try Country(at: project.appending(path: "Packs/saint-lucia"))
    }

    func files(_ incoming: Incoming) -> [CaseFile] {
        incoming.cases.map { arrival in
            var file = CaseFile()
            for (index, (form, answers)) in arrival.forms.enumerated() {
                let stamp = Stamp(author: AccountID(uuid: UUID()), agency: "police", node: "t", at: Moment(seconds: 0), pack: "t")
                let action: CaseAction =
                    index == 0 ? .opened(number: "N", form: form, answers: answers) : .answered(form: form, answers: answers)
                file.apply(Entry(id: arrival.id, sequence: index + 1, stamp: stamp, action: action))
            }
            return file
        }
    }

    @Test(arguments: ["victim-perpetrator", "global"])
    func aPublishedRecordComesOutAsItWentIn(_ layout: String) throws {
        let columns = try #require(country.layouts[layout])
        let rows = (0..<20).map { row in
            columns.enumerated().map { ($0.offset + row) % 3 == 0 ? "" : "v;\($0.offset), \"\(row)\" " }
        }
        let text = CSV.line(columns, isRaw: true) + rows.map { CSV.line($0, isRaw: true) }.joined()
        let incoming = try Incoming(ctdc: try Grid(Data(text.utf8), isRaw: true), country)
        #expect(incoming.cases.count == 20 && incoming.faults.isEmpty)
        #expect(try Outgoing.ctdc(files(incoming).map { $0.whole(country) }, country, layout: nil) == text)
    }

    @Test func aCaseWithEveryFieldOfTheStandardSurvives() throws {
        let fields = country.fields.filter { $0.standard.htcds != nil }
        let cells = fields.map { field -> String in
            switch field.kind {
            case .number: return "7"
            case .day: return "1999-04-0\(1 + field.id.rawValue.count % 9)~"
            case .choice, .yesNo, .country, .place: return field.choices.last?.code ?? ""
            case .choices, .countries: return field.choices.prefix(2).map(\.code).joined(separator: ";")
            case .phone: return "+1 758 555 0123"
            default: return "=\"said, plainly\" by \(field.id)"
            }
        }
        let header = fields.map { $0.standard.htcds ?? "" }
        #expect(Set(header).count == 81)
        let first = try Incoming(sheet: try Grid(Data((CSV.line(header) + CSV.line(cells)).utf8)), country, isStandard: true)
        #expect(first.faults.map(\.description) == [])
        var out = ""
        for isStandard in [false, true] {
            out = Outgoing.sheet(files(first).map { $0.whole(country) }, country, isStandard: isStandard).map { CSV.line($0) }
                .joined()
            let second = try Incoming(sheet: try Grid(Data(out.utf8)), country, isStandard: isStandard)
            #expect(second.faults.map(\.description) == [])
            #expect(files(second).map(\.answers) == files(first).map(\.answers))
        }
        #expect(Set(out.split(separator: "\n")[0].split(separator: ",").map(String.init)).isSuperset(of: header))
    }

    /// A Kwéyòl speaker is "cpf" to the world and comes back as one; a code that only the country has is Other there.
    @Test func aLocalCodeGoesOutAsTheStandardsAndIsNotLost() throws {
        let language = try #require(country.fields.first { $0.choices.contains { $0.code == "acf" } && $0.standard.htcds != nil })
        let control = try #require(country.fields.first { $0.choices.contains { $0.code == "UsesChildren" } })
        var file = CaseFile()
        let answers = Answers([language.id: .text("acf"), control.id: .codes(["UsesChildren", "DebtBondage"])])
        let stamp = Stamp(author: AccountID(uuid: UUID()), agency: "police", node: "t", at: Moment(seconds: 0), pack: "t")
        file.apply(
            Entry(
                id: EntryID(uuid: UUID()), sequence: 1, stamp: stamp,
                action: .opened(number: "N", form: "household", answers: answers)))
        let rows = Outgoing.sheet([file.whole(country)], country, isStandard: true)
        let cells = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
        #expect(cells[language.standard.htcds ?? ""] == "cpf" && cells[language.id.rawValue] == "acf")
        #expect(cells[control.standard.htcds ?? ""] == "Other;DebtBondage")
        #expect(cells[control.id.rawValue] == "UsesChildren;DebtBondage")
        let text = rows.map { CSV.line($0) }.joined()
        let back = files(try Incoming(sheet: try Grid(Data(text.utf8)), country, isStandard: true)).first
        #expect(back?.answers.values.contains { $0[language.id] == .text("acf") } == true)
        #expect(back?.answers.values.contains { $0[control.id] == .codes(["UsesChildren", "DebtBondage"]) } == true)
        let elsewhere = "\(language.standard.htcds ?? "")\ncpf\n"
        let read = files(try Incoming(sheet: try Grid(Data(elsewhere.utf8)), country, isStandard: true)).first
        #expect(read?.answers.values.contains { $0[language.id] == .text("acf") } == true)
    }

    @Test func aBadRowIsNamedAndTheRestComesIn() throws {
        let text = "given_name,dependents\nMarie,2\nKervin,two\nOctavia,3\n"
        let number = try #require(country.fields.first { $0.kind == .number && $0.fieldClass != .identifying })
        let grid = try Grid(Data(text.replacing("dependents", with: number.id.rawValue).utf8))
        let incoming = try Incoming(sheet: grid, country, isStandard: false)
        #expect(incoming.cases.count == 2)
        #expect(incoming.faults.map(\.description) == ["row 3, column \"\(number.id)\": \"two\" is not a number"])
    }

    @Test func aColumnThatNobodyKnowsIsNamed() throws {
        let fault = #expect(throws: Grid.Fault.self) {
            try Incoming(sheet: try Grid(Data("shoe_size\n1\n".utf8)), country, isStandard: false)
        }
        #expect(fault?.description.contains("shoe_size") == true)
    }

    @Test(arguments: ["=1+1", "-5", "@x", "'quoted", "plain", "a,b", "line\nbreak", "\"q\""])
    func noCellRunsInASpreadsheetAndNoneIsLost(_ cell: String) throws {
        let file = Data((CSV.line(["h"]) + CSV.line([cell])).utf8)
        let seen = try Grid(file, isRaw: true).rows[0].cells[0]
        #expect(!["=", "-", "@"].contains(seen.prefix(1)))
        #expect(try Grid(file).rows[0].cells[0] == cell)
    }

    @Test func theTemplateOfTheStandardIsReadByTitlesAndWords() throws {
        let rows = [
            ["", "cas_CaseOwner", "prs_First_Name", "vic_MethodOfRecruitment", "vic_TraffickinStatusDecisionMakingOrg", ""],
            ["", "Case Owner", "First Name", "Method of Recruitment", "Trafficking Status Org", "Reason for Outgoing Referral"],
            ["1", "Division of Gender Relations", "Octavia", "Through friends or social events", "Police", "Other"],
            ["2"],
        ]
        let book = try Workbook([Workbook.Sheet(name: "Case Sheet", rows: rows)]).file()
        let incoming = try Incoming(sheet: try Grid(book), country, isStandard: true)
        #expect(incoming.faults.map(\.description) == [])
        let answers = files(incoming).first?.answers.values.reduce(into: [String: String]()) { all, form in
            for field in country.fields { if let text = form[field.id]?.all.first { all[field.standard.htcds ?? ""] = text } }
        }
        #expect(incoming.cases.count == 1)
        #expect(answers?["prs_FirstName"] == "Octavia")
        #expect(answers?["vic_MethodOfRecruitment"] == "ThroughFriendsOrSocialEvents")
        #expect(answers?["vic_TraffickingStatusDecisionMakingOrg"] == "Police")
        #expect(answers?["cas_ReasonForOutgoingReferral"] == "Other")
    }
}
