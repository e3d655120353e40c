import HTTPTypes
import Pack
import Register
import Store

/// Asking another agency for a service, and answering when asked.
enum ReferralPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/referrals") { try await choose($0, .none) },
            .post("/cases/{case}/referrals") { visit in
                try await visit.record(try visit.named("case"), again: { try await choose(visit, $0) }) { try referred(visit) }
            },
            .get("/cases/{case}/referrals/{id}") { try await one($0, .none) },
            .post("/cases/{case}/referrals/{id}/decision") { visit in
                let number = try visit.named("case")
                let isAccepted = visit.form.first("decision") == "accept"
                return try await visit.record(number, then: isAccepted ? nil : "/work", again: { try await one(visit, $0) }) {
                    try decided(visit)
                }
            },
            .post("/cases/{case}/referrals/{id}/withdrawal") { visit in
                try await visit.record(try visit.named("case"), again: { try await one(visit, $0) }) {
                    .referralWithdrawn(try visit.entry("id"))
                }
            },
            .post("/cases/{case}/referrals/{id}/expiry") { visit in
                let number = try visit.named("case")
                return try await visit.record(number, then: "/cases/\(number)/referrals", again: { try await one(visit, $0) }) {
                    .referralExpired(try visit.entry("id"))
                }
            },
            .post("/cases/{case}/referrals/{id}/completion") { visit in
                try await visit.record(try visit.named("case"), then: "/work", again: { try await one(visit, $0) }) {
                    .referralCompleted(try visit.entry("id"))
                }
            },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "referred",
            asks: { country in
                [
                    .init("service", .code(country.serviceCodes)), .init("to", .text),
                    .optional("exception", .code(country.exceptions.codes)), .remark,
                ]
            }, .entry { try referred($0) }),
        AskedAct(
            "referralDecided", about: "referral",
            asks: { [.init("decision", .code(["accept", "decline"])), .optional("reason", .code($0.declineReasons.codes))] },
            .entry { try decided($0) }),
        AskedAct("referralWithdrawn", about: "referral", .entry { .referralWithdrawn(try $0.entry("id")) }),
        AskedAct("referralExpired", about: "referral", .entry { .referralExpired(try $0.entry("id")) }),
        AskedAct("referralCompleted", about: "referral", .entry { .referralCompleted(try $0.entry("id")) }),
    ]

    // MARK: Answering

    private static func one(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let number = try visit.named("case")
        let (file, permit) = try await visit.store.read(number, as: try visit.actor(), for: .decision, at: visit.now)
        guard let referral = file.referral(try visit.entry("id")) else { throw Fault.notFound }
        let title = visit.say("referral.title", ["number": number])
        let packet = referral.packet.compactMap { visit.country.forms[$0] }.map { form -> HTML in
            "<h3>\(visit.pack(form.title))</h3>\(visit.facts(form, file.answers[form.id] ?? Answers()))"
        }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(number))<h1>\(visit.service(referral.request.service)) \(visit.tag(referral.status.rawValue))</h1>
            <dl class="facts"><dt>\(visit.say("referral.from"))</dt><dd>\(visit.agency(referral.from))</dd><dt>\(visit.say("refer.to"))</dt><dd>\(provider(visit, referral))\(visit.agency(referral.to))</dd><dt>\(visit.say("list.due"))</dt><dd>\(visit.say(referral.request.due))</dd>
            \(referral.message[.text]?.text.map { "<dt>\(visit.say("refer.message"))</dt><dd>\($0)</dd>" } ?? .none)\(referral.reason.map { "<dt>\(visit.say("referral.reason"))</dt><dd>\(visit.choice($0, of: visit.country.declineReasons))</dd>" } ?? .none)</dl>
            \(answer(visit, number, referral, permit))<h2>\(visit.say("referral.packet"))</h2>\(packet)
            """)
    }

    /// The provider that was chosen, when it is still in the directory.
    private static func provider(_ visit: Visit, _ referral: Referral) -> HTML {
        guard let id = referral.request.provider, let actor = try? visit.actor(),
            let provider = try? visit.store.provider(id, as: actor)
        else { return .none }
        return "<a href=\"/directory/\(id)\">\(provider.listing.name)</a>, "
    }

    private static func answer(_ visit: Visit, _ number: String, _ referral: Referral, _ permit: Permit) -> HTML {
        let path = "/cases/\(number)/referrals/\(referral.id)"
        var acts = HTML.none
        if referral.status == .sent, referral.to == permit.actor.agency, permit.may.contains(.decide) {
            let reasons = visit.country.declineReasons.map { ($0.code, visit.pack($0.label)) }
            acts += visit.posting(
                path + "/decision",
                "<input type=\"hidden\" name=\"decision\" value=\"accept\"><p>\(visit.button("referral.accept"))</p>")
            acts += """
                <details\(if: !visit.form.first("decision").isEmpty, " open")><summary>\(visit.say("referral.declineInstead"))</summary>\(visit.posting(path + "/decision", "<input type=\"hidden\" name=\"decision\" value=\"decline\">\(visit.radios("reason", visit.say("referral.reason"), reasons))<button class=\"quiet\">\(visit.say("referral.decline"))</button>"))</details>
                """
        }
        if referral.status == .accepted, permit.may.contains(.complete) {
            acts += visit.posting(path + "/completion", "<p>\(visit.button("referral.complete"))</p>")
        }
        if referral.isOverdue(at: visit.now), permit.may.contains(.withdrawReferral) {
            acts += visit.posting(
                path + "/expiry",
                "<p class=\"notice\">\(visit.say("referral.noAnswer"))</p><p>\(visit.button("referral.expire"))</p>")
        }
        if referral.isOpen, permit.may.contains(.withdrawReferral) {
            acts += visit.posting(path + "/withdrawal", "<p><button class=\"quiet\">\(visit.say("referral.withdraw"))</button></p>")
        }
        return acts
    }

    private static func decided(_ visit: Visit) throws -> CaseAction {
        let id = try visit.entry("id")
        switch visit.form.first("decision") {
        case "accept": return .referralDecided(id, .accepted)
        case "decline":
            let reason = visit.form.first("reason")
            guard visit.country.declineReasons.contains(where: { $0.code == reason }) else {
                throw FormProblems(problems: [FormProblem(field: "reason", fault: .missing)])
            }
            return .referralDecided(id, .declined(reason: reason))
        default: throw Fault.notUnderstood
        }
    }

    static func list(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        guard !file.referrals.isEmpty else { return "<p class=\"hint\">\(visit.say("referral.none"))</p>" }
        let rows = file.referrals.map { referral -> [HTML] in
            [
                "<a href=\"/cases/\(file.number)/referrals/\(referral.id)\">\(visit.service(referral.request.service))</a>",
                "\(visit.agency(referral.to))", visit.tag(referral.status.rawValue), "\(visit.say(referral.request.due))",
            ]
        }
        return visit.table(
            visit.say("case.referrals"), ["list.service", "list.agency", "list.status", "list.due"].map { visit.say($0) }, rows)
    }
}
