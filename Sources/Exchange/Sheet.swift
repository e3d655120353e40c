import OrderedCollections
import Pack
import Register

/// Answers as cells and back, by column.
///
/// Shape: a column is named by its HTCDS element where there is one and that is wanted, else by its field. Several codes stand
/// with `;` between them; `~declined` is "prefer not to say". The rows of a group have `.1`, `.2`… after the first.
struct Sheet {
    private let isStandard: Bool
    private let forms: [Form]
    private(set) var columns: [String] = []
    private var places: [String: (form: FormID, group: Field?, field: Field)] = [:]

    /// Columns of the standard by their letters alone, for files that spell them in another way.
    private var loosely: [String: String] = [:]

    static let declined = "~declined"

    init(_ country: Country, isStandard: Bool) {
        self.isStandard = isStandard
        forms =
            [country.opening, country.screening.form]
            + country.forms.values.filter { $0.id != country.opening.id }.sorted { $0.id < $1.id }
        for form in forms {
            for field in form.fields {
                for each in field.kind == .group ? field.fields : [field] {
                    let name = name(of: each)
                    columns.append(name)
                    places[name] = (form.id, field.kind == .group ? field : nil, each)
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
                        for each in field.fields {
                            if let cell = row[each.id].flatMap(Sheet.cell) {
                                cells[name(of: each) + (index == 0 ? "" : ".\(index)")] = cell
                            }
                        }
                    }
                } else if let cell = Sheet.cell(answer) {
                    cells[name(of: field)] = cell
                }
            }
        }
    }

    private static func cell(_ answer: Answer) -> String? {
        switch answer {
        case .text(let text): text
        case .codes(let codes): codes.joined(separator: ";")
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
    }

    /// Where a column belongs. Nil when no field has that name.
    func place(_ column: String) -> Place? {
        exactPlace(column) ?? loosely[Loosely.letters(Grid.misspelled[column] ?? column)].flatMap(exactPlace)
    }

    private func exactPlace(_ column: String) -> Place? {
        if let place = places[column] { return Place(form: place.form, group: place.group, field: place.field, row: 0) }
        let parts = column.split(separator: ".")
        guard parts.count == 2, let row = Int(parts[1]), row > 0, row < 50, let place = places[String(parts[0])], place.group != nil
        else {
            return nil
        }
        return Place(form: place.form, group: place.group, field: place.field, row: row)
    }

    /// The answer in a cell, or what is wrong with it.
    static func read(_ cell: String, as field: Field) -> Result<Answer?, FormProblems> {
        if cell == declined { return .success(.declined) }
        let cells = field.kind == .choices || field.kind == .countries ? cell.split(separator: ";").map(String.init) : [cell]
        let values = field.choices.isEmpty ? cells : cells.map { code(for: $0, among: field.choices) }
        return field.check(SubmittedAnswers([field.id.rawValue: values]), under: "")
    }

    /// The code that is meant: the cell itself, else the one choice that it names loosely, by code or by label.
    private static func code(for cell: String, among choices: [Choice]) -> String {
        if choices.contains(where: { $0.code == cell }) { return cell }
        let letters = Loosely.letters(cell)
        let meant = choices.filter {
            [Loosely.letters($0.code), Loosely.short($0.code), Loosely.letters($0.label)].contains(letters)
        }
        return meant.count == 1 ? meant[0].code : cell
    }
}
