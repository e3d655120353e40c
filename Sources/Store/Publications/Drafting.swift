import Publishing
import Register
import Solving

/// Figures as they may leave: of a snapshot, beside every version that already left.
///
/// Errors: `Withholding` says why not; its numbers are not for everybody.
struct Drafting {
    /// A version that was signed, and the rows that it was made of.
    struct Told {
        let figures: PublishedFigures
        let cohort: Cohort
    }

    let cohort: Cohort
    /// Oldest first.
    let earlier: [Told]
    /// How many tables with hidden counts left before.
    let tablesTold: Int

    /// What the document says beside its tables.
    struct Heading {
        let country: String
        let year: Int
        let version: Int
        let asOf: Moment
        let digest: String
    }

    /// How a cohort of this size is told of. Bands may be asked for instead.
    func method(inBands: Bool) -> PublishedFigures.Method {
        let methods = cohort.allowance.methods(people: cohort.people)
        if inBands || methods == [.bands] { return .bands }
        return methods.contains(.suppressedTables) ? .suppressed : .noise
    }

    func figures(
        _ heading: Heading, _ method: PublishedFigures.Method, _ chance: inout Chance, seed: UInt64
    ) throws(Withholding) -> PublishedFigures {
        try check(method)
        switch method {
        case .bands: return document(heading, banded())
        case .suppressed: return document(heading, try suppressed())
        case .noise:
            let noisy = try NoisyDraft(cohort, &chance, seed: seed)
            return document(heading, noisy.tables, records: noisy.records, loss: noisy.design.loss.rho)
        }
    }

    /// What noise will cost, before any is drawn. Nil without noise, or where the country allows too little for any.
    func loss(_ method: PublishedFigures.Method) -> PrivacyLoss? { method == .noise ? NoisyDraft.design(cohort)?.loss : nil }

    private func check(_ method: PublishedFigures.Method) throws(Withholding) {
        let way: Method =
            switch method {
            case .bands: .bands
            case .suppressed: .suppressedTables
            case .noise: .noisyTables
            }
        let most = cohort.publication.mostTables
        try cohort.allowance.check(way, people: cohort.people, published: tablesTold)
        if method == .suppressed, tablesTold + cohort.tables.count > most { throw .tooManyTables(most: most) }
        for told in earlier {
            // Where a list of codes changed, the same byte would mean something else.
            guard told.cohort.lists == cohort.lists, let versions = Versions(told.cohort.snapshot, cohort.snapshot) else {
                throw .unknownAttribute
            }
            try versions.check(cohort.rule)
        }
    }

    private func document(
        _ heading: Heading, _ tables: [PublishedFigures.Table], records: PublishedFigures.Records? = nil, loss: Double? = nil
    ) -> PublishedFigures {
        PublishedFigures(
            country: heading.country, year: heading.year, version: heading.version, asOf: heading.asOf, snapshot: heading.digest,
            tables: tables, records: records, loss: loss)
    }

    // MARK: Bands

    private func banded() -> [PublishedFigures.Table] {
        let starts = cohort.publication.bands
        return cohort.populations.map { population in
            let count = cohort.snapshot.columns.count(cohort.filter(population.id))
            let value: PublishedFigures.Value =
                switch Stated(count, inBands: starts) {
                case .within(let range): .band(low: range.lowerBound, high: range.upperBound)
                case .from(let low): .band(low: low, high: nil)
                case .exactly: .hidden
                }
            return PublishedFigures.Table(
                id: population.id, title: population.label.english, population: population.label.english,
                definition: population.definition.english,
                source: "", method: .bands, axes: [], cells: [PublishedFigures.Cell(codes: [], value: value)])
        }
    }

    // MARK: Hidden counts

    private func suppressed() throws(Withholding) -> [PublishedFigures.Table] {
        let earlier = earlier.filter { $0.figures.tables.contains { $0.method == .suppressed } }
        guard let editions = Editions(earlier.map(\.cohort.snapshot) + [cohort.snapshot]) else { throw .unknownAttribute }
        let audit = Audit(rule: cohort.rule, sizes: editions.columns.sizes, solver: Simplex())
        let suppression = Suppression(audit)
        var releases: [Release] = []
        for (place, told) in earlier.enumerated() {
            for table in told.figures.tables where table.method == .suppressed {
                guard let own = told.cohort.tables.first(where: { $0.id == table.id }) else { throw .unknownAttribute }
                let everybody = editions.everybody(of: place).and(told.cohort.filter(own.population))
                let layout = Layout(attributes: told.cohort.attributes(of: own))
                var figures: [Cell: Figure] = [:]
                for cell in table.cells {
                    guard let codes = layout.place(cell.codes) else { throw .unknownAttribute }
                    figures[layout.cell(codes, within: everybody)] = cell.value.figure
                }
                releases.append(
                    try suppression.recall(
                        editions.table(told.cohort.table(own), of: place), figures: figures, of: editions.columns, after: releases))
            }
        }
        var tables: [PublishedFigures.Table] = []
        for table in cohort.tables {
            let release = try suppression.release(
                editions.table(cohort.table(table), of: earlier.count), of: editions.columns, after: releases)
            releases.append(release)
            tables.append(told(table, release, within: editions.everybody(of: earlier.count).and(cohort.filter(table.population))))
        }
        // Each was protected beside those before it; all together are looked at once more.
        try audit.check(releases)
        return tables
    }

    private func told(_ table: StatisticsTerms.Table, _ release: Release, within everybody: Cell) -> PublishedFigures.Table {
        let layout = Layout(attributes: cohort.attributes(of: table))
        let count = { (place: [UInt8?]) in release.figures[layout.cell(place, within: everybody)]?.count.map(Double.init) }
        let cells = layout.places.map { place in
            PublishedFigures.Cell(
                codes: layout.codes(place), value: count(place).map { .number(Int($0)) } ?? .hidden,
                permille: layout.permille(place, count))
        }
        return cohort.published(table, .suppressed, layout.axes, cells)
    }
}

extension Cohort {
    func published(
        _ table: StatisticsTerms.Table, _ method: PublishedFigures.Method, _ axes: [PublishedFigures.Axis],
        _ cells: [PublishedFigures.Cell]
    ) -> PublishedFigures.Table {
        let population = terms.population(table.population)
        return PublishedFigures.Table(
            id: table.id, title: table.title.english, population: population?.label.english ?? "",
            definition: population?.definition.english ?? "",
            source: table.source.english, method: method, axes: axes, cells: cells)
    }
}

extension PublishedFigures.Value {
    fileprivate var figure: Figure { if case .number(let count) = self { .told(count) } else { .hidden } }
}
