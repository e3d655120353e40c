/// A count as somebody may know it: as it is, or only within a band.
package enum Stated: Sendable, Hashable {
    case exactly(Int)
    case within(ClosedRange<Int>)
    case from(Int)

    /// The number itself, where it may be known.
    package var number: Int? { if case .exactly(let number) = self { number } else { nil } }

    /// In a band. Shape: where each band starts, from the second on; the first starts at nobody.
    package init(_ number: Int, inBands starts: [Int]) {
        let lower = starts.last { $0 <= number } ?? 0
        self = starts.first { $0 > number }.map { .within(lower...$0 - 1) } ?? .from(lower)
    }

    /// The same where everybody knows how many there are in all, so that no band reaches beyond it.
    package func atMost(_ all: Int) -> Stated {
        switch self {
        case .within(let band) where band.upperBound > all && band.lowerBound <= all: .within(band.lowerBound...all)
        case .from(let low) where low <= all: .within(low...all)
        case .exactly, .within, .from: self
        }
    }
}

/// How many of a population there are, as somebody may know it.
package struct Figures: Sendable, Equatable {
    package let population: Population
    package let splits: [Attribute]
    package let measure: StatisticsTerms.Evidence.Measure
    package let total: Stated
    /// Shape: row by row, the last attribute fastest; the first code of each is "not known".
    package let cells: [Stated]

    package init(_ count: Count, told: (Int) -> Stated = Stated.exactly) {
        (population, splits, measure) = (count.population, count.splits, count.measure)
        (total, cells) = (told(count.total), count.cells.map { told($0) })
    }

    /// Codes in the order of the attributes; 0 is "not known".
    package subscript(codes: [Int]) -> Stated {
        cells[zip(codes, splits).reduce(0) { $0 * ($1.1.codes.count + 1) + $1.0 }]
    }
}

/// How many days lay between two steps of the way. Units: days.
package struct Waits: Sendable, Equatable {
    /// How many people had both steps in this order.
    package let people: Stated
    /// Nil for too few to say.
    package let median: Int?
    /// Nine of ten waited no longer.
    package let ninth: Int?

    package init(_ days: [Int], least: Int, told: (Int) -> Stated = Stated.exactly) {
        let sorted = days.sorted()
        people = told(days.count)
        let isEnough = days.count >= max(1, least)
        median = isEnough ? sorted[(sorted.count - 1) / 2] : nil
        ninth = isEnough ? sorted[(sorted.count * 9 + 9) / 10 - 1] : nil
    }
}

/// From one step of a person's way to the next.
package struct WayStep: Sendable, Equatable {
    package let from: Population
    package let to: Population
    package let waits: Waits

    package init(from: Population, to: Population, waits: Waits) { (self.from, self.to, self.waits) = (from, to, waits) }
}
