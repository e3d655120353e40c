package import Foundation
package import Pack
package import Register

/// The files that anybody may take along, each made from what was signed and from nothing else. docs/formats.md describes them.
package enum FiguresFile: String, Sendable, CaseIterable {
    case csv, xlsx, json, dhis2, records

    /// Those that a document has.
    package static func all(of figures: PublishedFigures) -> [FiguresFile] {
        allCases.filter { $0 != .records || figures.records != nil }
    }

    /// Shape: says the year and the version, and nothing of anybody: `figures-2025-v1.csv`.
    package func name(of figures: PublishedFigures) -> String {
        let release = "\(figures.year)-v\(figures.version)"
        return switch self {
        case .csv: "figures-\(release).csv"
        case .xlsx: "figures-\(release).xlsx"
        case .json: "figures-\(release).json"
        case .dhis2: "dhis2-\(release).json"
        case .records: "records-\(release).csv"
        }
    }

    package var type: String {
        switch self {
        case .csv, .records: "text/csv; charset=utf-8; header=present"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .json, .dhis2: "application/json"
        }
    }

    /// Whether it stays the same for ever, since no word of the program or the pack stands in it.
    package var isFixed: Bool { self == .json || self == .records }

    /// The same bytes for the same document, pack and program. Errors: when the document holds a number that is none.
    package func bytes(of figures: PublishedFigures, _ country: Country) throws -> Data {
        switch self {
        case .csv: TidyFigures(figures, FiguresWords(country)).file
        case .xlsx: try FiguresWorkbook(figures, FiguresWords(country)).book.file()
        case .json: try figures.document()
        case .dhis2: try DataValueSet(figures, organisation: country.region ?? country.code).file()
        case .records: figures.records.map(FiguresFile.rows) ?? Data()
        }
    }

    /// Records of nobody: a line of names, then a row each.
    private static func rows(_ records: PublishedFigures.Records) -> Data {
        let head = CSV.line(records.columns.map(\.attribute))
        return Data(("\u{FEFF}" + head + records.rows.map { CSV.line($0) }.joined()).utf8)
    }
}
