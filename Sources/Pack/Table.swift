import Foundation
import SwiftCSV

/// A CSV file of a pack.
struct Table {
    struct Line {
        let number: Int
        let values: [String: String]
        subscript(column: String) -> String { values[column] ?? "" }
        func list(_ column: String) -> [String] { self[column].split(separator: ";").map(String.init) }
    }

    let file: String
    let lines: [Line]

    init(_ folder: PackFolder, _ file: String, columns: [String], _ faults: inout Faults) {
        self.file = file
        guard let text = folder.text(file),
            let csv = try? NamedCSV(string: text.replacing("\r\n", with: "\n"))
        else {
            lines = []
            faults.add(file, 1, "this file is missing or is not CSV")
            return
        }
        for column in columns where !csv.header.contains(column) { faults.add(file, 1, "the column \"\(column)\" is missing") }
        lines = csv.rows.enumerated().map { Line(number: $0.offset + 2, values: $0.element) }
        var seen: Set<String> = []
        for line in lines where columns.contains("code") {
            if line["code"].isEmpty { faults.add(file, line.number, "\"code\" is empty") }
            if !seen.insert(line["code"]).inserted {
                faults.add(file, line.number, "the code \"\(line["code"])\" stands here twice")
            }
        }
    }
}
