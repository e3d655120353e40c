import Pack
import Register
import Store

/// What stands around the cases: places that are free, and calls with the waves of campaigns. Each for whoever may read it elsewhere.
struct BoardSurroundings {
    let visit: Visit
    let days: ClosedRange<Day>

    private static let mostProviders = 40

    var html: HTML { get throws { "\(try places)\(try calls)" } }

    private var places: HTML {
        get throws {
            guard visit.country.provider != nil else { return .none }
            let all = try visit.store.providers(as: try visit.actor()).filter { $0.capacity != nil }
            guard !all.isEmpty else { return .none }
            let title = visit.say("figures.places")
            let rows = all.prefix(BoardSurroundings.mostProviders).map { line -> [HTML] in
                [
                    "<a href=\"/directory/\(line.id)\">\(line.name)</a>",
                    "\(line.services.map { visit.service($0) }.joined(separator: ", "))", visit.places(line),
                    visit.checked(line.checked),
                ]
            }
            let heads = ["directory.provider", "directory.services", "directory.places", "directory.checked"].map { visit.say($0) }
            let more: HTML =
                all.count > rows.count ? "<p class=\"hint\">\(visit.count("due.more", all.count - rows.count))</p>" : .none
            let full = all.count { visit.isFull($0) }
            let sentence = visit.say("figures.placesFull", ["full": String(full), "all": String(all.count)])
            return """
                <section id="places"><h2>\(title)</h2><p>\(sentence)</p><details><summary>\(visit.say("figures.placesEach"))</summary>\(visit.table(title, heads, rows))\(more)</details></section>
                """
        }
    }

    /// By week, the waves of every campaign behind them.
    private var calls: HTML {
        get throws {
            guard visit.country.campaigns != nil, visit.mayCampaign else { return .none }
            let actor = try visit.actor()
            let (start, end) = (days.lowerBound.number, days.upperBound.number + 1)
            let calls = try visit.store.calls(on: start..<end, as: actor)
            var weeks = [Int](repeating: 0, count: (end - start + 6) / 7)
            for call in calls { weeks[(call.day - start) / 7] += 1 }
            let columns = weeks.enumerated().map { week, count in
                ColumnChart.Column(label: visit.say(Day.epoch.adding(days: start + week * 7)), count: count)
            }
            let waves = try visit.store.campaigns(as: actor).flatMap {
                try visit.store.campaign($0.number, as: actor).waves(by: visit.campaignTerms)
            }
            let spans = waves.compactMap { wave -> ColumnChart.Span? in
                let (from, until) = (max(wave.from.number, start), min(wave.until.number, end - 1))
                return from <= until
                    ? .init(
                        label: wave.name, columns: (from - start) / 7...(until - start) / 7,
                        dates: visit.span(wave.from, wave.until)) : nil
            }
            let chart = ColumnChart(
                caption: visit.say("calls.byWeek"), heads: (visit.say("calls.week"), visit.say("calls.calls")), columns: columns,
                spans: spans, numbers: visit.say("calls.numbers"))
            return
                "<section id=\"calls\"><h2>\(visit.say("calls.calls"))</h2>\(chart.html)<p><a href=\"/campaigns\">\(visit.say("campaign.list"))</a></p></section>"
        }
    }
}
