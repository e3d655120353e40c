import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Unlocking by the page, and what every other page says until then.
enum UnlockPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/unlock", door: .sealed { page($0, fault: nil) }),
            Route(method: .post, path: "/unlock", door: .sealed(unlock)),
        ]
    }

    private static func page(_ inbound: Inbound, fault: HTML?) -> Reply {
        guard inbound.site.openDesk == nil else { return .redirect("/sign-in") }
        let title = inbound.say("unlock.title")
        let error: HTML =
            fault.map {
                """
                <div class="errors" role="alert" tabindex="-1"><h2>\(inbound.say("form.problems"))</h2><ul><li><a href="#passphrase">\($0)</a></li></ul></div>
                """
            } ?? .none
        let body: HTML = """
            \(error)<h1>\(title)</h1><p>\(inbound.say("unlock.why"))</p><form method="post" action="/unlock?lang=\(inbound.language)">
            <div class="field"><label for="passphrase">\(inbound.say("unlock.passphrase"))</label><input id="passphrase" name="passphrase" type="password" autocomplete="off"></div>
            <button>\(inbound.say("unlock.unlock"))</button></form>
            """
        return .html(
            Page(inbound: inbound, title: title, isFaulty: fault != nil, body: body).html,
            fault == nil ? .ok : .unprocessableContent)
    }

    /// Tries are counted for each network, so that wrong ones from elsewhere keep nobody out.
    private static func unlock(_ inbound: Inbound) async throws -> Reply {
        guard inbound.site.openDesk == nil else { return .redirect("/sign-in") }
        let network = inbound.block.description
        guard inbound.site.unlockTries.allows(network, at: inbound.now) else {
            throw Fault(.tooManyRequests, "tooMany", retryAfter: 600)
        }
        do {
            try await inbound.site.unlock(inbound.form.first("passphrase"), from: inbound.block)
            return .redirect("/sign-in")
        } catch KeyFault.wrongPassphrase {
            return page(inbound, fault: "\(inbound.say("unlock.wrong"))")
        } catch let fault as Fault {
            throw fault
        } catch {
            // The sentence names the file and what to do about it, and nothing of what is in it.
            ErrorPage.note(error)
            var reply = page(
                inbound, fault: "\(inbound.say("unlock.damaged")) <span lang=\"en\">\(Site.sentence(of: error))</span>")
            reply.status = .serviceUnavailable
            reply.headers[.retryAfter] = "60"
            return reply
        }
    }

    // MARK: What all others say

    /// That the system started anew and waits for its key, and whom to call meanwhile: no page leads anywhere else.
    static func sealed(_ inbound: Inbound) -> Reply {
        let country = inbound.country
        let title = inbound.say("sealed.title")
        let keeper: HTML =
            country.keyKeeper.isEmpty
            ? "<p>\(inbound.say("sealed.someone"))</p>" : "<p>\(inbound.say("sealed.keeper", ["keeper": country.keyKeeper]))</p>"
        let body: HTML = """
            <h1>\(title)</h1><p>\(inbound.say("sealed.why"))</p>\(keeper)
            <p>\(inbound.say("public.danger", ["emergency": country.emergency, "hotline": country.hotline]))</p><p class="actions">\(inbound.calls)</p>
            """
        var reply = Reply.html(Page(inbound: inbound, title: title, body: body).html, .serviceUnavailable)
        reply.headers[.retryAfter] = "60"
        return reply
    }
}

extension Site {
    /// What a fault of the data folder says to whoever opens it.
    static func sentence(of error: any Error) -> String {
        switch error {
        case let fault as StoreFault: fault.description
        case let fault as KeyFault: fault.description
        default: "the data folder could not be read; run: anse verify --data DIR"
        }
    }
}
