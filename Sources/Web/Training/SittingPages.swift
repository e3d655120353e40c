import HTTPTypes
import Pack
import Register
import Store

/// A test on a participant's own phone, before or after: single choice, then how confident they are.
enum SittingPages {
    private struct Opened {
        let workshop: Workshop
        let test: KnowledgeTest
        let sitting: TestPaper.Sitting
    }

    private static func open(_ visit: Visit) throws -> Opened {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let sitting = TestPaper.Sitting(rawValue: try visit.named("sitting")), let plan = workshop.plan,
            let test = try visit.training().test(plan.terms.test)
        else { throw Fault.notFound }
        guard workshop.open == sitting else { throw Refusal("testNotOpen") }
        guard participant.papers[sitting] == nil else { throw Refusal("alreadyAnswered") }
        return Opened(workshop: workshop, test: test, sitting: sitting)
    }

    static func ask(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let opened = try open(visit)
        let items = opened.test.items.enumerated().map { index, item in
            visit.radios(
                item.id, "\(index + 1). \(visit.pack(item.text))", item.choices.map { ($0.code, visit.pack($0.label)) },
                chosen: visit.form.first(item.id))
        }
        let levels = (1...5).map { (String($0), visit.say("confidence.\($0)")) }
        let title = visit.say("own.test.\(opened.sitting.rawValue)")
        return visit.open(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(try visit.ownCrumb(opened.workshop))<h1>\(title)</h1><p>\(visit.say("own.testWhy"))</p>
            \(visit.posting(try visit.ownPath("/tests/\(opened.sitting.rawValue)"), "\(items)\(visit.radios("confidence", visit.say("confidence.question"), levels, chosen: visit.form.first("confidence")))<div class=\"actions\">\(visit.button("own.send"))</div>"))
            """)
    }

    static func sit(_ visit: Visit) throws -> Reply {
        let opened: Opened
        // Sent twice, the second time finds it answered.
        do { opened = try open(visit) } catch let refusal as Refusal where refusal == Refusal("alreadyAnswered") {
            return .redirect(try visit.ownPath())
        }
        let answers = opened.test.items.reduce(into: [String: String]()) { $0[$1.id] = visit.form.first($1.id) }
        guard let confidence = Int(visit.form.first("confidence")), (1...5).contains(confidence) else {
            return try ask(visit, visit.faults([("confidence", Question.say(.missing, visit))]))
        }
        let paper = opened.test.paper(answers, confidence: confidence)
        try visit.recordOwn { .sat($0.id, opened.sitting, paper) }
        return .redirect(try visit.ownPath())
    }
}
