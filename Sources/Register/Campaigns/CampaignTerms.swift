/// What a country decided about its campaigns: what each form is for, what its answers mean, and when a number is too small to say.
package struct CampaignTerms: Sendable, Equatable {
    /// What a form is for.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case plan, wave, material, test, check, stock, activity, reach, round, answer
    }

    /// What an answer means to the program: the kind of its form, then the word of the pack.
    package enum Meaning: String, Sendable, CaseIterable {
        case name = "plan.name", budget = "plan.budget", baseline = "plan.baseline"
        case waveName = "wave.name", from = "wave.from", until = "wave.until", channels = "wave.channels"
        case material = "material.name", version = "material.version"
        case people = "test.people", testedOn = "test.on", result = "test.result"
        case printed = "stock.printed", sent = "stock.sent", left = "stock.left", site = "stock.site", sitePlace = "stock.place"
        case activity = "activity.name", on = "activity.on", channel = "activity.channel", places = "activity.places"
        case language = "activity.language", partner = "activity.partner", cost = "activity.cost"
        case method = "reach.method", contacts = "reach.contacts", unique = "reach.unique", reachPlaces = "reach.places"
        case reachChannel = "reach.channel", source = "reach.source"
        case audience = "reach.audience", sex = "reach.sex", age = "reach.age", count = "reach.count"
        case round = "round.name", opens = "round.from", closes = "round.until", roundMethod = "round.method"
        case sample = "round.sample"
        case answeredSex = "answer.sex", answeredAge = "answer.age", answeredPlace = "answer.place", seen = "answer.seen"

        package var kind: Kind? { Kind(rawValue: String(rawValue.prefix { $0 != "." })) }
        package var word: String { String(rawValue.drop { $0 != "." }.dropFirst()) }

        /// The meanings without which a form of its kind is of no use.
        package static let needed: Set<Meaning> = [
            .name, .waveName, .from, .until, .channels, .material, .version, .sent, .activity, .on, .channel, .contacts, .method,
            .round, .opens,
        ]
    }

    package var kinds: [FormID: Kind] = [:]
    /// What a record of a form belongs to.
    package var parents: [FormID: Kind] = [:]
    package var means: [Meaning: FieldID] = [:]
    /// The questions of a check that must all be answered with yes before a material goes out.
    package var must: [FieldID] = []
    /// The results of a test with which a material does not go out.
    package var blocks: Set<String> = []
    /// The answers on how people were chosen that mean by lot: only then does a share have a margin.
    package var lots: Set<String> = []
    package var items: [Item] = []
    /// The question of a report on how somebody heard of us, and the one that keeps the code of a link.
    package var heard: FieldID?
    package var code: FieldID?
    /// For each channel the beginning of its codes, and the answers to `heard` that mean it.
    package var prefixes: [String: String] = [:]
    package var sources: [String: Set<String>] = [:]
    /// Fewer answers than this are too few to say anything.
    package var least = 30
    /// Fewer calls than this, in two windows together, are too few to compare.
    package var leastCalls = 10
    /// A count of people below this is not shown.
    package var fewer = 5
    /// What shows that the person of a case was identified: the conclusion of a screening, or a condition on the answers.
    package var conclusions: Set<String> = []
    package var identified: Condition?
    /// Units: decimal digits of the currency.
    package var digits = 2

    package init() {}

    package subscript(meaning: Meaning) -> FieldID? { means[meaning] }

    package func form(_ kind: Kind) -> FormID? { kinds.first { $0.value == kind }?.key }

    /// Whether the person of a case was identified at a moment or later.
    ///
    /// Shape: an answer has no day of its own, so it counts only in a case that was opened then or later.
    package func isIdentified(_ file: CaseFile, since moment: Moment) -> Bool {
        if let last = file.screenings.last, last.at >= moment, conclusions.contains(last.screening.conclusion) { return true }
        guard let identified, file.opened >= moment else { return false }
        var all = Answers()
        for answers in file.answers.values { all.merge(answers) }
        return identified.holds(for: all)
    }

    /// The same for the same decisions, whatever order they are held in.
    var mark: String {
        "\(heard?.rawValue ?? "") \(code?.rawValue ?? "") \(means[.name]?.rawValue ?? "") \(means[.from]?.rawValue ?? "") \(means[.until]?.rawValue ?? "")"
    }
}
