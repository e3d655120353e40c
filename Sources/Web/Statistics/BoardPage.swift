import Pack
import Register
import Store

/// The dashboard: what an agency, or the country, has on its hands, what is late, what is missing, how long it takes.
enum BoardPage {
    static func page(_ visit: Visit) throws -> Reply {
        let sight = try StatisticsPages.sight(visit, among: [.country, .agency, .bands])
        let period = Period(visit.query.first("period"), on: visit.today)
        let agencies = visit.country.training == nil ? nil : visit.country.agencies.map { ($0.code, $0.staff) }
        let board = try visit.store.board(
            in: period.days, agencies: agencies, as: try visit.actor(), at: visit.now, on: visit.today)
        let title = visit.say("figures.board")
        let parts = BoardParts(visit: visit, board: board)
        return visit.page(
            title, here: "/statistics",
            """
            <h1>\(title)</h1>\(StatisticsPages.ways(visit, sight, here: "/statistics"))\(period.chooser(visit))
            <p>\(try StatisticsPages.whose(visit, sight))</p>\(period.sentence(visit))
            <div class="board">\(parts.tiles)
            \(parts.caseload)\(parts.late)\(parts.stalled)\(parts.steps)\(parts.gaps)
            \(try BoardSurroundings(visit: visit, days: period.days).html)\(parts.reach)</div>
            """)
    }
}
