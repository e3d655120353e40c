import Crypto
import Foundation
import Register

/// The counts that may be told, for a national DHIS2.
///
/// Shape: everything is named by codes. A table is a data element, and its cells are category option combos: `female.9-17`. Where it
/// adds up over an attribute, the data element names those that stay (`sex-age:sex`), and `sex-age:total` has no combo, so that nothing
/// is counted twice. Hidden counts and bands are left out; a count with noise is rounded, and its comment says how far off it may be.
/// Source: DHIS2 Web API, data value sets.
struct DataValueSet: Encodable {
    struct Value: Encodable {
        let dataElement: String
        let categoryOptionCombo: String?
        let value: String
        let comment: String?
    }

    let dataSet = "anse-figures"
    let period: String
    let orgUnit: String
    let idScheme = "CODE"
    let dataElementIdScheme = "CODE"
    let orgUnitIdScheme = "CODE"
    let categoryOptionComboIdScheme = "CODE"
    let dataSetIdScheme = "CODE"
    let dataValues: [Value]

    init(_ figures: PublishedFigures, organisation: String) {
        period = String(figures.year)
        orgUnit = organisation
        dataValues = figures.tables.flatMap { table in table.cells.compactMap { DataValueSet.value($0, table) } }
    }

    func file() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    private static func value(_ cell: PublishedFigures.Cell, _ table: PublishedFigures.Table) -> Value? {
        let told: (value: String, comment: String?)
        switch cell.value {
        case .hidden, .band: return nil
        case .number(let number): told = (String(number), nil)
        case .estimate(_, let reach):
            told = (FiguresNumbers(cell.value).count, "± \(FiguresNumbers.whole(reach.rounded(.up))) in 95 of 100")
        }
        let stays = zip(table.axes, cell.codes).filter { $0.1 != nil }
        let codes = stays.map { $0.1.map { $0.isEmpty ? TidyFigures.unknown : $0 } ?? "" }
        let part = stays.isEmpty ? "total" : stays.map(\.0.attribute).joined(separator: ".")
        return Value(
            dataElement: code(stays.count == table.axes.count && !stays.isEmpty ? table.id : "\(table.id):\(part)"),
            categoryOptionCombo: codes.isEmpty ? nil : code(codes.joined(separator: ".")), value: told.value, comment: told.comment)
    }

    /// Units: letters that a code of DHIS2 may have.
    private static let longest = 50

    /// A longer code keeps its beginning and ends with eight digits of its digest.
    private static func code(_ text: String) -> String {
        guard text.count > longest else { return text }
        let digest = SHA256.hash(data: Data(text.utf8)).prefix(4).hexadecimal
        return "\(text.prefix(longest - 9))-\(digest)"
    }
}
