import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// Files for partners: the list, one file with what happened to it, and each step by the person whose turn it is.
enum ExportPages {
    static var routes: [Route] {
        [
            .get("/exports") { try list($0) },
            .get("/exports/{export}") { try one($0, .none) },
            .post("/exports/{export}/agreement") { try await record($0) { _ in .agreed } },
            .post("/exports/{export}/refusal") { visit in
                try await record(visit) { .refused(answers: try $0.text("text", isRequired: true)) }
            },
            .post("/exports/{export}/withdrawal") { visit in
                try await record(visit) { .withdrawn(answers: try $0.text("text", isRequired: true)) }
            },
        ] + ExportAsking.routes + ExportFilePages.routes + FoundPages.routes
    }

    // MARK: Reading

    private static func list(_ visit: Visit) throws -> Reply {
        let lines = try visit.store.exports(as: try visit.actor())
        let title = visit.say("export.list")
        return visit.page(
            title,
            """
            <h1>\(title)</h1><p>\(visit.say("export.why"))</p>
            <p class="actions"><a class="button" href="/exports/new">\(visit.say("export.new"))</a><a class="button quiet" href="/exports/found">\(visit.say("export.found"))</a></p>
            \(lines.isEmpty ? "<p>\(visit.say("export.none"))</p>" : table(visit, title, lines))
            """)
    }

    private static func table(_ visit: Visit, _ caption: String, _ lines: [ExportLine]) -> HTML {
        let rows = lines.map { line -> [HTML] in
            [
                "<a class=\"number\" href=\"/exports/\(line.number)\">\(line.number)</a>",
                "\(line.status == .taken ? visit.say("export.terminal") : line.recipient)",
                "\(visit.exportFormat(line.format))", visit.exportTag(line.status, isOver: visit.isOver(line)),
                "\(visit.name(line.asker))", "\(visit.say(line.changed))",
            ]
        }
        let heads = ["number", "recipient", "format", "state", "asker", "changed"].map { visit.say("export.\($0)") }
        return visit.table(caption, heads, rows)
    }

    static func one(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let export = try visit.export()
        let title = visit.say("export.title", ["number": export.number])
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/exports">\(visit.say("export.list"))</a></p>
            <h1>\(title) \(visit.exportTag(export.status, isOver: visit.isOver(export)))</h1>
            \(facts(visit, export))\(steps(visit, export))\(try turn(visit, export))
            """)
    }

    private static func facts(_ visit: Visit, _ export: Export) -> HTML {
        guard let request = export.request else { return export.taken.map { facts(visit, $0) } ?? .none }
        let keys = request.keys.map { "<span class=\"digest\">\($0.text)</span><br>" as HTML }
        let reason = visit.choice(request.reason, of: visit.exportTerms.reasons)
        let period = visit.say("export.days", ["from": visit.say(request.from), "until": visit.say(request.until)])
        var rows: [(String, HTML)] = [
            ("recipient", "\(request.recipient)"), ("format", "\(visit.exportFormat(request.format))"), ("period", "\(period)"),
            ("reason", "\(reason)"), ("use", "<span class=\"said\">\(export.steps.first?.answers[.text]?.text ?? "")</span>"),
            ("keys", "\(keys)"), ("peopleAsked", "\(request.people)"),
        ]
        if let made = export.made {
            rows += [
                ("people", "\(made.people)"), ("size", "\(AttachmentPages.size(made.size))"),
                ("digestPlain", "<span class=\"digest\">\(made.plain)</span>"),
                ("digestSealed", "<span class=\"digest\">\(made.sealed)</span>"),
            ]
        }
        return "<dl class=\"facts\">\(rows.map { "<dt>\(visit.say("export.\($0.0)"))</dt><dd>\($0.1)</dd>" as HTML })</dl>"
    }

    /// Of a file that was taken at the terminal.
    private static func facts(_ visit: Visit, _ taken: Export.Taken) -> HTML {
        let rows: [(String, HTML)] = [
            ("recipient", "\(visit.say("export.terminal"))"), ("format", "\(taken.format)"), ("people", "\(taken.people)"),
            ("size", "\(AttachmentPages.size(taken.size))"), ("digestPlain", "<span class=\"digest\">\(taken.plain)</span>"),
        ]
        return "<dl class=\"facts\">\(rows.map { "<dt>\(visit.say("export.\($0.0)"))</dt><dd>\($0.1)</dd>" as HTML })</dl>"
    }

    private static func steps(_ visit: Visit, _ export: Export) -> HTML {
        let items = export.steps.enumerated().map { index, step -> HTML in
            let text = index == 0 ? nil : step.answers[.text]?.text
            return """
                <li>\(visit.say("export.step.\(step.status.rawValue)")): \(visit.name(step.by)), \(visit.say(step.at))\(text.map { "<br><span class=\"said\">\($0)</span>" } ?? .none)</li>
                """
        }
        return "<h2>\(visit.say("export.steps"))</h2><ol>\(items)</ol>"
    }

    // MARK: Whose turn it is

    private static func turn(_ visit: Visit, _ export: Export) throws -> HTML {
        let (actor, terms) = (try visit.actor(), visit.exportTerms)
        guard [.asked, .agreed, .made].contains(export.status), !export.isOver(at: visit.now, by: terms) else { return .none }
        let path = "/exports/\(export.number)"
        var body = HTML.none
        if export.waits(for: actor, at: visit.now, by: terms) {
            body += """
                <h2>\(visit.say("export.decide"))</h2><p>\(visit.say("export.decideWhy"))</p>
                \(visit.posting(path + "/agreement", "<div class=\"actions\">\(visit.button("export.agree"))</div>"))
                \(visit.posting(path + "/refusal", words(visit, "refuse")))
                """
        } else if export.isReady(.agreed, for: actor, at: visit.now, by: terms) {
            let button = visit.posting(path + "/file", "<div class=\"actions\">\(visit.button("export.make"))</div>")
            body += """
                <h2>\(visit.say("export.make"))</h2><p>\(visit.say("export.makeWhy"))</p>\(visit.site.age.isAvailable ? button : visit.noAge)
                """
        } else if export.isReady(.made, for: actor, at: visit.now, by: terms) {
            let size = AttachmentPages.size(export.made?.size ?? 0)
            body += """
                <p class="actions"><a class="button" href="\(path)/file" download>\(visit.say("export.save", ["size": size]))</a></p><p>\(visit.say("export.saveWhy"))</p>
                """
        } else if export.status != .asked {
            body += "<p>\(visit.say("export.forAsker"))</p>"
        }
        let end = visit.country.zone.day(of: export.changed.after(days: terms.days))
        return """
            \(body)<p class="hint">\(visit.say(export.status == .made ? "export.savedUntil" : "export.ends", ["date": visit.say(end)]))</p>
            <details><summary>\(visit.say("export.withdraw"))</summary>\(visit.posting(path + "/withdrawal", words(visit, "withdraw")))</details>
            """
    }

    private static func words(_ visit: Visit, _ act: String) -> HTML {
        """
        <div class="field"><label for="text-\(act)">\(visit.say("export.\(act)Why"))</label><textarea id="text-\(act)" name="text" rows="3">\(visit.form.first("text"))</textarea></div><div class="actions"><button class="quiet">\(visit.say("export.\(act)"))</button></div>
        """
    }

    private static func record(_ visit: Visit, _ action: (Visit) throws -> Export.Action) async throws -> Reply {
        let number = try visit.export().number
        do {
            try await visit.store.record(
                try action(visit), id: try visit.entryID(), to: number, as: try visit.actor(), at: visit.now)
            return .redirect("/exports/\(number)")
        } catch let error where error is Refusal || error is FormProblems { return try one(visit, try visit.problems(error)) }
    }

    // MARK: On my work

    static func waiting(_ visit: Visit, _ lines: [ExportLine]) -> HTML {
        guard !lines.isEmpty else { return .none }
        let rows = lines.prefix(10).map { line -> [HTML] in
            [
                "<a class=\"number\" href=\"/exports/\(line.number)\">\(line.number)</a>", "\(line.recipient)",
                "\(visit.name(line.asker))", "\(visit.say("export.waits.\(line.status.rawValue)"))", "\(visit.say(line.changed))",
            ]
        }
        let heads = ["number", "recipient", "asker", "state", "changed"].map { visit.say("export.\($0)") }
        return "<h2>\(visit.say("export.waiting"))</h2>\(visit.table(visit.say("export.waiting"), heads, Array(rows)))"
    }
}

extension Visit {
    var exportTerms: ExportTerms { country.practice.exports }
    var noAge: HTML { "<p class=\"notice\">\(say("refusal.sealing.unavailable"))</p>" }

    /// The export of this address. Errors: `StoreFault.notFound`.
    func export() throws -> Export { try store.export(try named("export"), as: try actor()) }
    func exportFormat(_ id: String) -> String { exportTerms.format(id).map { pack($0.title) } ?? id }
    func isOver(_ export: Export) -> Bool { export.isOver(at: now, by: exportTerms) }

    func isOver(_ line: ExportLine) -> Bool {
        [.asked, .agreed, .made].contains(line.status) && line.changed.after(days: exportTerms.days) < now
    }

    func exportTag(_ status: Export.Status, isOver: Bool) -> HTML {
        // What was made stays made; only what nobody took further is over.
        let isUnused = isOver && status != .made
        let colour = isUnused ? "closed" : [.asked: "wait", .agreed: "open", .made: "done", .taken: "done"][status] ?? "closed"
        return "<span class=\"tag \(colour)\">\(say("export.status.\(isUnused ? "over" : status.rawValue)"))</span>"
    }
}
