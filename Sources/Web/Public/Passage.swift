import Foundation
import HTTPTypes
import Pack
import Register

/// The way through the public door: under a prefix of the staff's site, or at the root of a host name of its own. The language and the
/// code of a poster travel in the address, since nothing is kept in the browser.
extension Inbound {
    private var isAtPublicHost: Bool { site.isPublicHost(host) }

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
        let (day, minute) = country.zone.local(moment)
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
    func publicPage(
        _ title: String, isFaulty: Bool = false, languages: PublicPage.Languages? = nil, _ body: HTML
    ) -> Reply {
        let page = PublicPage(
            inbound: inbound, title: say("public.title.\(title)"), isFaulty: isFaulty,
            languages: languages ?? (inbound.method == .get ? .here : .first), body: body)
        var reply = Reply.html(page.html, isFaulty ? .unprocessableContent : .ok)
        reply.isPublic = inbound.method == .get
        return inbound.method == .get ? reply : reply.filled()
    }

    /// `isMain`: the one that the buttons for other languages send.
    func publicForm(
        _ page: String, isMain: Bool = false, isInSteps: Bool = false, takesFile: Bool = false, _ body: HTML
    ) -> HTML {
        """
        <form method="post" action="\(inbound.door(page))"\(if: isMain, " id=\"\(PublicPage.mainForm)\"")\(if: takesFile, " enctype=\"multipart/form-data\"")\(if: isInSteps, " data-steps")>\(body)</form>
        """
    }

    /// A form without a question, so that the page can be asked for in another language with the answers it rests on.
    func keptForm(_ page: String, _ names: some Sequence<String>) -> HTML {
        let kept = names.sorted().flatMap { name in
            form[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
        }
        return publicForm(page, isMain: true, "\(kept)")
    }

    /// What is to be looked at again, in words for everybody.
    func publicFaults(_ problems: [(field: String, sentence: String)]) -> HTML {
        faults(problems, title: "public.problems")
    }

    func publicFaults(_ problems: [FormProblem]) -> HTML {
        publicFaults(problems.map { ($0.field, Question.say($0.fault, self)) })
    }

    /// Towns under their district, which may be chosen itself.
    func placeOptions(_ chosen: String) -> HTML {
        func option(_ code: String, _ name: Wording) -> HTML {
            "<option value=\"\(code)\"\(if: code == chosen, " selected")>\(pack(name))</option>"
        }
        let groups = country.places.filter(\.parent.isEmpty).map { district -> HTML in
            let towns = country.places.filter { $0.parent == district.code }.map { option($0.code, $0.name) }
            return "<optgroup label=\"\(pack(district.name))\">\(option(district.code, district.name))\(towns)</optgroup>"
        }
        return "\(groups)"
    }

    /// The way back to where everybody begins.
    var toFirst: HTML { "<a class=\"button quiet\" href=\"\(inbound.door())\">\(say("public.first"))</a>" }

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
