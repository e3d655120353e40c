import Foundation
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

    /// Read from the style sheet and from the patterns, as grey on paper: more is always darker.
    @Test func moreIsDarkerOnAMap() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let sheet = root.deletingLastPathComponent().appending(path: "Sources/Web/Assets/app.css")
        let css = try String(contentsOf: sheet, encoding: .utf8)
        func grey(_ colour: Substring) -> Double {
            let parts = stride(from: 0, to: 6, by: 2).map { place -> Double in
                let start = colour.index(colour.startIndex, offsetBy: place)
                return Double(Int(colour[start..<colour.index(start, offsetBy: 2)], radix: 16) ?? 0)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let ink = grey(try #require(css.firstMatch(of: /--teal:#([0-9a-f]{6})/)).output.1)
        let grounds = try (1...4).map { shade in
            let rule = try Regex(
                "\\.map \\.shade\(shade) \\.ground(?:,[^{]*)?\\{fill:#([0-9a-f]{6})", as: (Substring, Substring).self)
            return grey(try #require(css.firstMatch(of: rule)).output.1)
        }
        let shades = zip([255] + grounds, DistrictMap.covered).map { ground, part in ground * (1 - part) + ink * part }
        #expect(shades.count == 5 && zip(shades, shades.dropFirst()).allSatisfy { $0 - $1 > 15 }, "\(shades)")
    }

    @Test func aSpanHasItsOwnDates() {
        let chart = ColumnChart(
            caption: "Calls", heads: ("Week", "Calls"),
            columns: [.init(label: "3 June", count: 1), .init(label: "10 June", count: 2)],
            spans: [.init(label: "Listen first", columns: 0...1, dates: "8 to 12 June")], numbers: "n", isOpen: true
        ).html.text
        #expect(chart.contains("<li>Listen first: 8 to 12 June</li>") && chart.contains("<details open>"))
    }

    @Test func aSquareHoldsWhatItSays() {
        let square = QR.svg("https://example.org/join/ABCD", label: "Join <now>").text
        #expect(square.hasPrefix("<svg class=\"qr\"") && square.contains("Join &lt;now&gt;"))
        #expect(QR.svg(String(repeating: "x", count: 3000), label: "").isEmpty)
    }
}
