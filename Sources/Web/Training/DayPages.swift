import HTTPTypes
import Pack
import Register
import Store

/// The day itself: the code on the screen, the tests, the end, the certificates.
enum DayPages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/code") { try code($0) },
            .post("/workshops/{workshop}/tests") { try await open($0) },
            .post("/workshops/{workshop}/closure") { visit in try await record(visit) { .closed } },
            .post("/workshops/{workshop}/reopening") { visit in try await record(visit) { .reopened } },
            .post("/workshops/{workshop}/certificates") { try await issue($0) },
            .post("/workshops/{workshop}/people/{id}/revocation") { try await revoke($0) },
        ]
    }

    /// Everything a trainer does in the course of the day, in its order.
    static func panel(_ visit: Visit, _ workshop: Workshop) -> HTML {
        let path = "/workshops/\(workshop.number)"
        let came = workshop.active.filter(\.cameAtAll)
        let counts: [(String, Int)] = [
            ("day.came", came.count), ("day.before", came.count { $0.papers[.before] != nil }),
            ("day.after", came.count { $0.papers[.after] != nil }), ("day.rated", came.count { $0.rating != nil }),
            ("day.passed", came.count { workshop.isPassed($0) }),
            ("day.certificates", workshop.certificates.count { $0.revokedOn == nil }),
        ]
        let numbers: HTML =
            came.isEmpty
            ? .none : "<p>\(counts.map { "\(visit.say($0.0)): \($0.1)" }.joined(separator: " · "))</p>"
        let results: HTML = "<a class=\"button quiet\" href=\"\(path)/results\">\(visit.say("results.title"))</a> "
        let attendance: HTML = "<a class=\"button quiet\" href=\"\(path)/attendance\">\(visit.say("attendance.title"))</a> "
        switch workshop.status {
        case .planned:
            let close: HTML = "<button class=\"quiet\">\(visit.say("day.close"))</button>"
            let lacking = workshop.lacking(.after).count
            let warning: HTML = "<p>\(visit.count("day.lacking", lacking))</p>"
            return """
                <section class="next"><h2>\(visit.say("day.title"))</h2>\(numbers)\(if: lacking > 0, warning)<div class="actions"><a class="button" href="\(path)/code">\(visit.say("day.code"))</a>\(tests(visit, workshop))\(attendance)\(if: !came.isEmpty, "\(results)\(visit.posting(path + "/closure", close))")</div></section>
                """
        case .held:
            let waiting = came.contains { workshop.isWaitingForCertificate($0) }
            let issue = visit.posting(path + "/certificates", visit.button("day.issue"))
            let certificates: HTML =
                "<a class=\"button\" href=\"\(path)/certificates\">\(visit.say("certificate.list"))</a> "
            let later: HTML = "<a class=\"button quiet\" href=\"\(path)/follow-up\">\(visit.say("followUp.title"))</a> "
            let reopen = visit.posting(path + "/reopening", "<button class=\"quiet\">\(visit.say("day.reopen"))</button>")
            let lacking = workshop.lacking(.after).count
            let warning: HTML = "<p>\(visit.count("day.lacking", lacking))</p>"
            return """
                <section class="next"><h2>\(visit.say("day.after.title"))</h2>\(numbers)\(if: waiting && lacking > 0, warning)<div class="actions">\(if: waiting, issue)\(if: !workshop.certificates.isEmpty, certificates)\(results)\(attendance)\(if: visit.country.training?.followUp != nil, later)\(if: workshop.certificates.isEmpty, reopen)</div></section>
                """
        case .absent, .cancelled: return .none
        }
    }

    /// The test that comes next, or the end of the one that is open; then the other one, for whoever needs it out of turn.
    static func tests(_ visit: Visit, _ workshop: Workshop, back: String = "") -> HTML {
        guard let plan = workshop.plan, !plan.terms.test.isEmpty else { return .none }
        let hasBegun = workshop.active.contains { $0.papers[.before] != nil }
        let ways: [TestPaper.Sitting?] =
            switch workshop.open {
            case nil: hasBegun ? [.after, .before] : [.before, .after]
            case .before: [.after, nil]
            case .after: [nil, .before]
            }
        let open: HTML = workshop.open.map { "<p><strong>\(visit.say("day.isOpen.\($0.rawValue)"))</strong></p>" } ?? .none
        let forms = ways.enumerated().map { index, way in
            visit.posting(
                "/workshops/\(workshop.number)/tests",
                "<input type=\"hidden\" name=\"sitting\" value=\"\(way?.rawValue ?? "")\"><input type=\"hidden\" name=\"back\" value=\"\(back)\"><button\(if: index > 0, " class=\"quiet\"")>\(visit.say("day.open.\(way?.rawValue ?? "none")"))</button>"
            )
        }
        return "\(open)\(forms)"
    }

    /// The screen that everybody in the room sees. It renews itself, and shows no name.
    private static func code(_ visit: Visit) throws -> Reply {
        let actor = try visit.asTrainer()
        let number = try visit.named("workshop")
        let workshop = try visit.store.doorway(ofNumber: number, as: actor)
        let digits = RollingCode.code(of: workshop.keys, at: visit.now)
        let word = RollingCode.word(of: workshop.keys, at: visit.now)
        let over = workshop.standing(.over).count
        let address = visit.inbound.address("/join/\(workshop.keys.code)")
        let shown = address.replacing("https://", with: "").replacing("http://", with: "")
        let title = visit.say("code.title")
        var reply = visit.page(
            title,
            """
            <p><a href="/workshops/\(number)">\(number), \(workshop.plan?.terms.title ?? "")</a></p><h1>\(title)</h1>
            <div class="grid2"><div class="square">\(QR.svg("\(address)?key=\(word)", label: visit.say("code.square")))</div>
            <div><p>\(visit.say("code.how"))</p><p class="code">\(shown)</p><p>\(visit.say("code.digits"))</p><p class="code big">\(digits.prefix(3)) \(digits.suffix(3))</p>
            <p>\(visit.say("day.came")): \(workshop.active.count(where: \.cameAtAll))\(if: over > 0, " · \(visit.say("standing.over")): \(over)")</p>\(tests(visit, workshop, back: "code"))
            <p class="actions"><a class="button quiet" href="/workshops/\(number)/attendance">\(visit.say("attendance.title"))</a></p></div></div>
            """)
        if let refresh = HTTPField.Name("Refresh") { reply.headers[refresh] = "20" }
        return reply
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("workshop")
        let then = visit.form.first("back") == "code" ? "/workshops/\(number)/code" : nil
        return try await record(visit, then: then) { .opened(TestPaper.Sitting(rawValue: visit.form.first("sitting"))) }
    }

    private static func record(_ visit: Visit, then path: String? = nil, _ action: () -> Workshop.Action) async throws -> Reply {
        try await WorkshopPages.record(visit, then: path, again: { try await WorkshopPages.one(visit, $0) }, action)
    }

    private static func issue(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        do {
            try visit.store.issue(
                of: workshop.number, id: try visit.entryID(), as: try visit.actor(), at: visit.now, today: visit.today)
            return .redirect("/workshops/\(workshop.number)")
        } catch let refusal as Refusal { return try await WorkshopPages.one(visit, visit.refused(refusal)) }
    }

    private static func revoke(_ visit: Visit) async throws -> Reply {
        let id = try visit.entry("id")
        let path = "/workshops/\(try visit.named("workshop"))/people/\(id)"
        return try await WorkshopPages.record(
            visit, then: path, again: { try await WorkshopPeoplePages.person(visit, $0) }
        ) {
            .revoked(
                serial: visit.form.first("serial"), on: visit.today,
                text: try visit.text("text", isRequired: true)[.text]?.text ?? "")
        }
    }
}

extension Visit {
    func say(_ half: HalfDay) -> String { "\(say(half.day)), \(say("half.\(half.half.rawValue)"))" }
}
