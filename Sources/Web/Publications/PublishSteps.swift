import OrderedCollections
import Pack
import Register
import Store

/// The steps of a year's figures as a task list, the one that is next, and what each has shown so far.
struct PublishSteps {
    let visit: Visit
    let publication: Publication
    let year: Int
    let actor: Actor
    private let gaps: [QualityLine]
    private let figures: PublishedFigures?
    private let truth: [[Int]]?

    init(_ visit: Visit, _ publication: Publication, _ year: Int, _ actor: Actor) throws {
        (self.visit, self.publication, self.year, self.actor) = (visit, publication, year, actor)
        gaps = publication.snapshot == nil ? [] : try visit.store.quality(year, as: actor, at: visit.now)
        figures = publication.status == .published ? nil : try visit.store.drafted(year, as: actor)
        truth = try figures.flatMap { try visit.store.truth($0, as: actor) }
    }

    private var path: String { PublishPages.path(year) }
    private var isOver: Bool { year < visit.today.year }
    private var terms: StatisticsTerms.Publication {
        visit.store.policy.practice.statistics.publication ?? StatisticsTerms.Publication()
    }

    var html: HTML {
        """
        \(returned)\(next)\(list)\(versions)\(quality)\(check)
        \(if: figures != nil, FiguresShown(visit: visit, figures: figures, truth: truth).html)\(others)
        """
    }

    // MARK: What is done and what is left

    private var list: HTML {
        let draft = publication.draft
        let snapshot = publication.snapshot.map {
            visit.say("publish.frozenOn", ["date": visit.say($0.cohort.asOf), "people": String($0.cohort.people)])
        }
        let open = gaps.filter { $0.count > 0 }.count
        let told = publication.status == .published ? publication.versions.last : nil
        let asked = publication.asking ?? told?.asked
        let steps: [(anchor: String, key: String, state: String?)] = [
            ("", "publish.step.freeze", snapshot),
            ("gaps", "publish.step.gaps", snapshot.map { _ in visit.count("publish.gapCount", open) }),
            ("figures", "publish.step.draft", draft.map { visit.say("publish.method.\($0.drawn.method.rawValue)") }),
            ("check", "publish.step.check", draft.map { _ in visit.say("publish.passed") }),
            ("", "publish.step.ask", asked.map { visit.say("publish.askedBy", ["name": visit.name($0.act.by)]) }),
            ("", "publish.step.sign", told.map { visit.say("publish.signedBy", ["name": visit.name($0.signed.by)]) }),
        ]
        let items = steps.map { step -> HTML in
            let isThere = step.state != nil && !step.anchor.isEmpty && (step.anchor == "gaps" || figures != nil)
            let name: HTML =
                isThere ? "<a href=\"#\(step.anchor)\">\(visit.say(step.key))</a>" : "<span>\(visit.say(step.key))</span>"
            return "<li>\(name) <span class=\"state\">\(step.state ?? visit.say("publish.notYet"))</span></li>"
        }
        return "<h2>\(visit.say("publish.steps"))</h2><ol class=\"tasks\">\(items)</ol>"
    }

    private var returned: HTML {
        guard let back = publication.returned else { return .none }
        return """
            <section class="notice" aria-label="\(visit.say("publish.returned"))"><p class="notice"><strong>\(visit.say("publish.returnedBy", ["name": visit.name(back.act.by), "date": visit.say(back.act.at)]))</strong><br><span class="said">\(back.words)</span></p></section>
            """
    }

    // MARK: The next step

    private var next: HTML {
        let body: HTML =
            switch publication.status {
            case .absent:
                "<p>\(visit.say("publish.freezeWhy"))</p>\(visit.posting(path + "/freeze", visit.button("publish.freeze")))"
            case .frozen where !isOver: "<p>\(visit.say("publish.notOver", ["year": String(year)]))</p>"
            case .frozen: "<p>\(visit.say("publish.draftWhy"))</p>\(visit.posting(path + "/draft", visit.button("publish.draft")))"
            case .drafted: "\(if: publication.next > 1, "<p>\(visit.say("publish.correctionWhy"))</p>")\(asking)"
            case .asked: publication.waits(for: actor.account) ? signing : "<p>\(visit.say("publish.waits"))</p>"
            case .published:
                "<p>\(visit.say("publish.done", ["version": String(publication.versions.last?.number ?? 0)]))</p>"
            }
        return "<section class=\"next\"><h2>\(visit.say("publish.next"))</h2>\(body)</section>"
    }

    private var asking: HTML {
        visit.posting(
            path + "/ask",
            """
            \(visit.textArea("text", visit.say("publish.notes"), hint: visit.say("publish.notesHint"), value: visit.form.first("text").isEmpty ? publication.notes : visit.form.first("text")))
            \(visit.button("publish.ask"))
            """)
    }

    private var signing: HTML {
        let asking = publication.asking
        let said = figures?.notes ?? ""
        let notes: HTML = said.isEmpty ? .none : "<h3>\(visit.say("publish.notes"))</h3><p class=\"said\">\(said)</p>"
        return """
            <p>\(visit.say("publish.signWhy", ["name": asking.map { visit.name($0.act.by) } ?? ""]))</p>\(notes)
            \(visit.posting(path + "/sign", "<input type=\"hidden\" name=\"digest\" value=\"\(asking?.digest ?? "")\">\(visit.button("publish.sign"))"))
            <details><summary>\(visit.say("publish.return"))</summary>\(visit.posting(path + "/return", "\(visit.textArea("text", visit.say("publish.returnWhy"), value: visit.form.first("text")))<button class=\"quiet\">\(visit.say("publish.giveBack"))</button>"))</details>
            """
    }

    // MARK: What is missing, and what is given away

    private var quality: HTML {
        guard !gaps.isEmpty else { return .none }
        let rows = gaps.filter { $0.count > 0 }.map { line -> [HTML] in
            ["\(visit.gap(line.gap))", "<a href=\"\(path)/gaps/\(line.gap.name)\">\(line.count)</a>"]
        }
        let heads = ["publish.gap", "publish.people"].map { visit.say($0) }
        return """
            <h2 id="gaps">\(visit.say("publish.gaps"))</h2><p>\(visit.say(rows.isEmpty ? "publish.gapClosed" : "publish.gapsWhy"))</p>\(if: !rows.isEmpty, visit.table(visit.say("publish.gaps"), heads, rows))
            """
    }

    private var check: HTML {
        guard let figures, let draft = publication.draft else { return .none }
        let cells = figures.tables.flatMap(\.cells)
        let hidden = cells.filter { $0.value == .hidden }.count
        let reason = visit.say(
            "publish.because.\(draft.drawn.method.rawValue)",
            [
                "fewest": String(terms.tablesFrom), "threshold": String(terms.threshold), "most": String(terms.mostTables),
                "hidden": String(hidden), "all": String(cells.count),
            ])
        let told = visit.count("publish.versionCount", publication.versions.count)
        return
            "<h2 id=\"check\">\(visit.say("publish.check"))</h2><p>\(reason)</p><p>\(visit.say("publish.checked")) \(told)</p>\(budget)"
    }

    private var budget: HTML {
        let left = visit.store.budgetLeft(of: publication)
        guard left.spent > 0 else { return .none }
        let holes = ["spent": left.spent, "left": left.left, "cap": left.cap].mapValues { visit.decimal($0, 3) }
        return "<p>\(visit.say("publish.budget", holes))</p>"
    }

    // MARK: Before, and otherwise

    private var versions: HTML {
        guard !publication.versions.isEmpty else { return .none }
        let items = publication.versions.reversed().map { version -> HTML in
            "<li><a href=\"\(path)/versions/\(version.number)\">\(visit.say("publish.versionOn", ["version": String(version.number), "date": visit.say(version.signed.at)]))</a></li>"
        }
        return "<h2>\(visit.say("publish.versions"))</h2><ul>\(items)</ul>"
    }

    static func hands(_ visit: Visit, _ version: Publication.Version) -> HTML {
        let all = [
            ("publish.frozenBy", version.snapshot.act), ("publish.draftedBy", version.draft.act),
            ("publish.askedBy", version.asked.act),
            ("publish.signedBy", version.signed),
        ]
        let items = all.map { key, act -> HTML in "<li>\(visit.say(key, ["name": visit.name(act.by)])), \(visit.say(act.at))</li>" }
        return "<ul>\(items)</ul><p class=\"hint\">SHA-256 <span class=\"digest\">\(version.asked.digest)</span></p>"
    }

    /// Everything that may be done now but is not the next step.
    private var others: HTML {
        guard publication.snapshot != nil, publication.asking == nil else { return .none }
        var parts: [HTML] = [
            visit.posting(path + "/freeze", "<button class=\"quiet\">\(visit.say("publish.freezeAgain"))</button>")
        ]
        if publication.draft != nil {
            parts.append(visit.posting(path + "/draft", "<button class=\"quiet\">\(visit.say("publish.draftAgain"))</button>"))
        }
        let words: HTML =
            publication.status == .published
            ? "<h3>\(visit.say("publish.correctWords"))</h3>\(asking)" : .none
        return """
            <h2>\(visit.say("publish.otherwise"))</h2><p>\(visit.say("publish.againWhy"))</p><div class="actions">\(parts)</div>\(words)
            """
    }

    /// What may be said where something may not.
    static func instead(_ visit: Visit, _ publication: Publication, _ year: Int, _ refusal: Refusal?) -> HTML {
        guard let reason = refusal?.reason, reason.hasPrefix("refusal.withheld.") || reason == "refusal.budgetSpent" else {
            return .none
        }
        let mayBand = reason != "refusal.withheld.differs-by-few" && reason != "refusal.withheld.unknown-attribute"
        let button: HTML = visit.posting(
            PublishPages.path(year) + "/draft",
            "<input type=\"hidden\" name=\"method\" value=\"bands\">\(visit.button("withheld.bands"))")
        return """
            <section class="next"><h2>\(visit.say("withheld.instead"))</h2><p>\(visit.say(mayBand ? "withheld.insteadBands" : "withheld.insteadWait"))</p>\(if: mayBand, button)</section>
            """
    }
}

extension Visit {
    func gap(_ gap: QualityGap) -> String {
        guard case .unknown(let id) = gap else { return say("gap.\(gap.name)") }
        return say("gap.unknown", ["what": store.policy.practice.statistics.attribute(id).map { pack($0.label) } ?? id])
    }
}
