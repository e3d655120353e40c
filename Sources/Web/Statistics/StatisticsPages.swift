import HTTPTypes
import Pack
import Register
import Store

/// Figures inside the house: the dashboard, the tables of the pack, and counts by any attributes. Each as far as one may see.
enum StatisticsPages {
    static var routes: [Route] {
        [
            .get("/statistics") { try BoardPage.page($0) }, .get("/statistics/tables") { try StatisticsTables.page($0) },
            .get("/statistics/pivot") { try PivotPage.page($0) },
        ]
    }

    /// Errors: `Fault.notFound` for whoever sees no figures, or not so many.
    static func sight(_ visit: Visit, among those: Set<Sight>) throws -> Sight {
        guard let sight = visit.store.sight(of: try visit.actor()), those.contains(sight) else { throw Fault.notFound }
        return sight
    }

    /// The ways between the rooms of figures.
    static func ways(_ visit: Visit, _ sight: Sight, here: String) -> HTML {
        let all: [(isThere: Bool, path: String, key: String)] = [
            (true, "/statistics", "figures.board"), (sight != .bands, "/statistics/tables", "figures.tables"),
            (sight == .country, "/statistics/pivot", "figures.pivot"), (sight == .country, "/statistics/evidence", "tip.nav"),
            (sight == .country, "/statistics/publish", "publish.list"),
        ]
        let links = all.filter(\.isThere).map { each -> HTML in
            "<a href=\"\(each.path)\"\(if: each.path == here, " aria-current=\"page\"")>\(visit.say(each.key))</a> "
        }
        return "<nav class=\"filters\" aria-label=\"\(visit.say("figures.ways"))\">\(links)</nav>\(visit.damagedNotice)"
    }

    /// Whose figures these are, and how exact.
    static func whose(_ visit: Visit, _ sight: Sight) throws -> String {
        switch sight {
        case .country: visit.say("figures.ofCountry")
        case .agency: visit.say("figures.ofAgency", ["agency": visit.agency(try visit.actor().agency)])
        case .bands: visit.say("figures.inBands")
        }
    }
}

extension Visit {
    /// What figures leave out since it does not open; nothing when there is none.
    var damagedNotice: HTML {
        let damaged = store.damagedRecords
        return damaged == 0 ? .none : "<p class=\"notice\">\(count("figures.damaged", damaged))</p>"
    }

    /// A number as somebody may know it.
    func stated(_ stated: Stated) -> String {
        switch stated {
        case .exactly(let number): String(number)
        case .within(let band): say("figures.within", ["low": String(band.lowerBound), "high": String(band.upperBound)])
        case .from(let low): say("figures.from", ["low": String(low)])
        }
    }

    func month(_ day: Day) -> String {
        say("figures.month", ["month": say("month.\(day.month ?? 1)"), "year": String(day.year)])
    }
}
