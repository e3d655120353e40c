import Foundation
import Publishing
package import Register

/// Figures that were drawn and wait to be kept. Nobody sees them before their loss is in the ledger.
package struct Drawing: Sendable {
    let drawn: Publication.Drawn
    let year: Int
    let document: Data
}

/// What of the country's privacy budget is left for a year. Units: zero-concentrated loss.
package struct BudgetLeft: Sendable, Equatable {
    package let cap: Double
    package let spent: Double
    package let left: Double
}

/// Drafts of a year.
extension Store {
    /// Makes figures of the newest snapshot. Slow: runs away from the threads that serve pages. Nothing is told before `keep`.
    ///
    /// - Parameter inBands: totals in bands, also where tables might be told.
    /// Errors: `Refusal` with the reason in words, `StoreFault.notFound`.
    package func draw(
        _ year: Int, inBands: Bool = false, country: String, as actor: Actor, today: Day
    ) throws -> Drawing {
        let (chronicle, known) = try publication(year, actor)
        let publication = known.chronicle
        guard let chronicle, let snapshot = publication.snapshot else { throw Refusal("notFrozen") }
        let drafting = Drafting(
            cohort: try cohort(of: snapshot, chronicle), earlier: try told(publication, chronicle),
            tablesTold: publication.tablesTold)
        let method = drafting.method(inBands: inBands)
        // What cannot be recorded is not drawn.
        let planned = Publication.Drawn(
            snapshot: snapshot.act.id, digest: "", method: method, tables: drafting.cohort.tables.count,
            loss: drafting.loss(method)?.rho)
        try publication.accept(
            .drafted(planned), by: actor.account, duties: duties(of: actor), policy.practice, on: today)
        try checkBudget(for: .drafted(planned), of: publication)
        let heading = Drafting.Heading(
            country: country, year: year, version: publication.next, asOf: snapshot.cohort.asOf, digest: snapshot.cohort.digest)
        var chance = Chance(SystemRandomNumberGenerator())
        do throws(Withholding) {
            let figures = try drafting.figures(heading, method, &chance, seed: .random(in: 0 ... .max))
            return try Drawing(figures, of: snapshot.act.id)
        } catch { throw Refusal("withheld.\(error.code)", error.holes.mapValues { String($0) }) }
    }

    /// Records a draft, and with it what it cost.
    package func keep(_ drawing: Drawing, id: EntryID, as actor: Actor, at now: Moment, today: Day) async throws {
        try await record(
            .drafted(drawing.drawn), carrying: drawing.document, id: id, to: drawing.year, as: actor, at: now, today: today)
    }

    /// What waits for a signature, to the letter; else the newest draft as it would be published, with its version and its notes. Nil
    /// when there is none of the newest snapshot.
    package func drafted(_ year: Int, as actor: Actor) throws -> PublishedFigures? {
        let (chronicle, known) = try publication(year, actor)
        return try chronicle.flatMap { try drafted(known.chronicle, $0) }
    }

    private func drafted(_ publication: Publication, _ chronicle: ChronicleID) throws -> PublishedFigures? {
        let place = publication.asking.map { ($0.act.id, $0.digest) } ?? publication.draft.map { ($0.act.id, $0.drawn.digest) }
        guard let place else { return nil }
        let bytes = try bytes(of: place.0, in: chronicle, digest: place.1)
        guard let figures = try? JSONDecoder().decode(PublishedFigures.self, from: bytes) else { throw KeyFault.damaged }
        return publication.asking == nil ? figures.version(publication.next, notes: publication.notes) : figures
    }

    /// Fixes what a second person is to sign. Errors: `Refusal`, also when somebody changed the figures meanwhile.
    package func ask(_ year: Int, id: EntryID, as actor: Actor, at now: Moment, today: Day) async throws {
        let (chronicle, known) = try publication(year, actor)
        if try isRecorded(id) { return }
        guard known.chronicle.asking == nil else { throw Refusal("waitsForSignature") }
        guard let chronicle, let figures = try drafted(known.chronicle, chronicle) else { throw Refusal("notDrafted") }
        let document = try figures.document()
        try await record(
            .asked(digest: Store.digest(document)), carrying: document, id: id, to: year, after: known.sequence, as: actor, at: now,
            today: today)
    }

    /// Errors: `Refusal` once a draft would spend more than is left.
    func checkBudget(for action: Publication.Action, of publication: Publication) throws {
        guard case .drafted(let drawn) = action, let loss = drawn.loss else { return }
        var budget = budget(of: publication)
        do throws(PrivacyBudget.Exceeded) { try budget.spend(PrivacyLoss(rho: loss)) } catch {
            throw Refusal(
                "budgetSpent", ["left": String(format: "%.3f", error.left.rho), "asked": String(format: "%.3f", error.asked.rho)])
        }
    }

    package func budgetLeft(of publication: Publication) -> BudgetLeft {
        let budget = budget(of: publication)
        return BudgetLeft(cap: budget.cap.rho, spent: budget.spent.rho, left: budget.left.rho)
    }

    /// The fold of every draft. What was spent under an older, larger cap stays spent.
    private func budget(of publication: Publication) -> PrivacyBudget {
        let cap = policy.practice.statistics.publication?.budget ?? 0
        let spent = publication.losses.reduce(0, +)
        var budget = PrivacyBudget(cap: PrivacyLoss(rho: max(cap, spent)))
        for loss in publication.losses { try? budget.spend(PrivacyLoss(rho: loss)) }
        return budget
    }

    // MARK: What it is made of

    func frozen(_ snapshot: Publication.Snapshot, _ chronicle: ChronicleID) throws -> FrozenFacts {
        try FrozenFacts(try bytes(of: snapshot.act.id, in: chronicle, digest: snapshot.cohort.digest))
    }

    private func cohort(of snapshot: Publication.Snapshot, _ chronicle: ChronicleID) throws -> Cohort {
        guard let cohort = Cohort(try frozen(snapshot, chronicle)) else { throw Refusal("notPermitted") }
        return cohort
    }

    private func told(_ publication: Publication, _ chronicle: ChronicleID) throws -> [Drafting.Told] {
        try publication.versions.compactMap { version in
            try published(year: publication.year, version: version.number).map {
                Drafting.Told(figures: $0.figures, cohort: try cohort(of: version.snapshot, chronicle))
            }
        }
    }
}

extension Drawing {
    fileprivate init(_ figures: PublishedFigures, of snapshot: EntryID) throws(Withholding) {
        guard let document = try? figures.document(), let method = figures.tables.first?.method else { throw .unknownAttribute }
        (year, self.document) = (figures.year, document)
        drawn = Publication.Drawn(
            snapshot: snapshot, digest: Store.digest(document), method: method, tables: figures.tables.count, loss: figures.loss)
    }
}

extension PublishedFigures {
    /// The same figures under another number, with what readers should know.
    func version(_ version: Int, notes: String) -> PublishedFigures {
        PublishedFigures(
            country: country, year: year, version: version, asOf: asOf, snapshot: snapshot, tables: tables, records: records,
            notes: notes, loss: loss)
    }
}
