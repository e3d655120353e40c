import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The catalogue of courses and their versions.
enum CoursePages {
    static var routes: [Route] {
        [
            .get("/courses") { try list($0) },
            .get("/courses/new") { try CourseForm.page($0, nil).ask(SubmittedAnswers()) },
            .post("/courses/new") { try await CourseForm.offer($0) },
            .get("/courses/{course}") { try one($0, .none) },
            .get("/courses/{course}/version") { visit in
                let (id, course) = try found(visit)
                let page = try CourseForm.page(visit, (id, course))
                return page.ask(
                    course.plan.map { SubmittedAnswers(CourseForm.answers($0), of: page.form.fields) } ?? SubmittedAnswers())
            },
            .post("/courses/{course}/version") { try await CourseForm.revise($0) },
            .post("/courses/{course}/retirement") { try record($0, .retired) },
            .post("/courses/{course}/return") { try record($0, .returned) },
        ]
    }

    static func found(_ visit: Visit) throws -> (id: ChronicleID, course: Course) {
        guard TrainingPages.hand(visit) != nil, let id = ChronicleID(try visit.named("course")) else { throw Fault.notFound }
        return (id, try visit.store.course(id, as: try visit.actor()))
    }

    private static func list(_ visit: Visit) throws -> Reply {
        let terms = try visit.training()
        let lines = try visit.store.courses(as: try visit.actor())
        let rows = lines.map { line -> [HTML] in
            [
                "<a href=\"/courses/\(line.id)\">\(line.title)</a>", "\(visit.choice(line.topic, of: terms.topics))",
                "\(line.version)\(if: line.status == .retired, " <span class=\"tag closed\">\(visit.say("course.retired"))</span>")",
            ]
        }
        let heads = ["course.title", "course.topic", "course.version"].map { visit.say($0) }
        let new: HTML = "<p class=\"actions\"><a class=\"button\" href=\"/courses/new\">\(visit.say("course.new"))</a></p>"
        return visit.page(
            visit.say("course.list"),
            """
            <h1>\(visit.say("course.list"))</h1>\(TrainingPages.ways(visit, here: "/courses"))\(if: TrainingPages.hand(visit) == .trainer, new)
            \(rows.isEmpty ? "<p>\(visit.say("course.none"))</p>" : visit.table(visit.say("course.list"), heads, rows))
            """)
    }

    private static func one(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let (id, course) = try found(visit)
        let terms = try visit.training()
        guard let plan = course.plan else { throw Fault.notFound }
        let isTrainer = TrainingPages.hand(visit) == .trainer
        let earlier = course.versions.dropLast().enumerated().reversed().map { index, plan -> HTML in
            "<details><summary>\(visit.say("course.versionNumber", ["version": String(index + 1)]))</summary>\(facts(visit, terms, plan))</details>"
        }
        let path = "/courses/\(id)"
        let acts: HTML =
            course.status == .offered
            ? """
            <div class="actions"><a class="button" href="/workshops/new?course=\(id)">\(visit.say("workshop.new"))</a><a class="button quiet" href="\(path)/version">\(visit.say("course.revise"))</a>\(visit.posting(path + "/retirement", "<button class=\"quiet\">\(visit.say("course.retire"))</button>"))</div>
            """ : visit.posting(path + "/return", visit.button("course.return"))
        return visit.page(
            plan.title, isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="/courses">\(visit.say("course.list"))</a></p><h1>\(plan.title)\(if: course.status == .retired, " <span class=\"tag closed\">\(visit.say("course.retired"))</span>")</h1>
            <p>\(visit.say("course.versionNumber", ["version": String(course.version)]))</p>\(facts(visit, terms, plan))\(if: isTrainer, acts)
            \(if: !earlier.isEmpty, "<h2>\(visit.say("course.earlier"))</h2>\(earlier)")
            """)
    }

    static func facts(_ visit: Visit, _ terms: TrainingTerms, _ plan: Course.Plan) -> HTML {
        let modules = plan.modules.map { module -> HTML in
            "<li>\(module.title)\(module.minutes.map { " <span class=\"hint\">\(visit.count("course.minutes", $0))</span>" as HTML } ?? .none)</li>"
        }
        let test = terms.test(plan.test).map { visit.pack($0.title) } ?? visit.say("course.noTest")
        return """
            <dl class="facts"><dt>\(visit.say("course.topic"))</dt><dd>\(visit.choice(plan.topic, of: terms.topics))</dd>
            <dt>\(visit.say("course.audiences"))</dt><dd>\(plan.audiences.map { visit.choice($0, of: terms.audiences) }.joined(separator: "; "))</dd>
            <dt>\(visit.say("course.modules"))</dt><dd><ol>\(modules)</ol></dd>
            <dt>\(visit.say("course.test"))</dt><dd>\(test)</dd>
            <dt>\(visit.say("course.passMark"))</dt><dd>\(plan.passMark) %</dd><dt>\(visit.say("course.attendance"))</dt><dd>\(plan.attendance) %</dd>
            <dt>\(visit.say("course.validity"))</dt><dd>\(visit.count("course.months", plan.validityMonths))</dd>
            <dt>\(visit.say("course.languages"))</dt><dd>\(plan.languages.map { Words.native[$0] ?? $0 }.joined(separator: ", "))</dd></dl>
            """
    }

    private static func record(_ visit: Visit, _ action: Course.Action) throws -> Reply {
        let (id, _) = try found(visit)
        _ = try visit.asTrainer()
        do {
            try visit.store.record(action, id: try visit.entryID(), to: id, as: try visit.actor(), at: visit.now)
            return .redirect("/courses/\(id)")
        } catch let refusal as Refusal { return try one(visit, visit.refused(refusal)) }
    }
}
