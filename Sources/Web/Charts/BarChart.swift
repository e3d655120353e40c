import Register

/// A table in which each row also draws its number as a bar, so that the chart and its table are one.
struct BarChart {
    struct Row {
        let label: HTML
        /// What stands under the further heads; the number as it is read comes first.
        let cells: [HTML]
        /// Nil: too few to say, or nobody asked.
        let value: Double?
        /// How far off it may be, as a line across the end of the bar.
        var interval: Interval?
    }

    let caption: String
    /// The head of the labels, those of the cells, and that of the bars.
    let heads: [String]
    let rows: [Row]
    /// What a full bar stands for. Nil: the largest there is.
    var full: Double?

    var html: HTML {
        let most = full ?? rows.compactMap { max($0.value ?? 0, $0.interval?.high ?? 0) }.filter(\.isFinite).max() ?? 1
        let head = heads.map { "<th scope=\"col\" role=\"columnheader\">\($0)</th>" as HTML }
        let body = rows.map { row -> HTML in
            let cells = zip(heads.dropFirst(), row.cells).map { "<td role=\"cell\" data-label=\"\($0)\">\($1)</td>" as HTML }
            return """
                <tr role="row"><th scope="row" role="rowheader">\(row.label)</th>\(cells)<td role="cell" class="bar">\(bar(row, most > 0 ? most : 1))</td></tr>
                """
        }
        return """
            <table class="stack chart" role="table"><caption>\(caption)</caption><thead role="rowgroup"><tr role="row">\(head)</tr></thead><tbody role="rowgroup">\(body)</tbody></table>
            """
    }

    /// Hidden from those who hear the page: the cells say the same.
    private func bar(_ row: Row, _ most: Double) -> HTML {
        guard let value = row.value else { return .none }
        func at(_ value: Double) -> Int { Bounded.whole(of: min(max(value / most, 0), 1) * 1000) }
        let reach: HTML =
            row.interval.map {
                "<path class=\"reach\" d=\"M\(at($0.low)) 20H\(at($0.high))M\(at($0.low)) 10v20M\(at($0.high)) 10v20\"/>"
            }
            ?? .none
        return """
            <svg aria-hidden="true" viewBox="0 0 1000 40" preserveAspectRatio="none"><path class="all" d="M0 0h1000v40H0z"/><path class="fill" d="M0 4h\(at(value))v32H0z"/>\(reach)</svg>
            """
    }
}
