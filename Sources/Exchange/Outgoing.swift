import OrderedCollections
package import Pack
package import Register

/// Cases as a file.
package enum Outgoing {
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// The published records among the cases, as they came. Errors: `Fault` when there are two layouts and none was named.
    package static func ctdc(_ files: [SeenCase], _ country: Country, layout wanted: String?) throws -> String {
        let (form, byColumn) = Incoming.ctdc(country)
        guard let form else { throw Fault(description: "the pack has no form for published records") }
        let records = files.compactMap { $0.answers[form] }.filter { wanted == nil || $0[Incoming.layout]?.text == wanted }
        let layouts = Set(records.compactMap { $0[Incoming.layout]?.text })
        guard layouts.count <= 1 else {
            throw Fault(
                description: "there are records of two layouts; choose one: --layout \(layouts.sorted().joined(separator: " or "))")
        }
        guard let name = layouts.first ?? wanted, let columns = country.layouts[name] else {
            throw Fault(description: "no case holds a published record; import one with: anse import ctdc FILE")
        }
        var text = CSV.line(columns, isRaw: true)
        for record in records {
            text += CSV.line(columns.map { byColumn[$0].flatMap { record[$0]?.text } ?? "" }, isRaw: true)
        }
        return text
    }

    /// Every answer of every case, a row each. Shape: see `Sheet`.
    package static func sheet(_ files: [SeenCase], _ country: Country, isStandard: Bool) -> [[String]] {
        let sheet = Sheet(country, isStandard: isStandard)
        let rows = files.map { file -> OrderedDictionary<String, String> in
            var cells: OrderedDictionary<String, String> = [:]
            for answers in file.answers.values { sheet.put(answers, in: &cells) }
            return cells
        }
        let used = rows.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        let known = sheet.columns.filter(used.contains)
        let columns = known + used.subtracting(known).sorted()
        return [["anse_number", "anse_status"] + columns]
            + zip(files, rows).map { file, cells in [file.number, file.status.rawValue] + columns.map { cells[$0] ?? "" } }
    }
}
