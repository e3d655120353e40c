/// What the country says in public of one year: exactly what a second person signed. Every format is made from it.
///
/// Shape: labels are English, as the pack has them; a page says them in its language.
package struct PublishedFigures: Codable, Sendable, Equatable {
    package enum Method: String, Codable, Sendable, CaseIterable {
        /// Totals in bands only.
        case bands
        /// Small counts hidden, and others where they would give small ones away.
        case suppressed
        /// Every count with noise.
        case noise
    }

    package struct Code: Codable, Sendable, Equatable {
        /// Empty for "not known".
        package let code: String
        package let label: String

        package init(code: String, label: String) { (self.code, self.label) = (code, label) }
    }

    package struct Axis: Codable, Sendable, Equatable {
        package let attribute: String
        package let label: String
        package let codes: [Code]

        package init(attribute: String, label: String, codes: [Code]) {
            (self.attribute, self.label, self.codes) = (attribute, label, codes)
        }
    }

    package enum Value: Codable, Sendable, Equatable {
        case number(Int)
        case hidden
        /// Without an upper end for the last band.
        case band(low: Int, high: Int?)
        /// In 95 of 100 releases the true count lies within `reach` of it. Units: people.
        case estimate(Double, reach: Double)
    }

    package struct Cell: Codable, Sendable, Equatable {
        /// A code of each axis, in their order; nil for all of them together.
        package let codes: [String?]
        package let value: Value
        /// Tenths of a percent of those whose answers to these questions are known. Nil where it may not be told, or means nothing.
        package let permille: Int?

        package init(codes: [String?], value: Value, permille: Int? = nil) {
            (self.codes, self.value, self.permille) = (codes, value, permille)
        }
    }

    package struct Table: Codable, Sendable, Equatable, Identifiable {
        package let id: String
        package let title: String
        package let population: String
        package let definition: String
        package let source: String
        package let method: Method
        package let axes: [Axis]
        /// Every cell that the table has, totals too. A table in bands has the total alone.
        package let cells: [Cell]

        package init(
            id: String, title: String, population: String, definition: String, source: String, method: Method, axes: [Axis],
            cells: [Cell]
        ) {
            (self.id, self.title, self.population, self.definition) = (id, title, population, definition)
            (self.source, self.method, self.axes, self.cells) = (source, method, axes, cells)
        }
    }

    /// Records of nobody, whose tables are those of the release.
    package struct Records: Codable, Sendable, Equatable {
        package let columns: [Axis]
        /// Shape: a code for each column, empty for "not known".
        package let rows: [[String]]

        package init(columns: [Axis], rows: [[String]]) { (self.columns, self.rows) = (columns, rows) }
    }

    package let country: String
    package let year: Int
    /// From 1. A correction is the next version; none is overwritten.
    package let version: Int
    /// Until when what was recorded counts.
    package let asOf: Moment
    /// SHA-256 of the frozen rows, in hexadecimal digits.
    package let snapshot: String
    package let tables: [Table]
    package let records: Records?
    /// What readers should know; in a correction also what was wrong before.
    package let notes: String
    /// Zero-concentrated loss of this version. Nil without noise.
    package let loss: Double?

    package init(
        country: String, year: Int, version: Int, asOf: Moment, snapshot: String, tables: [Table], records: Records? = nil,
        notes: String = "", loss: Double? = nil
    ) {
        (self.country, self.year, self.version, self.asOf) = (country, year, version, asOf)
        (self.snapshot, self.tables, self.records, self.notes, self.loss) = (snapshot, tables, records, notes, loss)
    }
}
