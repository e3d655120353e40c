import Foundation
import Pack
import Register
import Testing

/// What a pack says of its campaigns and its map is checked, and each fault has its file and line.
struct CampaignPackTests {
    @Test func everyFaultOfACampaignHasItsLine() throws {
        let text = try PackTests.faults([
            ("campaigns/wave.yml", "kind: wave", "kind: wavy"), ("campaigns/plan.yml", "budget: ca_budget", "bugdet: ca_budget"),
            ("campaigns/stock.yml", "of: material", "of: mountain"),
        ])
        for part in [
            /wave\.yml:\d+: "wavy" is no kind of record; did you mean "wave"\?/,
            /plan\.yml:\d+: "bugdet" is not known here; did you mean "budget"\?/, /stock\.yml:\d+: "mountain" is no kind of record/,
        ] { #expect(text.contains(part), "\(text)") }
        #expect(text.split(separator: "\n").count == 3, "\(text)")
    }

    @Test func everyNameOfACampaignThatIsNotThereHasItsLine() throws {
        let text = try PackTests.faults([
            ("campaigns/check.yml", "ck_known, ck_hope", "ck_note, ck_hope"),
            ("campaigns/reach.yml", "contacts: rc_contacts", "contacts: rc_nothing"),
            ("campaigns/survey.yml", "right: [hotline]", "right: [friend]"),
            ("campaigns/survey.yml", "kp_sex, kind: choice", "kp_sex, kind: name"),
            ("campaigns/survey.yml", "wrong: [visit]", "wrong: [magic]"),
            ("campaigns/test.yml", "blocks: [harm]", "blocks: [bad]"), ("campaigns/round.yml", "lots: [random]", "lots: [dice]"),
        ])
        for part in [
            /check\.yml:\d+: "ck_note" is no question/,
            /reach\.yml:\d+: "rc_nothing" is no question/,
            /survey\.yml:\d+: "friend" is no answer/, /survey\.yml:\d+: "kp_sex" asks who somebody is/,
            /survey\.yml:\d+: "magic" is no answer/, /test\.yml:\d+: "bad" is no answer to "tt_result"/,
            /round\.yml:\d+: "dice" is no answer to "rd_sample"/,
        ] { #expect(text.contains(part), "\(text)") }
    }

    @Test func everyFaultOfTheTermsHasItsLine() throws {
        let text = try PackTests.faults([
            ("campaigns/terms.yml", "heard: cn_heard", "heard: cn_nothing"),
            ("campaigns/terms.yml", "code: WEB, heard: [social]", "code: web, heard: [social]"),
            ("campaigns/terms.yml", "  transport: {code: BUS", "  horse: {code: BUS"),
            ("campaigns/terms.yml", "least: 30", "least: some"), ("campaigns/terms.yml", "leastCalls: 10", "leastCals: 10"),
            ("campaigns/terms.yml", "conclusions: [possible]", "conclusions: [sure]"),
        ])
        for part in [
            /terms\.yml:\d+: "cn_nothing" is no question/, /terms\.yml:\d+: .*capital letters/,
            /terms\.yml:\d+: "horse" is no channel/,
            /terms\.yml:\d+: write a whole number from 0 under "least"/,
            /terms\.yml:\d+: "leastCals" is not known here; did you mean "leastCalls"\?/,
            /terms\.yml:\d+: "sure" is no conclusion/,
        ] { #expect(text.contains(part), "\(text)") }
        let lacking = try PackTests.faults([("campaigns/terms.yml", "  transport: {code: BUS}\n", "")])
        #expect(lacking.contains(/terms\.yml:\d+: the channel "transport" has no code/), "\(lacking)")
    }

    @Test func everyFaultOfAMapHasItsLine() throws {
        let map = try String(contentsOf: PackTests.root.appending(path: "Packs/saint-lucia/map.csv"), encoding: .utf8)
        let lines = map.split(separator: "\n").map(String.init)
        let last = try #require(lines.last { $0.hasPrefix("castries,") })
        let text = try PackTests.faults([
            ("map.csv", last + "\n", ""), ("map.csv", "dennery,1,", "dennery,1,x"),
        ])
        for part in [
            /map\.csv:\d+: the ring 1 of "castries" is open/,
            /map\.csv:\d+: write a number under "x"/,
        ] { #expect(text.contains(part), "\(text)") }
    }

    /// Each inner edge belongs to two districts, in opposite directions; each outer one to one. So nothing overlaps and nothing gapes.
    @Test func neighboursShareTheirEdges() throws {
        let country = try Country(at: PackTests.root.appending(path: "Packs/saint-lucia"))
        let map = try #require(country.map)
        var edges: [String: Int] = [:]
        for ring in map.outlines.flatMap(\.rings) {
            for (a, b) in zip(ring, ring.dropFirst()) {
                edges["\(a.x),\(a.y),\(b.x),\(b.y)", default: 0] += 1
                #expect(edges["\(a.x),\(a.y),\(b.x),\(b.y)"] == 1, "an edge is drawn twice in the same direction")
            }
        }
        let shared = edges.keys.filter { key in
            let parts = key.split(separator: ",")
            return edges["\(parts[2]),\(parts[3]),\(parts[0]),\(parts[1])"] != nil
        }
        #expect(map.outlines.count == 10 && shared.count == 60 && edges.count == 106)
    }

    /// What the two countries call things stands in their packs alone.
    @Test func noWordOfACampaignStandsInTheProgram() throws {
        let files = FileManager.default.enumerator(at: PackTests.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for id in ["cn_heard", "cn_code", "wv_from", "\"harm-check\"", "RADIO", "how_found", "\"tide\"", "\"baseline\""] {
                #expect(!text.contains(id), "\(id) in \(file.lastPathComponent)")
            }
        }
    }
}
