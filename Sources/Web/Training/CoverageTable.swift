import Pack
import Register

/// Agency by sex: in twelve months, and ever; then what share of it completed a workshop. An agency with people at several duty posts has
/// a row below it for each.
///
/// Shape: the first two sexes of the pack's list have columns; everybody else stands together.
struct CoverageTable {
    let visit: Visit
    let coverage: Coverage
    let terms: TrainingTerms

    private var named: [Choice] { Array(terms.sexes.prefix(2)) }

    var html: HTML {
        let lines = coverage.lines.filter { $0.all.ever > 0 }
        guard !lines.isEmpty else { return "<p>\(visit.say("coverage.none"))</p>" }
        let groups =
            named.map { visit.choice($0.code, of: terms.sexes) } + [visit.say("coverage.otherSex"), visit.say("coverage.all")]
        let top = groups.map { "<th scope=\"colgroup\" colspan=\"2\">\($0)</th>" as HTML }
        let last = ["coverage.completedRecent", "coverage.staff", "coverage.share"].map {
            "<th rowspan=\"2\" scope=\"col\">\(visit.say($0))</th>" as HTML
        }
        let sub = groups.map { _ -> HTML in
            "<th scope=\"col\">\(visit.say("coverage.months"))</th><th scope=\"col\">\(visit.say("coverage.ever"))</th>"
        }
        let caption = visit.say("coverage.cells")
        return """
            <div class="wide" tabindex="0" role="region" aria-label="\(caption)"><table class="cross"><caption class="visually-hidden">\(caption)</caption>
            <colgroup><col></colgroup>\(groups.map { _ in "<colgroup span=\"2\"></colgroup>" as HTML })<colgroup span="3"></colgroup>
            <thead><tr><th rowspan="2" scope="col">\(visit.say("list.agency"))</th>\(top)\(last)</tr><tr>\(sub)</tr></thead>
            <tbody>\(lines.map(rows))</tbody><tfoot>\(row("\(visit.say("coverage.all"))", coverage.sexes, ["\(coverage.all.completed)", "", ""]))</tfoot></table></div>
            """
    }

    private func rows(_ line: Coverage.Line) -> HTML {
        let name = visit.participantAgency(line.agency)
        let share = line.isOverfull ? visit.say("coverage.overfull") : line.share.map { visit.percent($0) } ?? ""
        let last = [String(line.all.completed), line.staff.map(String.init) ?? visit.say("coverage.unknown"), share]
        guard let only = line.posts.first, line.posts.count == 1 else {
            let below = line.posts.map {
                row("– \(CoverageTable.post($0.code, terms, visit))", $0.sexes, [String($0.all.completed), "", ""], isPart: true)
            }
            return "\(row("\(name)", line.sexes, last))\(below)"
        }
        let place: HTML = only.code.isEmpty ? .none : " <span class=\"hint\">\(CoverageTable.post(only.code, terms, visit))</span>"
        return row("\(name)\(place)", line.sexes, last)
    }

    private func row(_ label: HTML, _ sexes: [String: Coverage.Count], _ last: [String], isPart: Bool = false) -> HTML {
        let own = named.map { sexes[$0.code] ?? Coverage.Count() }
        let codes = Set(named.map(\.code))
        let others = sexes.filter { !codes.contains($0.key) }.values.reduce(into: Coverage.Count()) { $0 += $1 }
        let all = sexes.values.reduce(into: Coverage.Count()) { $0 += $1 }
        let cells = (own + [others, all]).map { "<td>\($0.recent)</td><td>\($0.ever)</td>" as HTML }
        let end = last.map { "<td>\($0)</td>" as HTML }
        return "<tr\(if: isPart, " class=\"part\"")><th scope=\"row\">\(label)</th>\(cells)\(end)</tr>"
    }

    static func post(_ code: String, _ terms: TrainingTerms, _ visit: Visit) -> String {
        code.isEmpty ? visit.say("coverage.home") : visit.choice(code, of: terms.posts)
    }
}
