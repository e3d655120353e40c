import Pack
import Register
import Store

/// The people of a workshop in tables: who has a place, who waits for one.
enum WorkshopPeople {
    static func tables(_ visit: Visit, _ workshop: Workshop, isTrainer: Bool) -> HTML {
        let waiting = workshop.waiting
        let late = Set(waiting.map(\.id))
        let placed = workshop.active.filter { !late.contains($0.id) }
        let heading: HTML = "<h2>\(visit.say("workshop.people"))</h2>"
        let standings = workshop.standings
        guard !placed.isEmpty || !waiting.isEmpty else { return "\(heading)<p>\(visit.say("workshop.nobody"))</p>" }
        return """
            \(heading)\(table(visit, workshop, placed, standings, isTrainer: isTrainer))\(if: !waiting.isEmpty, "<h3>\(visit.say("workshop.waiting"))</h3><p>\(visit.say("workshop.waitingWhy"))</p>\(table(visit, workshop, waiting, standings, isTrainer: isTrainer))")
            """
    }

    private static func table(
        _ visit: Visit, _ workshop: Workshop, _ people: [Participant], _ standings: [EntryID: Standing], isTrainer: Bool
    ) -> HTML {
        let heads =
            ["participant.name", "participant.agency", "participant.post"]
            + (isTrainer ? ["attendance.short", "day.before", "day.after", "day.certificates"] : ["list.status"])
        let terms = visit.country.training
        let rows = people.map { each -> [HTML] in
            let own: [HTML] = [
                "<a href=\"/workshops/\(workshop.number)/people/\(each.id)\">\(each.person.name)</a>",
                "\(visit.participantAgency(each.person.agency))", "\(visit.choice(each.person.post, of: terms?.posts ?? []))",
            ]
            let standing = visit.say("standing.\((standings[each.id] ?? .waiting).rawValue)")
            guard isTrainer else { return own + ["\(visit.say("participant.way.\(each.way.rawValue)")); \(standing)"] }
            let over: HTML = " <span class=\"tag wait\">\(standing)</span>"
            func score(_ sitting: TestPaper.Sitting) -> HTML {
                guard let path = PaperPages.path(workshop, each, sitting), each.cameAtAll else {
                    return "\(visit.percent(each.papers[sitting]?.score))"
                }
                return
                    "<a href=\"\(path)\">\(visit.say("paper.short"))<span class=\"visually-hidden\">: \(each.person.name), \(visit.say("day.\(sitting.rawValue)"))</span></a>"
            }
            let certificate = workshop.certificate(of: each.id)
            return own + [
                each.cameAtAll ? "\(workshop.attendance(of: each)) %\(if: standings[each.id] == .over, over)" : "", score(.before),
                score(.after),
                certificate.map { "<span class=\"number\">\($0.serial)</span>" } ?? .none,
            ]
        }
        return visit.table(visit.say("workshop.people"), heads.map { visit.say($0) }, rows)
    }
}
