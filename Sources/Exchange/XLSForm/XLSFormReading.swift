package import Foundation
import Register
import Yams

extension XLSForm {
    /// Reads a survey. It becomes one form, or the forms that our own export marked. The form is called as asked, else by the
    /// survey's own id, else by the file.
    ///
    /// Errors: `Workbook.Fault` when it is no workbook; `Beyond` when it holds too much; `Problems` with every fault and its row.
    package init(_ file: Data, form asked: String?, fileName: String) throws {
        let book = try Workbook(file, limits: XLSForm.limits)
        guard let survey = book["survey"] else {
            throw Problems(faults: ["the workbook has no sheet \"survey\", so it is no XLSForm"])
        }
        var reader = Reader(survey: Lines(survey), choices: Lines(book["choices"]), settings: Lines(book["settings"]))
        let id = asked ?? reader.settings.rows.first?.cells["form_id"] ?? fileName
        self = try reader.read(XLSForm.name(id))
    }

    private struct Reader {
        let survey: Lines
        let choices: Lines
        let settings: Lines
        var result = XLSForm()
        var faults: [String] = []
        var names: Set<String> = []
        var lists: [String: List] = [:]
        var used: Set<String> = []
        /// The codes of each list: a survey is long.
        private var codes: [String: Set<String>] = [:]

        init(survey: Lines, choices: Lines, settings: Lines) {
            (self.survey, self.choices, self.settings) = (survey, choices, settings)
        }

        mutating func read(_ id: String) throws -> XLSForm {
            readChoices()
            var open: [Block] = [Block(kind: .form, line: 0, id: id)]
            open[0].title = settings.rows.first?.cells["form_title"] ?? id
            for (line, row) in survey.rows { read(row, line, &open) }
            for block in open.dropFirst() { faults.append("survey row \(block.line): this group is never ended") }
            if open.count == 1 { close(open[0]) }
            if result.forms.isEmpty, faults.isEmpty { faults.append("the survey asks nothing that a pack can hold") }
            guard faults.isEmpty else { throw Problems(faults: faults) }
            result.lists = lists.values.filter { used.contains($0.name) }.sorted { $0.name < $1.name }
            return result
        }

        /// What is being gathered: a form, a group that only holds a condition, or rows of a repeat.
        struct Block {
            enum Kind { case form, group, rows }
            let kind: Kind
            let line: Int
            let id: String
            var title = ""
            var why = ""
            var relevant: [Condition] = []
            var step = 1
            var fields: [Node] = []
            var row: [String: String] = [:]
        }

        // MARK: Choices

        private mutating func readChoices() {
            for (line, row) in choices.rows {
                guard let list = row["list_name"] ?? row["list name"], let code = row["name"] ?? row["value"] else {
                    faults.append("choices row \(line): a choice needs list_name and name")
                    continue
                }
                let label = say(row, choices, "label", at: (.list(list), "/\(code)")) ?? code
                let choice = Node.map([
                    ("code", .word(code)), ("label", .say(label)), ("htcds", row["anse_htcds"].map(Node.word)),
                    ("local", row["anse_local"] == nil ? nil : Node("true")),
                ])
                if !codes[list, default: []].insert(code).inserted {
                    faults.append("choices row \(line): \"\(code)\" stands in the list \(list) twice")
                }
                lists[list, default: List(name: list, choices: [])].choices.append(choice)
            }
        }

        /// The text in the pack's first language; its translations are kept for the place where a pack will have it.
        private mutating func say(
            _ row: [String: String], _ sheet: Lines, _ kind: String, at place: (owner: Owner, path: String)? = nil
        ) -> String? {
            let headings = sheet.headings(kind)
            let plain =
                headings.first { $0.language.isEmpty } ?? headings.first { XLSForm.language($0.language) == "en" } ?? headings.first
            guard let plain, let text = row[plain.heading] else { return nil }
            for (heading, language) in headings where heading != plain.heading {
                if let place, let code = XLSForm.language(language), let translation = row[heading], code != "en",
                    translation != text
                {
                    result.words[code, default: []].append((place.owner, place.path, translation))
                }
            }
            return text
        }

        // MARK: Questions

        private mutating func read(_ row: [String: String], _ line: Int, _ open: inout [Block]) {
            let words = (row["type"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
            let last = open.count - 1
            // "begin group" and "begin_group" are one; a lone "end" is the time at which the phone was put down.
            let (first, second) = (words.first ?? "", words.dropFirst().first)
            let pair = second.flatMap { ["begin", "end"].contains(first.lowercased()) ? first + "_" + $0 : nil }
            let type = (pair ?? first).lowercased()
            switch type {
            case "": faults.append("survey row \(line): \"type\" is empty")
            case "begin_group", "begin_repeat": begin(row, line, isRows: type == "begin_repeat", &open)
            case "end_group", "end_repeat":
                guard last > 0 else { return faults.append("survey row \(line): nothing was begun that this could end") }
                end(open.removeLast(), &open)
            case "note":
                if row["anse_kind"] == "why" {
                    let block = open[last]
                    open[last].why = say(row, survey, "label", at: block.kind == .form ? (.form(block.id), "/why") : nil) ?? ""
                } else {
                    leave(line, "a note; a hint of the question after it would be seen")
                }
            case _ where XLSForm.silent.contains(type): leave(line, "\"\(type)\" is noted by the asking program")
            default:
                if let field = question(row, line, type, words, open) {
                    open[last].fields.append(field)
                    result.questions += 1
                }
            }
        }

        private mutating func begin(_ row: [String: String], _ line: Int, isRows: Bool, _ open: inout [Block]) {
            if open.count == XLSForm.deepest {
                faults.append("survey row \(line): groups stand more than \(XLSForm.deepest) deep; put fewer into each other")
            }
            let isForm = row["anse_kind"] == "form"
            if isRows, open.contains(where: { $0.kind == .rows }) {
                faults.append("survey row \(line): a repeat within a repeat; a pack has one level of rows")
            }
            var block = Block(kind: isForm ? .form : isRows ? .rows : .group, line: line, id: XLSForm.name(row["name"] ?? ""))
            block.title = say(row, survey, "label", at: isForm ? (.form(block.id), "/title") : nil) ?? block.id
            block.row = row
            block.step = isForm ? 1 : (open.last?.fields.isEmpty == false ? 1 : 0) + (open.last?.step ?? 1)
            block.relevant = (isForm ? [] : open.last?.relevant ?? []) + (condition(row, line).map { [$0] } ?? [])
            open.append(block)
        }

        private mutating func end(_ block: Block, _ open: inout [Block]) {
            let last = open.count - 1
            switch block.kind {
            case .form: close(block)
            case .group:
                open[last].fields += block.fields
                open[last].step = block.step + (block.fields.isEmpty ? 0 : 1)
            case .rows:
                guard !block.fields.isEmpty else { return leave(block.line, "a repeat that asks nothing") }
                let node = field(
                    block.row, block.line, in: open, kind: "group", list: nil, relevant: block.relevant, step: block.step,
                    inner: block.fields)
                if let node { open[last].fields.append(node) }
            }
        }

        private mutating func close(_ block: Block) {
            guard !block.fields.isEmpty else { return }
            result.forms.append(
                (
                    block.id,
                    Node.map([
                        ("id", .word(block.id)), ("title", .say(block.title)), ("why", block.why.isEmpty ? nil : .say(block.why)),
                        ("fields", Node(block.fields)),
                    ])
                ))
        }

        private mutating func question(_ row: [String: String], _ line: Int, _ type: String, _ words: [String], _ open: [Block])
            -> Node?
        {
            guard var kind = XLSForm.kinds[type] else {
                leave(line, "\"\(type)\" is no question that a pack asks")
                return nil
            }
            if kind == "text", (row["appearance"] ?? "").contains("multiline") { kind = "long" }
            kind = row["anse_kind"] ?? kind
            var list: String?
            if kind == "choice" || kind == "choices" {
                let name = words.dropFirst().first ?? ""
                if lists[name] == nil { faults.append("survey row \(line): there is no list \"\(name)\" in the sheet choices") }
                list = name
                used.insert(name)
                if words.last == "or_other", lists[name] != nil, codes[name, default: []].insert("other").inserted {
                    lists[name]?.choices.append(.map([("code", Node("other")), ("label", .say("Other"))]))
                }
            }
            let inRows = open.contains { $0.kind == .rows }
            return field(
                row, line, in: open, kind: kind, list: list, relevant: open.last?.relevant ?? [],
                step: inRows ? 1 : open.last?.step ?? 1, inner: [])
        }

        private mutating func field(
            _ row: [String: String], _ line: Int, in open: [Block], kind: String, list: String?, relevant: [Condition], step: Int,
            inner: [Node]
        ) -> Node? {
            let name = XLSForm.name(row["name"] ?? "")
            guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]*/) != nil else {
                faults.append("survey row \(line): \"\(name)\" is no name of a question; use letters, digits, _ and -")
                return nil
            }
            guard names.insert(name).inserted else {
                faults.append("survey row \(line): the name \"\(name)\" stands here twice")
                return nil
            }
            let own = kind == "group" ? nil : condition(row, line)
            let conditions = relevant + (own.map { [$0] } ?? [])
            let when = conditions.count == 1 ? conditions[0] : conditions.isEmpty ? .always : .all(conditions)
            let isKnown = when.fields.allSatisfy { names.contains($0.rawValue) && $0.rawValue != name }
            if !isKnown { leave(line, "its condition asks about what is no earlier question; it is always asked") }
            let limits = row["constraint"].flatMap(Relevance.range)
            if row["constraint"] != nil, kind != "number" || limits == nil { leave(line, "the constraint of \"\(name)\"") }
            for column in ["calculation", "choice_filter", "default", "trigger"] where row[column] != nil {
                leave(line, "the \(column) of \"\(name)\"")
            }
            let fieldClass = row["anse_class"] ?? (list == nil && kind != "yes-no" ? "identifying" : "sensitive")
            let isRequired = ["yes", "true", "true()"].contains((row["required"] ?? "").lowercased())
            let (owner, path) = Reader.place(of: name, in: open)
            return .map([
                ("id", .word(name)), ("kind", .word(kind)),
                ("label", .say(say(row, survey, "label", at: (owner, path)) ?? name)),
                ("hint", say(row, survey, "hint", at: (owner, "\(path)/hint")).map(Node.say)), ("class", .word(fieldClass)),
                ("compartment", row["anse_compartment"].map(Node.word)), ("htcds", row["anse_htcds"].map(Node.word)),
                ("ctdc", row["anse_ctdc"].map(Node.word)), ("required", isRequired ? Node("true") : nil),
                ("list", list.map(Node.word)),
                ("min", limits?.low.map { Node(Relevance.number($0)) }), ("max", limits?.high.map { Node(Relevance.number($0)) }),
                ("when", isKnown ? Node.when(when) : nil), ("step", Node(row["anse_step"] ?? String(max(1, step)))),
                ("fields", inner.isEmpty ? nil : Node(inner)),
            ])
        }

        /// Where a pack will have a question: groups that only hold a condition are none of its places.
        private static func place(of name: String, in open: [Block]) -> (Owner, String) {
            let form = open.last { $0.kind == .form }?.id ?? ""
            let rows = open.filter { $0.kind == .rows }.map { "/fields/\($0.id)" }.joined()
            return (.form(form), "\(rows)/fields/\(name)")
        }

        private mutating func condition(_ row: [String: String], _ line: Int) -> Condition? {
            guard let text = row["relevant"] else { return nil }
            if let condition = Relevance.condition(text) { return condition }
            leave(line, "its condition says more than a pack can; it is always asked")
            return nil
        }

        private mutating func leave(_ line: Int, _ what: String) { result.leftOut.append("survey row \(line): \(what)") }
    }
}
