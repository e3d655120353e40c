import Crypto
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
        package let column: Wording
        package let fault: FormProblem.Fault
    }

    /// Shape: `tooMany` for more rows than one file may bring, `beyond` for more of anything else.
    package enum Fault: Error, Hashable, Sendable { case unreadable, noColumns, tooMany, beyond }

    package static let mostRows = 5000
    /// What tells this sheet from any other of its round.
    package let name: String
    package private(set) var lines: [Line] = []
    package private(set) var faults: [RowFault] = []
    /// The names of columns that no question takes. Nothing of them is kept.
    package private(set) var ignored: [String] = []

    /// The same row of the same file is the same entry, so that a file sent twice is recorded once. In another file the same answers in
    /// the same row are another person.
    ///
    /// - Parameter turn: tells a file from one of the same bytes that holds other people, or that was taken out before.
    package init(_ file: Data, of form: Form, round: EntryID, turn: String = "") throws(Fault) {
        let name = SurveySheet.name(file, round, turn)
        self.name = name
        let grid: Grid
        do { grid = try Grid(file, limits: .page) } catch let beyond as Beyond {
            throw beyond.kind == .lines ? .tooMany : .beyond
        } catch { throw .unreadable }
        let columns = grid.header.map { name in form.fields.first { SurveySheet.isNamed($0, name) } }
        guard columns.contains(where: { $0 != nil }) else { throw .noColumns }
        guard grid.rows.count <= SurveySheet.mostRows else { throw .tooMany }
        ignored = zip(grid.header, columns).compactMap { $1 == nil && !$0.isEmpty ? $0 : nil }
        for row in grid.rows where row.cells.contains(where: { !$0.isEmpty }) {
            let sent = SurveySheet.sent(row.cells, columns)
            do {
                let answers = try form.accept(sent)
                if !answers.isEmpty {
                    lines.append(Line(row: row.line, id: Incoming.id(row, "survey \(round) \(name)"), answers: answers))
                }
            } catch {
                faults += error.problems.map { problem in
                    let label = form.fields.first { $0.id.rawValue == problem.field }?.label ?? Wording(said: problem.field)
                    return RowFault(row: row.line, column: label, fault: problem.fault)
                }
            }
        }
    }

    /// Shape: the beginning of a digest, 32 hexadecimal digits; nothing of the file can be read from it.
    package static func name(_ file: Data, _ round: EntryID, _ turn: String = "") -> String {
        var hasher = SHA256()
        hasher.update(data: Data("\(round) \(turn)\n".utf8))
        hasher.update(data: file)
        return hasher.finalize().prefix(16).hexadecimal
    }

    /// An empty sheet to fill in.
    package static func template(of form: Form) -> String { CSV.line(form.fields.map(\.id.rawValue)) }

    private static func isNamed(_ field: Field, _ name: String) -> Bool {
        let name = name.lowercased()
        return field.id.rawValue.lowercased() == name || field.label.english.lowercased() == name
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
                    choice.code.lowercased() == word.lowercased() || choice.label.english.lowercased() == word.lowercased()
                }
                return field.choices.first(where: isMeant)?.code ?? word
            }
        }
        return sent
    }
}
