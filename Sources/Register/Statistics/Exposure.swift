/// How often something happened to one of many, each of whom has a rate of their own.
package struct Exposure: Sendable, Equatable {
    package let events: Int
    /// Units: days, or whatever else all spans are measured in.
    package let span: Double

    package init(events: Int, span: Double) {
        self.events = events
        self.span = span
    }
}

extension RateRatio {
    /// Of two groups of people who differ among themselves: what one of them did tells less than as many separate events.
    ///
    /// The counts are divided by how much more they vary than chance alone would make them (Pearson's statistic, at least 1), and once
    /// more by how uncertain that is with few people (Student). Source: Wedderburn, Biometrika 61 (1974) 439. With no effect and rates
    /// that vary as much as their mean it is clear in fewer than 5 of 100 samples: see the tests.
    /// Nil unless there are three people with a span in all, and one in each group.
    package init?(_ people: [Exposure], against others: [Exposure]) {
        let sides = [people, others].map { $0.filter { $0.span > 0 } }
        let freedom = sides[0].count + sides[1].count - 2
        guard freedom > 0, !sides[0].isEmpty, !sides[1].isEmpty else { return nil }
        let events = sides.map { $0.reduce(0) { $0 + $1.events } }
        let spans = sides.map { $0.reduce(0) { $0 + $1.span } }
        var pearson = 0.0
        for side in 0...1 where events[side] > 0 {
            for each in sides[side] {
                let expected = Double(events[side]) * each.span / spans[side]
                pearson += (Double(each.events) - expected) * (Double(each.events) - expected) / expected
            }
        }
        let doubt = Mean.student(Double(freedom)) / Interval.normal
        self.init(
            events[0], in: spans[0], against: events[1], in: spans[1],
            spread: max(1, pearson / Double(freedom)) * doubt * doubt)
    }
}
