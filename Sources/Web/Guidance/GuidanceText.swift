import Pack

/// The words of a module, the same on the page and in the file to take away.
struct GuidanceText {
    let guidance: Guidance
    let visit: Visit
    /// The frame of a page says already that a whole language is unreviewed.
    var hasFrame = true

    var html: HTML {
        let parts = guidance.parts.map { part -> HTML in
            let text = part.text.map { "<p>\(GuidanceText.filled($0, visit))</p>" as HTML }
            let points = part.points.map { "<li>\(GuidanceText.filled($0, visit))</li>" as HTML }
            return
                "<section class=\"\(part.kind.rawValue)\"><h2>\(part.title)</h2>\(text)\(if: !points.isEmpty, "<ul>\(points)</ul>")</section>"
        }
        let sources = guidance.sources.map { "<li>\($0)</li>" as HTML }
        return """
            <h1>\(guidance.title)</h1><p class="hint">\(guidance.audience) · \(visit.count("guidance.minutes", guidance.minutes)) · \(visit.say(guidance.updated))</p>
            \(GuidanceText.review(guidance.isReviewed, hasFrame: hasFrame, visit))<p>\(guidance.why)</p>\(parts)\(if: !sources.isEmpty, "<details><summary>\(visit.say("guidance.sources"))</summary><ul>\(sources)</ul></details>")
            """
    }

    /// Says plainly that nobody whose language it is has read it.
    static func review(_ isReviewed: Bool, hasFrame: Bool, _ visit: Visit) -> HTML {
        isReviewed || (hasFrame && visit.country.unreviewed.contains(visit.language))
            ? .none : "<p class=\"unreviewed\">\(visit.say("guidance.unreviewed"))</p>"
    }

    /// The right answer and why it is right.
    static func answer(_ question: Guidance.Question, _ visit: Visit) -> HTML {
        let answer = filled(question.answers[question.right], visit)
        return "<strong>\(answer)\(if: !answer.hasSuffix("."), ".")</strong> \(filled(question.why, visit))"
    }

    static func filled(_ text: String, _ visit: Visit) -> String {
        text.replacing("{hotline}", with: visit.country.hotline).replacing("{emergency}", with: visit.country.emergency)
    }
}
