package import Register

/// Documents of each method, made from known counts of invented people, so that a test can look for what must not stand in a file.
package struct FiguresSample: Sendable {
    package let figures: PublishedFigures
    /// Counts that are hidden, or told only in a band. Large and odd, so that no other number looks like one.
    package var secrets: [Int] = []

    package static let all: [(name: String, sample: FiguresSample)] = [
        ("bands", bands), ("suppressed", suppressed), ("noise", noise),
    ]

    private typealias Cell = PublishedFigures.Cell
    private static let sex = PublishedFigures.Axis(
        attribute: "sex", label: "Gender",
        codes: [.init(code: "female", label: "Female"), .init(code: "male", label: "Male"), .init(code: "", label: "Not known")])
    private static let age = PublishedFigures.Axis(
        attribute: "age", label: "Age",
        codes: [
            .init(code: "9-17", label: "9 to 17"), .init(code: "18-29", label: "18 to 29"), .init(code: "", label: "Not known"),
        ])
    private static let form = PublishedFigures.Axis(
        attribute: "exploitation", label: "Form of exploitation",
        codes: [
            .init(code: "labour", label: "Forced labour and servitude"), .init(code: "other", label: "=1+1, \"odd\""),
            .init(code: "", label: "Not known"),
        ])

    private static func document(_ tables: [PublishedFigures.Table], _ records: PublishedFigures.Records? = nil, version: Int = 1)
        -> PublishedFigures
    {
        PublishedFigures(
            country: "Saint Lucia", year: 2025, version: version, asOf: Moment(seconds: 1_793_000_000),
            snapshot: String(repeating: "5a", count: 32), tables: tables, records: records, notes: "@Counted by fictional people.",
            loss: records == nil ? nil : 0.1)
    }

    private static func table(
        _ id: String, _ title: String, _ method: PublishedFigures.Method, _ axes: [PublishedFigures.Axis],
        _ cells: [PublishedFigures.Cell]
    ) -> PublishedFigures.Table {
        PublishedFigures.Table(
            id: id, title: title, population: "People whose case was opened",
            definition: "People whose case was opened in the year, whatever was decided later.", source: "", method: method,
            axes: axes,
            cells: cells)
    }

    /// True counts: 70041 and 70043.
    package static let bands = FiguresSample(
        figures: document([
            table("people", "People whose case was opened", .bands, [], [Cell(codes: [], value: .band(low: 10, high: 19))]),
            table("identified", "People who were identified", .bands, [], [Cell(codes: [], value: .band(low: 0, high: 9))]),
            table("referred", "People who were referred", .bands, [], [Cell(codes: [], value: .band(low: 1000, high: nil))]),
        ]), secrets: [70041, 70043])

    /// True counts of each cell: rows female, male, not known; columns 9 to 17, 18 to 29, not known. Nil: hidden.
    private static let counts = [[70051, 60211, 120], [70052, 50213, 70053], [140, 150, 70054]]
    private static let isHidden = [[true, false, false], [true, false, true], [false, false, true]]

    package static let suppressed: FiguresSample = {
        let codes: [String?] = ["female", "male", ""]
        let ages: [String?] = ["9-17", "18-29", ""]
        var cells: [PublishedFigures.Cell] = []
        for row in 0..<4 {
            for column in 0..<4 {
                let isTotal = row == 3 || column == 3
                let rows = row == 3 ? Array(0..<3) : [row]
                let columns = column == 3 ? Array(0..<3) : [column]
                let count = rows.reduce(0) { sum, row in sum + columns.reduce(0) { $0 + counts[row][$1] } }
                let hides = isTotal ? rows.count * columns.count < 9 : isHidden[row][column]
                cells.append(
                    Cell(
                        codes: [row == 3 ? nil : codes[row], column == 3 ? nil : ages[column]],
                        value: hides ? .hidden : .number(count)))
            }
        }
        let forms = [("labour", 60310, 600), ("other", 40320, 400), ("", 25, nil)]
        let list =
            forms.map { Cell(codes: [$0.0], value: .number($0.1), permille: $0.2) } + [Cell(codes: [nil], value: .number(100_655))]
        let sums = counts.indices.flatMap { row in
            [counts[row].reduce(0, +), counts.reduce(0) { $0 + $1[row] }]
        }
        let hidden = zip(counts, isHidden).flatMap { zip($0, $1).filter(\.1).map(\.0) }
        return FiguresSample(
            figures: document(
                [
                    table("sex-age", "People by gender and age", .suppressed, [sex, age], cells),
                    table("exploitation", "People by form of exploitation", .suppressed, [form], list),
                ], version: 2), secrets: hidden + sums)
    }()

    package static let noise: FiguresSample = {
        let values: [(String?, String?, Double, Int?)] = [
            ("female", "9-17", 118.4, 100), ("female", "18-29", 700.2, 591), ("female", "", 20, nil), ("female", nil, 838.6, 699),
            ("male", "9-17", 66, 56), ("male", "18-29", 299.9, 253), ("male", "", 1.5, nil), ("male", nil, 367.4, 304),
            ("", "9-17", 3, nil), ("", "18-29", 4.25, nil), ("", "", 0, nil), ("", nil, 7.25, nil), (nil, "9-17", 187.4, 157),
            (nil, "18-29", 1004.35, 843), (nil, "", 21.5, nil), (nil, nil, 1213.25, nil),
        ]
        let cells = values.map { Cell(codes: [$0.0, $0.1], value: .estimate($0.2, reach: 13.7), permille: $0.3) }
        let list = [("labour", 800.0, 667), ("other", 399.5, 333), ("", 13.75, nil)].map {
            Cell(codes: [$0.0], value: .estimate($0.1, reach: 13.7), permille: $0.2)
        }
        let all = [Cell(codes: [nil], value: .estimate(1213.25, reach: 13.7))]
        let rows = [["female", "9-17", "labour"], ["female", "18-29", ""], ["male", "", "other"]]
        return FiguresSample(
            figures: document(
                [
                    table("sex-age", "People by gender and age", .noise, [sex, age], cells),
                    table("exploitation", "People by form of exploitation", .noise, [form], list + all),
                ], PublishedFigures.Records(columns: [sex, age, form], rows: rows)))
    }()
}
