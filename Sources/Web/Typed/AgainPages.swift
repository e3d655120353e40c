import HTTPTypes
import Pack
import Register
import Store

/// A page again with what was typed in one of its forms, in another language if that is wished. Nothing of it is kept.
enum AgainPages {
    static let path = "/again"
    static var routes: [Route] { [.post(path) { try await again($0) }] }

    /// Where a form is sent to come back on its page: only pages and forms of ours, named by their paths.
    static func address(page: String, of inbound: Inbound, form: String, language: String) -> String {
        let query = inbound.path == path ? inbound.query.first("query") : inbound.queryText(without: ["lang", "typed", "kept"])
        return "\(path)?page=\(page)&form=\(form)&lang=\(language)"
            + (query.isEmpty ? "" : "&query=\(Inbound.escaped(query))")
    }

    private static func again(_ visit: Visit) async throws -> Reply {
        guard let page = Routes.ownPage(visit.query.first("page")), let found = Routes.find(.get, page),
            let typed = Typed(visit.inbound)
        else { throw Fault.notUnderstood }
        let query = SubmittedAnswers(urlencoded: visit.query.first("query").utf8) ?? SubmittedAnswers()
        let wanted = visit.query.first("lang")
        var session = visit.session
        if visit.country.languages.contains(wanted) { session?.language = wanted }
        if let session { try visit.desk.sessions.keep(session, at: visit.now) }
        let asked = Visit(
            inbound: visit.inbound.asking(page, found.parameters, query), desk: visit.desk, session: session)
        let late = try visit.lateDraft()
        return try await asked.shown(with: Typed(form: typed.form, values: typed.values, draft: late)) { shown in
            switch found.route.door {
            case .staff(let answer), .anyone(let answer), .half(let answer): try await answer(shown)
            case .sealed, .passerby, .program: throw Fault.notFound
            }
        }
    }
}
