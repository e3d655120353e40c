import OrderedCollections
import Pack
import Register
import Store

/// The parts of a dashboard that the store computed. Where only bands may be known there are tables and no drawing: a bar would tell more.
struct BoardParts {
    let visit: Visit
    let board: Board

    private var isExact: Bool { board.sight != .bands }

    private func section(_ id: String, _ body: HTML) -> HTML {
        "<section id=\"\(id)\"><h2>\(visit.say("figures.\(id)"))</h2>\(body)</section>"
    }

    private func heads(_ keys: String...) -> [String] { keys.map { visit.say($0) } }

    var tiles: HTML {
        var all: [(label: String, value: String)] = [(visit.say("figures.open"), visit.stated(board.open))]
        for course in [board.opened, board.closed].compactMap(\.self) {
            all.append((visit.pack(course.population.label), visit.stated(course.total)))
        }
        all.append((visit.say("figures.late"), visit.stated(board.allLate)))
        all.append((visit.say("figures.stalled"), visit.stated(board.stalled)))
        if let reach = board.reach { all.append((visit.say("figures.trained"), visit.stated(reach.people))) }
        return "<dl class=\"tiles\">\(all.map { "<div><dt>\($0.label)</dt><dd>\($0.value)</dd></div>" as HTML })</dl>"
    }

    // MARK: Cases

    var caseload: HTML {
        let courses = [board.opened, board.closed].compactMap(\.self).map { "<div>\(course($0))</div>" as HTML }
        return section("caseload", "<div class=\"grid2\">\(courses)</div>\(agencies)\(workers)")
    }

    private func course(_ course: Board.Course) -> HTML {
        let label = visit.pack(course.population.label)
        guard isExact else {
            let rows = course.months.map { month, count -> [HTML] in ["\(visit.month(month))", "\(visit.stated(count))"] }
            return "<h3>\(label)</h3>\(visit.table(label, [visit.say("figures.byMonth"), label], rows))"
        }
        return ColumnChart(
            caption: label, heads: (visit.say("figures.byMonth"), label),
            columns: course.months.map { .init(label: visit.month($0.first), count: $0.count.number ?? 0) },
            numbers: visit.say("calls.numbers")
        ).html
    }

    /// Agencies side by side, those with the most open cases first.
    private var agencies: HTML {
        guard board.sight == .country else { return .none }
        let all = Set(board.openByAgency.keys).union(board.lateByAgency.keys)
        let order = all.sorted {
            (-(board.openByAgency[$0] ?? 0), visit.agency($0)) < (-(board.openByAgency[$1] ?? 0), visit.agency($1))
        }
        guard !order.isEmpty else { return .none }
        let rows = order.map { agency -> BarChart.Row in
            let open = board.openByAgency[agency] ?? 0
            return BarChart.Row(
                label: "\(visit.agency(agency))", cells: ["\(open)", "\(board.lateByAgency[agency] ?? 0)"], value: Double(open))
        }
        return BarChart(
            caption: visit.say("figures.byAgency"), heads: heads("list.agency", "figures.open", "figures.late", "figures.bar"),
            rows: rows
        ).html
    }

    private var workers: HTML {
        guard !board.openByWorker.isEmpty else { return .none }
        let named = board.openByWorker.map { (name: $0.key.map { visit.name($0) } ?? visit.say("case.nobody"), count: $0.value) }
        let rows = named.sorted { (-$0.count, $0.name) < (-$1.count, $1.name) }.map {
            BarChart.Row(label: "\($0.name)", cells: ["\($0.count)"], value: Double($0.count))
        }
        return BarChart(
            caption: visit.say("figures.byWorker"), heads: heads("case.assignee", "figures.open", "figures.bar"), rows: rows
        ).html
    }

    // MARK: What waits too long

    var late: HTML {
        let rows = Deadline.Duty.allCases.map { duty -> BarChart.Row in
            let counts = Board.Lateness.allCases.map { board.late[duty]?[$0] ?? .exactly(0) }
            let all = counts.compactMap(\.number)
            return BarChart.Row(
                label: "\(visit.say("figures.duty.\(duty.rawValue)"))", cells: counts.map { "\(visit.stated($0))" },
                value: isExact ? Double(all.reduce(0, +)) : nil)
        }
        let keys = ["figures.duty"] + Board.Lateness.allCases.map { "figures.late.\($0)" }
        let heads = keys.map { visit.say($0) }
        let title = visit.say("figures.byDuty")
        return section(
            "late",
            isExact
                ? BarChart(caption: title, heads: heads + [visit.say("figures.bar")], rows: rows).html
                : visit.table(title, heads, rows.map { [$0.label] + $0.cells }))
    }

    var stalled: HTML {
        let why: HTML = "<p>\(visit.say("figures.stalledWhy", ["count": visit.stated(board.stalled)]))</p>"
        let order = board.stalledByAgency.sorted { (-$0.value, visit.agency($0.key)) < (-$1.value, visit.agency($1.key)) }
        guard !order.isEmpty else { return section("stalled", why) }
        let rows = order.map {
            BarChart.Row(label: "\(visit.agency($0.key))", cells: ["\($0.value)"], value: Double($0.value))
        }
        let chart = BarChart(
            caption: visit.say("figures.stalledBy"), heads: heads("figures.asked", "figures.stalled", "figures.bar"), rows: rows)
        return section("stalled", "\(why)\(chart.html)")
    }

    // MARK: How long it takes

    var steps: HTML {
        guard !board.steps.isEmpty else { return .none }
        let rows = board.steps.map { step -> BarChart.Row in
            BarChart.Row(
                label: "\(visit.pack(step.from.label)) → \(visit.pack(step.to.label))",
                cells: [
                    "\(visit.stated(step.waits.people))", days(step.waits.median), days(step.waits.ninth),
                ], value: step.waits.median.map(Double.init))
        }
        let chart = BarChart(
            caption: visit.say("figures.stepsCaption"),
            heads: heads("figures.step", "figures.people", "figures.median", "figures.ninth", "figures.bar"), rows: rows)
        return section("steps", "<p>\(visit.say("figures.stepsWhy"))</p>\(chart.html)")
    }

    private func days(_ count: Int?) -> HTML { count.map { "\(visit.count("figures.dayCount", $0))" } ?? "–" }

    // MARK: What was missing

    var gaps: HTML {
        guard let figures = board.outcomes, let outcome = figures.splits.last else { return .none }
        // Which of the pack's codes stands for a service that was given; all others are gaps.
        let given = outcome.byte(Answers([outcome.field: .text(ServiceLog.Outcome.given.rawValue)]), on: nil)
        let missing = (1...outcome.codes.count).filter { $0 != Int(given) }
        let heads = missing.map { visit.pack(outcome.codes[$0 - 1].label) }
        guard figures.splits.count == 2, isExact else {
            let rows = zip(heads, missing).map { head, code -> [HTML] in
                [
                    "\(head)",
                    "\(visit.stated(figures.splits.count == 1 ? figures[[code]] : .exactly(total(figures, code))))",
                ]
            }
            let title = visit.say("figures.gaps")
            return section("gaps", visit.table(title, [visit.pack(outcome.label), visit.pack(figures.population.label)], rows))
        }
        let service = figures.splits[0]
        let rows = (0...service.codes.count).compactMap { place -> (count: Int, row: BarChart.Row)? in
            let counts = missing.map { figures[[place, $0]].number ?? 0 }
            let all = counts.reduce(0, +)
            guard all > 0 else { return nil }
            let label = place == 0 ? visit.say("figures.unknown") : visit.pack(service.codes[place - 1].label)
            return (all, BarChart.Row(label: "\(label)", cells: counts.map { "\($0)" }, value: Double(all)))
        }
        guard !rows.isEmpty else { return section("gaps", "<p>\(visit.say("figures.noGaps"))</p>") }
        let chart = BarChart(
            caption: visit.say("figures.gapsBy"), heads: [visit.say("list.service")] + heads + [visit.say("figures.bar")],
            rows: rows.sorted { $0.count > $1.count }.map(\.row))
        return section("gaps", chart.html)
    }

    private func total(_ figures: Figures, _ code: Int) -> Int {
        (0...figures.splits[0].codes.count).reduce(0) { $0 + (figures[[$1, code]].number ?? 0) }
    }

    // MARK: Training

    var reach: HTML {
        guard let reach = board.reach else { return .none }
        var sentences = [visit.say("figures.reachPeople", ["count": visit.stated(reach.people)])]
        if let agencies = reach.agencies {
            sentences.append(
                visit.say("figures.reachAgencies", ["count": visit.stated(agencies), "all": String(reach.ofAgencies)]))
        }
        let more: HTML =
            TrainingPages.mayCount(visit) ? " <a href=\"/training/coverage\">\(visit.say("coverage.title"))</a>" : .none
        return section("reach", "<p>\(sentences.joined(separator: " "))\(more)</p>")
    }
}
