/// Whether those who were trained screen and refer more than those who were not: counted by worker, never by person in a case.
///
/// Shape: a worker counts as untrained until the last day of the first workshop they completed, and as trained from the day after. It
/// says nothing about why: who is sent to a workshop may have had more to do already.
package struct TrainingInUse: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable { case screening, referral }

    /// Something a worker did on a day.
    package struct Act: Sendable, Hashable {
        package let account: AccountID
        package let day: Day
        package let kind: Kind

        package init(account: AccountID, day: Day, kind: Kind) {
            self.account = account
            self.day = day
            self.kind = kind
        }
    }

    /// Somebody with an account, and what they may do with it.
    package struct Worker: Sendable, Equatable {
        package let account: AccountID
        package let agency: AgencyCode
        package let kinds: Set<Kind>
        /// From when, and until when, they could do anything. Nil: no end.
        package let from: Day
        package let until: Day?
        package let trainedOn: Day?

        package init(
            account: AccountID, agency: AgencyCode, kinds: Set<Kind>, from: Day, until: Day? = nil, trainedOn: Day? = nil
        ) {
            self.account = account
            self.agency = agency
            self.kinds = kinds
            self.from = from
            self.until = until
            self.trainedOn = trainedOn
        }
    }

    /// What some workers did in their days. Units: days of work of all of them.
    package struct Work: Sendable, Equatable {
        package let workers: Int
        package let acts: Int
        package let days: Int

        init(_ parts: [Exposure]) {
            let some = parts.filter { $0.span > 0 }
            workers = some.count
            acts = Bounded.sum(some.map(\.events))
            days = Bounded.whole(of: some.reduce(0) { $0 + $1.span })
        }
    }

    package struct Line: Sendable, Equatable {
        package let kind: Kind
        package let trained: Work
        package let untrained: Work
        /// Nil when nobody was on one of the sides.
        package let ratio: RateRatio?

        package var isTooFew: Bool {
            min(trained.workers, untrained.workers) < WorkshopResults.fewest
                || trained.acts + untrained.acts < WorkshopResults.fewest
        }
    }

    /// The workers of one agency: who of them is trained by the last day, and what all of them did.
    package struct Unit: Sendable, Equatable {
        package let agency: AgencyCode
        package let workers: Int
        package let trained: Int
        package let work: [Kind: Work]
    }

    package let lines: [Line]
    /// By the code of the agency.
    package let units: [Unit]

    /// In the days from `first` to `last`, both counted.
    package init(_ acts: [Act], workers: [Worker], from first: Day, to last: Day) {
        let byWorker = Dictionary(grouping: acts, by: \.account)
        let parts = workers.map { Parts($0, byWorker[$0.account] ?? [], first, last) }.filter(\.isThere)
        lines = Kind.allCases.map { kind in
            let (trained, untrained) = (parts.compactMap { $0.trained[kind] }, parts.compactMap { $0.untrained[kind] })
            return Line(
                kind: kind, trained: Work(trained), untrained: Work(untrained), ratio: RateRatio(trained, against: untrained))
        }
        units = Dictionary(grouping: parts, by: \.worker.agency).sorted { $0.key < $1.key }.map { agency, some in
            let work = Kind.allCases.map { kind in (kind, Work(some.compactMap { $0.whole(kind) })) }
            return Unit(
                agency: agency, workers: some.count, trained: some.count { $0.worker.trainedOn.map { $0 < last } ?? false },
                work: Dictionary(work) { first, _ in first })
        }
    }
}

/// What one worker did before and after they were trained.
private struct Parts {
    let worker: TrainingInUse.Worker
    private(set) var trained: [TrainingInUse.Kind: Exposure] = [:]
    private(set) var untrained: [TrainingInUse.Kind: Exposure] = [:]
    let isThere: Bool

    init(_ worker: TrainingInUse.Worker, _ acts: [TrainingInUse.Act], _ first: Day, _ last: Day) {
        self.worker = worker
        let from = max(first.number, worker.from.number)
        let until = min(last.number, worker.until?.number ?? last.number)
        isThere = from <= until && !worker.kinds.isEmpty
        guard isThere else { return }
        let change = min(max((worker.trainedOn?.number ?? until) + 1, from), until + 1)
        for kind in worker.kinds {
            let days = acts.filter { $0.kind == kind && $0.day.number >= from && $0.day.number <= until }.map(\.day.number)
            untrained[kind] = Exposure(events: days.count { $0 < change }, span: Double(change - from))
            trained[kind] = Exposure(events: days.count { $0 >= change }, span: Double(until + 1 - change))
        }
    }

    func whole(_ kind: TrainingInUse.Kind) -> Exposure? {
        guard let before = untrained[kind], let after = trained[kind] else { return nil }
        return Exposure(events: before.events + after.events, span: before.span + after.span)
    }
}
