import HTTPTypes
import Register
import Store

/// One sitting at a form that is confirmed on a page of its own. Its draft stands under a mark that travels in the form, so that
/// two tabs are two drafts; another device of the same worker goes on with it by its address.
struct Sitting: Sendable {
    let visit: Visit
    /// The address of the form, which names what it is about.
    let page: String
    /// What the form is called, a text of the pack.
    let title: Wording
    let id: String

    init(_ visit: Visit, _ page: String, _ title: Wording) {
        self.visit = visit
        self.page = page
        self.title = title
        // A form that names none is one sitting, however often it is sent.
        let own = visit.inbound.method == .post ? Mark(visit.form.first("entry")) : nil
        id = (Mark(visit.brought("draft")) ?? own ?? Mark.made(at: visit.now)).description
    }

    /// Where the form, and where the page that confirms, shows this sitting.
    var address: String { "\(page)?draft=\(id)" }
    var check: String { "\(page)/check?draft=\(id)" }

    /// Nil when nothing was kept yet, or it was for another form or about something else.
    func draft() throws -> Draft? {
        guard let draft = try visit.store.draft(id, of: try visit.actor().account, at: visit.now), draft.reason == .kept,
            draft.page == page
        else { return nil }
        return draft
    }

    /// What the form carries: which sitting it is, and what of it the worker sees. A page that comes back with faults has seen no
    /// more than the one that was sent, but for what that one itself kept.
    func hidden(seeing draft: Draft?) -> HTML {
        var seen = draft?.mark ?? ""
        if draft == nil, visit.inbound.method == .post {
            let own = (try? self.draft()).flatMap { $0 }
            seen = own.map { $0.entry == visit.form.first("entry") } == true ? own?.mark ?? "" : visit.form.first("draft-seen")
        }
        return "<input type=\"hidden\" name=\"draft\" value=\"\(id)\"><input type=\"hidden\" name=\"draft-seen\" value=\"\(seen)\">"
    }

    /// Keeps what was typed. Gives the draft that stands there instead when another device changed it since this page was shown.
    ///
    /// Errors: `Refusal` when the worker has too many.
    func keep(_ values: [String: [String]], base: String = "", along: [String: [String]] = [:]) throws -> Draft? {
        let before = try draft()
        let entry = visit.form.first("entry")
        if let before, before.values != values, before.entry != entry, before.mark != visit.form.first("draft-seen") {
            return before
        }
        let next = Draft(
            id: id, page: page, form: page, title: title, values: values,
            along: before?.along ?? along, base: base, entry: entry,
            saved: visit.now)
        try visit.store.keep(before.map { next.after($0) } ?? next, of: try visit.actor().account, at: visit.now)
        return nil
    }

    func forget() throws { try visit.store.forget(draft: id, of: try visit.actor().account) }

    /// What a worker confirms by a press.
    enum Confirmed {
        case draft(Draft)
        /// It is another than the page showed: `shown` is that one, when it is known still.
        case changed(Draft, shown: SubmittedAnswers?)
        /// It was recorded, thrown away, or is over.
        case gone
    }

    func confirmed() throws -> Confirmed {
        guard let draft = try draft() else { return .gone }
        let seen = visit.form.first("draft-seen")
        return seen == draft.mark ? .draft(draft) : .changed(draft, shown: draft.shown(as: seen))
    }

    // MARK: What the page says of it

    /// That a worker pressed on a page that showed something else, and what that was, as far as it is known still.
    func changed(_ draft: Draft, _ shown: HTML?) -> HTML {
        let before: HTML = shown.map { "<h2>\(visit.say("draft.shown"))</h2>\($0)" } ?? .none
        return told("draft.changed", draft, before)
    }

    /// That another device changed the draft since this page was shown, and what stands in it now.
    func elsewhere(_ draft: Draft, _ facts: HTML) -> HTML { told("draft.elsewhere", draft, facts) }

    private func told(_ key: String, _ draft: Draft, _ facts: HTML) -> HTML {
        """
        <div class="errors" role="alert" tabindex="-1"><h2>\(visit.say("draft.changed.title"))</h2>\
        <p>\(visit.say(key, ["date": visit.say(draft.saved)]))</p>\(facts)</div>
        """
    }

    /// Whose draft this is and when it was saved; or the other drafts of the same form that wait, each to go on with.
    func notice(of draft: Draft?) throws -> HTML {
        if let draft { return visit.notice(of: draft) }
        guard visit.inbound.method == .get, visit.typed == nil else { return .none }
        let others = try visit.store.drafts(of: try visit.actor().account, at: visit.now).filter {
            $0.page == page && $0.reason == .kept && $0.id != id
        }
        guard !others.isEmpty else { return .none }
        let items = others.prefix(5).map { draft -> HTML in
            """
            <li><a href="\(draft.address)">\(visit.say("draft.goOn"))</a> \(visit.about(draft)), \(visit.say(draft.saved)) - \
            <a href="/drafts/\(draft.id)">\(visit.say("draft.away"))</a></li>
            """
        }
        return "<div class=\"notice\"><p>\(visit.say("draft.others"))</p><ul>\(items)</ul></div>"
    }
}

extension Visit {
    func notice(of draft: Draft) -> HTML {
        """
        <p class="notice">\(say("draft.notice", ["about": about(draft), "date": say(draft.saved)])) \
        <a href="/drafts/\(draft.id)">\(say("draft.away"))</a></p>
        """
    }

    /// Whom or what a draft is about, as its address says it, and the name that was typed where there is no number yet.
    func about(_ draft: Draft) -> String {
        let named = Routes.find(.get, draft.page)?.parameters ?? [:]
        for name in ["case", "concern", "incident", "campaign", "workshop", "export"] {
            if let number = named[name] { return say("draft.about.\(name)", ["number": number]) }
        }
        let fields = store.policy.practice.identity
        let typed = (fields.given + fields.family).flatMap { draft.values[$0.rawValue] ?? [] }.filter { !$0.isEmpty }
        return !typed.isEmpty ? typed.joined(separator: " ") : draft.title.isEmpty ? say("draft.about.none") : pack(draft.title)
    }

    /// Whether a worker may still know of what a draft is about.
    func mayKnow(_ draft: Draft) throws -> Bool {
        let named = Routes.find(.get, draft.page)?.parameters ?? [:]
        if let number = named["case"] { return try store.existing([number], for: try actor()) == [number] }
        if let number = named["incident"] { return try store.hasIncident(number, for: try actor()) }
        if let number = named["concern"] { return try store.hasConcern(number, for: try actor()) }
        return true
    }
}
