/// Two versions of one cohort side by side, since whoever keeps the first can subtract it from the second.
///
/// Shape: one set of columns with one attribute more, which says in which version a row stands. Somebody whose answers changed has a
/// row that left and a row that came. Then every table of either version is a table of these columns, and what protects one
/// cohort's tables from each other protects the versions too.
package struct Versions: Sendable {
    package static let attribute = "version"

    private enum Standing: UInt8 { case both, left, came }

    package let columns: Columns
    /// How many people are only in one version, or not the same in both.
    package let differing: Int
    private let came: Int
    private let left: Int

    /// Nothing when the versions do not ask the same.
    package init?(_ earlier: Snapshot, _ later: Snapshot) {
        let attributes = earlier.columns.attributes
        guard earlier.columns.sizes == later.columns.sizes, !attributes.contains(Versions.attribute) else { return nil }
        let (old, new) = (earlier.answers(attributes), later.answers(attributes))
        var rows: [(answers: [UInt8], standing: Standing)] = []
        for person in earlier.people {
            if let answers = old[person] { rows.append((answers, new[person] == answers ? .both : .left)) }
        }
        for person in later.people where old[person] != new[person] {
            if let answers = new[person] { rows.append((answers, .came)) }
        }
        differing = Set(earlier.people).union(later.people).count { old[$0] != new[$0] }
        left = rows.count { $0.standing == .left }
        came = rows.count { $0.standing == .came }
        let columns = attributes.enumerated().compactMap { place, attribute in
            earlier.columns[attribute].flatMap { column in
                Column(attribute, codes: column.codes, missing: column.missing, bytes: rows.map { $0.answers[place] })
            }
        }
        let standing = Column(Versions.attribute, codes: ["both", "left", "came"], bytes: rows.map(\.standing.rawValue))
        guard let standing, let joined = Columns(columns + [standing]) else { return nil }
        self.columns = joined
    }

    /// Refuses a second version when so few people differ that the difference would be about them.
    package func check(_ rule: Rule) throws(Withholding) {
        if (1..<rule.threshold).contains(differing) { throw .differsByFew(people: differing, fewest: rule.threshold) }
    }

    /// A table of the first version, told of these columns.
    package func earlier(_ release: Release) -> Release { release.moved(to: Cell([Versions.attribute: earlierCodes])) }

    /// A table of the second version, as a table of these columns.
    package func later(_ table: Table) -> Table {
        Table(table.splits, within: table.filter.and(Versions.attribute, laterCodes))
    }

    /// Where nobody left, or nobody came, everybody may know it, and can subtract so much better.
    private var earlierCodes: Codes {
        Codes(left == 0 ? [Standing.both.rawValue] : [Standing.both.rawValue, Standing.left.rawValue])
    }
    private var laterCodes: Codes {
        Codes(came == 0 ? [Standing.both.rawValue] : [Standing.both.rawValue, Standing.came.rawValue])
    }
}
