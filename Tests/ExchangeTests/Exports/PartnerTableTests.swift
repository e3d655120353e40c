import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Exchange

/// A case of the country in the words of a partner: the columns in their order, the codes of their list, blank for what is not known.
struct PartnerTableTests {
    /// Source: CTDC Global Synthetic Data Codebook v2 (February 2024); header of the Global Victim-Perpetrator Synthetic Dataset.
    private static let global: OrderedDictionary<String, Set<String>> = {
        var columns: OrderedDictionary<String, Set<String>> = [
            "yearOfRegistration": [], "gender": ["Man", "Woman", "Trans/Transgender/NonConforming"],
            "ageBroad": ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"], "citizenship": [],
            "CountryOfExploitation": [], "traffickMonths": ["0--12 (0-1 yr)", "13--24 (1-2 yrs)", "25+ (2+ yrs)"],
        ]
        for flag in [
            "meansDebtBondageEarnings", "meansThreats", "meansAbusePsyPhySex", "meansFalsePromises", "meansDrugsAlcohol",
            "meansDenyBasicNeeds", "meansExcessiveWorkHours", "meansWithholdDocs", "isForcedLabour", "isSexualExploit",
            "isOtherExploit", "typeOfLabourAgriculture", "typeOfLabourConstruction", "typeOfLabourDomesticWork",
            "typeOfLabourHospitality", "typeOfSexProstitution", "typeOfSexPornography", "recruiterRelationIntimatePartner",
            "recruiterRelationFriend", "recruiterRelationFamily", "recruiterRelationOther",
        ] { columns[flag] = ["1"] }
        return columns
    }()

    private static let regions: Set<String> = ["Africa", "Americas/Oceania", "Asia", "Europe"]
    private static let victims: OrderedDictionary<String, Set<String>> = [
        "yearRegister": ["2005-2013", "2014-2018", "2019", "2020", "2021-2022"], "gender": ["Female", "Male"],
        "majorityStatus": ["Adult", "Minor"], "isForcedLabour": ["1"], "isSexualExploit": ["1"], "UN_COO_Region": regions,
        "UN_COE_Region": regions, "IP_Exploiter": ["1"], "IP_Gender": ["Female", "Male"],
        "IP_ageBroad": ["0--29", "30--38", "39--47", "48+"], "IP_citizen_UNRegion": regions,
        "IP_Relation": ["FamilyIntimatePartner", "FriendAcquaintance", "StrangerUnknownOther"], "IP_PayMoney": ["Yes", "No"],
        "IP_RecruiterBroker": ["1"], "IP_TransactionProcess": ["1"], "IP_ControlAbuseKidnap": ["1"],
    ]

    @Test(arguments: [
        ("saint-lucia", "ctdc-global"), ("saint-lucia", "ctdc-victim-perpetrator"), ("demo-land", "river-table"),
    ])
    func theHeaderIsThatOfTheLayoutAndEveryCellIsOfItsList(_ pack: String, _ id: String) throws {
        let test = try ExportCase(pack)
        let lists = id == "ctdc-global" ? Self.global : Self.victims
        let format = try test.format(id)
        let files = every(test)
        #expect(files.count > 20)
        let table = PartnerTable(files.map { $0.whole(test.country) }, format, test.country)
        #expect(table.header == Array(lists.keys))
        var seen: [String: Set<String>] = [:]
        for row in table.rows {
            for (column, cell) in zip(table.header, row) where !cell.isEmpty {
                seen[column, default: []].formUnion(cell.split(separator: ";").map(String.init))
            }
        }
        for (column, list) in lists {
            let cells = seen[column] ?? []
            if column == "citizenship" || column == "CountryOfExploitation" {
                #expect(cells.allSatisfy { $0.count == 3 && $0.allSatisfy(\.isUppercase) }, "\(column): \(cells)")
            } else if column.hasPrefix("year") {
                #expect(cells.isSubset(of: list.union(["2026", "2019", "2010"])), "\(column): \(cells)")
            } else {
                #expect(cells.isSubset(of: list), "\(column): \(cells.subtracting(list))")
            }
        }
    }

    /// A case for each choice of each question, also of groups and records, and some days.
    private func every(_ test: ExportCase) -> [CaseFile] {
        var files = [test.file([:]), test.file([:], opened: "2019-03-01"), test.file([:], opened: "2010-01-01")]
        for form in test.country.everyForm {
            for field in form.fields where field.kind != .group {
                for choice in field.choices {
                    let isMany = field.kind == .choices || field.kind == .countries
                    files.append(test.file([field.id: isMany ? .codes([choice.code]) : .text(choice.code)]))
                }
            }
            for group in form.fields where group.kind == .group {
                for field in group.fields {
                    for choice in field.choices.prefix(40) {
                        files.append(test.file([group.id: .group([Answers([field.id: .codes([choice.code])])])]))
                    }
                }
            }
        }
        for form in test.country.records {
            for field in form.fields {
                for choice in field.choices.prefix(40) {
                    files.append(test.file([:], records: [(form.id, Answers([field.id: .codes([choice.code])]))]))
                }
            }
        }
        for year in 1960...2026 { files.append(test.file(["birth_date": .text("\(year)-06-02")])) }
        return files
    }

    @Test func aCaseIsToldInTheWordsOfTheGlobalDataset() throws {
        let test = try ExportCase()
        let event = Answers(["event_type": .text("Exploitation"), "event_country": .text("TT")])
        let transit = Answers(["event_type": .text("Transit"), "event_country": .text("BB")])
        let file = test.file([
            "gender": .text("Feminine"), "birth_date": .text("1999-06-02"), "age_band": .text("0-8"),
            "citizenship": .codes(["VE", "CO"]),
            "methods_of_control": .codes(["ThreatsLawEnforcement", "RestrictsMovement", "WithholdsDocuments"]),
            "exploitation_types": .codes(["ForcedLabour", "ForcedCriminality"]), "labour_industry": .text("F_Construction"),
            "relationship_to_trafficker": .text("Acquainted"), "events": .group([transit, event]), "family_name": .text("Joseph"),
            "case_comment": .text("Said in words."),
        ])
        let cells = try test.cells("ctdc-global", file).filter { !$0.value.isEmpty }
        #expect(
            cells == [
                "yearOfRegistration": "2026", "gender": "Woman", "ageBroad": "24--26", "citizenship": "VEN",
                "CountryOfExploitation": "TTO", "meansThreats": "1", "meansDenyBasicNeeds": "1", "meansWithholdDocs": "1",
                "isForcedLabour": "1", "isOtherExploit": "1", "typeOfLabourConstruction": "1", "recruiterRelationFriend": "1",
            ])
    }

    @Test func aLocalCodeLeavesAsOtherUnlessAColumnNamesIt() throws {
        let test = try ExportCase()
        let crime = try test.cells("ctdc-global", test.file(["exploitation_types": .codes(["ForcedCriminality"])]))
        #expect(crime["isOtherExploit"] == "1" && crime["isForcedLabour"] == "" && crime["isSexualExploit"] == "")
        let tourism = try test.cells("ctdc-global", test.file(["exploitation_types": .codes(["ChildSexTourism"])]))
        #expect(tourism["isSexualExploit"] == "1" && tourism["isOtherExploit"] == "", "named, so it is no Other")
    }

    @Test func whatIsSaidOfTheSuspectedIsJoinedAndSorted() throws {
        let test = try ExportCase()
        let one = Answers(["pe_gender": .text("Masculine"), "pe_citizenship": .codes(["CN"]), "pe_role": .codes(["Abuser"])])
        let two = Answers([
            "pe_gender": .text("Feminine"), "pe_citizenship": .codes(["LC", "GB"]), "pe_relation": .text("Familial"),
        ])
        let group = Answer.group([Answers(["person_role": .codes(["BrokerTravelAgent"])])])
        let file = test.file(
            ["people_involved": group, "age_band": .text("9-17")], records: [("perpetrator", one), ("perpetrator", two)])
        let cells = try test.cells("ctdc-victim-perpetrator", file).filter { !$0.value.isEmpty }
        #expect(
            cells == [
                "yearRegister": "2026", "majorityStatus": "Minor", "IP_Gender": "Female;Male",
                "IP_citizen_UNRegion": "Americas/Oceania;Asia;Europe", "IP_Relation": "FamilyIntimatePartner",
                "IP_RecruiterBroker": "1",
                "IP_ControlAbuseKidnap": "1",
            ])
    }

    @Test(arguments: [
        // The day of birth, the day of registration, the band.
        ("2008-06-01", "2026-06-01", "Adult"), ("2008-06-02", "2026-06-01", "Minor"), ("2008", "2026-06-01", ""),
        ("2007", "2026-06-01", "Adult"),
        ("2009", "2026-06-01", "Minor"), ("2030-01-01", "2026-06-01", ""),
    ])
    func anAgeIsThatOfTheDayAndOfAYearOnlyWhatIsSure(_ birth: String, _ opened: String, _ band: String) throws {
        let test = try ExportCase()
        let cells = try test.cells("ctdc-victim-perpetrator", test.file(["birth_date": .text(birth)], opened: opened))
        #expect(cells["majorityStatus"] == band)
    }

    @Test(arguments: [("victim-perpetrator", "ctdc-victim-perpetrator"), ("global", "ctdc-global")])
    func aPublishedRecordGoesOutAsItCame(_ layout: String, _ id: String) throws {
        let test = try ExportCase()
        let columns = try #require(test.country.layouts[layout])
        let rows = (0..<30).map { row in
            columns.enumerated().map { ($0.offset + row) % 3 == 0 ? "" : "v;\($0.offset), \"\(row)\" " }
        }
        let text = ([columns] + rows).map { CSV.line($0, isRaw: true) }.joined()
        let incoming = try Incoming(ctdc: try Grid(Data(text.utf8), isRaw: true), test.country)
        let files = incoming.cases.map { arrival -> CaseFile in
            var file = CaseFile()
            let stamp = Stamp(author: AccountID(uuid: UUID()), agency: "police", node: "t", at: Moment(seconds: 0), pack: "t")
            let (form, answers) = arrival.forms[0]
            file.apply(
                Entry(id: arrival.id, sequence: 1, stamp: stamp, action: .opened(number: "N", form: form, answers: answers)))
            return file
        }
        let table = PartnerTable(files.map { $0.whole(test.country) }, try test.format(id), test.country)
        #expect(([table.header] + table.rows).map { CSV.line($0, isRaw: true) }.joined() == text)
        let terms = test.country.practice.exports
        for format in terms.formats {
            let left = terms.leftOut(files[0], of: format, on: .epoch)
            #expect(left == (format.id == id ? nil : .published), "\(format.id)")
        }
    }

    // MARK: HTCDS

    /// Something of each kind, and what must not leave where people write.
    private func said(_ field: Field) -> Answer? {
        switch field.kind {
        case .text, .long, .name: .text("Séraphine said so")
        case .phone: .text("758 555 0123")
        case .day: .text("1999-04-01")
        case .number: .text("7")
        case .choice, .yesNo, .country, .place: field.choices.first.map { .text($0.code) }
        case .choices, .countries: .codes(field.choices.suffix(2).map(\.code))
        case .group: .group((0..<2).map { _ in Answers(field.fields.reduce(into: [:]) { $0[$1.id] = said($1) }) })
        }
    }

    @Test func noNameNoWordsAndNothingOfTheCountrysOwnLeavesAsHTCDS() throws {
        let test = try ExportCase()
        let answers = test.country.everyForm.flatMap(\.fields).reduce(into: [FieldID: Answer]()) { $0[$1.id] = said($1) }
        let table = PartnerTable([test.file(answers).whole(test.country)], try test.format("htcds"), test.country)
        let elements = Set(test.country.fields.compactMap(\.standard.htcds))
        #expect(table.header.allSatisfy { elements.contains(String($0.split(separator: ".")[0])) })
        #expect(!table.rows[0].contains { $0.contains("Séraphine") || $0.contains("555") || $0.contains("N-1") })
        for column in ["prs_FirstName", "prs_Birthdate", "prs_MobilePhone", "cas_CaseOwner", "cco_CaseComment", "hte_Description"] {
            #expect(!table.header.contains(column), "\(column)")
        }
        let cells = Dictionary(uniqueKeysWithValues: zip(table.header, table.rows[0]))
        #expect(
            cells["vic_TypeOfExploitation"] == "Other;Other" && cells["hte_Type"] == "Recruitment"
                && cells["hte_Type.1"] == "Recruitment")
    }
}
