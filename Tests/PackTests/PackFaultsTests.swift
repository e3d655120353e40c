import Foundation
@testable import Pack
import Register
import Testing

/// Every slip of the pen in a pack is found where it was made, says what was meant, and is told once: each file of the packs is
/// bent in each place that its section declares, one place at a time, and read as a whole.
struct PackFaultsTests {
    /// Of each kind of place in a section of the small pack one, and one of those that only the large pack has; one of every file.
    @Test(arguments: 0..<4) func everySlipIsToldOnceWhereItWasMade(_ share: Int) throws {
        var seen: Set<String> = []
        for pack in ["demo-land", "saint-lucia"] {
            let pages = PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/\(pack)")))
            var files = pages.all
            pages.forEachOfWords { yaml, _ in files.append(yaml) }
            let sites = try files.flatMap { yaml in
                let shape = try #require(Sections.shape(of: yaml.file, yaml))
                let section = Section(file: yaml.file)?.rawValue ?? ""
                return Bend.sites(yaml, shape).enumerated().filter { index, site in
                    seen.insert("\(section) \(site.name)").inserted || index == 0
                }.map { (yaml, $1) }
            }
            for (index, (yaml, site)) in sites.enumerated() where index % 4 == share {
                let found = PackFaultsTests.faults(pages.with(Yaml(node: site.bent(yaml.node), file: yaml.file)))
                let isRight =
                    found.count == 1 && found[0].file == yaml.file && found[0].line == site.line && site.suits(found[0].problem)
                #expect(isRight, "\(pack), \(site.name) at \(yaml.file):\(site.line): \(found.map(\.description))")
            }
        }
    }

    /// A name of the country that is mistyped where it is used. Shape: file, what stands there, the name in it, how it is mistyped.
    static let names: [(file: String, text: String, name: String, typed: String)] = [
        ("pack.yml", "birth: birth_date, field", "birth_date", "birth_dat"), ("pack.yml", "codes: [\"0-8\"", "0-8", "0-9"),
        ("pack.yml", "given: [given_name", "given_name", "givn_name"),
        ("pack.yml", "needs: urgent_needs", "urgent_needs", "urgnet_needs"),
        ("pack.yml", "risk: risk_level", "risk_level", "risk_levl"), ("pack.yml", "{code: high, points", "high", "hihg"),
        (
            "pack.yml", "reasonable-positive: PossibleVictimOfTrafficking", "PossibleVictimOfTrafficking",
            "PossibleVictimOfTraficking"
        ),
        ("pack.yml", "bodies: {police:", "police", "polcie"), ("pack.yml", "form: case", "case", "csae"),
        ("pack.yml", "opening: new-case", "new-case", "nwe-case"),
        ("pack.yml", "screening: quick-screen", "quick-screen", "quick-scren"),
        ("pack.yml", "screenings: [ilo-adult-labour", "ilo-adult-labour", "ilo-adult-labor"),
        ("pack.yml", "forms: [identity", "identity", "idenity"), ("pack.yml", "triage: {urgent", "urgent", "urgnet"),
        ("pack.yml", "{hotline: [hotline", "[hotline", "[hotlin"), ("pack.yml", "reportRetentionDays: {public", "public", "pubilc"),
        ("pack.yml", "conclusionsToAskAgain: [not-now", "not-now", "not-nwo"), ("pack.yml", "unreviewed: [acf]", "acf", "acff"),
        ("pack.yml", "retentionByReason: {not-trafficked", "not-trafficked", "not-traficked"),
        ("pack.yml", "topics: [identification", "identification", "identifcation"),
        ("pack.yml", "timeZone: America/St_Lucia", "America/St_Lucia", "America/St_Lucai"),
        ("deadlines.yml", "after: opened", "opened", "openned"),
        ("deadlines.yml", "until: record.safety-check", "record.safety-check", "record.safety-chek"),
        ("deadlines.yml", "act: records/safety-check", "records/safety-check", "records/safety-chek"),
        ("deadlines.yml", "act: consents", "consents", "consnets"),
        ("deadlines.yml", "field: is_child, is: \"no\"", "\"no\"", "\"noo\""),
        ("deadlines.yml", "field: as_risk, is: high", "high", "hgih"),
        ("deadlines.yml", "when: {field: is_child", "is_child", "is_chil"),
        ("services.csv", "ngo-shelter;", "ngo-shelter", "ngo-sheltr"), ("services.csv", "household;needs", "household", "houshold"),
        ("services.csv", "safe-place;food", "safe-place", "safe-plac"), ("map.csv", "canaries,1", "canaries", "canareis"),
        ("forms/new-case.yml", "list: age_band", "age_band", "age_bnad"),
        ("forms/case.yml", "when: {field: in_organisation", "in_organisation", "in_organisaton"),
        ("forms/case.yml", "in: [Closed,", "Closed", "Closd"), ("records/assessment.yml", "risk: as_risk", "as_risk", "as_rsik"),
        ("rooms/concern.yml", "urgency: cn_urgency", "cn_urgency", "cn_urgncy"),
        ("rooms/incident.yml", "fields: [gender]", "gender", "gendr"),
        ("rooms/incident.yml", "values: {f: Feminine", "Feminine", "Femnine"),
        ("rooms/incident.yml", "spoken: [eng", "eng", "egn"), ("rooms/provider.yml", "phone: pv_phone", "pv_phone", "pv_phon"),
        ("rooms/provider.yml", "full: [full", "[full", "[ful"),
        ("screening/quick-screen.yml", "{field: qs_safe", "qs_safe", "qs_saef"),
        ("training/tests/referral.yml", "right: a", "right: a", "right: ab"),
        ("public/report.yml", "pr_what: cn_what", "cn_what", "cn_waht"),
        ("public/report.yml", "cn_type: trafficking", "trafficking", "traffiking"),
        ("public/report.yml", "in: [\"yes\", soon", "soon", "sooon"), ("public/report.yml", "{is: urgent", "urgent", "urgnt"),
        ("public/help.yml", "field: ph_phone, text", "ph_phone", "ph_phoen"),
        ("public/door.yml", "channel: public", "public", "publci"),
        ("public/safe.yml", "field: ps_danger, is", "ps_danger", "ps_dagner"),
        ("campaigns/wave.yml", "from: wv_from", "wv_from", "wv_form"),
        ("campaigns/check.yml", "must: [ck_known", "ck_known", "ck_knwon"),
        ("campaigns/terms.yml", "  radio: {code", "radio", "raido"), ("campaigns/terms.yml", "heard: [radio", "radio", "rdaio"),
        ("campaigns/terms.yml", "conclusions: [possible", "possible", "posible"),
        ("campaigns/survey.yml", "right: [labour", "labour", "labuor"),
        ("exports.yml", "consent: research", "research", "reserach"), ("exports.yml", "layout: global", "global", "globl"),
        ("exports.yml", "gender: {field: gender", "field: gender", "field: gendre"),
        ("exports.yml", "any: [ForcedLabour, ChildLabour", "ChildLabour", "ChildLabor"),
        ("statistics.yml", "field: gender, codes", "gender", "gendre"),
        ("statistics.yml", "from: [Feminine", "Feminine", "Femnine"),
        ("statistics.yml", "from: [open]", "[open", "[opne"), ("statistics.yml", "event: screened", "screened", "screend"),
        ("statistics.yml", "field: outcome, is: given", "given", "givn"),
        ("statistics.yml", "population: people, splits", "people", "peolpe"),
        ("statistics.yml", "splits: [sex, age]", "age", "aeg"), ("statistics.yml", "path: [reported", "reported", "reportde"),
        ("statistics.yml", "units: {event: incidents", "incidents", "incidnets"),
        ("words/es.yml", "screening/quick-screen/title:", "screening/quick-screen/title", "screening/quik-screen/title"),
        ("guidance/en/health.yml", "{phone:human-services}", "human-services", "human-servces"),
    ]

    @Test func everyMistypedNameIsToldOnceWithTheOneThatWasMeant() throws {
        let pages = PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/saint-lucia")))
        for (file, text, name, typed) in PackFaultsTests.names {
            let whole = String(decoding: try #require(pages.folder.files[file]), as: UTF8.self)
            let found = try #require(whole.range(of: text), "\(text) in \(file)")
            let line = whole[..<found.lowerBound].count { $0 == "\n" } + 1
            let bent = whole.replacingCharacters(in: found, with: text.replacing(name, with: typed))
            let faults = PackFaultsTests.faults(pages.with(Data(bent.utf8), in: file))
            let meant = String(name.split(separator: ": ").last ?? "").filter { !"[\"".contains($0) }
            let isRight = faults.count == 1 && faults[0].file == file && faults[0].problem.contains("did you mean \"\(meant)\"?")
            #expect(isRight && faults[0].line == line, "\(file):\(line), \(typed): \(faults.map(\.description))")
        }
    }

    /// They stand in addresses and in files for others: nothing else may.
    @Test func aCountryAndItsPrefixAreCapitals() throws {
        let pages = PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/saint-lucia")))
        let whole = String(decoding: try #require(pages.folder.files["pack.yml"]), as: UTF8.self)
        for (key, good, wrong) in [
            ("casePrefix", "SLU", ["S/../U", "\"S L\"", "slu", "SLUSLUSLU"]), ("country", "LCA", ["banana", "LC", "LCB1"]),
        ] {
            let line = whole.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("\(key): ") }
            for word in wrong {
                let bent = whole.replacing("\n\(key): \(good)\n", with: "\n\(key): \(word)\n")
                let faults = PackFaultsTests.faults(pages.with(Data(bent.utf8), in: "pack.yml"))
                #expect(faults.count == 1 && faults.first?.line == line.map { $0 + 1 }, "\(word): \(faults.map(\.description))")
            }
        }
    }

    /// What a table may have wrong, each in its row.
    @Test func everySlipInATableHasItsLine() throws {
        let pages = PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/demo-land")))
        func told(_ file: String, _ change: (String) -> String) throws -> [String] {
            let whole = String(decoding: try #require(pages.folder.files[file]), as: UTF8.self)
            return PackFaultsTests.faults(pages.with(Data(change(whole).utf8), in: file)).map(\.description)
        }
        for file in ["agencies.csv", "services.csv", "places.csv"] {
            let columns = try told(file) { $0.replacing("code,", with: "coed,", maxReplacements: 1) }
            #expect(columns == ["\(file):1: the column \"coed\" is not known here; did you mean \"code\"?"])
            let twice = try told(file) { text in
                let lines = text.split(separator: "\n")
                return ([lines[0], lines[1], lines[1]] + lines[2...]).joined(separator: "\n")
            }
            #expect(twice.count == 1 && twice[0].hasPrefix("\(file):3: ") && twice[0].hasSuffix(" stands here twice"), "\(twice)")
            #expect(try told(file) { $0 + "a,b\n" }.first?.contains(" cells, and the first line has ") == true)
        }
        #expect(try told("holidays.csv") { $0 + "2031-13-02,No day\n" }.first?.contains("write a day such as 2026-12-25") == true)
        #expect(
            try told("services.csv") { $0.replacing(",48,", with: ",soon,") }.allSatisfy {
                $0.contains("write a whole number from 1")
            })
        #expect(try told("map.csv") { $0.replacing("ring,", with: "rings,") }.count == 1)
        #expect(try told("agencies.csv") { $0 + "x,\"open" } == ["agencies.csv:7: a quote begins here and does not end"])
    }

    /// A file that cannot be read is one fault, whatever refers to it; a key that stands twice has the line of the second.
    @Test(arguments: [
        "pack.yml", "lists.yml", "forms/new-case.yml", "forms/needs.yml", "rooms/concern.yml", "training/lists.yml", "agencies.csv",
    ])
    func oneBrokenLineIsOneFault(_ file: String) throws {
        let pages = PackPages(PackFolder(at: PackTests.root.appending(path: "Packs/demo-land")))
        let whole = String(decoding: try #require(pages.folder.files[file]), as: UTF8.self)
        let faults = PackFaultsTests.faults(pages.with(Data((whole + "x: \"open").utf8), in: file))
        #expect(faults.count == 1 && faults[0].file == file, "\(faults.map(\.description))")
        guard file == "pack.yml" else { return }
        let lines = whole.count { $0 == "\n" }
        let twice = PackFaultsTests.faults(pages.with(Data((whole + "version: \"2\"\n").utf8), in: file))
        #expect(twice.map(\.description) == ["pack.yml:\(lines + 1): this is not YAML: \"version\" stands here twice"])
    }

    @Test func whatIsNearIsMeant() {
        #expect(Nearest.to("closureNeedsAproval", among: ["closureNeedsApproval", "closureReasons"]) == "closureNeedsApproval")
        #expect(
            Nearest.to("lable", among: ["label", "list"]) == "label" && Nearest.to("threshold", among: ["rule", "title"]) == nil)
        #expect(Nearest.to("i", among: ["id", "is"]) == "id" && Nearest.to("", among: ["id"]) == nil)
    }

    /// What stands below the address of a case is a page of it.
    @Test func everyPlaceOfADeadlineIsAPage() throws {
        let pages = try String(contentsOf: PackTests.root.appending(path: "docs/pages.md"), encoding: .utf8)
        for room in DeadlineReader.rooms { #expect(pages.contains("`/cases/{case}/\(room)`"), "\(room)") }
    }

    private static func faults(_ pages: PackPages) -> [PackFault] {
        do throws(PackProblems) { _ = try Country(pages) } catch { return error.faults }
        return []
    }
}
