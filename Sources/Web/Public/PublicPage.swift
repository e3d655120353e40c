import Foundation
import HTTPTypes
import Pack

/// The frame around every public page: the way out first, then the languages. No cookie, no account, no word of what it is about in
/// the title.
struct PublicPage {
    /// How another language is come by.
    enum Languages: Equatable {
        /// The page is asked for anew.
        case here
        /// A form of the page is sent, and answered with all that was written: the page that takes it.
        case form(String)
        /// The answer cannot be had twice: another language begins at the first page.
        case first
        /// A code is shown once.
        case none
    }

    static let mainForm = "questions"

    let inbound: Inbound
    let title: String
    var isFaulty = false
    var languages = Languages.here
    let body: HTML

    var html: HTML {
        let fault = isFaulty ? inbound.say("page.error") + " " : ""
        return """
            <!doctype html>
            <html lang="\(inbound.language)"><head><meta charset="utf-8"><title>\(fault)\(title)</title>
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
            <link rel="icon" href="\(Assets.shared.address("icon.svg"))" type="image/svg+xml"><link rel="stylesheet" href="\(Assets.shared.address("app.css"))">
            <script src="\(Assets.shared.address("app.js"))" defer></script></head><body data-replace data-sending="\(inbound.say("public.sending"))" data-lost="\(inbound.say("public.lost"))">
            <div class="quick-exit" role="region" aria-label="\(inbound.say("exit.region"))"><a href="/exit" data-exit rel="nofollow">\(inbound.say("exit.leave"))</a></div>
            <nav aria-label="\(inbound.say("page.skip"))"><a class="skip" href="#main">\(inbound.say("page.skip"))</a></nav>
            <header class="top"><a class="home" href="\(inbound.door())">\(inbound.say("public.home"))</a>\(tongues)</header>
            \(if: inbound.site.isDemo, "<aside aria-label=\"\(inbound.say("page.demoShort"))\"><p class=\"demo\">\(inbound.say("page.demo"))</p></aside>")
            <main id="main" tabindex="-1">\(unreviewed)\(body)<p class="hint"><span class="by-bar">\(inbound.say("public.leaveBar"))</span><span class="by-keys">\(inbound.say("public.leaveKeys"))</span> \(inbound.say("public.history"))</p></main>
            <footer class="foot"><p>\(inbound.say("page.foot", ["hotline": inbound.country.hotline, "emergency": inbound.country.emergency]))</p><p><a href="\(inbound.door("privacy"))">\(inbound.say("public.privacy"))</a><a href="\(inbound.door("accessibility"))">\(inbound.say("public.accessibility"))</a>\(if: inbound.country.training != nil, verify)</p></footer>
            </body></html>
            """
    }

    private var verify: HTML { "<a href=\"/verify?lang=\(inbound.language)\">\(inbound.say("certificate.verify"))</a>" }

    private var tongues: HTML {
        let others = inbound.country.languages.filter { $0 != inbound.language }
        guard languages != .none, !others.isEmpty else { return .none }
        let items = others.map { code -> HTML in "<li>\(tongue(code))</li>" }
        let list: HTML = "<ul class=\"languages\" aria-label=\"\(inbound.say("page.languages"))\">\(items)</ul>"
        guard case .form = languages else { return list }
        // Enter presses the first button of a form, which must not be a language.
        return """
            <button form="\(PublicPage.mainForm)" class="visually-hidden" tabindex="-1" aria-hidden="true">\(inbound.say("form.continue"))</button>\(list)
            """
    }

    private func tongue(_ code: String) -> HTML {
        let name = Words.native[code] ?? code
        let more = (inbound.campaign.isEmpty ? "" : "&c=\(inbound.campaign)") + (inbound.version.map { "&version=\($0)" } ?? "")
        switch languages {
        case .here, .none: return "<a href=\"?lang=\(code)\(more)\" lang=\"\(code)\" hreflang=\"\(code)\">\(name)</a>"
        case .first:
            return "<a href=\"\(inbound.speaking(code).door())\" lang=\"\(code)\" hreflang=\"\(code)\">\(name)</a>"
        case .form(let page):
            return """
                <button form="\(PublicPage.mainForm)" formaction="\(inbound.speaking(code).door(page))" formenctype="application/x-www-form-urlencoded" name="relang" value="1" lang="\(code)">\(name)</button>
                """
        }
    }

    private var unreviewed: HTML {
        guard inbound.country.unreviewed.contains(inbound.language) else { return .none }
        let words = inbound.country.words
        return
            "<p class=\"unreviewed\" lang=\"en\">\(words.say("page.unreviewed", "en", ["language": Words.native[inbound.language] ?? inbound.language]))</p>"
    }

    /// What went wrong, in the same frame: nobody here is sent to sign in.
    static func show(_ fault: Fault, _ inbound: Inbound) -> Reply {
        var holes = fault.holes
        if fault.status == .internalServerError { holes["reference"] = ErrorPage.reference(fault, inbound) }
        let isMissing = fault.status == .notFound
        let isRefusal = fault.word.hasPrefix("refusal.")
        let title = inbound.say(isRefusal ? "error.refused.title" : "error.\(fault.word).title")
        let sentence = inbound.say(isMissing ? "public.notFound" : isRefusal ? fault.word : "error.\(fault.word)", holes)
        let body: HTML = """
            <h1>\(title)</h1>\(inbound.sound("error"))<p>\(sentence)</p><p class="actions"><a class="button" href="tel:\(inbound.country.hotline)">\(inbound.say("screen.call", ["number": inbound.country.hotline]))</a> <a class="button quiet" href="\(inbound.door())">\(inbound.say("public.first"))</a></p>
            """
        let page = PublicPage(
            inbound: inbound, title: inbound.say("public.title.home"), languages: inbound.method == .get ? .here : .first,
            body: body)
        var reply = Reply.html(page.html, fault.status)
        if let seconds = fault.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        return reply
    }
}
