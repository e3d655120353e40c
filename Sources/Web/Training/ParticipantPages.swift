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
                    try await opinion(visit).take { answers in
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
                    return try await form.take { answers in
                        try visit.recordOwn { .followedUp($0.id, months: months, answers) }
                        return try visit.ownPath()
                    }
                }),
            Route(
                method: .post, path: "/t/{token}/name",
                door: .anyone { visit in
                    let isShown = visit.form.first("shown-name") == "yes"
                    return try act(visit) { try visit.recordOwn { .showsName($0.id, isShown) } }
                }),
            Route(method: .post, path: "/t/{token}/account", door: .anyone { try link($0) }),
            .get("/training/mine") { try mine($0) },
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
            \(try OwnDay.notes(visit, workshop, participant))\(try OwnDay.again(visit, workshop, participant))\(try score(visit, workshop, participant))\(try certificate(visit, workshop, participant))\(try account(visit, participant))
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

    private static func certificate(_ visit: Visit, _ workshop: Workshop, _ participant: Participant) throws -> HTML {
        guard let certificate = workshop.certificates.last(where: { $0.participant == participant.id }) else { return .none }
        let status = certificate.status(on: visit.today)
        let endsSoon =
            status == .valid
            && certificate.expiresOn <= visit.today.adding(days: visit.store.policy.practice.training.refresherDays)
        let names: HTML = """
            \(visit.posting(try visit.ownPath("/name"), "\(visit.radios("shown-name", visit.say("own.showName"), [("yes", visit.say("own.showName.yes")), ("no", visit.say("own.showName.no"))], chosen: participant.showsName ? "yes" : "no"))<button class=\"quiet\">\(visit.say("participant.keep"))</button>"))
            """
        let own = try visit.ownPath()
        let paper: HTML = "<a class=\"button\" href=\"\(own)/certificate\">\(visit.say("own.paper"))</a> "
        let files: HTML = """
            <p class="actions">\(if: visit.site.press.isAvailable, paper)<a class="button quiet" href="\(own)/badge">\(visit.say("own.badge"))</a></p>
            """
        return """
            <h2>\(visit.say("own.certificate"))</h2>\(if: status != .revoked, files)<p><a class="number" href="/verify/\(certificate.serial)">\(certificate.serial)</a> <span class="tag">\(visit.say("certificate.\(status.rawValue)"))</span><br>\(visit.say("certificate.from", ["date": visit.say(certificate.issuedOn), "end": visit.say(certificate.expiresOn)]))</p>
            \(if: endsSoon || status == .expired, "<p class=\"notice\">\(visit.say("own.refresh"))</p>")\(if: status != .revoked, names)
            """
    }

    private static func account(_ visit: Visit, _ participant: Participant) throws -> HTML {
        guard let actor = try? visit.actor(), participant.person.account != actor.account else { return .none }
        return
            "<h2>\(visit.say("participant.account"))</h2><p>\(visit.say("own.linkWhy"))</p>\(visit.posting(try visit.ownPath("/account"), "<button class=\"quiet\">\(visit.say("own.link"))</button>"))"
    }

    // MARK: Acts

    private static func act(_ visit: Visit, _ work: () throws -> Void) throws -> Reply {
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

    private static func link(_ visit: Visit) throws -> Reply {
        let account = try visit.actor().account
        guard visit.form.first("form-token") == visit.session?.formToken else { throw Fault(.forbidden, "oldForm") }
        return try act(visit) {
            try visit.store.link(
                try visit.named("token"), to: account, id: try visit.entryID(), at: visit.now, today: visit.today)
        }
    }

    private static func opinion(_ visit: Visit) throws -> PlainForm {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let form = try visit.training().satisfaction, participant.rating == nil else { throw Fault.notFound }
        guard workshop.open == .after || workshop.status == .held else { throw Fault.notFound }
        return PlainForm(
            visit: visit, form: form, path: visit.apart(try visit.ownPath("/opinion")), button: "own.send",
            crumb: try visit.ownCrumb(workshop),
            comesBack: true)
    }

    private static func later(_ visit: Visit) throws -> (form: PlainForm, months: Int) {
        let (workshop, participant) = try visit.store.participant(try visit.named("token"))
        guard let months = Int(try visit.named("months")), let form = try visit.training().followUp,
            workshop.followUpsTaken(of: participant, on: visit.today).contains(months)
        else { throw Fault.notFound }
        let page = PlainForm(
            visit: visit, form: form, path: visit.apart(try visit.ownPath("/later/\(months)")), button: "own.send",
            crumb: try visit.ownCrumb(workshop), comesBack: true)
        return (page, months)
    }

    // MARK: With an account

    /// The transcript of a worker: every workshop they passed.
    private static func mine(_ visit: Visit) throws -> Reply {
        _ = try visit.training()
        let lines = try visit.store.certificates(of: try visit.actor().account)
        let rows = lines.map { line -> [HTML] in
            let status = line.isRevoked ? "revoked" : line.expires < visit.today ? "expired" : "valid"
            return [
                "<span class=\"number\">\(line.serial)</span>", "\(line.title)", "\(visit.say(line.issued))",
                "\(visit.say(line.expires))",
                "<span class=\"tag\">\(visit.say("certificate.\(status)"))</span>",
            ]
        }
        let heads = ["certificate.serial", "course.title", "certificate.issued", "certificate.expires", "list.status"].map {
            visit.say($0)
        }
        let title = visit.say("mine.title")
        return visit.page(
            title,
            """
            <h1>\(title)</h1>\(TrainingPages.ways(visit, here: "/training/mine"))
            \(rows.isEmpty ? "<p>\(visit.say("mine.none"))</p>" : visit.table(title, heads, rows))
            """)
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
