/// The points of an assessment, by level, and how they moved since the last one.
package struct Score: Sendable, Equatable {
    package let points: [(level: String, points: Int, of: Int)]
    package var total: Int { Bounded.sum(points.map(\.points)) }

    /// Nil when the form counts nothing.
    package init?(_ answers: Answers, by form: Form) {
        var levels: [(level: String, points: Int, of: Int)] = []
        for field in form.fields {
            let possible = field.choices.compactMap(\.points)
            guard let level = field.level, let most = possible.max() else { continue }
            let given = answers[field.id]?.all.compactMap { code in field.choices.first { $0.code == code }?.points }.max() ?? 0
            if let index = levels.firstIndex(where: { $0.level == level }) {
                levels[index].points += given
                levels[index].of += most
            } else {
                levels.append((level, given, most))
            }
        }
        guard !levels.isEmpty else { return nil }
        points = levels
    }

    package static func == (a: Score, b: Score) -> Bool {
        a.points.elementsEqual(b.points) { $0 == $1 }
    }
}
