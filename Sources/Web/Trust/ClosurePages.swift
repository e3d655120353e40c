import Pack
import Register
import Store

/// Closing a case: one worker asks, another agrees, where the country wants two; then the clock of retention runs.
enum ClosurePages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/closure") { try await page($0, .none) },
            .post("/cases/{case}/closure") { try await record($0, closed) },
            .post("/cases/{case}/closure/request") { try await record($0, asked) },
            .post("/cases/{case}/closure/refusal") { try await record($0, refused) },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct("closureAsked", asks: { [.init("reason", .code($0.closureReasons.codes)), .remark] }, .entry { try asked($0) }),
        AskedAct("closureRefused", asks: { _ in [.reason] }, .entry { try refused($0) }),
        AskedAct("closed", asks: { [.init("reason", .code($0.closureReasons.codes)), .remark] }, .entry { try closed($0) }),
    ]

    private static func reason(_ visit: Visit) throws -> String {
        try visit.chosen("reason", of: visit.country.closureReasons)
    }

    private static func asked(_ visit: Visit) throws -> CaseAction {
        .closureAsked(reason: try reason(visit), answers: try visit.text("text"))
    }

    /// Whoever agrees sends the reason that the page showed: another that was asked for meanwhile is not agreed to.
    private static func closed(_ visit: Visit) throws -> CaseAction {
        .closed(reason: try reason(visit), answers: try visit.text("text"))
    }

    private static func refused(_ visit: Visit) throws -> CaseAction {
        .closureRefused(answers: try visit.text("text", isRequired: true))
    }

    private static func record(_ visit: Visit, _ action: (Visit) throws -> CaseAction) async throws -> Reply {
        let (file, _) = try await visit.open(.close, orElse: .askClosure)
        return try await visit.record(file.number, again: { try await page(visit, $0) }) { try action(visit) }
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await visit.open(.close, orElse: .askClosure)
        let title = visit.say("closure.title", ["number": file.number])
        let path = "/cases/\(file.number)/closure"
        let body: HTML
        if let asked = file.closureAsked {
            body = """
                <p>\(visit.say("closure.askedOn", ["date": visit.say(asked.at), "name": visit.name(asked.by)]))</p>
                <dl class="facts"><dt>\(visit.say("closure.reason"))</dt><dd>\(visit.choice(asked.reason, of: visit.country.closureReasons))</dd>\(asked.answers[.text]?.text.map { "<dt>\(visit.say("closure.text"))</dt><dd>\($0)</dd>" } ?? .none)</dl>
                \(if: permit.may.contains(.close), visit.posting(path, "<input type=\"hidden\" name=\"reason\" value=\"\(asked.reason)\">\(visit.button("closure.record"))"))
                \(if: permit.may.contains(.approve), "<h2>\(visit.say("closure.refuse"))</h2>\(visit.posting(path + "/refusal", "\(visit.textArea("text", visit.say("closure.refuseWhy"), value: visit.form.first("text")))<button class=\"quiet\">\(visit.say("closure.refuse"))</button>"))")
                """
        } else {
            let isAsking = visit.store.policy.practice.closureNeedsApproval
            body = visit.posting(
                isAsking ? path + "/request" : path,
                "\(visit.radios("reason", visit.say("closure.reason"), visit.country.closureReasons))\(visit.textArea("text", visit.say("closure.text"), value: visit.form.first("text")))\(visit.button(isAsking ? "closure.ask" : "closure.record"))"
            )
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            "\(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("closure.why"))</p>\(body)")
    }
}
