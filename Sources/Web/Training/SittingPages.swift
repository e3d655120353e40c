import HTTPTypes
import Pack
import Register
import Store

/// A test on a participant's own phone, before or after: single choice, then how confident they are.
enum SittingPages {
    private struct Sitting {
        let workshop: Workshop
        let participant: Participant
        let test: KnowledgeTest
        let sitting: TestPaper.Sitting

        init(_ visit: Visit) throws {
            let found = try visit.store.participant(try visit.named("token"))
            guard let sitting = TestPaper.Sitting(rawValue: try visit.named("sitting")), let plan = found.workshop.plan,
                let test = try visit.training().test(plan.terms.test)
            else { throw Fault.notFound }
            (workshop, participant, self.test, self.sitting) = (found.workshop, found.participant, test, sitting)
        }

        var isAnswered: Bool { participant.papers[sitting] != nil }
    }

    static func begin(_ visit: Visit) throws -> Reply {
        let one = try Sitting(visit)
        if one.isAnswered { return .redirect(try visit.ownPath()) }
        guard one.workshop.open == one.sitting else {
            return try ParticipantPages.one(visit, visit.refused(Refusal("testNotOpen")))
        }
        let ticket = Ticket.make(of: .test(one.sitting, one.participant.id), one.workshop.keys, at: visit.now)
        return try ask(visit, one, ticket, .none).kept(by: visit)
    }

    private static func ask(_ visit: Visit, _ one: Sitting, _ ticket: String, _ problems: HTML) throws -> Reply {
        let title = visit.say("own.test.\(one.sitting.rawValue)")
        return visit.open(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(try visit.ownCrumb(one.workshop))<h1>\(title)</h1><p>\(visit.say("own.testWhy"))</p>
            \(visit.posting(visit.apart(try visit.ownPath("/tests/\(one.sitting.rawValue)")), "<input type=\"hidden\" name=\"ticket\" value=\"\(ticket)\">\(questions(visit, one.test))<div class=\"actions\">\(visit.button("own.send"))</div>"))
            """)
    }

    /// The items of a test and how confident somebody is, with what was chosen.
    static func questions(_ visit: Visit, _ test: KnowledgeTest) -> HTML {
        let items = test.items.enumerated().map { index, item in
            visit.radios(
                item.id, "\(index + 1). \(visit.pack(item.text))", item.choices.map { ($0.code, visit.pack($0.label)) },
                chosen: visit.form.first(item.id))
        }
        let levels = (1...5).map { (String($0), visit.say("confidence.\($0)")) }
        return
            "\(items)\(visit.radios("confidence", visit.say("confidence.question"), levels, chosen: visit.form.first("confidence")))"
    }

    /// What was chosen. Confidence: nil when it was not said, or is none.
    static func paper(_ visit: Visit, _ test: KnowledgeTest) -> TestPaper {
        let answers = test.items.reduce(into: [String: String]()) { $0[$1.id] = visit.form.first($1.id) }
        let confidence = Int(visit.form.first("confidence")).flatMap { (1...5).contains($0) ? $0 : nil }
        return test.paper(answers, confidence: confidence)
    }

    /// A refusal brings the same page back with every answer on it.
    static func send(_ visit: Visit) throws -> Reply {
        let one = try Sitting(visit)
        let ticket = visit.form.first("ticket")
        // Sent twice, the second time finds it answered.
        if one.isAnswered { return .redirect(try visit.ownPath()) }
        let paper = paper(visit, one.test)
        guard paper.confidence != nil else {
            return try ask(visit, one, ticket, visit.faults([("confidence", Question.say(.missing, visit))]))
        }
        do {
            try visit.store.sit(
                one.sitting, paper, ticket: ticket, by: try visit.named("token"), id: try visit.entryID(), at: visit.now,
                today: visit.today)
        } catch let refusal as Refusal where refusal != Refusal("alreadyAnswered") {
            return try ask(visit, one, ticket, visit.refused(refusal))
        } catch is Refusal { return .redirect(try visit.ownPath()) }
        return .redirect(try visit.ownPath())
    }
}
