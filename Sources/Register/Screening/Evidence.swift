/// Which of the questions that count show a sign, and which are still open.
struct Evidence {
    let shown: Set<FieldID>
    let open: Set<FieldID>

    /// The codes that show a sign: the person said so, the officer saw it, or a plain yes.
    static let signs: Set<String> = ["disclosed", "observed", "yes"]

    /// Only a no closes a question. Not known, refused and unanswered leave it open.
    init(of fields: [FieldID], in answers: Answers) {
        shown = Set(fields.filter { answers[$0]?.text.map(Evidence.signs.contains) ?? false })
        open = Set(fields.filter { answers[$0]?.text != "no" }).subtracting(shown)
    }

    /// Where one part of a rule stands: shown, still open, or not shown.
    enum Standing: String { case shown, open, not }

    /// Fields: those that the standing rests on, in the order they are asked.
    func standing(of fields: [FieldID], isEnough: (Set<FieldID>) -> Bool) -> (Standing, fields: [FieldID]) {
        let signs = fields.filter(shown.contains)
        if isEnough(Set(signs)) { return (.shown, signs) }
        let still = fields.filter(open.contains)
        return isEnough(Set(signs + still)) ? (.open, still) : (.not, signs)
    }

    /// The reason for a part that one sign is enough for.
    func reason(_ name: String, _ fields: [FieldID]) -> Reason {
        let (standing, about) = standing(of: fields) { !$0.isEmpty }
        return Reason("\(name).\(standing.rawValue)", count: about.count, fields: about)
    }
}
