import RealModule

/// One trial of the whole way from records to records of nobody, and how near the second lie to the first.
///
/// It reads the true records to compare, so its figures are for the people who prepare a release, not for publication.
package struct Evaluation: Sendable {
    package let design: Design
    package let loss: PrivacyLoss
    package let made: Records
    /// What is published against the records as they are.
    package let distance: Distance

    /// Why a trial can't be made.
    package enum Obstacle: Error, Equatable, Sendable {
        /// The loss is so small that its noise would drown every count.
        case tooLittleLoss
        case noRecords
    }

    /// δ as is usual for a file of so many people: 1 / n ln n. For a trial only, since it tells n.
    package static func usualDelta(people: Int) -> Double {
        let n = Double(max(people, 3))
        return 1 / (n * .log(n))
    }

    package init(_ records: Records, epsilon: Double, delta: Double, cap: Int, chance: inout Chance, seed: UInt64) throws(Obstacle)
    {
        guard records.count > 0 else { throw .noRecords }
        guard let design = Design(loss: PrivacyLoss(epsilon: epsilon, delta: delta), cap: cap, lists: records.lists)
        else {
            throw .tooLittleLoss
        }
        self.design = design
        loss = design.loss
        made = Synthesis(NoisyCounts(records, design: design, &chance), seed: seed).records
        distance = Distance(from: records, to: made)
    }
}
