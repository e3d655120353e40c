import Cleaning
import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The messages of a report from the public, on its page: for whoever triages.
enum DialoguePages {
    static var routes: [Route] {
        [
            .post("/concerns/{concern}/answer") { visit in
                try await record(visit) { .answered(answers: try visit.text("answer", isRequired: true)) }
            },
            .post("/concerns/{concern}/standing") { visit in
                try await record(visit) {
                    .marked(standing: try visit.chosen("standing", of: visit.country.door?.standings ?? []))
                }
            },
            .get("/concerns/{concern}/pictures/{id}") { try await picture($0) },
        ]
    }

    private static func record(_ visit: Visit, _ action: () throws -> Dialogue.Action) async throws -> Reply {
        let number = try visit.named("concern")
        do {
            try await visit.store.record(
                try action(), id: try visit.entryID(), toConcern: number, as: try visit.actor(), at: visit.now)
            return .redirect("/concerns/\(number)#messages")
        } catch let error where error is Refusal || error is FormProblems {
            return try await ConcernPages.one(visit, try visit.problems(error))
        }
    }

    /// Nothing for a report that staff took, and for whoever does not triage.
    static func part(_ visit: Visit, _ concern: SeenConcern) throws -> HTML {
        guard let door = concern.door, ConcernPages.duties(visit).contains(.triage) else { return .none }
        let head: HTML = "<h2 id=\"messages\">\(visit.say("dialogue.title"))</h2>"
        guard let dialogue = try visit.store.dialogue(ofConcern: concern.number, as: try visit.actor()) else {
            return "\(head)<p class=\"notice\">\(visit.say("dialogue.ended"))</p>"
        }
        let path = "/concerns/\(concern.number)"
        let standings = visit.country.door?.standings ?? []
        let chosen = dialogue.standing(of: standings.map(\.code)) ?? ""
        let messages = dialogue.messages.enumerated().map { index, message -> HTML in
            let name = message.author.map { visit.name($0) } ?? visit.say("dialogue.person")
            let time = message.isOfTeam ? visit.say(message.at) : visit.inbound.sayPart(message.at)
            let picture: HTML =
                message.picture.map { id in
                    "<p><a class=\"button quiet\" href=\"\(path)/pictures/\(id)\" download>\(visit.say("dialogue.picture", ["number": String(index + 1)]))</a></p>"
                } ?? .none
            return
                "<li><b>\(name)</b> <time>\(time)</time><p class=\"said\">\(message.text)</p>\(picture)</li>"
        }
        let language = Words.native[door.language] ?? door.language
        return """
            \(head)<p class="hint">\(visit.say("dialogue.why", ["language": language]))</p>
            \(if: messages.isEmpty, "<p>\(visit.say("dialogue.none"))</p>")\(if: !messages.isEmpty, "<ol class=\"timeline\">\(messages)</ol>")
            \(visit.posting(path + "/answer", "\(visit.textArea("answer", visit.say("dialogue.answer"), hint: visit.say("dialogue.answerHint"), value: visit.form.first("answer")))<div class=\"actions\">\(visit.button("dialogue.send"))</div>"))
            \(visit.posting(path + "/standing", "\(visit.radios("standing", visit.say("dialogue.standing"), standings.map { ($0.code, visit.pack($0.label)) }, chosen: chosen))<div class=\"actions\"><button class=\"quiet\">\(visit.say("dialogue.mark"))</button></div>"))
            """
    }

    /// First of all: how this person may be reached without harm.
    static func contact(_ visit: Visit, _ concern: SeenConcern) -> HTML {
        guard let door = concern.door, let intake = visit.country.door?.intake(door.form) else { return .none }
        let (said, mayCall) = intake.contact(of: concern.answers)
        guard !said.isEmpty || !mayCall else { return .none }
        let facts = said.map { "<dt>\(visit.pack($0.field.label))</dt><dd>\(visit.shown($0.answer, to: $0.field))</dd>" as HTML }
        return """
            <section class="notice"><h2>\(visit.say("dialogue.contact"))</h2>\(if: !mayCall, "<p><strong>\(visit.say("dialogue.noCall"))</strong></p>")\(if: !facts.isEmpty, "<dl class=\"facts\">\(facts)</dl>")</section>
            """
    }

    /// What the public form asked and the report of concern does not.
    static func facts(_ visit: Visit, _ concern: SeenConcern) -> HTML {
        guard let door = concern.door, let form = visit.country.door?.intake(door.form)?.form,
            form.fields.contains(where: { concern.answers[$0.id] != nil })
        else { return .none }
        return visit.facts(form, concern.answers)
    }

    /// To be saved, never shown in the page, as any file from outside.
    private static func picture(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("concern")
        let id = try visit.entry("id")
        let (picture, bytes) = try await visit.store.picture(id, ofConcern: number, as: try visit.actor(), at: visit.now)
        let kind = FileKind.allCases.first { $0.mediaType == picture.type }
        var reply = Reply(body: bytes)
        reply.headers[.contentType] = picture.type
        reply.headers[.contentDisposition] =
            "attachment; filename=\"\(number)-\(id.description.prefix(8)).\(kind?.extensions[0] ?? "bin")\""
        if let policy = HTTPField.Name("Content-Security-Policy") { reply.headers[policy] = Reply.nothingRuns }
        return reply
    }
}
