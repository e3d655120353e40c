import Pack
import Register
import Store

/// Something that waits, ready to be shown: from one case or from a list of many.
struct DueRow {
    let number: String
    let key: String
    let at: Moment
    let act: String
    let holder: AccountID?
    let owner: AgencyCode

    init(_ due: Due, _ file: SeenCase) {
        number = file.number
        key = due.key
        at = due.at
        act = due.act
        holder = due.assignee ?? (due.duty == .worker ? file.assignee : nil)
        owner = file.owner
    }

    init(_ line: DueLine) {
        number = line.number
        key = line.key
        at = line.at
        act = line.act
        holder = line.holder
        owner = line.owner
    }
}

extension Visit {
    /// The name of what waits: the pack's for a rule, ours for the rest.
    func dueName(_ key: String) -> String {
        if let rule = country.deadline(DeadlineID(key)) { return pack(rule.label) }
        let parts = key.split(separator: ".", maxSplits: 2)
        let (kind, form) = (parts.first ?? "", parts.dropFirst().first ?? "")
        if parts.count == 3, kind == "appointment", let form = country.record(FormID(form)) { return pack(form.title) }
        return say("due.\(kind)")
    }

    /// What waits, as a table; with the case when it comes from many.
    func dueTable(_ rows: [DueRow], number: String? = nil, showsAgency: Bool = false) -> HTML {
        let cells = rows.map { row -> [HTML] in
            let late: HTML = row.at < now ? " <span class=\"tag risk\">\(say("work.late"))</span>" : .none
            let name: HTML =
                showsAgency ? "\(dueName(row.key))" : "<a href=\"/cases/\(row.number)/\(row.act)\">\(dueName(row.key))</a>"
            var cells: [HTML] = [name, "\(say(row.at))\(late)"]
            if number == nil {
                cells.insert(
                    showsAgency ? "\(row.number)" : "<a class=\"number\" href=\"/cases/\(row.number)\">\(row.number)</a>", at: 0)
            }
            cells.append(showsAgency ? "\(agency(row.owner))" : "\(row.holder.map { self.name($0) } ?? say("case.nobody"))")
            return cells
        }
        var heads = [say("due.what"), say("due.by")]
        if number == nil { heads.insert(say("list.number"), at: 0) }
        heads.append(showsAgency ? say("list.agency") : say("case.assignee"))
        return table(say("due.title"), heads, cells)
    }
}
