import Publishing
import Register

/// Tables with noise on every count, and records of nobody where there are enough people.
///
/// Shape: the tables agree with one another and hold nothing below zero; each cell says how far off it may be.
struct NoisyDraft {
    let design: Design
    let tables: [PublishedFigures.Table]
    let records: PublishedFigures.Records?

    /// - Parameter seed: of the search for records, which sees noisy counts only.
    init(_ cohort: Cohort, _ chance: inout Chance, seed: UInt64) throws(Withholding) {
        guard let design = NoisyDraft.design(cohort) else { throw .notThisWay(.noisyTables, people: cohort.people) }
        // Noise is measured on three attributes at most, and being of a population is one.
        let splits = (cohort.tables.map(\.splits.count).max() ?? 0) + (cohort.populations.count > 1 ? 1 : 0)
        guard splits <= 3 else { throw .tooEntangled(combinations: splits, most: 3) }
        self.design = design
        let lists = NoisyDraft.lists(cohort)
        let columns = lists.map { cohort.snapshot.columns[$0.name]?.bytes ?? [] }
        let noisy = NoisyCounts(Publishing.Records(lists, columns: columns), design: design, &chance)
        let isTold = cohort.allowance.methods(people: cohort.people).contains(.syntheticRecords)
        let made = isTold ? Synthesis(noisy, seed: seed).records : nil
        // Tables of the release are those of its records, so that nobody finds two answers to one question.
        let estimate =
            made.map { Estimate(Counts($0, in: noisy.cells), in: noisy.cells) } ?? Consistency.nearest(to: noisy)
        tables = cohort.tables.map { NoisyDraft.table($0, of: cohort, lists, estimate, design) }
        records = made.map { NoisyDraft.rows($0, of: cohort) }
    }

    /// How much noise there will be. Nil where the country's loss is too small for any.
    static func design(_ cohort: Cohort) -> Design? {
        Design(loss: PrivacyLoss(rho: cohort.publication.loss), cap: cohort.publication.cap, lists: lists(cohort))
    }

    /// Membership first, so that the cap on attributes never cuts it off.
    private static func lists(_ cohort: Cohort) -> [CodeList] {
        let members = cohort.populations.count > 1 ? cohort.populations.map { CodeList(Cohort.mark($0.id), ["yes"]) } : []
        return members + cohort.attributes.map { CodeList($0.id, $0.codes.map(\.code)) }
    }

    private static func table(
        _ table: StatisticsTerms.Table, of cohort: Cohort, _ lists: [CodeList], _ estimate: Estimate, _ design: Design
    ) -> PublishedFigures.Table {
        let layout = Layout(attributes: cohort.attributes(of: table))
        let place = { (name: String) in lists.firstIndex { $0.name == name } }
        let member = place(Cohort.mark(table.population))
        let own = layout.attributes.compactMap { place($0.id) }
        var known: [[UInt8?]: (count: Double, reach: Double)] = [:]
        for choice in 0..<(1 << own.count) {
            let axes = own.indices.filter { choice >> $0 & 1 == 1 }
            let chosen = (axes.map { own[$0] } + (member.map { [$0] } ?? [])).sorted()
            let noisy = NoisyTable(chosen, of: estimate, design: design)
            for cell in noisy.cells {
                if let member, let at = chosen.firstIndex(of: member), cell.codes[at] != 1 { continue }
                var codes = [UInt8?](repeating: nil, count: own.count)
                for axis in axes { codes[axis] = chosen.firstIndex(of: own[axis]).map { cell.codes[$0] } }
                known[codes] = (cell.count, noisy.reach)
            }
        }
        let cells = layout.places.map { codes -> PublishedFigures.Cell in
            guard let cell = known[codes] else { return PublishedFigures.Cell(codes: layout.codes(codes), value: .hidden) }
            // A share of a count that may as well be nobody says nothing.
            let permille = cell.reach < cell.count ? layout.permille(codes) { known[$0]?.count } : nil
            return PublishedFigures.Cell(
                codes: layout.codes(codes), value: .estimate(tenths(max(0, cell.count)), reach: tenths(cell.reach)),
                permille: permille)
        }
        return cohort.published(table, .noise, layout.axes, cells)
    }

    private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// Sorted, since nothing may be read from their order.
    private static func rows(_ records: Publishing.Records, of cohort: Cohort) -> PublishedFigures.Records {
        let layout = Layout(attributes: cohort.attributes)
        let places = cohort.attributes.compactMap { attribute in records.lists.firstIndex { $0.name == attribute.id } }
        let rows = (0..<records.count).map { person -> [String] in
            let words = records.words(of: person)
            return places.map { words[$0] }
        }
        return PublishedFigures.Records(columns: layout.axes, rows: rows.sorted { $0.lexicographicallyPrecedes($1) })
    }
}
