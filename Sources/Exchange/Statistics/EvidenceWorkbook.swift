package import Register

/// The yearly evidence as a workbook: a sheet for what the report asks, one for each division, the goal, the four units, and what it is.
package struct EvidenceWorkbook {
    private let report: EvidenceReport
    private let zone: Zone
    /// Says a text of the pack, and a word of the program, in a language.
    private let pack: (Wording) -> String
    private let say: (String) -> String

    package init(
        _ report: EvidenceReport, in zone: Zone, pack: @escaping (Wording) -> String, say: @escaping (String) -> String
    ) {
        (self.report, self.zone, self.pack, self.say) = (report, zone, pack, say)
    }

    package var workbook: Workbook {
        Workbook([
            Workbook.Sheet(name: say("tip.sheet.about"), rows: about),
            Workbook.Sheet(name: say("tip.sheet.figures"), rows: figures),
            Workbook.Sheet(name: say("tip.sheet.divided"), rows: divided(report.figures.map { ($0.evidence.id, $0.count) })),
            Workbook.Sheet(name: say("tip.sheet.way"), rows: steps), Workbook.Sheet(name: "SDG 16.2.2", rows: goal),
            Workbook.Sheet(
                name: "IC-TIP",
                rows: divided(
                    report.units.flatMap { unit in ([unit.total] + unit.counts).map { (say("tip.unit.\(unit.role)"), $0) } })),
        ])
    }

    private var about: [[String]] {
        [
            [say("tip.notPublic")], [say("tip.year"), String(report.year)],
            [say("tip.known"), zone.day(of: report.asOf).description], [say("tip.records.why")],
        ]
    }

    private var figures: [[String]] {
        let years = (0...EvidenceReport.yearsBefore).map { String(report.year - $0) }
        let head =
            ["tip.heading", "tip.id", "tip.figure", "tip.definition"].map(say) + years + ["tip.records", "tip.query"].map(say)
        return [head]
            + report.figures.map { figure in
                [
                    say("tip.heading.\(figure.evidence.heading)"), figure.evidence.id, pack(figure.count.population.label),
                    pack(figure.count.population.definition),
                ] + ([figure.count.total] + figure.before).map(String.init)
                    + [String(figure.count.rows), figure.count.query(in: report.year)]
            }
    }

    /// A line for each count that is not zero, with up to two codes.
    private func divided(_ counts: [(name: String, count: Count)]) -> [[String]] {
        let head = [
            "tip.id", "tip.figure", "tip.attribute", "tip.code", "tip.attribute", "tip.code", "tip.count",
        ].map(say)
        return [head]
            + counts.flatMap { name, count in
                count.lines.map { codes, number in
                    var cells = [name, pack(count.population.label)]
                    for place in 0..<2 {
                        guard place < count.splits.count else {
                            cells += ["", ""]
                            continue
                        }
                        let split = count.splits[place]
                        cells += [
                            pack(split.label), codes[place] == 0 ? say("tip.unknown") : pack(split.codes[codes[place] - 1].label),
                        ]
                    }
                    return cells + [String(number)]
                }
            }
    }

    private var steps: [[String]] {
        [["tip.from", "tip.to", "tip.people", "tip.median", "tip.ninth"].map(say)]
            + report.steps.map { step in
                [
                    pack(step.from.label), pack(step.to.label), step.waits.people.number.map(String.init) ?? "",
                    step.waits.median.map(String.init) ?? "", step.waits.ninth.map(String.init) ?? "",
                ]
            }
    }

    private var goal: [[String]] {
        guard let goal = report.goal else { return [[say("tip.goal.none")]] }
        let first = goal.counts.first?.total ?? 0
        let head = [say("tip.attribute"), say("tip.code"), say("tip.people"), say("tip.goal.rate")]
        let lines = goal.counts.flatMap { count in
            count.lines.map { codes, number in
                [
                    pack(count.splits[0].label),
                    codes[0] == 0 ? say("tip.unknown") : pack(count.splits[0].codes[codes[0] - 1].label),
                    String(number), EvidenceWorkbook.decimal(goal.rate(number)),
                ]
            }
        }
        return [head, [say("tip.all"), "", String(first), EvidenceWorkbook.decimal(goal.rate(first))]] + lines
            + [[say("tip.goal.inhabitants"), String(goal.countedIn), String(goal.inhabitants), pack(goal.terms.source)]]
    }

    /// Two decimals, with a point, as a spreadsheet reads them.
    private static func decimal(_ value: Double) -> String {
        let hundredths = Bounded.whole(of: value * 100)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
