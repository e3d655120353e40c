extension Campaign {
    /// The sheet of a round that says the same as at least half of these people, such as the one that they correct; and how many.
    package func sheetLike(_ people: [Answers], of round: EntryID) -> (sheet: Sheet, count: Int)? {
        var known: [String: [String: Int]] = [:]
        for response in responses[round] ?? [] {
            if let sheet = response.sheet { known[sheet, default: [:]][Campaign.key(response.answers), default: 0] += 1 }
        }
        let keys = people.map(Campaign.key)
        let found = sheets.filter { $0.round == round && !$0.isWithdrawn }.map { sheet -> (sheet: Sheet, count: Int) in
            var left = known[sheet.id] ?? [:]
            return (
                sheet,
                keys.count { key in
                    guard let more = left[key], more > 0 else { return false }
                    left[key] = more - 1
                    return true
                }
            )
        }
        return found.max { $0.count < $1.count }.flatMap { $0.count * 2 >= people.count && $0.count > 0 ? $0 : nil }
    }

    private static func key(_ answers: Answers) -> String {
        answers.values.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "\n")
    }
}
