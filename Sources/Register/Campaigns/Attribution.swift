/// A call or report as a campaign may count it: when, and what the caller said of us. Nothing of what it is about.
package struct Call: Sendable, Hashable {
    /// Days since 1970, as the country counts them.
    package let day: Int
    package let heard: String?
    package let code: String?

    package init(day: Int, heard: String? = nil, code: String? = nil) {
        self.day = day
        self.heard = heard
        self.code = code
    }
}

/// The calls before, during and after a wave, in windows of the same length as far as the days have come.
package struct Attribution: Sendable, Equatable {
    package struct Window: Sendable, Equatable {
        /// Days since 1970; none when the window has not begun.
        package let days: Range<Int>
        package let calls: Int
        /// Whether calls were counted on all of its days already: no call before that is not a quiet day.
        package let isCounted: Bool

        init(_ days: Range<Int>, _ calls: [Call], since: Int?) {
            self.days = days
            self.calls = calls.count { days.contains($0.day) }
            isCounted = since.map { $0 <= days.lowerBound } ?? false
        }

        /// Whether some of its days are days of a wave.
        package func holds(_ wave: Campaign.Wave) -> Bool {
            wave.from.number < days.upperBound && wave.until.number >= days.lowerBound
        }
    }

    /// What may be said of two windows.
    package enum Finding: String, Sendable, CaseIterable {
        case more, moreThanNone, fewer, noneLeft, unclear, tooFew, notCounted
    }

    package struct Comparison: Sendable, Equatable {
        package let before: Window
        package let later: Window
        package let ratio: RateRatio
        package let finding: Finding
    }

    package let before: Window
    package let during: Window
    package let after: Window
    private let leastCalls: Int

    /// Only whole days count: today is left out. Nil before the first whole day of the wave.
    ///
    /// - Parameter since: the first day on which calls were counted; nil when none was yet.
    package init?(_ wave: Campaign.Wave, calls: [Call], since: Int?, on today: Day, by terms: CampaignTerms) {
        let (from, end) = (wave.from.number, min(wave.until.number + 1, today.number))
        guard from < end else { return nil }
        let length = end - from
        before = Window(from - length..<from, calls, since: since)
        during = Window(from..<end, calls, since: since)
        let last = max(end, min(today.number, end + length))
        after = Window(wave.until.number < today.number ? end..<last : end..<end, calls, since: since)
        leastCalls = terms.leastCalls
    }

    package var duringWave: Comparison { compare(during) }
    /// Nil when no whole day has passed since.
    package var afterWave: Comparison? { after.days.isEmpty ? nil : compare(after) }

    private func compare(_ later: Window) -> Comparison {
        let ratio = RateRatio(
            later.calls, in: Double(later.days.count), against: before.calls, in: Double(before.days.count))
        let finding: Finding =
            if !before.isCounted || !later.isCounted {
                .notCounted
            } else if later.calls + before.calls < leastCalls {
                .tooFew
            } else if !ratio.isClear {
                .unclear
            } else if before.calls == 0 {
                .moreThanNone
            } else if later.calls == 0 {
                .noneLeft
            } else {
                ratio.value ?? 0 > 1 ? .more : .fewer
            }
        return Comparison(before: before, later: later, ratio: ratio, finding: finding)
    }
}

/// How a call points to a wave.
extension Campaign {
    /// From which day a change can be seen: the first call that was counted, or the day of the baseline when that is later.
    package func countsFrom(firstCall: Int?, by terms: CampaignTerms) -> Int? {
        firstCall.map { max($0, answers.day(.baseline, terms)?.number ?? $0) }
    }

    /// The codes of a wave, in the order in which they were given.
    package func codes(of wave: Wave) -> [Code] { codes.filter { $0.wave == wave.id } }

    /// Whether a caller named a channel like one of the wave and brought no code: it may have been another wave.
    package func isLike(_ wave: Wave, _ call: Call, by terms: CampaignTerms) -> Bool {
        guard call.code == nil, let heard = call.heard else { return false }
        return wave.channels.contains { terms.sources[$0]?.contains(heard) == true }
    }
}
