import Register
import Testing

@testable import Web

/// Charts carry their numbers as words, and nothing that a page's policy forbids.
struct ChartTests {
    @Test func aBarIsAsLongAsItsNumberAndTheNumberIsThere() {
        let chart = BarChart(
            caption: "Trained", heads: ["Agency", "People", ""],
            rows: [
                .init(label: "Police", cells: ["20"], value: 20, interval: Interval(low: 10, high: 40)),
                .init(label: "Health", cells: ["too few"], value: nil),
            ]
        ).html.text
        #expect(chart.contains("M0 4h500v32H0z"))
        #expect(chart.contains("<td role=\"cell\" data-label=\"People\">20</td>"))
        #expect(chart.contains("too few") && !chart.contains("style="))
    }

    @Test func allZeroOrNothingAtAllDrawsNoNonsense() {
        let none = BarChart(caption: "", heads: ["", "", ""], rows: [.init(label: "a", cells: ["0"], value: 0)]).html.text
        #expect(none.contains("M0 4h0v32H0z"))
        #expect(ColumnChart(caption: "", heads: ("", ""), columns: [], numbers: "").html.isEmpty)
        let flat = ColumnChart(caption: "Calls", heads: ("Day", "Calls"), columns: [.init(label: "1", count: 0)], numbers: "n").html
            .text
        #expect(flat.contains("<td>0</td>") && !flat.contains("nan"))
    }

    @Test func aSquareHoldsWhatItSays() {
        let square = QR.svg("https://example.org/join/ABCD", label: "Join <now>").text
        #expect(square.hasPrefix("<svg class=\"qr\"") && square.contains("Join &lt;now&gt;"))
        #expect(QR.svg(String(repeating: "x", count: 3000), label: "").isEmpty)
    }
}
