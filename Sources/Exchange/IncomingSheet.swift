package import Pack
import Register

extension Incoming {
    /// Rows whose columns are fields, HTCDS elements, or named by a map from the file's columns to them.
    ///
    /// Errors: `Grid.Fault` for a column that no field has; a bad cell refuses its row and the rest goes on.
    package init(sheet given: Grid, _ country: Country, isStandard: Bool, map: [String: String]? = nil) throws {
        let grid = try given.withoutTitles()
        var sheet = Sheet(country, isStandard: isStandard)
        let own: Set<String> = ["anse_number", "anse_status"]
        var places: [Sheet.Place?] = []
        for column in grid.header {
            let name = map.map { $0[column] ?? "" } ?? column
            let place = sheet.place(name)
            if place == nil, map == nil ? !own.contains(column) : !name.isEmpty {
                throw Grid.Fault(
                    line: 1, problem: "column \"\(column)\": no field is called \"\(name)\"; see the forms of the pack")
            }
            places.append(place)
        }
        for row in grid.rows {
            guard row.cells.count == grid.header.count else {
                refuse(row.line, grid.header.last ?? "", "the row has \(row.cells.count) cells and the header \(grid.header.count)")
                continue
            }
            var forms: [FormID: Answers] = [:]
            var groups: [FormID: [FieldID: [Int: Answers]]] = [:]
            let own = zip(places, row.cells).compactMap { place, cell in
                place.flatMap { $0.isOwn && !cell.isEmpty ? $0.question : nil }
            }
            for (index, place) in places.enumerated() {
                let cell = row.cells[index]
                guard let place, !cell.isEmpty, place.isOwn || !own.contains(place.question) else { continue }
                switch sheet.read(cell, as: place.field) {
                case .success(let answer):
                    if let group = place.group {
                        groups[place.form, default: [:]][group.id, default: [:]][place.row, default: Answers()][place.field.id] =
                            answer
                    } else {
                        forms[place.form, default: Answers()][place.field.id] = answer
                    }
                case .failure(let found): refuse(row.line, grid.header[index], Incoming.problem(found, cell, place.field))
                }
            }
            for (form, groups) in groups {
                for (group, rows) in groups {
                    forms[form, default: Answers()][group] = .group(rows.sorted { $0.key < $1.key }.map(\.value))
                }
            }
            let ordered = forms.sorted { a, b in a.key == country.opening.id || (b.key != country.opening.id && a.key < b.key) }
            add(row, "sheet", ordered.isEmpty ? [(country.opening.id, Answers())] : ordered.map { ($0.key, $0.value) })
        }
    }

    private static func problem(_ found: FormProblems, _ cell: String, _ field: Field) -> String {
        let shown = field.fieldClass == .identifying ? "this value" : "\"\(cell.prefix(40))\""
        switch found.problems.first?.fault {
        case .notANumber: return "\(shown) is not a number"
        case .outOfRange(let low, let high): return "\(shown) is not from \(low) to \(high)"
        case .notADay: return "\(shown) is not a day; write 2026-11-23 or 2026"
        case .tooLong(let limit): return "\(shown) is longer than \(limit) characters"
        case .notAChoice: return "\(shown) is none of the choices"
        case .notAPhone: return "\(shown) is not a phone number"
        case .notAMailAddress: return "\(shown) is not an e-mail address"
        case .notText, .stated, .missing, nil: return "\(shown) cannot be read"
        }
    }
}
