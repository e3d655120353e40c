import HTTPTypes
import Pack
import Register
import Store

/// That somebody sees the screen in the room: by the word in the square, or by the six digits that they type.
///
/// Wrong digits are counted for each network, since six can be guessed in time; the word of the square cannot. A stranger who tries
/// shuts nobody out.
struct DoorProof {
    let visit: Visit
    let workshop: Workshop

    /// Why what was typed opens nothing. Nil when it is right.
    func fault(of typed: String) -> (sentence: String, status: HTTPResponse.Status)? {
        guard visit.site.joinTries.isWithin(workshop.number, from: visit.inbound.block, at: visit.now) else {
            return (visit.say("join.tooManyDigits"), .tooManyRequests)
        }
        guard !RollingCode.isRight(typed, for: workshop.keys, at: visit.now) else { return nil }
        visit.site.joinTries.wasWrong(workshop.number, from: visit.inbound.block, at: visit.now)
        return (visit.say("join.wrongDigits"), .unprocessableContent)
    }

    /// The question for the digits. What was answered already comes along, so that nobody writes it again.
    func ask(_ sentence: String? = nil, _ status: HTTPResponse.Status = .unprocessableContent, carrying fields: [String] = [])
        -> Reply
    {
        let title = workshop.plan?.terms.title ?? ""
        let problems = sentence.map { [(field: "now", sentence: $0)] } ?? []
        let carried = fields.flatMap { name in
            visit.form[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        let path = "/join/\(workshop.keys.code)"
        let lang: HTML =
            visit.query.first("lang").isEmpty ? .none : "<input type=\"hidden\" name=\"lang\" value=\"\(visit.language)\">"
        let form: HTML =
            fields.isEmpty
            ? "<form method=\"get\" action=\"\(path)\">\(lang)"
            : "<form method=\"post\" action=\"\(visit.inOwnLanguage(path))\">\(carried)"
        var reply = visit.open(
            title, isFaulty: sentence != nil,
            """
            \(visit.faults(problems))<h1>\(title)</h1>
            \(form)\(DoorProof.digits(visit))<button>\(visit.say("form.continue"))</button></form>
            """)
        if sentence != nil { reply.status = status }
        if status == .tooManyRequests { reply.headers[.retryAfter] = "60" }
        return reply
    }

    static func digits(_ visit: Visit) -> HTML {
        "<div class=\"field\"><label for=\"now\">\(visit.say("join.digits"))</label><p class=\"hint\" id=\"now-hint\">\(visit.say("join.digitsHint"))</p><input id=\"now\" name=\"now\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"7\" aria-describedby=\"now-hint\"></div>"
    }
}
