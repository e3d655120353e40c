import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// A participant's own address: the tests, what they thought, the certificate, and the questions some months later.
enum ParticipantPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/t/{token}", door: .anyone { try one($0, .none) }),
            Route(method: .post, path: "/t/{token}/here", door: .anyone { try here($0) }),
            Route(method: .get, path: "/t/{token}/tests/{sitting}", door: .anyone { try SittingPages.begin($0) }),
            Route(method: .post, path: "/t/{token}/tests/{sitting}", door: .anyone { try SittingPages.send($0) }),
            Route(method: .get, path: "/t/{token}/opinion", door: .anyone { try opinion($0).ask(SubmittedAnswers()).kept(by: $0) }),
            Route(
                method: .post, path: "/t/{token}/opinion",
                door: .anyone { visit in
                    try await opinion(visit).record { answers in
                        try visit.recordOwn { .rated($0.id, answers) }
                        return try visit.ownPath()
                    }
                }),
            Route(
                method: .get, path: "/t/{token}/later/{months}",
                door: .anyone { try later($0).form.ask(SubmittedAnswers()).kept(by: $0) }),
            Route(
                method: .post, path: "/t/{token}/later/{months}",
                door: .anyone { visit in
                    let (form, months) = try later(visit)
                    return try await form.record { answers in
                        try visit.recordOwn { .followedUp($0.id, months: months, answers) }
                        return try visit.ownPath()
                    }
                }),
        ]
    }

    static func one(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let plan = workshop.plan else { throw Fault.notFound }
        let tasks = try tasks(visit, workshop, participant)
        let list: HTML = tasks.isEmpty ? "<p>\(visit.say("own.nothing"))</p>" : "<ol class=\"tasks\">\(tasks)</ol>"
        return visit.open(
            plan.terms.title, isFaulty: !problems.isEmpty,
            """
            \(problems)<h1>\(plan.terms.title)</h1><p>\(visit.days(plan)), \(plan.isOnline ? visit.say("workshop.online") : plan.place)</p>
            <p>\(visit.say("own.hello", ["name": participant.person.name]))</p><p class="hint">\(visit.say("own.keep"))</p>\(list)
            \(try OwnDay.notes(visit, workshop, participant))\(try OwnDay.again(visit, workshop, participant))\(try score(visit, workshop, participant))\(try OwnCertificatePages.certificate(visit, workshop, participant))\(try OwnCertificatePages.account(visit, workshop, participant))
            """)
    }

    private static func tasks(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> [HTML] {
        let terms = try visit.training()
        let hasTest = workshop.plan?.terms.test.isEmpty == false
        var all: [(path: String, label: String, isOpen: Bool, isDone: Bool)] = []
        for sitting in TestPaper.Sitting.allCases where hasTest {
            all.append(
                (
                    "/tests/\(sitting.rawValue)", visit.say("own.test.\(sitting.rawValue)"), workshop.open == sitting,
                    participant.papers[sitting] != nil
                ))
        }
        if terms.satisfaction != nil {
            all.append(
                (
                    "/opinion", visit.say("own.opinion"), workshop.open == .after || workshop.status == .held,
                    participant.rating != nil
                ))
        }
        if terms.followUp != nil {
            for months in workshop.followUpsDue(of: participant, on: visit.today) {
                all.append(("/later/\(months)", visit.count("own.later", months), true, false))
            }
        }
        return try all.map { each in
            let path = try visit.ownPath(each.path)
            let state = each.isDone ? "own.done" : each.isOpen ? "own.open" : "own.notYet"
            let name: HTML = each.isOpen && !each.isDone ? "<a href=\"\(path)\">\(each.label)</a>" : "<span>\(each.label)</span>"
            return "<li>\(name) <span class=\"state\">\(visit.say(state))</span></li>"
        }
    }

    /// After the second test: how many were right, and why for each. Nothing of it while others still answer.
    private static func score(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> HTML {
        guard let after = participant.papers[.after], let percent = after.score else { return .none }
        guard workshop.open != .after else { return "<p>\(visit.say("own.sent"))</p>" }
        let before = participant.papers[.before]?.score
        let items = (try visit.training().test(after.test)?.items ?? []).map { item -> HTML in
            let right = item.choices.first { $0.code == item.right }.map { visit.pack($0.label) } ?? ""
            let isRight = after.right.contains(item.id)
            return
                "<li>\(visit.pack(item.text))<br><strong>\(right)</strong> <span class=\"tag \(isRight ? "done" : "wait")\">\(visit.say(isRight ? "own.right" : "own.wrong"))</span><br>\(visit.pack(item.why))</li>"
        }
        let sentence =
            before.map { visit.say("own.gain", ["before": visit.percent($0), "after": visit.percent(percent)]) }
            ?? visit.say("own.score", ["after": visit.percent(percent)])
        return
            "<h2>\(visit.say("own.result"))</h2><p>\(sentence)</p><details><summary>\(visit.say("own.answers"))</summary><ol>\(items)</ol></details>"
    }

    // MARK: Acts

    static func act(_ visit: Visit, _ work: () throws -> Void) throws -> Reply {
        do {
            try work()
            return .redirect(try visit.ownPath())
        } catch let refusal as Refusal { return try one(visit, visit.refused(refusal)) }
    }

    private static func here(_ visit: Visit) throws -> Reply {
        let token = try visit.named("token")
        let (workshop, _) = try visit.store.participant(token)
        if let fault = DoorProof(visit: visit, workshop: workshop).fault(of: visit.form.first("now")) {
            var reply = try one(visit, visit.faults([("now", fault.sentence)]))
            reply.status = fault.status
            return reply
        }
        return try act(visit) {
            try visit.store.comeAgain(token, id: try visit.entryID(), at: visit.now, today: visit.today)
        }
    }

    private static func opinion(_ visit: Visit) throws -> FormPage {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let form = try visit.training().satisfaction, participant.rating == nil else { throw Fault.notFound }
        guard workshop.open == .after || workshop.status == .held else { throw Fault.notFound }
        return FormPage(
            visit: visit, form: form, path: visit.apart(try visit.ownPath("/opinion")), crumb: try visit.ownCrumb(workshop),
            continueWord: "own.send", wantsWholeDays: true, comesBack: true)
    }

    private static func later(_ visit: Visit) throws -> (form: FormPage, months: Int) {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let months = Int(try visit.named("months")), let form = try visit.training().followUp,
            workshop.followUpsTaken(of: participant, on: visit.today).contains(months)
        else { throw Fault.notFound }
        let page = FormPage(
            visit: visit, form: form, path: visit.apart(try visit.ownPath("/later/\(months)")),
            crumb: try visit.ownCrumb(workshop), continueWord: "own.send", wantsWholeDays: true, comesBack: true)
        return (page, months)
    }
}

extension Visit {
    func ownPath(_ rest: String = "") throws -> String { inOwnLanguage("/t/\(try named("token"))\(rest)") }

    func ownCrumb(_ workshop: Workshop) throws -> HTML {
        "<p><a href=\"\(try ownPath())\">\(workshop.plan?.terms.title ?? "")</a></p>"
    }

    func recordOwn(_ action: (Participant) -> Workshop.Action) throws {
        try store.record(action, by: try named("token"), id: try entryID(), at: now, today: today)
    }
}
