package import Foundation
package import Register

/// What people said in a survey, a row each, as a sheet holds it.
///
/// Shape: a column is called by the id of its question or by its label; a cell holds codes or labels, several with `;` between them.
package struct SurveySheet: Sendable {
    package struct Line: Sendable {
        /// The row of the file, the header being 1.
        package let row: Int
        package let id: EntryID
        package let answers: Answers
    }

    /// Why a row stays out.
    package struct RowFault: Sendable {
        package let row: Int
        package let column: String
        package let fault: FormProblem.Fault
    }

    /// Shape: `tooMany` for more rows than one file may bring.
    package enum Fault: Error, Hashable, Sendable { case unreadable, noColumns, tooMany }

    package static let mostRows = 5000
    package private(set) var lines: [Line] = []
    package private(set) var faults: [RowFault] = []
    /// The names of columns that no question takes. Nothing of them is kept.
    package private(set) var ignored: [String] = []

    /// The same row of the same round is the same entry, so that a file sent twice is recorded once.
    package init(_ file: Data, of form: Form, round: EntryID) throws(Fault) {
        guard let grid = try? Grid(file) else { throw .unreadable }
        let columns = grid.header.map { name in form.fields.first { SurveySheet.isNamed($0, name) } }
        guard columns.contains(where: { $0 != nil }) else { throw .noColumns }
        guard grid.rows.count <= SurveySheet.mostRows else { throw .tooMany }
        ignored = zip(grid.header, columns).compactMap { $1 == nil && !$0.isEmpty ? $0 : nil }
        for row in grid.rows where row.cells.contains(where: { !$0.isEmpty }) {
            let sent = SurveySheet.sent(row.cells, columns)
            do {
                let answers = try form.accept(sent)
                if !answers.isEmpty {
                    lines.append(Line(row: row.line, id: Incoming.id(row, "survey \(round)"), answers: answers))
                }
            } catch {
                faults += error.problems.map { problem in
                    let label = form.fields.first { $0.id.rawValue == problem.field }?.label ?? problem.field
                    return RowFault(row: row.line, column: label, fault: problem.fault)
                }
            }
        }
    }

    /// An empty sheet to fill in.
    package static func template(of form: Form) -> String { CSV.line(form.fields.map(\.id.rawValue)) }

    private static func isNamed(_ field: Field, _ name: String) -> Bool {
        let name = name.lowercased()
        return field.id.rawValue.lowercased() == name || field.label.lowercased() == name
    }

    private static func sent(_ cells: [String], _ columns: [Field?]) -> SubmittedAnswers {
        var sent = SubmittedAnswers()
        for (cell, field) in zip(cells, columns) {
            guard let field, !cell.isEmpty else { continue }
            let isMany = field.kind == .choices || field.kind == .countries
            let words = isMany ? cell.split(separator: ";").map(String.init) : [cell]
            sent[field.id.rawValue] = words.map { word in
                let word = String(word.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
                let isMeant = { (choice: Choice) in
                    choice.code.lowercased() == word.lowercased() || choice.label.lowercased() == word.lowercased()
                }
                return field.choices.first(where: isMeant)?.code ?? word
            }
        }
        return sent
    }
}
