import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// Services that were given, and those that were not: declined by the person, or not to be had. The same for several people at once.
enum ServicePages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/services") { try await page($0, .none) },
            .post("/cases/{case}/services") { try await serve($0) },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "served",
            asks: { country in
                [
                    .init("service", .code(country.serviceCodes)), .init("on", .day),
                    .optional("outcome", .code(ServiceLog.Outcome.allCases.map(\.rawValue))), .remark, .optional("cost", .number),
                    .optional("nights", .number), .optional("referral", .reference), .optional("goal", .reference),
                ]
            }, .entry { try action($0, isOther: false) })
    ]

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, _) = try await visit.open(.serve)
        let actor = try visit.actor()
        let own = file.referrals.first { $0.to == actor.agency && $0.status == .accepted }
        let services = visit.country.services.map { ($0.code.rawValue, visit.pack($0.label)) }
        let chosen = visit.form.first("service").isEmpty ? own?.request.service.rawValue ?? "" : visit.form.first("service")
        let title = visit.say("services.title", ["number": file.number])
        let outcomes = ServiceLog.Outcome.allCases.map { ($0.rawValue, visit.say("services.\($0.rawValue)")) }
        let outcome = visit.form.first("outcome").isEmpty ? "given" : visit.form.first("outcome")
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("services.why"))</p>
            \(visit.posting("/cases/\(file.number)/services", """
                \(visit.select("service", visit.say("list.service"), services, chosen: chosen))\(visit.dayInput("on", visit.say("services.on"), usual: visit.today))
                \(visit.button("services.record"))
                <details\(if: !problems.isEmpty, " open")><summary>\(visit.say("services.more"))</summary>
                \(visit.radios("outcome", visit.say("services.outcome"), outcomes, chosen: outcome))\(visit.textArea("text", visit.say("services.text"), value: visit.form.first("text")))
                \(visit.amountInput("cost", visit.say("services.cost", ["sign": visit.country.currencySign]), decimals: true))\(visit.amountInput("nights", visit.say("services.nights"), decimals: false))
                \(goals(visit, file))</details>\(same(visit, try others(visit, file, actor)))
                <input type="hidden" name="referral" value="\(own.map { $0.id.description } ?? "")">
                """))
            """)
    }

    private static func goals(_ visit: Visit, _ file: SeenCase) -> HTML {
        let goals = file.records.filter { visit.country.practice.records[$0.form]?.isGoal == true }
        guard !goals.isEmpty else { return .none }
        let choices = goals.map { goal in
            (goal.id.description, String((goal.answers.values.values.compactMap(\.text).first ?? "").prefix(80)))
        }
        return visit.select("goal", visit.say("services.goal"), choices, chosen: visit.form.first("goal"))
    }

    /// Other people this agency helps: one tick each logs the same service for them.
    private static func others(_ visit: Visit, _ file: SeenCase, _ actor: Actor) throws -> [String] {
        let serving = try visit.store.referralsToServe(as: actor).map(\.number)
        let mine = try visit.store.cases(as: actor, status: .open, size: 30).lines.filter(\.isMine).map(\.number)
        var seen: Set<String> = [file.number]
        return (serving + mine).filter { seen.insert($0).inserted }.prefix(30).map(\.self)
    }

    private static func same(_ visit: Visit, _ numbers: [String]) -> HTML {
        guard !numbers.isEmpty else { return .none }
        let boxes = numbers.map { number -> HTML in
            "<label><input type=\"checkbox\" name=\"also\" value=\"\(number)\"\(if: visit.form["also"].contains(number), " checked")>\(number)</label>"
        }
        return """
            <details><summary>\(visit.say("services.same"))</summary><fieldset id="also"><legend>\(visit.say("services.sameFor"))</legend><div class="choices">\(boxes)</div></fieldset>\(visit.button("services.record"))</details>
            """
    }

    /// Records it in this case, then in each of the others under that case's own permit. Those it was not allowed in are named.
    private static func serve(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        var refused: [String] = []
        let reply = try await visit.record(number, again: { try await page(visit, $0) }) { try action(visit, isOther: false) }
        guard reply.status == .seeOther else { return reply }
        for other in visit.form["also"].prefix(50) where other != number {
            do {
                _ = try await visit.store.record(
                    try action(visit, isOther: true), id: try visit.entryID(step: other), to: other, as: try visit.actor(),
                    at: visit.now,
                    today: visit.today)
            } catch let error where error is Refusal || error as? StoreFault == .notFound { refused.append(other) }
        }
        guard !refused.isEmpty else { return reply }
        return try await page(
            visit, visit.refused(Refusal("someNotServed", ["numbers": refused.joined(separator: ", ")])))
    }

    private static func action(_ visit: Visit, isOther: Bool) throws -> CaseAction {
        let service = ServiceCode(visit.form.first("service"))
        guard visit.country.service(service) != nil else {
            throw FormProblems(problems: [FormProblem(field: "service", fault: .missing)])
        }
        let outcome = ServiceLog.Outcome(rawValue: visit.form.first("outcome").isEmpty ? "given" : visit.form.first("outcome"))
        guard let outcome else { throw FormProblems(problems: [FormProblem(field: "outcome", fault: .notAChoice)]) }
        let log = ServiceLog(
            service: service, on: try visit.sentDay("on"), referral: isOther ? nil : EntryID(visit.form.first("referral")),
            outcome: outcome == .given ? nil : outcome, cents: try visit.amount("cost", decimals: true),
            nights: try visit.amount("nights", decimals: false), goal: isOther ? nil : EntryID(visit.form.first("goal")))
        return .served(log, answers: try visit.text("text"))
    }

    // MARK: On the page of the case

    static func list(_ visit: Visit, _ file: SeenCase) -> HTML {
        guard !file.services.isEmpty else { return "<p class=\"hint\">\(visit.say("services.none"))</p>" }
        let rows = file.services.map { service -> [HTML] in
            let outcome: HTML =
                service.log.outcome.map { " <span class=\"tag wait\">\(visit.say("services.\($0.rawValue)"))</span>" } ?? .none
            let nights = service.log.nights.map { visit.count("services.nightsCount", $0) } ?? ""
            let text = [service.answers[.text]?.text ?? "", nights].filter { !$0.isEmpty }.joined(separator: " - ")
            return [
                "\(visit.say(service.log.on))", "\(visit.service(service.log.service))\(outcome)", "\(visit.agency(service.by))",
                "\(text)", "\(service.log.cents.map { visit.money($0) } ?? "")",
            ]
        }
        let heads = ["services.on", "list.service", "list.agency", "services.text", "services.paid"].map { visit.say($0) }
        return visit.table(visit.say("case.services"), heads, rows)
    }
}

extension Visit {
    /// Units: cents of the country's currency.
    func money(_ cents: Int) -> String {
        let rest = cents % 100
        return "\(country.currencySign)\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    func amountInput(_ name: String, _ label: String, decimals: Bool) -> HTML {
        """
        <div class="field"><label for="\(name)">\(label)</label><input id="\(name)" name="\(name)" type="text" inputmode="\(decimals ? "decimal" : "numeric")" autocomplete="off" value="\(form.first(name))"></div>
        """
    }

    /// A whole number, or with decimals an amount of money in cents; nil when empty. Errors: `FormProblems`.
    func amount(_ name: String, decimals: Bool) throws -> Int? {
        let text = form.first(name).filter { $0 != "," && $0 != " " }
        guard !text.isEmpty else { return nil }
        let fault = FormProblems(problems: [FormProblem(field: name, fault: .notANumber)])
        guard let amount = Money(text, digits: decimals ? 2 : 0), text.last != ".",
            amount.minor <= (decimals ? 1_000_000_099 : 10_000_000)
        else { throw fault }
        return amount.minor
    }
}
