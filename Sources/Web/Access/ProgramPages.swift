import Pack
import Register
import Store

/// The programs that act in a worker's name, on the page of their account: what each may do, when it was used last, when it ends.
enum ProgramPages {
    static var routes: [Route] {
        [
            .post("/account/programs/{id}/end") { visit in
                let id = try visit.named("id")
                guard try ProgramToken.end(id: id, of: try visit.actor().account, in: visit.store) > 0 else { throw Fault.notFound }
                return .redirect("/account")
            }
        ]
    }

    /// Nothing where no program does.
    static func section(_ visit: Visit) throws -> HTML {
        let tokens = try ProgramToken.all(of: try visit.actor().account, in: visit.store, at: visit.now)
        guard !tokens.isEmpty else { return .none }
        let rows = tokens.map { token -> [HTML] in
            [
                "\(token.name)", "\(visit.say(token.scopes.contains("write") ? "program.writes" : "program.reads"))",
                "\(visit.say(token.made))", "\(token.used.map { visit.say($0) } ?? visit.say("program.never"))",
                "\(visit.say(token.expires))",
                visit.posting("/account/programs/\(token.id)/end", "<button class=\"quiet\">\(visit.say("program.end"))</button>"),
            ]
        }
        let heads = ["program.name", "program.may", "program.made", "program.used", "program.ends", "account.state"]
        let title = visit.say("program.title")
        return """
            <h2>\(title)</h2><p>\(visit.say("program.why"))</p>\(visit.table(title, heads.map { visit.say($0) }, rows))
            """
    }
}
