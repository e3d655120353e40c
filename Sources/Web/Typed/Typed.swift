import HTTPTypes
import Register
import Store

/// What somebody typed in one form, on its way: through a language switch, an error, the end of a session.
struct Typed: Sendable {
    /// The address that the form is sent to, without a query.
    let form: String
    /// What stands after the path of that address.
    var query = ""
    /// By the name of the input, with the page's own.
    let values: [String: [String]]
    /// The draft that it comes from, when it was kept.
    var draft: Draft?

    /// Inputs of the page and not of the worker.
    static let own: Set<String> = [
        "form-token", "entry", "base", "shown", "more", "save", "screening", "draft", "draft-seen", "typed", "seed", "question",
        "ticket", "on-page",
    ]

    /// The page that its form stands on; the form itself says it where forms of one address stand on several.
    var shownOn: String? { (values["on-page"]?.first).flatMap { Routes.ownPage($0) } ?? Routes.page(ofForm: form) }

    /// Whether there is anything that somebody would have to type again.
    var isWorthKeeping: Bool { values.contains { !Typed.own.contains($0.key) && $0.value.contains { !$0.isEmpty } } }

    /// What a person reads of it: no marks of the page, and no ids of what was chosen from a list.
    var words: [String] {
        let own = values.filter { !Typed.own.contains($0.key) }.sorted { $0.key < $1.key }
        return own.flatMap(\.value).filter { !$0.isEmpty && Mark($0) == nil }
    }

    static func list(_ words: [String]) -> HTML { "<ul>\(words.map { "<li class=\"said\">\($0)</li>" as HTML })</ul>" }

    init(form: String, values: [String: [String]], draft: Draft? = nil) {
        self.form = form
        self.values = values.filter { $0.key != "form-token" }
        self.draft = draft
    }

    init(_ draft: Draft) { self.init(form: draft.form, values: draft.values, draft: draft) }

    /// What a request brought: that of its own form, or of the form that it carries for another page.
    init?(_ inbound: Inbound) {
        guard inbound.method == .post else { return nil }
        let isCarried = inbound.path == AgainPages.path
        self.init(form: isCarried ? inbound.query.first("form") : inbound.path, values: inbound.form.values)
        let query = isCarried ? inbound.query.first("query") : inbound.queryText(without: ["lang"])
        self.query = query.utf8.count <= 300 ? query : ""
    }
}

extension Visit {
    /// What was typed in the form of this address, when the page is shown again with it.
    func typed(in path: String) -> SubmittedAnswers? {
        typed.flatMap { $0.form == path.prefix { $0 != "?" } ? SubmittedAnswers($0.values).withoutPage : nil }
    }

    /// The form's own inputs in what was sent, without the page's.
    func sentAnswers() -> SubmittedAnswers { form.withoutPage }

    /// An input of the page itself, as the address, the form or what was typed brings it.
    func brought(_ name: String) -> String {
        [query.first(name), form.first(name), typed?.values[name]?.first ?? ""].first { !$0.isEmpty } ?? ""
    }
}

extension SubmittedAnswers {
    fileprivate var withoutPage: SubmittedAnswers { SubmittedAnswers(values.filter { !Typed.own.contains($0.key) }) }
}
