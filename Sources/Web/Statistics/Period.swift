import Register

/// The days that figures are of, as a reader chose them.
struct Period {
    /// What stands in the address: `this`, `last`, `twelve`, or a year.
    let choice: String
    let days: ClosedRange<Day>

    private static let firstYear = 2000

    /// Whatever else was asked for is this year.
    init(_ asked: String, on today: Day) {
        let start = { (year: Int) in Day(year: year, month: 1, day: 1) ?? today }
        let year = Bounded.whole(asked, in: Bounded.span(Period.firstYear, today.year))
        switch (asked, year) {
        case ("last", _):
            (choice, days) = (asked, start(today.year - 1)...start(today.year).adding(days: -1))
        case ("twelve", _):
            (choice, days) = (asked, today.adding(months: -12).adding(days: 1)...today)
        case (_, let year?) where year < today.year:
            (choice, days) = (asked, start(year)...start(year + 1).adding(days: -1))
        default:
            (choice, days) = ("this", start(today.year)...today)
        }
    }

    /// Three links, and a small form for any other year.
    func chooser(_ visit: Visit) -> HTML {
        let links = ["this", "last", "twelve"].map { each -> HTML in
            "<a href=\"?period=\(each)\"\(if: each == choice, " aria-current=\"true\"")>\(visit.say("figures.period.\(each)"))</a> "
        }
        let year = Int(choice).map(String.init) ?? ""
        return """
            <form method="get" class="filters"><span>\(visit.say("figures.period"))</span> \(links)<div class="field"><label for="period">\(visit.say("figures.year"))</label><input id="period" name="period" type="number" min="\(Period.firstYear)" max="\(visit.today.year)" value="\(year)"></div>\(visit.button("figures.show"))</form>
            """
    }

    /// Said in words, since a printed page has no chooser.
    func sentence(_ visit: Visit) -> HTML {
        "<p>\(visit.say("figures.days", ["days": visit.span(days.lowerBound, days.upperBound), "moment": visit.say(visit.now)]))</p>"
    }
}
