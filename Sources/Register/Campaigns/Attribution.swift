/// A call or report as a campaign may count it: when, and what the caller said of us. Nothing of what it is about.
package struct Call: Sendable, Equatable {
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

        init(_ days: Range<Int>, _ calls: [Call]) {
            self.days = days
            self.calls = calls.filter { days.contains($0.day) }.count
        }
    }

    /// What may be said of two windows.
    package enum Finding: String, Sendable, CaseIterable {
        case more, moreThanNone, fewer, noneLeft, unclear, tooFew
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
    /// Calls during the wave whose caller named one of its channels or brought one of its codes.
    package let named: Int
    /// Whether another wave of the campaign ran in the days before, so that those are no quiet time.
    package let isCrowded: Bool
    private let leastCalls: Int

    /// Only whole days count: today is left out. Nil before the first whole day of the wave.
    package init?(
        _ wave: Campaign.Wave, of campaign: Campaign, calls: [Call], on today: Day, by terms: CampaignTerms
    ) {
        let (from, end) = (wave.from.number, min(wave.until.number + 1, today.number))
        guard from < end else { return nil }
        let length = end - from
        before = Window(from - length..<from, calls)
        during = Window(from..<end, calls)
        let last = max(end, min(today.number, end + length))
        after = Window(wave.until.number < today.number ? end..<last : end..<end, calls)
        leastCalls = terms.leastCalls
        named = Attribution.named(by: calls, wave, campaign, terms).filter { from..<end ~= $0.day }.count
        let quiet = before.days
        isCrowded = campaign.waves(by: terms).contains {
            $0.id != wave.id && $0.from.number < quiet.upperBound && $0.until.number >= quiet.lowerBound
        }
    }

    package var duringWave: Comparison { compare(during) }
    /// Nil when no whole day has passed since.
    package var afterWave: Comparison? { after.days.isEmpty ? nil : compare(after) }

    private func compare(_ later: Window) -> Comparison {
        let ratio = RateRatio(
            later.calls, in: Double(later.days.count), against: before.calls, in: Double(before.days.count))
        let finding: Finding =
            if later.calls + before.calls < leastCalls {
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

    /// The calls that named a channel of a wave or brought a code of it.
    package static func named(
        by calls: [Call], _ wave: Campaign.Wave, _ campaign: Campaign, _ terms: CampaignTerms
    ) -> [Call] {
        let codes = Set(campaign.codes.filter { $0.wave == wave.id }.map(\.code))
        let heard = wave.channels.reduce(into: Set<String>()) { $0.formUnion(terms.sources[$1] ?? []) }
        return calls.filter { $0.code.map(codes.contains) == true || $0.heard.map(heard.contains) == true }
    }
}

/// A count of people as it may be shown: what is below the country's limit is not told exactly.
package enum Told: Sendable, Equatable {
    case exactly(Int)
    case fewerThan(Int)

    package init(_ count: Int, fewer limit: Int) {
        self = (1..<max(limit, 1)).contains(count) ? .fewerThan(limit) : .exactly(count)
    }
}
