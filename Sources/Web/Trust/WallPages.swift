import Pack
import Register
import Store

/// Who is kept out of a case, and what a supervisor reviews: referrals without consent, and cases opened in an emergency.
enum WallPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/exclusions") { try await exclusions($0, .none) },
            .post("/cases/{case}/exclusions") { visit in try await record(visit, exclusions) { .excluded(try exclusion(visit)) } },
            .post("/cases/{case}/exclusions/end") { visit in
                try await record(visit, exclusions) { .readmitted(try exclusion(visit)) }
            },
            .get("/cases/{case}/reviews") { try await reviews($0, .none) },
            .post("/cases/{case}/reviews/{id}") { visit in
                try await record(visit, reviews) { try exceptionReviewed(visit) }
            },
            .post("/cases/{case}/glass/{id}", on: "/cases/{case}/reviews") { visit in
                try await record(visit, reviews) { try glassReviewed(visit) }
            },
            .get("/break-glass") { try glass($0, .none) },
            .post("/break-glass") { try await breakGlass($0) },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct("excluded", asks: { _ in [.init("who", .text)] }, .entry { .excluded(try exclusion($0)) }),
        AskedAct("readmitted", asks: { _ in [.init("who", .text)] }, .entry { .readmitted(try exclusion($0)) }),
        AskedAct("exceptionReviewed", about: "referral", asks: { _ in [.reason] }, .entry { try exceptionReviewed($0) }),
        AskedAct(
            "glassReviewed", about: "glass", asks: { _ in [.init("justified", .code(["yes", "no"])), .reason] },
            .entry { try glassReviewed($0) }),
        AskedAct(
            "glassBroken", asks: { [.init("reason", .code($0.glassReasons.codes)), .reason] },
            .apart { try await broken($0, $1) }),
    ]

    private static func exceptionReviewed(_ visit: Visit) throws -> CaseAction {
        .exceptionReviewed(try visit.entry("id"), answers: try visit.text("text", isRequired: true))
    }

    private static func glassReviewed(_ visit: Visit) throws -> CaseAction {
        let isJustified = visit.form.first("justified")
        guard isJustified == "yes" || isJustified == "no" else {
            throw FormProblems(problems: [FormProblem(field: "justified", fault: .missing)])
        }
        return .glassReviewed(
            try visit.entry("id"), isJustified: isJustified == "yes", answers: try visit.text("text", isRequired: true))
    }

    private static func record(
        _ visit: Visit, _ page: (Visit, HTML) async throws -> Reply, _ action: () throws -> CaseAction
    ) async throws -> Reply {
        let number = try visit.named("case")
        return try await visit.record(number, again: { try await page(visit, $0) }, action)
    }

    // MARK: Kept out

    private static func exclusions(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, _) = try await visit.open(.exclude)
        let title = visit.say("exclusions.title", ["number": file.number])
        let path = "/cases/\(file.number)/exclusions"
        let out = file.excluded.map { ($0, visit.name($0)) }.sorted { $0.1 < $1.1 }.map { exclusion, name -> HTML in
            "<li>\(name) \(visit.posting(path + "/end", "<input type=\"hidden\" name=\"who\" value=\"\(WallPages.code(exclusion))\"><button class=\"quiet\">\(visit.say("exclusions.end"))</button>"))</li>"
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("exclusions.why"))</p>\(if: !out.isEmpty, "<ul>\(out)</ul>")
            \(visit.posting(path, "\(who(visit, but: file.owner))\(visit.button("exclusions.record"))"))
            """)
    }

    /// Whom to keep out: every other agency, then everybody who works.
    static func who(_ visit: Visit, but owner: AgencyCode) -> HTML {
        let staff = visit.store.staff().filter { !$0.value.isDisabled }.compactMap { id, account -> (String, String)? in
            account.grant.map { ("worker:\(id)", "\($0.name), \(visit.agency($0.agency))") }
        }.sorted { $0.1 < $1.1 }
        let agencies = visit.country.agencies.filter { $0.code != owner }.map { ("agency:\($0.code)", visit.pack($0.name)) }
        return visit.select("who", visit.say("exclusions.who"), agencies + staff, chosen: visit.form.first("who"))
    }

    static func code(_ exclusion: Exclusion) -> String {
        switch exclusion {
        case .worker(let account): "worker:\(account)"
        case .agency(let agency): "agency:\(agency)"
        }
    }

    static func exclusion(_ visit: Visit) throws -> Exclusion {
        let (kind, id) = Bounded.halves(visit.form.first("who"), at: ":") ?? ("", "")
        if kind == "worker", let account = AccountID(id), visit.store.account(account) != nil { return .worker(account) }
        if kind == "agency", visit.country.agency(AgencyCode(id)) != nil { return .agency(AgencyCode(id)) }
        throw FormProblems(problems: [FormProblem(field: "who", fault: .missing)])
    }

    // MARK: Reviews

    private static func reviews(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, _) = try await visit.open(.approve)
        let title = visit.say("reviews.title", ["number": file.number])
        let exceptions = file.referrals.filter { $0.request.exception != nil && !$0.isReviewed }.map { referral -> HTML in
            """
            <section class="card"><h2>\(visit.service(referral.request.service)), \(visit.agency(referral.to))</h2><p>\(visit.say("reviews.without")) \(visit.choice(referral.request.exception, of: visit.country.exceptions)). \(visit.say(referral.sent))</p>
            \(visit.posting("/cases/\(file.number)/reviews/\(referral.id)", "\(visit.reviewText(referral.id))\(visit.button("reviews.record"))"))</section>
            """
        }
        let broken = file.broken.filter { $0.isJustified == nil }.map { broken -> HTML in
            let answers = [("yes", visit.say("reviews.justified")), ("no", visit.say("reviews.unjustified"))]
            return """
                <section class="card"><h2>\(visit.say("reviews.glass", ["name": visit.name(broken.by)]))</h2><p>\(visit.agency(broken.agency)). \(visit.say(broken.at)). \(visit.choice(broken.glass.reason, of: visit.country.glassReasons)). \(broken.answers[.text]?.text ?? "")</p>
                \(visit.posting("/cases/\(file.number)/glass/\(broken.id)", "\(visit.radios("justified", visit.say("reviews.outcome"), answers))\(visit.reviewText(broken.id))\(visit.button("reviews.record"))"))</section>
                """
        }
        let all = exceptions + broken
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            "\(problems)\(visit.crumb(file.number))<h1>\(title)</h1>\(all)\(if: all.isEmpty, "<p>\(visit.say("reviews.nothing"))</p>")"
        )
    }

    // MARK: In an emergency

    private static func glass(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let actor = try visit.actor()
        guard visit.store.policy.roles[actor.role]?.grants[.none]?.may.contains(.breakGlass) == true else { throw Fault.notFound }
        let hours = String(visit.store.policy.practice.glassHours)
        return visit.page(
            visit.say("glass.title"), isFaulty: !problems.isEmpty,
            """
            \(problems)<h1>\(visit.say("glass.title"))</h1><p>\(visit.say("glass.why", ["hours": hours]))</p>
            \(visit.posting("/break-glass", """
                <div class="field"><label for="number">\(visit.say("glass.number"))</label><input id="number" name="number" autocomplete="off" value="\(visit.form.first("number"))"></div>
                \(visit.radios("reason", visit.say("glass.reason"), visit.country.glassReasons))\(visit.textArea("text", visit.say("glass.text"), value: visit.form.first("text")))\(visit.button("glass.record"))
                """))
            """)
    }

    private static func broken(_ visit: Visit, _ number: String) async throws {
        let reason = try visit.chosen("reason", of: visit.country.glassReasons)
        let until = visit.now.after(hours: visit.store.policy.practice.glassHours)
        try await visit.store.breakGlass(
            number, Glass(reason: reason, until: until), answers: try visit.text("text", isRequired: true),
            id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
    }

    private static func breakGlass(_ visit: Visit) async throws -> Reply {
        do {
            let number = visit.form.first("number").uppercased()
            try await broken(visit, number)
            return .redirect("/cases/\(number)")
        } catch let error where error is Refusal || error is FormProblems { return try glass(visit, try visit.problems(error)) }
    }
}

extension Visit {
    /// A reason, with an id of its own where several forms stand on one page.
    fileprivate func reviewText(_ id: EntryID) -> HTML {
        "<div class=\"field\"><label for=\"text-\(id)\">\(say("reviews.text"))</label><textarea id=\"text-\(id)\" name=\"text\" rows=\"3\"></textarea></div>"
    }

    func name(_ exclusion: Exclusion) -> String {
        switch exclusion {
        case .worker(let account): name(account)
        case .agency(let agency): self.agency(agency)
        }
    }
}
