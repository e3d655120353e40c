import HTTPTypes
import Pack
import Register
import Store

/// The messages under a reply code: read, answered, ended. The page holds a sealed pass for a quarter of an hour, never the code.
enum PublicReplies {
    static var routes: [Route] {
        [
            PublicPages.get("/public/reply") { try ask($0) },
            PublicPages.post("/public/reply") { visit in
                try await open(visit, "reply") { try PublicThread.show(visit, $0, $1) }
            },
            Route(
                method: .post, path: "/public/reply/message",
                door: .passerby { visit in try await open(visit, "reply/message") { try await PublicThread.write(visit, $0, $1) } },
                takesFile: true),
            PublicPages.post("/public/reply/deletion") { visit in
                if visit.isTranslating, !visit.form.first("ended").isEmpty { return PublicThread.ended(visit) }
                return try await open(visit, "reply/deletion") { try PublicThread.end(visit, $0, $1) }
            },
        ]
    }

    // MARK: The code

    private static func ask(_ visit: Visit) throws -> Reply {
        _ = try visit.publicDoor()
        return asking(visit, "reply", .none)
    }

    /// Asks for the code, and keeps what was written meanwhile.
    private static func asking(_ visit: Visit, _ act: String, isFaulty: Bool = false, _ problems: HTML) -> Reply {
        let text = visit.form.first("text")
        let kept: HTML = text.isEmpty ? .none : visit.textArea("text", visit.say("public.reply.write"), value: text)
        return visit.publicPage(
            "reply", isFaulty: isFaulty, languages: .form(act),
            """
            \(problems)<h1>\(visit.say("public.door.reply"))</h1>\(visit.inbound.sound("reply"))
            \(visit.publicForm(act, isMain: true, "<div class=\"field\"><label for=\"code\">\(visit.say("public.code"))</label><p class=\"hint\" id=\"code-hint\">\(visit.say("public.codeHint"))</p><input id=\"code\" name=\"code\" inputmode=\"numeric\" maxlength=\"\(longest)\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"code-hint\" value=\"\(typed(visit))\"></div>\(kept)<div class=\"actions\">\(visit.button("public.reply.open")) \(visit.toFirst)</div>"))
            """)
    }

    /// Units: characters. A code as it may be pasted, with words before it.
    private static let longest = 80
    private static func typed(_ visit: Visit) -> String { String(visit.form.first("code").prefix(longest)) }

    /// By the pass of a page or by the code. A code that never was, one that was ended and one tried too often are answered alike.
    private static func open(
        _ visit: Visit, _ act: String, _ work: (ReplyPass, SeenDialogue) async throws -> Reply
    ) async throws -> Reply {
        let (store, now) = (visit.store, visit.now)
        if let pass = store.pass(visit.form.first("pass"), at: now) {
            guard let dialogue = try store.dialogue(pass) else { return unknown(visit, act) }
            return try await work(pass, dialogue)
        }
        // A page that lay open too long: the code once more, and what was written stays.
        guard visit.form.first("pass").isEmpty || !visit.form.first("code").isEmpty else {
            return asking(
                visit, act, "<p class=\"notice\" role=\"alert\" tabindex=\"-1\">\(visit.say("public.reply.late"))</p>")
        }
        if visit.isTranslating, visit.form.first("ticket").isEmpty { return asking(visit, act, .none) }
        let code = typed(visit)
        return try await visit.inTurn(act) {
            let key = try await visit.site.doorWork.run(as: .stranger, from: visit.inbound.block) { try store.replyKey(for: code) }
            let mayTry = visit.site.codeTries.allows("\(key.lookUp)/\(visit.inbound.block)", at: now)
            let pass = try store.pass(under: key, at: now)
            guard mayTry, let pass, let dialogue = try store.dialogue(pass) else { return unknown(visit, act) }
            return try await work(pass, dialogue)
        }
    }

    static func unknown(_ visit: Visit, _ act: String) -> Reply {
        asking(visit, act, isFaulty: true, visit.publicFaults([("code", visit.say("public.reply.unknown"))]))
    }
}
