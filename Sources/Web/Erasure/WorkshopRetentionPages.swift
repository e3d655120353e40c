import Pack
import Register
import Store

/// The names of those who came to workshops whose time is over: told to whoever has the duty, destroyed by them, with a certificate
/// each.
enum WorkshopRetentionPages {
    private static func ended(_ visit: Visit) throws -> [EndedWorkshop] {
        try visit.store.endedWorkshops(as: try visit.actor(), on: visit.today)
    }

    /// For my work: that there are some.
    static func work(_ visit: Visit) throws -> HTML {
        let count = try ended(visit).count
        guard count > 0 else { return .none }
        return """
            <h2>\(visit.say("retention.workshops"))</h2><p><a href="/retention">\(visit.count("retention.workshopsEnded", count))</a></p>
            """
    }

    /// On the page of what is kept how long. Nothing where none is over.
    static func section(_ visit: Visit) throws -> HTML {
        let lines = try ended(visit)
        guard !lines.isEmpty else { return .none }
        let title = visit.say("retention.workshops")
        let rows = lines.map { ["\($0.number)", "\(visit.say($0.destroyFrom))"] as [HTML] }
        let sure: HTML =
            "<div class=\"choices\"><label><input type=\"checkbox\" name=\"sure\" value=\"1\">\(visit.say("retention.workshopsSure"))</label></div>"
        return """
            <h2>\(title)</h2><p>\(visit.say("retention.workshopsWhy"))</p>
            \(visit.table(title, [visit.say("workshop.number"), visit.say("retention.from")], rows))
            \(visit.posting("/retention/workshops", "\(sure)\(visit.button("retention.destroy"))"))
            """
    }

    /// All that are listed, each with a certificate of its own.
    static func destroy(_ visit: Visit) throws -> Reply {
        guard ConcernPages.duties(visit).contains(.retention) else { throw Fault.notFound }
        guard !visit.form.first("sure").isEmpty else { throw Refusal("notSure") }
        for line in try ended(visit) {
            _ = try visit.store.destroyNames(
                ofWorkshop: line.number, id: .made(at: visit.now), as: try visit.actor(), at: visit.now, today: visit.today)
        }
        return .redirect("/retention")
    }
}
