import OrderedCollections
import Pack
import Register
import Store

/// How long a case is kept, what holds it, and its end: one asks, another agrees, a certificate stays.
enum RetentionPages {
    static var routes: [Route] {
        [
            .get("/retention") { try list($0) },
            .get("/cases/{case}/retention") { try await page($0, .none) },
            .post("/cases/{case}/retention/hold") { try await record($0, held) },
            .post("/cases/{case}/retention/release") { try await record($0, released) },
            .post("/cases/{case}/retention/ask") { try await record($0, asked) },
            .post("/cases/{case}/retention/refusal") { try await record($0, refused) },
            .post("/cases/{case}/retention/destruction") { try await destroy($0) },
            .post("/retention/reports") { try destroyReports($0) },
            .post("/retention/workshops") { try WorkshopRetentionPages.destroy($0) },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct("held", asks: { _ in [.reason] }, .entry { try held($0) }),
        AskedAct("released", asks: { _ in [.reason] }, .entry { try released($0) }),
        AskedAct(
            "erasureAsked", asks: { _ in [.init("erasure", .code(Erasure.allCases.map(\.rawValue))), .remark] },
            .entry { try asked($0) }),
        AskedAct("erasureRefused", asks: { _ in [.reason] }, .entry { try refused($0) }),
        AskedAct("destroyed", asks: { _ in [.init("sure", .tick)] }, .apart { _ = try await destroyed($0, $1) }),
    ]

    private static func held(_ visit: Visit) throws -> CaseAction { .held(answers: try visit.text("text", isRequired: true)) }
    private static func released(_ visit: Visit) throws -> CaseAction {
        .released(answers: try visit.text("text", isRequired: true))
    }
    private static func asked(_ visit: Visit) throws -> CaseAction {
        guard let erasure = Erasure(rawValue: visit.form.first("erasure")) else {
            throw FormProblems(problems: [FormProblem(field: "erasure", fault: .missing)])
        }
        return .erasureAsked(erasure, answers: try visit.text("text"))
    }
    private static func refused(_ visit: Visit) throws -> CaseAction {
        .erasureRefused(answers: try visit.text("text", isRequired: true))
    }

    private static func record(_ visit: Visit, _ action: (Visit) throws -> CaseAction) async throws -> Reply {
        let number = try visit.named("case")
        return try await visit.record(
            number, then: "/cases/\(number)/retention", again: { try await page(visit, $0) }, { try action(visit) })
    }

    private static func open(_ visit: Visit) async throws -> (SeenCase, Permit) {
        let (file, permit) = try await visit.store.read(
            try visit.named("case"), as: try visit.actor(), for: .casework, at: visit.now)
        guard permit.may.contains(.hold) || permit.may.contains(.erase) || permit.may.contains(.approve) else {
            throw Fault.notFound
        }
        return (file, permit)
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await open(visit)
        let practice = visit.store.policy.practice
        let title = visit.say("retention.title", ["number": file.number])
        let closed = file.closed.map { visit.say($0) } ?? visit.say("retention.isOpen")
        let until = file.destroyFrom(by: practice).map { visit.say($0) } ?? visit.say("retention.noDay")
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("retention.why"))</p>
            <dl class="facts"><dt>\(visit.say("retention.closed"))</dt><dd>\(closed)</dd>\(file.closureReason.map { "<dt>\(visit.say("closure.reason"))</dt><dd>\(visit.choice($0, of: visit.country.closureReasons))</dd>" } ?? .none)<dt>\(visit.say("retention.from"))</dt><dd>\(until)</dd></dl>
            \(hold(visit, file, permit))\(destruction(visit, file, permit))
            """)
    }

    private static func hold(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        let state: HTML = file.isHeld ? "<p class=\"notice\">\(visit.say("retention.isHeld"))</p>" : .none
        guard permit.may.contains(.hold) else { return state }
        let act = file.isHeld ? "release" : "hold"
        return """
            <h2>\(visit.say("retention.holding"))</h2>\(state)
            \(visit.posting("/cases/\(file.number)/retention/\(act)", "\(reason(visit, act, "retention.\(act)Why"))<button class=\"quiet\">\(visit.say("retention.\(act)"))</button>"))
            """
    }

    private static func reason(_ visit: Visit, _ id: String, _ key: String) -> HTML {
        "<div class=\"field\"><label for=\"text-\(id)\">\(visit.say(key))</label><textarea id=\"text-\(id)\" name=\"text\" rows=\"3\"></textarea></div>"
    }

    private static func destruction(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        guard file.status == .closed else { return .none }
        let path = "/cases/\(file.number)/retention"
        var body = HTML.none
        if let asked = file.erasureAsked {
            body += """
                <p class="notice">\(visit.say("retention.asked", ["date": visit.say(asked.at), "name": visit.name(asked.by), "why": visit.say("retention.\(asked.erasure.rawValue)")]))</p>\(asked.answers[.text]?.text.map { "<p>\($0)</p>" } ?? .none)
                """
            if permit.may.contains(.approve) {
                let sure: HTML =
                    "<div class=\"choices\"><label><input type=\"checkbox\" name=\"sure\" value=\"1\">\(visit.say("retention.sure", ["number": file.number]))</label></div>"
                body += visit.posting(path + "/destruction", "\(sure)\(visit.button("retention.destroy"))")
                body += visit.posting(
                    path + "/refusal",
                    "\(reason(visit, "refusal", "retention.refuseWhy"))<button class=\"quiet\">\(visit.say("retention.refuse"))</button>"
                )
            }
        } else if permit.may.contains(.erase) {
            let reasons = Erasure.allCases.map { ($0.rawValue, visit.say("retention.\($0.rawValue)")) }
            body += visit.posting(
                path + "/ask",
                "\(visit.radios("erasure", visit.say("retention.askWhy"), reasons, chosen: visit.form.first("erasure")))\(reason(visit, "ask", "retention.text"))\(visit.button("retention.ask"))"
            )
        }
        return body.isEmpty ? .none : "<h2>\(visit.say("retention.end"))</h2><p>\(visit.say("retention.endWhy"))</p>\(body)"
    }

    /// The number of the certificate.
    private static func destroyed(_ visit: Visit, _ number: String) async throws -> String {
        guard !visit.form.first("sure").isEmpty else { throw Refusal("notSure") }
        let certificate = try await visit.store.destroy(
            number, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
        visit.desk.bodies.forgetAll()
        return certificate
    }

    private static func destroy(_ visit: Visit) async throws -> Reply {
        let (file, _) = try await open(visit)
        do {
            let number = try await destroyed(visit, file.number)
            return .redirect("/destructions/\(number)")
        } catch let refusal as Refusal { return try await page(visit, visit.refused(refusal)) }
    }

    /// What is due to be destroyed, and the certificates of what was.
    private static func list(_ visit: Visit) throws -> Reply {
        let actor = try visit.actor()
        let ended = try visit.store.ended(as: actor, on: visit.today).map { line -> [HTML] in
            ["<a class=\"number\" href=\"/cases/\(line.number)/retention\">\(line.number)</a>", "\(visit.say(line.destroyFrom))"]
        }
        let done = try visit.store.destructions(as: actor).map { line -> [HTML] in
            [
                "<a class=\"number\" href=\"/destructions/\(line.number)\">\(line.number)</a>", "\(line.caseNumber)",
                "\(visit.say(line.at))",
            ]
        }
        let title = visit.say("retention.list")
        return visit.page(
            title,
            """
            <h1>\(title)</h1><p>\(visit.say("retention.why"))</p><h2>\(visit.say("retention.due"))</h2>
            \(ended.isEmpty ? "<p>\(visit.say("retention.nothingDue"))</p>" : visit.table(visit.say("retention.due"), [visit.say("list.number"), visit.say("retention.from")], ended))
            \(try reports(visit))\(try WorkshopRetentionPages.section(visit))\(if: !done.isEmpty, "<h2>\(visit.say("destruction.list"))</h2>\(visit.table(visit.say("destruction.list"), [visit.say("destruction.number"), visit.say("list.number"), visit.say("destruction.on")], done))")
            """)
    }

    // MARK: Reports

    /// For my work: that there are some to destroy. A person does it, so that a clock that is wrong destroys nothing.
    static func work(_ visit: Visit) throws -> HTML {
        let count = try visit.store.endedReports(as: try visit.actor(), on: visit.today).count
        let workshops = try WorkshopRetentionPages.work(visit)
        guard count > 0 else { return workshops }
        return
            "\(workshops)<h2>\(visit.say("retention.reports"))</h2><p><a href=\"/retention\">\(visit.count("retention.reportsEnded", count))</a></p>"
    }

    /// Reports whose time is over, for whoever has the duty to end them.
    private static func reports(_ visit: Visit) throws -> HTML {
        guard ConcernPages.duties(visit).contains(.retention) else { return .none }
        let ended = try visit.store.endedReports(as: try visit.actor(), on: visit.today)
        guard !ended.isEmpty else { return "<h2>\(visit.say("retention.reports"))</h2><p>\(visit.say("retention.nothingDue"))</p>" }
        let rows = ended.map { ["\($0.number)", "\(visit.say($0.destroyFrom))"] as [HTML] }
        let sure: HTML =
            "<div class=\"choices\"><label><input type=\"checkbox\" name=\"sure\" value=\"1\">\(visit.say("retention.reportsSure"))</label></div>"
        return """
            <h2>\(visit.say("retention.reports"))</h2><p>\(visit.say("retention.reportsWhy"))</p>
            \(visit.table(visit.say("retention.reports"), [visit.say("concern.number"), visit.say("retention.from")], rows))
            \(visit.posting("/retention/reports", "\(sure)\(visit.button("retention.destroy"))"))
            """
    }

    /// All that are listed, each with a certificate of its own.
    private static func destroyReports(_ visit: Visit) throws -> Reply {
        let actor = try visit.actor()
        guard ConcernPages.duties(visit).contains(.retention) else { throw Fault.notFound }
        guard !visit.form.first("sure").isEmpty else { throw Refusal("notSure") }
        for ended in try visit.store.endedReports(as: actor, on: visit.today) {
            _ = try visit.store.destroyReport(
                ended.number, id: try visit.entryID(step: ended.number), as: actor, at: visit.now, today: visit.today)
        }
        return .redirect("/retention")
    }
}
