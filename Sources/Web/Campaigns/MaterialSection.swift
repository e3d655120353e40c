import OrderedCollections
import Pack
import Register

/// The materials of a campaign: whether each may go out, what was said of it, where it lies.
extension CampaignOverview {
    var materials: HTML {
        let materials = campaign.materials(by: terms)
        let rows = materials.map { row($0) }
        let heads =
            ["campaign.material", "campaign.harm", "campaign.tests", "campaign.printed", "campaign.sent", "campaign.left"]
            + (mayAdd ? ["campaign.addTo"] : [])
        let title = visit.say("campaign.materials")
        let body: HTML = """
            \(visit.table(title, heads.map { visit.say($0) }, rows))\(materials.map { story($0) })\(stock(materials))
            """
        return section(.material, title, rows.isEmpty ? .none : body)
    }

    private func row(_ material: Campaign.Material) -> [HTML] {
        let acts = [CampaignTerms.Kind.test, .check, .stock].compactMap { form($0) }.map { form -> HTML in
            "<a href=\"\(path)/records/\(form.id)?about=\(material.id)\">\(visit.pack(form.title))</a>"
        }
        let short: HTML = " <span class=\"tag wait\">\(visit.say("campaign.sentOverPrinted"))</span>"
        return [
            "\(name("\(material.name), \(material.version)", material.id))", state(material),
            material.tests == 0
                ? "\(visit.say("answer.none"))"
                : "\(visit.say("campaign.tested", ["tests": String(material.tests), "people": String(material.testedWith)]))",
            "\(visit.grouped(material.printed))", "\(visit.grouped(material.sent))\(if: material.isShort, short)",
            "\(visit.grouped(material.left))",
        ] + (mayAdd ? ["<span class=\"links\">\(acts)</span>"] : [])
    }

    private func state(_ material: Campaign.Material) -> HTML {
        if material.isBlocked { return "<span class=\"tag wait\">\(visit.say("campaign.blocked"))</span>" }
        return material.isChecked
            ? "<span class=\"tag done\">\(visit.say("campaign.checked"))</span>"
            : "<span class=\"tag wait\">\(visit.say("campaign.unchecked"))</span>"
    }

    // MARK: What was said of one

    /// Its versions, tests and checks, each with its day and whoever recorded it.
    private func story(_ material: Campaign.Material) -> HTML {
        guard let part = campaign.part(material.id) else { return .none }
        let tests = campaign.parts(.test, by: terms).filter { $0.about == part.id }
        let checks = campaign.parts(.check, by: terms).filter { $0.about == part.id }
        let versions = part.versions.map { version -> HTML in
            let words = version.answers.text(.version, terms) ?? ""
            let holes = ["version": words, "date": visit.say(version.at), "name": visit.name(version.author)]
            return "<li>\(visit.say("campaign.version", holes))</li>"
        }
        let title = visit.say("campaign.story", ["name": "\(material.name), \(material.version)"])
        return """
            <details\(if: isPaper, " open")><summary>\(title)</summary><ul>\(versions)</ul>\(records(tests, .test))\(records(checks, .check))</details>
            """
    }

    private func records(_ parts: [Campaign.Part], _ kind: CampaignTerms.Kind) -> HTML {
        guard let form = form(kind) else { return .none }
        let title = visit.pack(form.title)
        guard !parts.isEmpty else { return "<p>\(title): \(visit.say("campaign.nothingYet"))</p>" }
        let all = parts.map { part -> HTML in
            let head = visit.say("campaign.by", ["date": visit.say(part.at), "name": visit.name(part.author)])
            return "<h3>\(title), \(name(head, part.id))</h3>\(visit.facts(form, part.answers))"
        }
        return "\(all)"
    }

    // MARK: Where it lies

    private func stock(_ materials: [Campaign.Material]) -> HTML {
        let stock = campaign.parts(.stock, by: terms)
        guard !stock.isEmpty else { return .none }
        func whole(_ part: Campaign.Part, _ meaning: CampaignTerms.Meaning) -> Int {
            part.answers.whole(meaning, terms) ?? 0
        }
        let counts: [CampaignTerms.Meaning] = [.printed, .sent, .left]
        let sites = stock.map { part -> [HTML] in
            [
                name(part.answers.text(.site, terms) ?? "", part.id), "\(materials.first { $0.id == part.about }?.name ?? "")",
                "\(part.answers.text(.sitePlace, terms).map { visit.places([$0]) } ?? "")",
            ] + counts.map { "\(visit.grouped(whole(part, $0)))" }
        }
        let districts = Dictionary(grouping: stock) { $0.answers.text(.sitePlace, terms) ?? "" }
        let sums = districts.sorted { $0.key < $1.key }.map { place, parts -> [HTML] in
            ["\(place.isEmpty ? visit.say("campaign.notSaid") : visit.places([place]))"]
                + counts.map { count in "\(visit.grouped(Bounded.sum(parts.map { whole($0, count) })))" }
        }
        let numbers = ["campaign.printed", "campaign.sent", "campaign.left"]
        func table(_ title: String, _ heads: [String], _ rows: [[HTML]]) -> HTML {
            "<h3>\(visit.say(title))</h3>\(visit.table(visit.say(title), heads.map { visit.say($0) }, rows))"
        }
        return """
            \(table("campaign.bySite", ["campaign.site", "campaign.material", "campaign.district"] + numbers, sites))\(table("campaign.byDistrict", ["campaign.district"] + numbers, sums))
            """
    }
}
