import Pack
import Register

/// What files say beside the numbers: in English, as the document they are made from.
struct FiguresWords {
    private let words: Words

    init(_ country: Country) { words = country.words }

    func say(_ key: String, _ holes: [String: String] = [:]) -> String { words.say("public.figures.\(key)", "en", holes) }

    func label(_ code: PublishedFigures.Code) -> String { code.code.isEmpty ? say("notKnown") : code.label }

    /// Why a count is told as it is. Empty for one that is told as it is.
    func why(_ value: PublishedFigures.Value) -> String {
        switch value {
        case .number: ""
        case .hidden: say("why.hidden")
        case .band: say("why.band")
        case .estimate: say("why.estimate")
        }
    }
}

/// A count in columns. Units: people, or what the table counts.
struct FiguresNumbers {
    /// Empty for one that is not told as a number.
    var count = ""
    /// Between what it lies; empty where there is no such end.
    var low = ""
    var high = ""
    /// Shape: `exact`, `hidden`, `band` or `estimate`.
    let kind: String

    init(_ value: PublishedFigures.Value) {
        switch value {
        case .number(let number):
            kind = "exact"
            (count, low, high) = (String(number), String(number), String(number))
        case .hidden: kind = "hidden"
        case .band(let from, let to):
            kind = "band"
            (low, high) = (String(from), to.map(String.init) ?? "")
        case .estimate(let estimate, let reach):
            kind = "estimate"
            count = FiguresNumbers.whole(max(0, estimate.rounded()))
            low = FiguresNumbers.whole(max(0, (estimate - reach).rounded(.down)))
            high = FiguresNumbers.whole((estimate + reach).rounded(.up))
        }
    }

    /// Empty for what no whole number can hold.
    static func whole(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "" }

    /// Units: percent, with a point.
    static func share(_ permille: Int?) -> String { permille.map { "\($0 / 10).\($0 % 10)" } ?? "" }
}
