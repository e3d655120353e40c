import Foundation
import HTTPTypes
import Pack

/// The frame around every public page: the way out first, then the languages. No cookie, no account, no word of what it is about in
/// the title.
struct PublicPage {
    let inbound: Inbound
    let title: String
    var isFaulty = false
    let body: HTML

    var html: HTML {
        let fault = isFaulty ? inbound.say("page.error") + " " : ""
        return """
            <!doctype html>
            <html lang="\(inbound.language)"><head><meta charset="utf-8"><title>\(fault)\(title)</title>
            <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
            <link rel="icon" href="\(Assets.shared.address("icon.svg"))" type="image/svg+xml"><link rel="stylesheet" href="\(Assets.shared.address("app.css"))">
            <script src="\(Assets.shared.address("app.js"))" defer></script></head><body data-replace>
            <div class="quick-exit" role="region" aria-label="\(inbound.say("exit.region"))"><a href="/exit" data-exit rel="nofollow">\(inbound.say("exit.leave"))</a></div>
            <nav aria-label="\(inbound.say("page.skip"))"><a class="skip" href="#main">\(inbound.say("page.skip"))</a></nav>
            <header class="top"><a class="home" href="\(inbound.door())">\(inbound.say("public.home"))</a>\(languages)</header>
            \(if: inbound.site.isDemo, "<aside aria-label=\"\(inbound.say("page.demoShort"))\"><p class=\"demo\">\(inbound.say("page.demo"))</p></aside>")
            <main id="main" tabindex="-1">\(unreviewed)\(body)<p class="hint">\(inbound.say("exit.shift"))</p></main>
            <footer class="foot"><p>\(inbound.say("page.foot", ["hotline": inbound.country.hotline, "emergency": inbound.country.emergency]))</p><p><a href="\(inbound.door("privacy"))">\(inbound.say("public.privacy"))</a><a href="\(inbound.door("accessibility"))">\(inbound.say("public.accessibility"))</a>\(if: inbound.country.training != nil, verify)</p></footer>
            </body></html>
            """
    }

    private var verify: HTML { "<a href=\"/verify?lang=\(inbound.language)\">\(inbound.say("certificate.verify"))</a>" }

    /// Not beside an answer: another language would ask for the page anew, and a code is shown once.
    private var languages: HTML {
        let others = inbound.country.languages.filter { $0 != inbound.language }
        guard inbound.method == .get, !others.isEmpty else { return .none }
        let version = inbound.version.map { "&version=\($0)" } ?? ""
        let more = (inbound.campaign.isEmpty ? "" : "&c=\(inbound.campaign)") + version
        let items = others.map { code -> HTML in
            "<li><a href=\"?lang=\(code)\(more)\" lang=\"\(code)\" hreflang=\"\(code)\">\(Words.native[code] ?? code)</a></li>"
        }
        return "<ul class=\"languages\" aria-label=\"\(inbound.say("page.languages"))\">\(items)</ul>"
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
            <h1>\(title)</h1><p>\(sentence)</p><p class="actions"><a class="button" href="tel:\(inbound.country.hotline)">\(inbound.say("screen.call", ["number": inbound.country.hotline]))</a> <a class="button quiet" href="\(inbound.door())">\(inbound.say("public.first"))</a></p>
            """
        var reply = Reply.html(PublicPage(inbound: inbound, title: inbound.say("public.title.home"), body: body).html, fault.status)
        if let seconds = fault.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        return reply
    }
}
