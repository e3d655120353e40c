import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The messages under a reply code: read, answered, ended. The page holds a sealed pass for a quarter of an hour, never the code.
enum PublicReplies {
    static var routes: [Route] {
        [
            PublicPages.get("/public/reply") { try ask($0) },
            PublicPages.post("/public/reply") { visit in
                try await open(visit, "reply") { try thread(visit, $0, $1) }
            },
            Route(
                method: .post, path: "/public/reply/message",
                door: .passerby { visit in try await open(visit, "reply/message") { try await write(visit, $0, $1) } },
                takesFile: true),
            PublicPages.post("/public/reply/deletion") { visit in
                try await open(visit, "reply/deletion") { try end(visit, $0, $1) }
            },
        ]
    }

    // MARK: The code

    private static func ask(_ visit: Visit) throws -> Reply {
        _ = try visit.publicDoor()
        return visit.publicPage("reply", page(visit, "reply", .none))
    }

    /// Asks for the code, and keeps what was written meanwhile.
    private static func page(_ visit: Visit, _ act: String, _ problems: HTML) -> HTML {
        let text = visit.form.first("text")
        let kept: HTML = text.isEmpty ? .none : visit.textArea("text", visit.say("public.reply.write"), value: text)
        return """
            \(problems)<h1>\(visit.say("public.door.reply"))</h1>\(visit.inbound.sound("reply"))
            \(visit.publicForm(act, "<div class=\"field\"><label for=\"code\">\(visit.say("public.code"))</label><p class=\"hint\" id=\"code-hint\">\(visit.say("public.codeHint"))</p><input id=\"code\" name=\"code\" inputmode=\"numeric\" maxlength=\"40\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"code-hint\" value=\"\(String(visit.form.first("code").prefix(40)))\"></div>\(kept)<div class=\"actions\">\(visit.button("public.reply.open"))</div>"))
            """
    }

    /// By the pass of a page or by the code. A code that never was, one that was ended and one tried too often are answered alike.
    private static func open(
        _ visit: Visit, _ act: String, _ work: (ReplyPass, Dialogue) async throws -> Reply
    ) async throws -> Reply {
        let (store, now) = (visit.store, visit.now)
        if let pass = store.pass(visit.form.first("pass"), at: now) {
            guard let dialogue = try store.dialogue(pass) else { return unknown(visit, act) }
            return try await work(pass, dialogue)
        }
        // A page that lay open too long: the code once more, and what was written stays.
        guard visit.form.first("pass").isEmpty || !visit.form.first("code").isEmpty else {
            return visit.publicPage(
                "reply",
                page(visit, act, "<p class=\"notice\" role=\"alert\" tabindex=\"-1\">\(visit.say("public.reply.late"))</p>"))
        }
        let code = String(visit.form.first("code").prefix(40))
        return try await visit.inTurn(act) {
            let key = try await visit.site.doorWork.run { try store.replyKey(for: code) }
            let mayTry = visit.site.codeTries.allows(key.lookUp, at: now)
            let pass = try store.pass(under: key, at: now)
            guard mayTry, let pass, let dialogue = try store.dialogue(pass) else { return unknown(visit, act) }
            return try await work(pass, dialogue)
        }
    }

    private static func unknown(_ visit: Visit, _ act: String) -> Reply {
        visit.publicPage(
            "reply", isFaulty: true, page(visit, act, visit.faults([("code", visit.say("public.reply.unknown"))])))
    }

    // MARK: The messages

    private static func thread(_ visit: Visit, _ pass: ReplyPass, _ dialogue: Dialogue, _ notice: HTML = .none) throws -> Reply {
        let standings = try visit.publicDoor().standings
        let standing = visit.choice(try visit.store.standing(of: dialogue, in: standings.map(\.code)), of: standings)
        let messages = dialogue.messages.map { message -> HTML in
            let (day, _) = message.at.local(offset: visit.country.offset)
            let time = message.author == nil ? visit.inbound.sayPart(message.at) : visit.say(day)
            let picture: HTML = message.picture == nil ? .none : "<p class=\"hint\">\(visit.say("public.reply.pictureSent"))</p>"
            return """
                <li><b>\(visit.say(message.author == nil ? "public.reply.you" : "public.reply.team"))</b> <span class="hint">\(time)</span><p class="said">\(message.answers[.text]?.text ?? "")</p>\(picture)</li>
                """
        }
        let hidden: HTML = "<input type=\"hidden\" name=\"pass\" value=\"\(try visit.store.text(of: pass))\">"
        let entry = EntryID.made(at: visit.now.coarse(offset: visit.country.offset))
        let isSent = !notice.isEmpty && notice.text.contains("role=\"status\"")
        return visit.publicPage(
            "thread", isFaulty: !notice.isEmpty && !isSent,
            """
            \(notice)<h1>\(visit.say("public.reply.title"))</h1><p class="next">\(standing)</p>
            \(if: messages.isEmpty, "<p>\(visit.say("public.reply.none"))</p>")\(if: !messages.isEmpty, "<ol class=\"timeline\">\(messages)</ol>")
            \(visit.publicForm("reply/message", takesFile: true, "\(hidden)<input type=\"hidden\" name=\"entry\" value=\"\(entry)\">\(visit.textArea("text", visit.say("public.reply.write"), value: isSent ? "" : visit.form.first("text")))<div class=\"field\"><label for=\"file\">\(visit.say("public.reply.picture"))</label><p class=\"hint\" id=\"file-hint\">\(visit.say("public.reply.pictureHint"))</p><input id=\"file\" name=\"file\" type=\"file\" accept=\"image/*\" aria-describedby=\"file-hint\"></div><div class=\"actions\">\(visit.button("public.send"))</div>"))
            <details><summary>\(visit.say("public.reply.end"))</summary><p>\(visit.say("public.reply.endWhy"))</p><p>\(visit.say("public.reply.endStays"))</p>
            \(visit.publicForm("reply/deletion", "\(hidden)<div class=\"choices\"><label><input type=\"checkbox\" name=\"sure\" value=\"1\">\(visit.say("public.reply.sure"))</label></div><div class=\"actions\">\(visit.button("public.reply.endIt"))</div>"))</details>
            """)
    }

    private static func write(_ visit: Visit, _ pass: ReplyPass, _ dialogue: Dialogue) async throws -> Reply {
        do {
            let text = try visit.text("text")
            let picture = try await picture(visit)
            guard !text.isEmpty || picture != nil else {
                throw FormProblems(problems: [FormProblem(field: "text", fault: .missing)])
            }
            let id = EntryID(visit.form.first("entry")) ?? .made(at: visit.now.coarse(offset: visit.country.offset))
            try await visit.store.write(text, picture: picture, id: id, with: pass, at: visit.now)
            guard let after = try visit.store.dialogue(pass) else { return unknown(visit, "reply") }
            return try thread(
                visit, pass, after, "<p class=\"notice\" role=\"status\">\(visit.say("public.reply.sent"))</p>")
        } catch let refusal as AttachmentRefusal {
            return try thread(visit, pass, dialogue, visit.faults([("file", visit.say(refusal.key, refusal.holes))]))
        } catch let error where error is Refusal || error is FormProblems {
            return try thread(visit, pass, dialogue, try visit.problems(error))
        }
    }

    /// A picture without what a phone writes into it. Nothing else may come.
    private static func picture(_ visit: Visit) async throws -> (picture: Dialogue.Picture, bytes: Data)? {
        guard let part = visit.inbound.file, !part.bytes.isEmpty else { return nil }
        let accepted = try await visit.site.pressing.run { try Intake.accept(part.bytes, claimedName: part.filename) }
        guard accepted.kind.isImage else { throw AttachmentRefusal.notAllowed(found: accepted.kind.rawValue.uppercased()) }
        return (
            Dialogue.Picture(type: accepted.kind.mediaType, digest: Store.digest(accepted.bytes)), accepted.bytes
        )
    }

    private static func end(_ visit: Visit, _ pass: ReplyPass, _ dialogue: Dialogue) throws -> Reply {
        guard !visit.form.first("sure").isEmpty else {
            return try thread(visit, pass, dialogue, visit.faults([("sure", visit.say("public.reply.notSure"))]))
        }
        try visit.store.end(pass, at: visit.now, today: visit.today)
        return visit.publicPage(
            "reply",
            """
            <h1>\(visit.say("public.reply.ended"))</h1><p>\(visit.say("public.reply.endedWhy"))</p>
            <p class="actions"><a class="button" href="\(visit.inbound.door())">\(visit.say("public.first"))</a></p>
            """)
    }
}
