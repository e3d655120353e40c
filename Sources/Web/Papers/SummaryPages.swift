import OrderedCollections
import Pack
import Register
import Store

/// What a court is told of a case: chosen part by part, read on the page, printed or pressed, and kept with its digest.
enum SummaryPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/summary") { try await page($0, .none) },
            .post("/cases/{case}/summary") { try await make($0) },
        ]
    }

    /// A part that can be told or left out: a form, a kind of record, the screenings, the decisions, the services, the files.
    private struct Part {
        let code: String
        let label: String
        /// Whether a court usually asks for it; the rest waits until somebody chooses it.
        let isUsual: Bool
        let isWalled: Bool
        let body: HTML
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await visit.open(.attach)
        let parts = parts(visit, file)
        let chosen = chosen(visit, parts)
        let title = visit.say("summary.title", ["number": file.number])
        let path = "/cases/\(file.number)/summary"
        let boxes = parts.map { part -> HTML in
            "<label><input type=\"checkbox\" name=\"part\" value=\"\(part.code)\"\(if: chosen.contains(part.code), " checked")>\(part.label)</label>"
        }
        let choice: HTML =
            "<fieldset class=\"field\"><legend>\(visit.say("summary.parts"))</legend><div class=\"choices\">\(boxes)</div></fieldset><input type=\"hidden\" name=\"chosen\" value=\"1\">"
        let make: HTML =
            visit.site.press.isAvailable
            ? visit.posting(
                path,
                "\(chosen.map { "<input type=\"hidden\" name=\"part\" value=\"\($0)\">" as HTML })<input type=\"hidden\" name=\"chosen\" value=\"1\"><p>\(visit.button("summary.make"))</p>"
            )
            : "<p class=\"notice\">\(visit.say("refusal.press.unavailable"))</p>"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<div class="actions"><form method="get" action="\(path)">\(choice)<button class="quiet">\(visit.say("summary.show"))</button></form>\(make)</div>
            <div class="sheet"><h1>\(title)</h1>\(body(visit, file, permit, parts.filter { chosen.contains($0.code) }))</div>
            """)
    }

    private static func make(_ visit: Visit) async throws -> Reply {
        let (file, permit) = try await visit.open(.attach)
        let parts = parts(visit, file)
        let told = parts.filter { chosen(visit, parts).contains($0.code) }
        let title = visit.say("summary.title", ["number": file.number])
        let paper = Paper(
            title: title, language: visit.language, country: visit.country.name.english,
            foot: visit.say("summary.foot", ["number": file.number]),
            body: "<h1>\(title)</h1>\(body(visit, file, permit, told))")
        do {
            let pdf = try await visit.press(paper, at: visit.now)
            let compartment = told.contains(where: \.isWalled) ? Compartment.investigation : .identity
            // Whatever its maker could open may stand in it.
            let also = permit.opens.intersection([.identity, .welfare]).subtracting([compartment]).sorted()
            let attachment = Attachment(
                type: "application/pdf", size: pdf.count, digest: Store.digest(pdf), original: nil,
                compartment: compartment, also: also)
            let named = Answers([.text: .text(title), .fileName: .text("\(file.number).pdf")])
            _ = try await visit.store.record(
                .attached(attachment, answers: named), carrying: pdf, id: try visit.entryID(), to: file.number,
                as: try visit.actor(), at: visit.now, today: visit.today)
            return .redirect("/cases/\(file.number)/attachments")
        } catch let fault as Press.Fault {
            return try await page(visit, visit.refused(fault))
        } catch let refusal as Refusal { return try await page(visit, visit.refused(refusal)) }
    }

    private static func chosen(_ visit: Visit, _ parts: [Part]) -> Set<String> {
        let sent = visit.form.first("chosen").isEmpty ? visit.query : visit.form
        guard !sent.first("chosen").isEmpty else { return Set(parts.filter(\.isUsual).map(\.code)) }
        return Set(sent["part"])
    }

    // MARK: The parts

    private static func parts(_ visit: Visit, _ file: SeenCase) -> [Part] {
        var parts = visit.country.sections.compactMap { form -> Part? in
            guard let answers = file.answers[form.id], !answers.isEmpty else { return nil }
            let isWalled = answers.values.keys.contains { visit.store.policy.compartment(of: $0) == .investigation }
            return part(
                "form.\(form.id)", visit.pack(form.title), form.id == visit.country.opening.id, visit.facts(form, answers),
                isWalled: isWalled)
        }
        if !file.screenings.isEmpty {
            let lines = file.screenings.map { "<li>\(ScreeningPages.line(visit, file, $0))</li>" as HTML }
            parts.append(part("screenings", visit.say("summary.screenings"), true, "<ul>\(lines)</ul>"))
        }
        if !file.decisions.isEmpty {
            let lines = file.decisions.map { decided -> HTML in
                "<li>\(DecisionPages.line(visit, decided))\(decided.reasons[.text]?.text.map { "<br>\($0)" } ?? .none)</li>"
            }
            let period: HTML = file.recovery.map { "<p>\(DecisionPages.period(visit, $0))</p>" } ?? .none
            parts.append(part("decisions", visit.say("summary.decisions"), true, "<ul>\(lines)</ul>\(period)"))
        }
        for form in visit.country.records {
            let kept = file.records.filter { $0.form == form.id }
            guard let keeping = form.keeping, !kept.isEmpty else { continue }
            let each = kept.map { "<h3>\(visit.say($0.at))</h3>\(visit.facts(form, $0.answers))" as HTML }
            parts.append(
                part(
                    "record.\(form.id)", visit.pack(form.title), (9...11).contains(keeping.stage), "\(each)",
                    isWalled: keeping.compartment == .investigation))
        }
        if !file.services.isEmpty {
            parts.append(part("services", visit.say("case.services"), false, ServicePages.list(visit, file)))
        }
        if !file.attachments.isEmpty {
            let lines = file.attachments.map { attached -> HTML in
                "<li>\(attached.answers[.text]?.text ?? ""), \(visit.say(attached.custody[0].at))<br><span class=\"digest\">SHA-256 \(attached.attachment.digest)</span></li>"
            }
            let isWalled = file.attachments.contains { $0.attachment.compartment == .investigation }
            parts.append(part("files", visit.say("attachments.short"), true, "<ul>\(lines)</ul>", isWalled: isWalled))
        }
        return parts
    }

    private static func part(_ code: String, _ label: String, _ isUsual: Bool, _ body: HTML, isWalled: Bool = false) -> Part {
        Part(code: code, label: label, isUsual: isUsual, isWalled: isWalled, body: "<h2>\(label)</h2>\(body)")
    }

    private static func body(_ visit: Visit, _ file: SeenCase, _ permit: Permit, _ parts: [Part]) -> HTML {
        """
        <dl class="facts"><dt>\(visit.say("case.owner"))</dt><dd>\(visit.agency(file.owner))</dd><dt>\(visit.say("list.opened"))</dt><dd>\(visit.say(file.opened))</dd>
        <dt>\(visit.say("summary.by"))</dt><dd>\(visit.name(permit.actor.account)), \(visit.agency(permit.actor.agency))</dd><dt>\(visit.say("summary.on"))</dt><dd>\(visit.say(visit.now))</dd>
        <dt>\(visit.say("summary.law"))</dt><dd>\(visit.country.legalBasis)</dd></dl>
        \(parts.map(\.body))
        """
    }
}
