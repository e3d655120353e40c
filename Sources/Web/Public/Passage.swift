import Foundation
import HTTPTypes
import Pack
import Register

/// The way through the public door: under a prefix of the staff's site, or at the root of a host name of its own. The language and the
/// code of a poster travel in the address, since nothing is kept in the browser.
extension Inbound {
    private var isAtPublicHost: Bool { site.isPublicHost(headers[.host]) }

    /// The address of a public page: `report`, or nothing for the first.
    func door(_ page: String = "") -> String {
        let path = (isAtPublicHost ? "" : "/public") + (page.isEmpty ? "" : "/\(page)")
        return (path.isEmpty ? "/" : path) + "?lang=\(language)" + (campaign.isEmpty ? "" : "&c=\(campaign)")
    }

    /// The code of the poster, card or link that led here. Whatever else stands there is left out.
    var campaign: String {
        let code = query.first("c")
        let isPlain = code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D }
        return isPlain && code.utf8.count <= 32 ? code : ""
    }

    /// A recording of a text, where the pack has one.
    func sound(_ name: String) -> HTML {
        guard country.door?.sounds["\(language)/\(name)"] != nil else { return .none }
        let path = (isAtPublicHost ? "" : "/public") + "/sounds/\(language)/\(name)"
        return "<audio controls preload=\"none\" src=\"\(path)\" aria-label=\"\(say("public.listen"))\"></audio>"
    }

    /// A moment of which only the part of the day is known.
    func sayPart(_ moment: Moment) -> String {
        let (day, minute) = moment.local(offset: country.offset)
        return say("public.partOf", ["date": say(day), "part": say("public.part.\(minute / 360)")])
    }
}

extension Site {
    /// Shape: a port after the name, and large letters, change nothing.
    func isPublicHost(_ host: String?) -> Bool {
        guard let publicHost, let name = host?.split(separator: ":").first else { return false }
        return name.lowercased() == publicHost.lowercased()
    }
}

extension Visit {
    /// The country's door. Errors: `Fault.notFound` when it has none.
    func publicDoor() throws -> PublicDoor {
        guard let door = country.door else { throw Fault.notFound }
        return door
    }

    /// A public page: compressed when it only shows, filled up to one size when it answers what somebody sent.
    func publicPage(_ title: String, isFaulty: Bool = false, _ body: HTML) -> Reply {
        var reply = Reply.html(
            PublicPage(inbound: inbound, title: say("public.title.\(title)"), isFaulty: isFaulty, body: body).html,
            isFaulty ? .unprocessableContent : .ok)
        reply.isPublic = inbound.method == .get
        return inbound.method == .get ? reply : reply.filled()
    }

    func publicForm(_ page: String, isInSteps: Bool = false, takesFile: Bool = false, _ body: HTML) -> HTML {
        """
        <form method="post" action="\(inbound.door(page))"\(if: takesFile, " enctype=\"multipart/form-data\"")\(if: isInSteps, " data-steps")>\(body)</form>
        """
    }

    /// The questions of a form, one section for each step, with the buttons to go on and back.
    func steps(_ form: Form, _ question: Question, send key: String) -> HTML {
        let steps = Dictionary(grouping: form.fields, by: \.step).sorted { $0.key < $1.key }
        let sections = steps.map { "<section>\($0.value.map { question.html($0) })</section>" as HTML }
        return """
            <p class="hint" tabindex="-1" hidden data-step="\(say("screen.step"))"></p>\(sections)
            <div class="actions"><button type="button" hidden data-next>\(say("form.continue"))</button><button data-send>\(say(key))</button><button type="button" class="quiet" hidden data-back>\(say("screen.back"))</button></div>
            """
    }
}

extension Reply {
    /// Units: bytes. One size for every answer, so that its length on the line does not tell what it says.
    private static let step = 16 << 10

    func filled() -> Reply {
        var reply = self
        let missing = (Reply.step - reply.body.count % Reply.step) % Reply.step
        reply.body.append(Data(repeating: 0x20, count: missing))
        return reply
    }
}
