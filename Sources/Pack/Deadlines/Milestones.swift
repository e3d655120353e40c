import Register

/// The names of what happens in a case, as deadlines and statistics ask for it.
struct Milestones {
    private let known: Set<String>

    /// What every country has: each act, by the words of the program, and the results of screenings and decisions.
    private static let ofProgram: Set<String> = {
        let acts = Words.program["en"]?.keys.filter { $0.hasPrefix("action.") }.map { String($0.dropFirst("action.".count)) } ?? []
        let decisions = Decision.Grounds.allCases.map { "decided.\($0.rawValue)" }
        let results = decisions.flatMap { [$0, "\($0).positive", "\($0).negative"] }
        return Set(acts + results + Conclusion.allCases.map { "screened.\($0.rawValue)" } + ["exception", "reported"])
    }()

    init(records: [Form]) { known = Milestones.ofProgram.union(records.map { "record.\($0.id)" }) }

    func check(_ name: Yaml, _ faults: inout Faults) {
        faults.check(name, among: known, "nothing that happens in a case", of: [.records])
    }
}
