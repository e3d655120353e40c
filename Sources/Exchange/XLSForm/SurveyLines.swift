import Foundation

extension XLSForm {
    /// A sheet by the names of its columns.
    struct Lines {
        let columns: [String]
        let rows: [(line: Int, cells: [String: String])]

        init(_ sheet: Workbook.Sheet?) {
            let columns = (sheet?.rows.first ?? []).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            rows = (sheet?.rows ?? []).enumerated().dropFirst().compactMap { index, cells in
                let named = zip(columns, cells).map { ($0, $1.trimmingCharacters(in: .whitespacesAndNewlines)) }
                let filled = named.filter { !$0.0.isEmpty && !$0.1.isEmpty }
                return filled.isEmpty ? nil : (index + 1, Dictionary(filled, uniquingKeysWith: { first, _ in first }))
            }
            self.columns = columns
        }

        /// Headings of a kind by language: `label`, `label::French (fr)`, `label:fr`. The plain one is under "".
        func headings(_ kind: String) -> [(heading: String, language: String)] {
            columns.compactMap { heading in
                if heading.lowercased() == kind { return (heading, "") }
                let parts = heading.split(separator: ":").map(String.init)
                return parts.count == 2 && parts[0].lowercased() == kind
                    ? (heading, parts[1].trimmingCharacters(in: .whitespaces)) : nil
            }
        }
    }
}
