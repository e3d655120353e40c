import Register

/// Counts in the course of time, a column for each day or week, with spans such as the waves of a campaign behind them; its table
/// stands beside it.
struct ColumnChart {
    struct Column {
        let label: String
        let count: Int
    }

    /// Columns from one to another, both included.
    struct Span {
        let label: String
        let columns: ClosedRange<Int>
        /// Its own first and last day: those of its columns are a week's.
        let dates: String
    }

    let caption: String
    /// The heads of the table: what a column is, and what is counted.
    let heads: (column: String, count: String)
    let columns: [Column]
    var spans: [Span] = []
    /// What opens the table, such as "The numbers".
    let numbers: String
    /// On paper nothing can be opened.
    var isOpen = false

    private static let (width, height) = (1000, 300)

    var html: HTML {
        guard !columns.isEmpty else { return .none }
        let most = max(columns.map(\.count).max() ?? 0, 1)
        let step = Double(ColumnChart.width) / Double(columns.count)
        func x(_ column: Int) -> Int { Bounded.whole(of: Double(column) * step) }
        let behind = spans.map { span -> HTML in
            let (from, to) = (x(span.columns.lowerBound), x(span.columns.upperBound + 1))
            return "<path class=\"span\" d=\"M\(from) 0H\(to)V\(ColumnChart.height)H\(from)z\"><title>\(span.label)</title></path>"
        }
        let drawn = columns.enumerated().map { index, column -> HTML in
            guard column.count > 0 else { return .none }
            let (from, to) = (x(index), max(x(index + 1) - (step > 4 ? 1 : 0), x(index) + 1))
            return
                "<path d=\"M\(from) \(ColumnChart.height)V\(ColumnChart.height - column.count * (ColumnChart.height - 10) / most)H\(to)V\(ColumnChart.height)z\"/>"
        }
        let names = spans.map {
            "<li>\($0.label): \($0.dates)</li>" as HTML
        }
        let rows = columns.map { "<tr><th scope=\"row\">\($0.label)</th><td>\($0.count)</td></tr>" as HTML }
        return """
            <figure class="columns"><figcaption>\(caption)</figcaption><p class="most" aria-hidden="true">\(most)</p><svg aria-hidden="true" viewBox="0 0 \(ColumnChart.width) \(ColumnChart.height)" preserveAspectRatio="none">\(behind)<g class="fill">\(drawn)</g></svg><p class="ends" aria-hidden="true"><span>\(columns[0].label)</span> <span>\(columns[columns.count - 1].label)</span></p>\(if: !names.isEmpty, "<ul class=\"spans\">\(names)</ul>")<details\(if: isOpen, " open")><summary>\(numbers)</summary><table><caption class="visually-hidden">\(caption)</caption><thead><tr><th scope="col">\(heads.column)</th><th scope="col">\(heads.count)</th></tr></thead><tbody>\(rows)</tbody></table></details></figure>
            """
    }
}
