/// Whether those who were trained screen and refer more than those who were not: counted by worker, never by person in a case.
///
/// Shape: a worker counts as untrained until the last day of the first workshop they came to, and as trained from the day after. It says
/// nothing about why: who is sent to a workshop may have had more to do already.
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

    package struct Line: Sendable, Equatable {
        package let kind: Kind
        package let trained: Int
        package let untrained: Int
        /// Nil when nobody was on one of the sides.
        package let ratio: RateRatio?
    }

    /// Units: days of work of all workers on each side.
    package let trainedDays: Int
    package let untrainedDays: Int
    package let trainedWorkers: Int
    package let untrainedWorkers: Int
    package let lines: [Line]

    /// Of these workers, in the days from `first` to `last`, both counted.
    package init(_ acts: [Act], workers: [AccountID], trainedOn: [AccountID: Day], from first: Day, to last: Day) {
        let all = last.number - first.number + 1
        var days = (trained: 0, untrained: 0)
        for worker in workers {
            let before = trainedOn[worker].map { min(max($0.number - first.number + 1, 0), all) } ?? all
            days.untrained += before
            days.trained += all - before
        }
        (trainedDays, untrainedDays) = days
        let isTrained = { (worker: AccountID) in trainedOn[worker].map { $0 < last } ?? false }
        trainedWorkers = workers.count(where: isTrained)
        untrainedWorkers = workers.count - trainedWorkers
        let counted = Set(workers)
        lines = Kind.allCases.map { kind in
            let some = acts.filter { $0.kind == kind && counted.contains($0.account) && $0.day >= first && $0.day <= last }
            let trained = some.count { act in trainedOn[act.account].map { $0 < act.day } ?? false }
            let ratio =
                days.trained > 0 && days.untrained > 0
                ? RateRatio(trained, in: Double(days.trained), against: some.count - trained, in: Double(days.untrained)) : nil
            return Line(kind: kind, trained: trained, untrained: some.count - trained, ratio: ratio)
        }
    }
}
