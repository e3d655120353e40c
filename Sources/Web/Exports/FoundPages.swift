import Cleaning
import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// A copy that somebody found: which export it came from, if any. Nothing of it is kept.
enum FoundPages {
    static var routes: [Route] {
        [.get("/exports/found") { try page($0, .none) }, .file("/exports/found") { try await look($0) }]
    }

    private static func page(_ visit: Visit, _ result: HTML, isFaulty: Bool = false) throws -> Reply {
        guard visit.store.mayExport(try visit.actor()) else { throw Fault.notFound }
        let title = visit.say("export.found")
        return visit.page(
            title, isFaulty: isFaulty,
            """
            \(result)<p><a href="/exports">\(visit.say("export.list"))</a></p><h1>\(title)</h1><p>\(visit.say("export.foundWhy"))</p>
            <form method="post" enctype="multipart/form-data" action="/exports/found">\(visit.hidden)
            <div class="field"><label for="file">\(visit.say("export.foundFile"))</label><p class="hint" id="file-hint">\(visit.say("export.foundHint", ["limit": String(Intake.limit >> 20)]))</p><input id="file" name="file" type="file" aria-describedby="file-hint" required></div>
            \(visit.button("export.foundLook"))</form>
            """)
    }

    private static func look(_ visit: Visit) async throws -> Reply {
        let (store, actor) = (visit.store, try visit.actor())
        let exports = try store.exportsMade(as: actor)
        guard let file = visit.inbound.file?.bytes, !file.isEmpty else {
            let problems = FormProblems(problems: [FormProblem(field: "file", fault: .missing)])
            return try page(visit, try visit.problems(problems), isFaulty: true)
        }
        let origin = try await visit.site.pressing.run {
            FoundCopy(file).origin(among: exports) { store.orderKey(ofExport: $0) }
        }
        return try page(visit, told(visit, origin, exports, actor))
    }

    private static func told(_ visit: Visit, _ origin: FoundCopy.Origin, _ exports: [Export], _ actor: Actor) -> HTML {
        let (word, numbers, count) =
            switch origin {
            case .exactly(let numbers): ("exactly", numbers, 0)
            case .order(let number): ("order", [number], 0)
            case .none: ("none", [String](), 0)
            case .tooFew(let count): ("tooFew", [String](), count)
            }
        let items = exports.filter { numbers.contains($0.number) }.map { export -> HTML in
            // Whoever is of another agency learns whom to ask, and no more.
            guard export.agency == actor.agency else { return "<li>\(export.number), \(visit.agency(export.agency))</li>" }
            return """
                <li><a href="/exports/\(export.number)">\(export.number), \(export.request?.recipient ?? ""), \(visit.say(export.changed))</a></li>
                """
        }
        return """
            <div class="next" role="status"><p>\(visit.say("export.origin.\(word)", ["count": String(count)]))</p>\(if: !items.isEmpty, "<ul class=\"links\">\(items)</ul>")</div>
            """
    }
}
