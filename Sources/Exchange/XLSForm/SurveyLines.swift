import Foundation

extension XLSForm {
    /// A sheet by the names of its columns.
    struct Lines {
        let columns: [String]
        private let headings: [String: [(heading: String, language: String)]]
        let rows: [(line: Int, cells: [String: String])]

        init(_ sheet: Workbook.Sheet?) {
            let columns = (sheet?.rows.first ?? []).map {
                String($0.trimmingCharacters(in: .whitespacesAndNewlines).prefix(XLSForm.longestHeading))
            }
            rows = (sheet?.rows ?? []).enumerated().dropFirst().compactMap { index, cells in
                let named = zip(columns, cells).map { ($0, $1.trimmingCharacters(in: .whitespacesAndNewlines)) }
                let filled = named.filter { !$0.0.isEmpty && !$0.1.isEmpty }
                return filled.isEmpty ? nil : (index + 1, Dictionary(filled, uniquingKeysWith: { first, _ in first }))
            }
            self.columns = columns
            headings = columns.reduce(into: [:]) { headings, heading in
                let parts = heading.split(separator: ":").prefix(3)
                guard let kind = parts.first, parts.count <= 2, parts.count == 2 || !heading.contains(":") else { return }
                let language = parts.dropFirst().first ?? ""
                headings[kind.lowercased(), default: []].append((heading, language.trimmingCharacters(in: .whitespaces)))
            }
        }

        /// Headings of a kind by language: `label`, `label::French (fr)`, `label:fr`. The plain one is under "".
        func headings(_ kind: String) -> [(heading: String, language: String)] { headings[kind] ?? [] }
    }
}
