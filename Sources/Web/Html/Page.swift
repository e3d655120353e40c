import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The frame around every page: title, languages, the way around, the footer.
struct Page {
    let inbound: Inbound
    var session: Session?
    let title: String
    var isFaulty = false
    /// Shown first on pages that a person may have to leave at once.
    var hasQuickExit = false
    var here = ""
    /// Printed and handed over: on paper it says nothing about where it comes from.
    var isForTheHand = false
    /// Whether it holds what somebody typed elsewhere: a choice of language would lose it.
    var holdsWords = false
    let body: HTML

    static let mainTag = "<main id=\"main\" tabindex=\"-1\">"

    var html: HTML {
        let inbound = inbound
        let (languages, body) = languagesAndBody
        let fault = isFaulty ? inbound.say("page.error") + " " : ""
        return """
            <!doctype html>
            <html lang="\(inbound.language)"><head><meta charset="utf-8"><title>\(fault)\(title) - \(inbound.say("app.name"))</title>
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
            <link rel="icon" href="\(Assets.shared.address("icon.svg"))" type="image/svg+xml"><link rel="stylesheet" href="\(Assets.shared.address("app.css"))">
            <script src="\(Assets.shared.address("app.js"))" defer></script></head><body\(if: isForTheHand, " class=\"hand\"")>
            \(if: hasQuickExit, quickExit)<nav aria-label="\(inbound.say("page.skip"))"><a class="skip" href="#main">\(inbound.say("page.skip"))</a></nav>
            <header class="top"><a class="home" href="\(session?.isComplete == true ? "/work" : "/")">\(inbound.say("app.name"))</a>\(navigation)\(languages)\(account)</header>
            \(if: inbound.site.isDemo, "<aside aria-label=\"\(inbound.say("page.demoShort"))\"><p class=\"demo\">\(inbound.say("page.demo"))</p></aside>")
            \(HTML(markup: Page.mainTag))\(unreviewed)\(body)</main>
            <footer class="foot"><p>\(inbound.say("page.foot", ["hotline": inbound.country.hotline, "emergency": inbound.country.emergency]))</p></footer>
            </body></html>
            """
    }

    private var quickExit: HTML {
        "<div class=\"quick-exit\" role=\"region\" aria-label=\"\(inbound.say("exit.region"))\"><a href=\"/exit\" data-exit rel=\"nofollow\">\(inbound.say("exit.leave"))</a></div>"
    }

    private var navigation: HTML {
        guard session?.isComplete == true else {
            return
                "<nav aria-label=\"\(inbound.say("page.nav"))\"><ul>\(link("/screen", "nav.screen"))\(guidance)</ul></nav>"
        }
        return """
            <nav aria-label="\(inbound.say("page.nav"))"><ul>\(link("/work", "nav.work"))\(if: hasCases, link("/cases", "nav.cases"))\(link("/screen", "nav.screen"))\(if: inbound.country.provider != nil, link("/directory", "nav.directory"))\(guidance)\(if: hasCampaigns, link("/campaigns", "campaign.list"))\(if: hasFigures, link("/statistics", "nav.figures"))\(link("/account", "nav.account"))</ul></nav>
            """
    }

    /// Whether the worker sees any figures: their entry is there for no one else.
    private var hasFigures: Bool {
        guard let actor = session?.actor, let role = inbound.country.roles.first(where: { $0.code == actor.role }) else {
            return false
        }
        return Sight(role, inbound.country.practice.statistics) != nil
    }

    /// Whether the worker's role stands in any relation to cases.
    private var hasCases: Bool {
        guard let actor = session?.actor else { return false }
        return inbound.country.roles.first { $0.code == actor.role }?.grants.isEmpty == false
    }

    /// In the bar of those who have no cases; others find the way on the page of their work.
    private var hasCampaigns: Bool {
        guard !hasCases, let actor = session?.actor, inbound.country.campaigns != nil else { return false }
        let duties = inbound.country.roles.first { $0.code == actor.role }?.duties ?? []
        return !duties.isDisjoint(with: [.campaign, .outcomes])
    }

    private var guidance: HTML {
        inbound.country.guidance.modules.isEmpty ? .none : link("/guidance", "guidance.list")
    }

    private func link(_ path: String, _ key: String) -> HTML {
        "<li><a href=\"\(path)\(if: session == nil, "?lang=\(inbound.language)")\"\(if: here == path, " aria-current=\"page\"")>\(inbound.say(key))</a></li>"
    }

    /// The choice of languages, and the page, whose form has a name when what stands in it goes along with the choice.
    private var languagesAndBody: (HTML, HTML) {
        let others = inbound.country.languages.filter { $0 != inbound.language }
        guard !others.isEmpty, !holdsWords else { return (.none, body) }
        if session?.isComplete == true, let main = MainForm(in: body) {
            let page = Typed(inbound)?.shownOn ?? inbound.path
            let buttons = others.map { code -> HTML in
                let address = AgainPages.address(page: page, of: inbound, form: main.address, language: code)
                return """
                    <li><button form="\(MainForm.name)" formaction="\(address)" formenctype="application/x-www-form-urlencoded" \
                    formnovalidate lang="\(code)" data-again>\(Words.native[code] ?? code)</button></li>
                    """
            }
            // Enter presses the first button of a form, which must not be a language.
            let first: HTML = """
                <button form="\(MainForm.name)" class="visually-hidden" tabindex="-1" aria-hidden="true">\
                \(inbound.say("form.continue"))</button>
                """
            return ("\(first)\(list(buttons))", main.body)
        }
        return (list(others.map { language($0) }), body)
    }

    private func list(_ items: [HTML]) -> HTML {
        "<ul class=\"languages\" aria-label=\"\(inbound.say("page.languages"))\">\(items)</ul>"
    }

    /// A signed-in worker's choice is kept with the session, by a form; others carry it in the address.
    private func language(_ code: String) -> HTML {
        let name = Words.native[code] ?? code
        guard let session else {
            let query = inbound.queryText(without: ["lang"])
            let rest = query.isEmpty ? "" : query + "&"
            return "<li><a href=\"?\(rest)lang=\(code)\" lang=\"\(code)\" hreflang=\"\(code)\">\(name)</a></li>"
        }
        return """
            <li><form method="post" action="/language">\(Page.token(session))<input type="hidden" name="language" value="\(code)"><input type="hidden" name="back" value="\(inbound.method == .get ? inbound.path : "/work")"><button lang="\(code)">\(name)</button></form></li>
            """
    }

    private var account: HTML {
        guard let session else { return .none }
        return
            "<form method=\"post\" action=\"/sign-out\">\(Page.token(session))<button class=\"quiet\">\(inbound.say("nav.signOut"))</button></form>"
    }

    private var unreviewed: HTML {
        guard inbound.country.unreviewed.contains(inbound.language) else { return .none }
        return
            "<p class=\"unreviewed\" lang=\"en\">\(inbound.country.words.say("page.unreviewed", "en", ["language": Words.native[inbound.language] ?? inbound.language]))</p>"
    }

    static func token(_ session: Session?) -> HTML {
        session.map { "<input type=\"hidden\" name=\"form-token\" value=\"\($0.formToken)\">" } ?? .none
    }
}

extension Visit {
    func page(_ title: String, here: String = "", isFaulty: Bool = false, holdsWords: Bool = false, _ body: HTML) -> Reply {
        .html(
            Page(
                inbound: inbound, session: session, title: title, isFaulty: isFaulty, here: here, holdsWords: holdsWords, body: body
            ).html,
            isFaulty ? .unprocessableContent : .ok)
    }

    /// The two hidden fields of every form that records: the session's token and the id of the entry to be.
    var hidden: HTML {
        marksHidden
            ? .mark
            : "\(Page.token(session))<input type=\"hidden\" name=\"entry\" value=\"\(Mark.made(at: inbound.now))\">"
    }
}
