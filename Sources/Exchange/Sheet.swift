import OrderedCollections
import Pack
import Register

/// Answers as cells and back, by column.
///
/// Shape: a column is named by its HTCDS element where there is one and that is wanted, else by its field. Several codes stand
/// with `;` between them; `~declined` is "prefer not to say". The rows of a group have `.1`, `.2`… after the first. Under an
/// element stand the codes of the standard; what the country says more closely stands under the field's own name beside it.
struct Sheet {
    private let isStandard: Bool
    private let forms: [Form]
    private(set) var columns: [String] = []
    private var places: [String: (form: FormID, group: Field?, field: Field)] = [:]

    /// Columns of the standard by their letters alone, for files that spell them in another way.
    private var loosely: [String: String] = [:]

    private var meant: [FieldID: [String: String]] = [:]
    private static let mostWords = 10_000

    static let declined = "~declined"

    init(_ country: Country, isStandard: Bool) {
        self.isStandard = isStandard
        forms =
            [country.opening, country.screening.form] + country.instruments.map(\.form)
            + country.forms.values.filter { $0.id != country.opening.id }.sorted { $0.id < $1.id }
        for form in forms {
            for field in form.fields {
                for each in field.kind == .group ? field.fields : [field] {
                    let name = name(of: each)
                    columns.append(name)
                    for name in [name, each.id.rawValue] { places[name] = (form.id, field.kind == .group ? field : nil, each) }
                }
            }
        }
        loosely = isStandard ? Loosely.index(columns) : [:]
    }

    private func name(of field: Field) -> String { isStandard ? field.standard.htcds ?? field.id.rawValue : field.id.rawValue }

    // MARK: Out

    func put(_ answers: Answers, in cells: inout OrderedDictionary<String, String>) {
        for form in forms {
            for field in form.fields {
                guard let answer = answers[field.id] else { continue }
                if case .group(let rows) = answer {
                    for (index, row) in rows.enumerated() {
                        for each in field.fields { put(row[each.id], to: each, index == 0 ? "" : ".\(index)", in: &cells) }
                    }
                } else {
                    put(answer, to: field, "", in: &cells)
                }
            }
        }
    }

    private func put(_ answer: Answer?, to field: Field, _ suffix: String, in cells: inout OrderedDictionary<String, String>) {
        guard let answer, let exact = Sheet.cell(answer, { $0 }) else { return }
        let name = name(of: field)
        guard name != field.id.rawValue, let told = Sheet.cell(answer, field.standardCode) else {
            cells[name + suffix] = exact
            return
        }
        cells[name + suffix] = told
        if told != exact { cells[field.id.rawValue + suffix] = exact }
    }

    private static func cell(_ answer: Answer, _ code: (String) -> String) -> String? {
        switch answer {
        case .text(let text): code(text)
        case .codes(let codes): codes.map(code).joined(separator: ";")
        case .declined: declined
        case .group, .cleared: nil
        }
    }

    // MARK: In

    struct Place {
        let form: FormID
        let group: Field?
        let field: Field
        let row: Int
        /// Whether the column is called by the field's own name, which says more closely what an element of the standard says.
        let isOwn: Bool
        /// The question in its row, whatever the column is called.
        var question: String { "\(field.id).\(row)" }
    }

    /// Where a column belongs. Nil when no field has that name.
    func place(_ column: String) -> Place? {
        exactPlace(column) ?? loosely[Loosely.letters(Grid.misspelled[column] ?? column)].flatMap(exactPlace)
    }

    private func exactPlace(_ column: String) -> Place? {
        if let place = places[column] {
            return Place(
                form: place.form, group: place.group, field: place.field, row: 0, isOwn: column == place.field.id.rawValue)
        }
        guard let (name, number) = Bounded.halves(column, at: "."),
            let row = Bounded.whole(number, in: 1...SubmittedAnswers.mostRows - 1), let place = places[String(name)],
            place.group != nil
        else { return nil }
        return Place(form: place.form, group: place.group, field: place.field, row: row, isOwn: name == place.field.id.rawValue)
    }

    /// The answer in a cell, or what is wrong with it.
    mutating func read(_ cell: String, as field: Field) -> Result<Answer?, FormProblems> {
        if cell == Sheet.declined { return .success(.declined) }
        let cells = field.kind == .choices || field.kind == .countries ? cell.split(separator: ";").map(String.init) : [cell]
        let values = field.choices.isEmpty ? cells : cells.map { code(for: $0, of: field) }
        return field.check(SubmittedAnswers([field.id.rawValue: values]), under: "")
    }

    /// A file says the same few words over and over: what each means is looked for once.
    private mutating func code(for cell: String, of field: Field) -> String {
        if let known = meant[field.id]?[cell] { return known }
        let code = Sheet.code(for: cell, among: field.choices)
        if meant[field.id, default: [:]].count < Sheet.mostWords { meant[field.id, default: [:]][cell] = code }
        return code
    }

    /// The code that is meant: the cell itself, else the one choice of that code in the standard, else the one that it names loosely,
    /// by code or by label.
    private static func code(for cell: String, among choices: [Choice]) -> String {
        if choices.contains(where: { $0.code == cell }) { return cell }
        let same = choices.filter { $0.htcds == cell }
        if same.count == 1 { return same[0].code }
        let letters = Loosely.letters(cell)
        let meant = choices.filter {
            [Loosely.letters($0.code), Loosely.short($0.code), Loosely.letters($0.label.english)].contains(letters)
        }
        return meant.count == 1 ? meant[0].code : cell
    }
}

extension Field {
    /// The code of the standard for one of its own. What is no choice is left as it is.
    fileprivate func standardCode(_ code: String) -> String { choices.first { $0.code == code }?.standardCode ?? code }
}
