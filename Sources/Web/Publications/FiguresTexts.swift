import Pack
import Register

/// The texts of published figures. What was signed is English; the pack of today says it in other languages, by the table, attribute
/// and code.
extension Visit {
    func title(_ table: PublishedFigures.Table) -> String {
        said(table.title, table.axes.isEmpty ? population(table)?.label : own(table)?.title)
    }
    func population(_ table: PublishedFigures.Table) -> String { said(table.population, population(table)?.label) }
    func definition(_ table: PublishedFigures.Table) -> String { said(table.definition, population(table)?.definition) }
    func source(_ table: PublishedFigures.Table) -> String { said(table.source, own(table)?.source) }
    func label(_ axis: PublishedFigures.Axis) -> String { said(axis.label, counted.attribute(axis.attribute)?.label) }
    func label(_ code: PublishedFigures.Code, of axis: PublishedFigures.Axis) -> String {
        said(code.label, counted.attribute(axis.attribute)?.codes.first { $0.code == code.code }?.label)
    }

    private func said(_ text: String, _ wording: Wording?) -> String { pack(Wording(id: wording?.id ?? "", english: text)) }
    private var counted: StatisticsTerms { country.practice.statistics }
    private func own(_ table: PublishedFigures.Table) -> StatisticsTerms.Table? { counted.tables.first { $0.id == table.id } }

    /// A total has the name of those it counts.
    private func population(_ table: PublishedFigures.Table) -> Population? {
        counted.population(table.axes.isEmpty ? table.id : own(table)?.population ?? "")
    }
}
