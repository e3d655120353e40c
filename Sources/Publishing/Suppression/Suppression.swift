/// Hides the small counts of a table, and as few others as keep them hidden.
///
/// Shape: the total of everybody is never hidden, since it is known elsewhere.
/// Source: Fischetti and Salazar-González, Models and algorithms for optimizing cell suppression (2001): for each count in danger, the
/// cheapest change of the table that would move it far enough; every cell of that change is hidden.
package struct Suppression: Sendable {
    package let audit: Audit

    package init(_ audit: Audit) { self.audit = audit }

    /// The table as it may leave, beside every table that already did. All are of the same columns.
    package func release(_ table: Table, of columns: Columns, after earlier: [Release]) throws(Withholding) -> Release {
        var draft = try Draft(table, of: columns, after: earlier, rule: audit.rule)
        let combinations = try Combinations(of: draft.everything, sizes: audit.sizes)
        draft.findDifferences(in: columns)
        var witnesses = Witnesses()
        repeat {
            while case let dangers = dangers(draft, combinations), !dangers.isEmpty {
                for secret in dangers { try protect(secret, in: &draft, combinations) }
            }
        } while try protectWholePeople(&draft, combinations, &witnesses)
        spare(&draft, combinations, witnesses)
        return draft.release
    }

    /// A table as it left before, with the small differences that it must still not give away: they are kept nowhere, so they are
    /// found again.
    package func recall(
        _ table: Table, figures: [Cell: Figure], of columns: Columns, after earlier: [Release]
    ) throws(Withholding) -> Release {
        var draft = try Draft(table, of: columns, after: earlier, rule: audit.rule)
        draft.recall(figures)
        draft.findDifferences(in: columns)
        return draft.release
    }

    private func knowledge(_ draft: Draft, _ combinations: Combinations) -> Knowledge {
        Knowledge(draft.everything, rule: audit.rule, in: combinations)
    }

    /// The secrets of which too much is known, the closest first.
    private func dangers(_ draft: Draft, _ combinations: Combinations) -> [Secret] {
        let secrets = draft.secrets
        let ranges = zip(secrets, audit.ranges(of: secrets, in: knowledge(draft, combinations), .fractions))
        return ranges.filter { !audit.rule.allows($0.1) }.sorted { ($0.1.count, $0.0) < ($1.1.count, $1.0) }.map(\.0)
    }

    private func protect(_ secret: Secret, in draft: inout Draft, _ combinations: Combinations) throws(Withholding) {
        // What was hidden for the one before may have been enough for this one too.
        let range = audit.ranges(of: [secret], in: knowledge(draft, combinations), .fractions)[0]
        guard !audit.rule.allows(range), draft.secrets.contains(secret) else { return }
        let complement = Complement(of: draft, rule: audit.rule, in: combinations)
        let change = complement.cheapest(secret, range: range, with: audit.solver)
        // Where no one change goes far enough, two that go opposite ways may.
        if change.isEmpty { try hideCheapest(for: secret, in: &draft) }
        for cell in change { draft.hide(cell) }
    }

    /// In fractions of people nothing more need be hidden, but whole people may still give a count away: then one more cell is hidden, the
    /// cheapest.
    private func protectWholePeople(
        _ draft: inout Draft, _ combinations: Combinations, _ witnesses: inout Witnesses
    ) throws(Withholding) -> Bool {
        guard let secret = audit.tooClose(draft.secrets, in: knowledge(draft, combinations), &witnesses) else { return false }
        try hideCheapest(for: secret, in: &draft)
        return true
    }

    private func hideCheapest(for secret: Secret, in draft: inout Draft) throws(Withholding) {
        guard let cell = draft.open.first else { throw .tooSparse(secret) }
        draft.hide(cell)
    }

    /// Each change was the cheapest for one count alone. Together some of what they hid is not needed: the dearest is told first.
    private func spare(_ draft: inout Draft, _ combinations: Combinations, _ witnesses: Witnesses) {
        var witnesses = witnesses
        for cell in draft.spareable {
            draft.tell(cell)
            var agreeing = witnesses.agreeing(on: combinations.sum(cell), with: draft.count(cell))
            if audit.tooClose(draft.secrets, in: knowledge(draft, combinations), &agreeing) != nil {
                draft.hide(cell)
                witnesses.add(agreeing)
            } else {
                witnesses = agreeing
            }
        }
    }
}
