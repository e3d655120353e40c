import Foundation
import Pack
import Register
import Testing

/// A door that would lose an answer, or call nothing urgent, is named with its line.
struct PublicDoorPackTests {
    @Test func everyFaultOfADoorHasItsLine() throws {
        let text = try PackTests.faults(
            [
                ("public/report.yml", "pr_what: cn_what", "pr_what: cn_people"),
                ("public/report.yml", "pr_where: cn_where", "pr_where: cn_nowhere"),
                ("public/report.yml", "code: cn_code", "code: cn_district"),
                ("public/report.yml", "otherwise: other", "otherwise: calm"),
                ("public/report.yml", "cn_type: trafficking", "cn_type: gossip"),
                ("public/help.yml", "{is: urgent", "{is: soon"),
                ("public/help.yml", "field: ph_phone, text", "field: ph_fax, text"),
                ("public/help.yml", "list: public_heard", "list: public_need"),
            ])
        for part in [
            #"public/report.yml:\d+: "pr_what" and "cn_people" are of different kinds"#,
            #"public/report.yml:\d+: "cn_nowhere" is no question of a report of concern"#,
            #"public/report.yml:\d+: "cn_district" is no question"#,
            #"public/report.yml:\d+: "calm" is no answer"#, #"public/report.yml:\d+: "gossip" is no answer"#,
            #"public/help.yml:\d+: "soon" is no answer"#, #"public/help.yml:\d+: "ph_fax" is no question of this form"#,
            #"public/help.yml:\d+: "safe-place" is no answer to "cn_heard""#,
        ] { #expect(text.contains(try Regex(part)), "\(part) is not in\n\(text)") }
        let forms = try PackTests.faults(
            [
                ("public/door.yml", "signs:", "omens:"), ("rooms/concern.yml", "source: cn_source", "source: cn_what"),
                ("pack.yml", "{public: 180", "{public: soon"),
            ])
        for part in [
            #"public/door.yml:\d+: .*omens"#, #"public/door.yml:\d+: "signs" is missing"#,
            #"rooms/concern.yml:\d+: "cn_what" is no question"#,
            #"pack.yml:\d+: write a whole number from 1 under "public""#,
        ] { #expect(forms.contains(try Regex(part)), "\(part) is not in\n\(forms)") }
    }

    @Test func aWayThatTheReportDoesNotKnowIsAFault() throws {
        let text = try PackTests.faults([("public/door.yml", "channel: public", "channel: pigeon")])
        #expect(text.contains(/public\/door.yml:\d+: "pigeon" is no answer to "cn_source"/))
    }

    /// A desk that is nobody's, or none at all, would leave reports unread.
    @Test func everyReportFromThePublicHasADesk() throws {
        let text = try PackTests.faults(
            [("pack.yml", "{hotline: [hotline, home-affairs], public: [home-affairs, hotline]", "{pigeon: [loft], public: []")])
        for part in [
            #"pack.yml:\d+: "pigeon" is no way by which a report comes"#, #"pack.yml:\d+: "loft" is no agency of agencies.csv"#,
            #"pack.yml:\d+: write the agencies in brackets"#, #"pack.yml:\d+: nobody would see reports from the public"#,
        ] { #expect(text.contains(try Regex(part)), "\(part) is not in\n\(text)") }
        #expect(
            try PackTests.faults([("pack.yml", "triageScope: desk", "triageScope: town")]).contains(
                "\"town\" is no scope; known are country, desk"))
        #expect(
            try PackTests.faults([("pack.yml", "searchesAnHour: 60", "searchesAnHour: 0")]).contains(
                "write a whole number from 1 to 10000 under \"searchesAnHour\""))
    }

    @Test func aCountryMayHaveNoDoor() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "doorless-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: PackTests.root.appending(path: "Packs/demo-land"), to: folder)
        try FileManager.default.removeItem(at: folder.appending(path: "public"))
        let words = folder.appending(path: "words/fr.yml")
        let kept = try String(contentsOf: words, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("public/") }
        try kept.joined(separator: "\n").write(to: words, atomically: true, encoding: .utf8)
        #expect(try Country(at: folder).door == nil)
    }
}
