/// The clock of a country: how far it is from UTC, and when that changes with summer time.
///
/// Shape: the changes are given, in their order, so that this asks no clock and no file. Units: seconds east of UTC.
package struct Zone: Sendable, Equatable {
    package static let utc = Zone(name: "UTC", offset: 0)

    package struct Change: Sendable, Equatable {
        package let at: Moment
        package let offset: Int

        package init(at: Moment, offset: Int) {
            self.at = at
            self.offset = offset
        }
    }

    package let name: String
    /// Before the first change, and where there is none.
    private let offset: Int
    private let changes: [Change]

    package init(name: String, offset: Int, changes: [Change] = []) {
        self.name = name
        self.offset = offset
        self.changes = changes
    }

    package func offset(at moment: Moment) -> Int {
        guard !changes.isEmpty else { return offset }
        let count = passed(by: moment)
        return count == 0 ? offset : changes[count - 1].offset
    }

    /// The day and the minute of the day, as clocks there show them.
    package func local(_ moment: Moment) -> (day: Day, minute: Int) { moment.local(offset: offset(at: moment)) }
    package func day(of moment: Moment) -> Day { local(moment).day }

    /// The first second of a day.
    package func start(of day: Day) -> Moment { moment(day, minute: 0) }

    /// When clocks there show a minute of a day: the first time, where they show it twice, and the change, where they leave it out.
    package func moment(_ day: Day, minute: Int) -> Moment {
        let shown = day.number * 86_400 + minute * 60
        // No clock is a day from UTC, and no change follows another within two.
        let index = passed(by: Moment(seconds: shown - 86_400))
        let before = Moment(seconds: shown - (index == 0 ? offset : changes[index - 1].offset))
        guard index < changes.count, changes[index].at <= before else { return before }
        return max(changes[index].at, Moment(seconds: shown - changes[index].offset))
    }

    /// The last second of a day.
    package func end(of day: Day) -> Moment {
        guard day < .last else { return Moment(seconds: start(of: day).seconds + 86_399) }
        return Moment(seconds: start(of: day.adding(days: 1)).seconds - 1)
    }

    /// How many changes lie behind.
    private func passed(by moment: Moment) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
