import HTTPTypes
import Pack
import Register
import Store

/// The day itself: the code on the screen, the tests, the end, the certificates, and a sheet for a room without phones.
enum DayPages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/code") { try code($0) },
            .post("/workshops/{workshop}/tests") { try await open($0) },
            .post("/workshops/{workshop}/closure") { visit in try await record(visit) { .closed } },
            .post("/workshops/{workshop}/certificates") { try await issue($0) },
            .post("/workshops/{workshop}/people/{id}/revocation") { try await revoke($0) },
            .get("/workshops/{workshop}/sheet") { try await sheet($0) },
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
            return """
                <section class="next"><h2>\(visit.say("day.title"))</h2>\(numbers)<div class="actions"><a class="button" href="\(path)/code">\(visit.say("day.code"))</a>\(tests(visit, workshop))\(attendance)\(if: !came.isEmpty, "\(results)\(visit.posting(path + "/closure", close))")</div></section>
                """
        case .held:
            let waiting = came.contains { workshop.isWaitingForCertificate($0) }
            let issue = visit.posting(path + "/certificates", visit.button("day.issue"))
            let certificates: HTML =
                "<a class=\"button\" href=\"\(path)/certificates\">\(visit.say("certificate.list"))</a> "
            return """
                <section class="next"><h2>\(visit.say("day.after.title"))</h2>\(numbers)<div class="actions">\(if: waiting, issue)\(if: !workshop.certificates.isEmpty, certificates)\(results)\(attendance)<a class="button quiet" href="\(path)/follow-up">\(visit.say("followUp.title"))</a></div></section>
                """
        case .absent, .cancelled: return .none
        }
    }

    /// One button: the test that comes next, or the end of the one that is open.
    static func tests(_ visit: Visit, _ workshop: Workshop, back: String = "") -> HTML {
        guard let plan = workshop.plan, !plan.terms.test.isEmpty else { return .none }
        let hasBegun = workshop.active.contains { $0.papers[.before] != nil }
        let next: TestPaper.Sitting? =
            workshop.open == nil ? (hasBegun ? .after : .before) : workshop.open == .before ? .after : nil
        let key = next.map { "day.open.\($0.rawValue)" } ?? "day.open.none"
        let open: HTML = workshop.open.map { "<p><strong>\(visit.say("day.isOpen.\($0.rawValue)"))</strong></p>" } ?? .none
        return """
            \(open)\(visit.posting("/workshops/\(workshop.number)/tests", "<input type=\"hidden\" name=\"sitting\" value=\"\(next?.rawValue ?? "")\"><input type=\"hidden\" name=\"back\" value=\"\(back)\"><button>\(visit.say(key))</button>"))
            """
    }

    /// The screen that everybody in the room sees. It renews itself, and shows no name.
    private static func code(_ visit: Visit) throws -> Reply {
        let actor = try visit.asTrainer()
        let number = try visit.named("workshop")
        let workshop = try visit.store.doorway(ofNumber: number, as: actor)
        let digits = RollingCode.code(of: workshop.keys, at: visit.now)
        let address = visit.inbound.address("/join/\(workshop.keys.code)")
        let shown = address.replacing("https://", with: "").replacing("http://", with: "")
        let title = visit.say("code.title")
        var reply = visit.page(
            title,
            """
            <p><a href="/workshops/\(number)">\(number), \(workshop.plan?.terms.title ?? "")</a></p><h1>\(title)</h1>
            <div class="grid2"><div class="square">\(QR.svg("\(address)?now=\(digits)", label: visit.say("code.square")))</div>
            <div><p>\(visit.say("code.how"))</p><p class="code">\(shown)</p><p>\(visit.say("code.digits"))</p><p class="code big">\(digits.prefix(3)) \(digits.suffix(3))</p>
            <p>\(visit.say("day.came")): \(workshop.active.count(where: \.cameAtAll))</p>\(tests(visit, workshop, back: "code"))
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

    /// To print: a line for each person, and empty ones.
    private static func sheet(_ visit: Visit) async throws -> Reply {
        let workshop = try await visit.workshop(for: .trainer)
        guard let plan = workshop.plan else { throw Fault.notFound }
        let halves = plan.halfDays.map { visit.say($0) }
        let heads = ["#", visit.say("participant.name"), visit.say("participant.agency")] + halves
        let empty: [HTML] = Array(repeating: "", count: halves.count)
        var rows = workshop.active.map { each -> [HTML] in
            ["\(each.index)", "\(each.person.name)", "\(visit.participantAgency(each.person.agency))"] + empty
        }
        rows += Array(repeating: Array(repeating: "\u{A0}", count: heads.count), count: max(5, 25 - rows.count))
        let head = heads.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let body = rows.map { "<tr>\($0.map { "<td>\($0)</td>" as HTML })</tr>" as HTML }
        let title = visit.say("sheet.title")
        return visit.page(
            title,
            """
            \(visit.crumb(workshop))<h1>\(title)</h1><p>\(plan.terms.title) - \(visit.days(plan)), \(plan.place)</p><p class="hint">\(visit.say("sheet.why"))</p>
            <table class="sheet"><caption class="visually-hidden">\(title)</caption><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>
            """)
    }
}

extension Visit {
    func say(_ half: HalfDay) -> String { "\(say(half.day)), \(say("half.\(half.half.rawValue)"))" }
}
