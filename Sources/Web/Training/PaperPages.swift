import HTTPTypes
import Pack
import Register
import Store

/// A test that somebody answered on paper, entered by the trainer, also after the end.
enum PaperPages {
    static var routes: [Route] {
        [
            .get("/workshops/{workshop}/people/{id}/papers/{sitting}") { try await ask($0, .none) },
            .post("/workshops/{workshop}/people/{id}/papers/{sitting}") { try await keep($0) },
        ]
    }

    /// Where a paper can be entered. Nil when it is there, while phones still answer, or when the course has no test.
    static func path(_ workshop: Workshop, _ participant: Participant, _ sitting: TestPaper.Sitting) -> String? {
        let isTime = workshop.status == .held || (workshop.status == .planned && workshop.open == nil && participant.cameAtAll)
        guard isTime, workshop.plan?.terms.test.isEmpty == false, !participant.hasLeft, participant.papers[sitting] == nil else {
            return nil
        }
        return "/workshops/\(workshop.number)/people/\(participant.id)/papers/\(sitting.rawValue)"
    }

    /// The ways to the papers of one person that are not there.
    static func ways(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) -> HTML {
        let links = TestPaper.Sitting.allCases.compactMap { sitting in
            path(workshop, participant, sitting).map {
                "<a class=\"button quiet\" href=\"\($0)\">\(visit.say("paper.enter.\(sitting.rawValue)"))</a> " as HTML
            }
        }
        return links.isEmpty ? .none : "<p class=\"actions\">\(links)</p>"
    }

    private static func found(_ visit: Visit) async throws -> (Workshop, Participant, TestPaper.Sitting, KnowledgeTest) {
        let workshop = try await visit.workshop(for: .trainer)
        guard let participant = workshop.participant(try visit.entry("id")),
            let sitting = TestPaper.Sitting(rawValue: try visit.named("sitting")), let plan = workshop.plan,
            let test = try visit.training().test(plan.terms.test)
        else { throw Fault.notFound }
        return (workshop, participant, sitting, test)
    }

    private static func ask(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (workshop, participant, sitting, test) = try await found(visit)
        let title = visit.say("paper.enter.\(sitting.rawValue)")
        let path = "/workshops/\(workshop.number)/people/\(participant.id)"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(workshop))<h1>\(title)</h1><p><a href="\(path)">\(participant.person.name)</a></p><p>\(visit.say("paper.why"))</p>
            \(visit.posting("\(path)/papers/\(sitting.rawValue)", "\(SittingPages.questions(visit, test))<div class=\"actions\">\(visit.button("paper.keep"))</div>"))
            """)
    }

    private static func keep(_ visit: Visit) async throws -> Reply {
        let (workshop, participant, sitting, test) = try await found(visit)
        let paper = SittingPages.paper(visit, test)
        guard !paper.answers.isEmpty else {
            return try await ask(visit, visit.faults([(test.items.first?.id ?? "", visit.say("paper.empty"))]))
        }
        do {
            try visit.record(.sat(participant.id, sitting, paper), to: workshop)
            return .redirect("/workshops/\(workshop.number)")
        } catch let refusal as Refusal { return try await ask(visit, visit.refused(refusal)) }
    }
}
