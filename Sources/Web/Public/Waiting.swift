import HTTPTypes
import Pack
import Register

/// The page of whoever must wait their turn at the public door.
extension Visit {
    /// Whether a button asked for the same page in another language.
    var isTranslating: Bool { !form.first("relang").isEmpty }

    /// Does slow work of the public door when its turn has come; until then the page that waits, with all that was sent.
    func inTurn(_ page: String, _ work: () async throws -> Reply) async throws -> Reply {
        let ticket = site.turnstile.ticket(form.first("ticket"), at: now)
        if isTranslating { return waiting(page, ticket, site.turnstile.advice) }
        let hasWorked = ticket.isWorked(form.first("work"))
        guard await site.turnstile.enter(ticket, hasWorked: hasWorked, at: now) else {
            return waiting(page, ticket, site.turnstile.advice)
        }
        defer { site.turnstile.leave(at: now) }
        do { return try await work() } catch {
            let fault = Fault(error)
            guard fault.status == .serviceUnavailable else { throw error }
            return waiting(page, site.turnstile.renewed(ticket), fault.retryAfter ?? 5)
        }
    }

    /// Without a script one waits and presses the button. With one the browser works for an earlier turn, and presses it by itself.
    private func waiting(_ page: String, _ ticket: TurnTicket, _ seconds: Int) -> Reply {
        let own: Set<String> = ["ticket", "work", "relang"]
        let kept = form.values.filter { !own.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        let work = ticket.isWorked(form.first("work")) ? form.first("work") : ""
        var reply = publicPage(
            "wait", languages: .form(page),
            """
            <h1>\(say("public.wait"))</h1>\(inbound.sound("wait"))<p>\(say("public.waitWhy", ["seconds": String(seconds)]))</p>
            <p class="notice" role="status" hidden data-told>\(say("public.waitWorks"))</p>
            \(publicForm(page, isMain: true, "\(kept)<input type=\"hidden\" name=\"ticket\" value=\"\(ticket.text)\"><input type=\"hidden\" name=\"work\" value=\"\(work)\"><div class=\"actions\"><button data-turn=\"\(seconds)\" data-bits=\"\(TurnTicket.workBits)\">\(say("public.again"))</button></div>"))
            <p>\(say("public.danger", ["emergency": country.emergency, "hotline": country.hotline]))</p><p class="actions">\(inbound.calls)</p>
            <script src="\(Assets.shared.address("turn.js"))" defer></script>
            """)
        reply.status = .serviceUnavailable
        reply.headers[.retryAfter] = String(seconds)
        return reply
    }
}

extension Inbound {
    /// A call to the emergency number and to the hotline, as buttons.
    var calls: HTML {
        let numbers = [country.emergency, country.hotline].map { number -> HTML in
            "<a class=\"button quiet\" href=\"tel:\(number)\">\(say("screen.call", ["number": number]))</a> "
        }
        return "\(numbers)"
    }
}
