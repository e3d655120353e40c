import Cleaning
import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The messages under a code that was opened: what the person wrote and the team answered, a field to write on, the end of it all.
enum PublicThread {
    static func show(_ visit: Visit, _ pass: ReplyPass, _ dialogue: SeenDialogue) throws -> Reply {
        try show(visit, pass, dialogue, said: visit.form.first("text"))
    }

    private static func show(
        _ visit: Visit, _ pass: ReplyPass, _ dialogue: SeenDialogue, _ notice: HTML = .none, isFaulty: Bool = false, said: String
    ) throws -> Reply {
        let standings = try visit.publicDoor().standings
        let standing = dialogue.standing(of: standings.map(\.code)) ?? ""
        let messages = dialogue.messages.map { line(visit, $0) }
        let hidden: HTML = "<input type=\"hidden\" name=\"pass\" value=\"\(try visit.store.text(of: pass))\">"
        let entry = Mark.made(at: visit.now.coarse(in: visit.country.zone))
        return visit.publicPage(
            "thread", isFaulty: isFaulty, languages: .form("reply"),
            """
            \(notice)<h1>\(visit.say("public.reply.title"))</h1>\(visit.inbound.sound("thread"))<p class="next" data-once>\(visit.choice(standing, of: standings))</p>\(visit.inbound.sound("standing-\(standing)"))
            \(if: messages.isEmpty, "<p>\(visit.say("public.reply.none"))</p>")\(if: !messages.isEmpty, "<ol class=\"timeline\">\(messages)</ol>")
            \(visit.publicForm("reply/message", isMain: true, takesFile: true, "\(hidden)<input type=\"hidden\" name=\"entry\" value=\"\(entry)\">\(visit.textArea("text", visit.say("public.reply.write"), value: said))<div class=\"field\"><label for=\"file\">\(visit.say("public.reply.picture"))</label><p class=\"hint\" id=\"file-hint\">\(visit.say("public.reply.pictureHint", ["limit": String(Site.largestPicture >> 20)]))</p><input id=\"file\" name=\"file\" type=\"file\" accept=\"image/jpeg,image/png\" aria-describedby=\"file-hint\"></div><div class=\"actions\">\(visit.button("public.send"))</div>"))
            <details><summary>\(visit.say("public.reply.end"))</summary><p>\(visit.say("public.reply.endWhy"))</p><p>\(visit.say("public.reply.endStays"))</p>
            \(visit.publicForm("reply/deletion", "\(hidden)<div class=\"choices\"><label><input type=\"checkbox\" id=\"sure\" name=\"sure\" value=\"1\">\(visit.say("public.reply.sure"))</label></div><div class=\"actions\">\(visit.button("public.reply.endIt"))</div>"))</details>
            """)
    }

    private static func line(_ visit: Visit, _ message: SeenDialogue.Message) -> HTML {
        let (day, _) = visit.country.zone.local(message.at)
        let time = message.isOfTeam ? visit.say(day) : visit.inbound.sayPart(message.at)
        let picture: HTML = !message.hasPicture ? .none : "<p class=\"hint\">\(visit.say("public.reply.pictureSent"))</p>"
        return """
            <li><b>\(visit.say(message.isOfTeam ? "public.reply.team" : "public.reply.you"))</b> <span class="hint">\(time)</span><p class="said">\(message.text)</p>\(picture)</li>
            """
    }

    static func write(_ visit: Visit, _ pass: ReplyPass, _ dialogue: SeenDialogue) async throws -> Reply {
        let said = visit.form.first("text")
        func again(_ field: String, _ sentence: String) throws -> Reply {
            try show(visit, pass, dialogue, visit.publicFaults([(field, sentence)]), isFaulty: true, said: said)
        }
        do {
            let text = try visit.text("text")
            let picture = try await picture(visit)
            guard !text.isEmpty || picture != nil else { return try again("text", visit.say("fault.missing")) }
            let mark = Mark(visit.form.first("entry"))
            let id = mark.map { visit.store.entry($0, from: pass) } ?? .made(at: visit.now.coarse(in: visit.country.zone))
            try await visit.store.write(text, picture: picture, id: id, with: pass, at: visit.now)
            guard let after = try visit.store.dialogue(pass) else { return PublicReplies.unknown(visit, "reply") }
            let sent: HTML = "<p class=\"notice\" role=\"status\">\(visit.say("public.reply.sent"))</p>"
            return try show(visit, pass, after, sent, said: "")
        } catch let refusal as AttachmentRefusal {
            if case .tooLarge = refusal { return try again("file", tooLarge(visit)) }
            return try again("file", visit.say("public.reply.pictureKinds"))
        } catch let crowd as Inbound.FileLoss {
            return try again("file", crowd == .tooLarge ? tooLarge(visit) : visit.say("public.reply.pictureCrowd"))
        } catch let refusal as Refusal {
            return try again("text", visit.say(refusal))
        } catch let found as FormProblems {
            return try show(visit, pass, dialogue, visit.publicFaults(found.problems), isFaulty: true, said: said)
        }
    }

    private static func tooLarge(_ visit: Visit) -> String {
        visit.say("public.reply.pictureLarge", ["limit": String(Site.largestPicture >> 20)])
    }

    /// A picture without what a phone writes into it. Nothing else may come. What its name says is not asked.
    private static func picture(_ visit: Visit) async throws -> (picture: Dialogue.Picture, bytes: Data)? {
        if let loss = visit.inbound.fileLoss { throw loss }
        guard let part = visit.inbound.file, !part.bytes.isEmpty else { return nil }
        guard part.bytes.count <= Site.largestPicture else { throw Inbound.FileLoss.tooLarge }
        let (site, network) = (visit.site, visit.inbound.block.description)
        guard site.pictureTries.allows(network, at: visit.now), site.allPictureTries.allows("", at: visit.now) else {
            throw Inbound.FileLoss.crowd
        }
        let accepted = try await visit.site.pressing.run { try Intake.accept(part.bytes, claimedName: nil) }
        guard accepted.kind.isImage else { throw AttachmentRefusal.notAllowed(found: accepted.kind.rawValue.uppercased()) }
        return (Dialogue.Picture(type: accepted.kind.mediaType, digest: Store.digest(accepted.bytes)), accepted.bytes)
    }

    static func end(_ visit: Visit, _ pass: ReplyPass, _ dialogue: SeenDialogue) throws -> Reply {
        guard !visit.form.first("sure").isEmpty else {
            let fault = visit.publicFaults([("sure", visit.say("public.reply.notSure"))])
            return try show(visit, pass, dialogue, fault, isFaulty: true, said: "")
        }
        try visit.store.end(pass, at: visit.now, today: visit.today)
        return ended(visit)
    }

    /// Holds nothing, so that anybody may ask for it in another language.
    static func ended(_ visit: Visit) -> Reply {
        var again = visit
        again.inbound.form["ended"] = ["1"]
        return visit.publicPage(
            "reply", languages: .form("reply/deletion"),
            """
            <h1>\(visit.say("public.reply.ended"))</h1>\(visit.inbound.sound("deleted"))<p>\(visit.say("public.reply.endedWhy"))</p>
            <p class="actions">\(visit.toFirst)</p>\(again.keptForm("reply/deletion", ["ended"]))
            """)
    }
}
