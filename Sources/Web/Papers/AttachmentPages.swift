import Cleaning
import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The files of a case: taken in after a check of what they are, handed on in the open, taken out under a name that says nothing.
enum AttachmentPages {
    static var routes: [Route] {
        [
            .get("/cases/{case}/attachments") { try await page($0, .none) },
            .file("/cases/{case}/attachments") { try await take($0) },
            .get("/cases/{case}/attachments/{id}") { try await give($0) },
            .post("/cases/{case}/attachments/{id}/hand-over", on: "/cases/{case}/attachments") { visit in
                let number = try visit.named("case")
                return try await visit.record(
                    number, then: "/cases/\(number)/attachments", again: { try await page(visit, $0) }
                ) {
                    try handedOver(visit)
                }
            },
        ]
    }

    static let acts: [AskedAct] = [
        AskedAct(
            "attached",
            asks: { _ in
                [
                    .init("file", .file), .optional("name", .text), .reason,
                    .init("compartment", .code([Compartment.welfare, .identity, .investigation].map(\.name))),
                ]
            }, .apart { try await attach($0, $1, try await opened($0, $1)) }),
        AskedAct("handedOver", about: "file", asks: { _ in [.reason] }, .entry { try handedOver($0) }),
    ]

    private static func handedOver(_ visit: Visit) throws -> CaseAction {
        .handedOver(try visit.entry("id"), answers: try visit.text("text", isRequired: true))
    }

    private static func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, permit) = try await visit.store.read(
            try visit.named("case"), as: try visit.actor(), for: .casework, at: visit.now)
        guard permit.may.contains(.attach) else { throw Fault.notFound }
        let mayAttach = CaseFile.isAllowed(.attach, when: file.status)
        let title = visit.say("attachments.title", ["number": file.number])
        let cards = file.attachments.enumerated().reversed().map { card(visit, file, $1, $0 + 1, mayAttach) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("attachments.why"))</p>
            <p class="actions"><a class="button quiet" href="/cases/\(file.number)/summary">\(visit.say("act.summary"))</a></p>
            \(if: mayAttach, form(visit, file, permit))\(if: !cards.isEmpty, "<h2>\(visit.say("attachments.short"))</h2>\(cards)")
            """)
    }

    private static func form(_ visit: Visit, _ file: SeenCase, _ permit: Permit) -> HTML {
        let places = permit.opens.filter { [.welfare, .identity, .investigation].contains($0) }.sorted().map {
            ($0.name, visit.say("attachments.\($0.name)"))
        }
        let sent = visit.form.first("compartment")
        return """
            <form method="post" enctype="multipart/form-data" action="/cases/\(file.number)/attachments">\(visit.hidden)
            <div class="field"><label for="text">\(visit.say("attachments.what"))</label><input id="text" name="text" maxlength="250" autocomplete="off" value="\(visit.form.first("text"))"></div>
            \(visit.radios("compartment", visit.say("attachments.where"), places, chosen: sent.isEmpty ? Compartment.welfare.name : sent))
            <div class="field"><label for="file">\(visit.say("attachments.file"))</label><p class="hint" id="file-hint">\(visit.say("attachments.kinds", ["limit": String(Intake.limit >> 20)]))</p><input id="file" name="file" type="file" aria-describedby="file-hint" required></div>
            \(visit.button("attachments.record"))</form>
            """
    }

    private static func card(_ visit: Visit, _ file: SeenCase, _ attached: Attached, _ index: Int, _ mayHandOver: Bool) -> HTML {
        let attachment = attached.attachment
        let kind = FileKind.allCases.first { $0.mediaType == attachment.type }
        let hands = attached.custody.enumerated().map { index, hand -> HTML in
            "<li>\(visit.say(hand.at)) - \(visit.name(hand.by)), \(visit.agency(hand.agency)): \(index == 0 ? visit.say("attachments.came") : hand.answers[.text]?.text ?? "")</li>"
        }
        func traces(_ key: String, _ words: [String]?) -> HTML {
            guard let words, !words.isEmpty else { return .none }
            return "<dt>\(visit.say(key))</dt><dd>\(words.map { visit.say("attachment.trace.\($0)") }.joined(separator: ", "))</dd>"
        }
        let path = "/cases/\(file.number)/attachments/\(attached.id)"
        return """
            <section class="card"><h3>\(index). \(attached.answers[.text]?.text ?? "")</h3>
            <p><a class="button quiet" href="\(path)" download>\(visit.say("attachments.open", ["kind": kind?.rawValue.uppercased() ?? "", "size": size(attachment.size)]))</a></p>
            <dl class="facts"><dt>\(visit.say("attachments.name"))</dt><dd>\(attached.answers[.fileName]?.text ?? "")</dd>\(traces("attachments.removed", attachment.removed))\(traces("attachments.left", attachment.left))</dl>
            <details><summary>\(visit.say("attachments.custody"))</summary><ol>\(hands)</ol><p class="hint">SHA-256 <span class="digest">\(attachment.digest)</span>\(attachment.original.map { "<br>\(visit.say("attachments.asSent")) <span class=\"digest\">\($0)</span>" } ?? .none)</p>
            \(if: mayHandOver, visit.posting(path + "/hand-over", "<div class=\"field\"><label for=\"text-\(index)\">\(visit.say("attachments.to"))</label><input id=\"text-\(index)\" name=\"text\" autocomplete=\"off\"></div><button class=\"quiet\">\(visit.say("attachments.handOver"))</button>"))</details></section>
            """
    }

    /// Units: kilobytes or megabytes of 1,000, as people are used to.
    static func size(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\(max(1, bytes / 1000)) kB" : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
    }

    private static func opened(_ visit: Visit, _ number: String) async throws -> Permit {
        try await visit.store.read(number, as: try visit.actor(), for: .casework, at: visit.now).permit
    }

    /// Looks into a file, takes out what tells more than it should, and keeps it.
    private static func attach(_ visit: Visit, _ number: String, _ permit: Permit) async throws {
        guard let part = visit.inbound.file, !part.bytes.isEmpty else {
            throw FormProblems(problems: [FormProblem(field: "file", fault: .missing)])
        }
        let text = try visit.text("text", isRequired: true)
        guard let compartment = Compartment(named: visit.form.first("compartment")), permit.opens.contains(compartment) else {
            throw FormProblems(problems: [FormProblem(field: "compartment", fault: .missing)])
        }
        let accepted = try await visit.site.pressing.run { try Intake.accept(part.bytes, claimedName: part.filename) }
        let (digest, sent) = (accepted.digest.hexadecimal, accepted.digestAsSent.hexadecimal)
        let attachment = Attachment(
            type: accepted.kind.mediaType, size: accepted.bytes.count, digest: digest, original: sent == digest ? nil : sent,
            compartment: compartment, removed: words(accepted.removed), left: words(accepted.kept))
        var answers = text
        answers[.fileName] = .text(accepted.name)
        _ = try await visit.store.record(
            .attached(attachment, answers: answers), carrying: accepted.bytes, id: try visit.entryID(), to: number,
            as: try visit.actor(), at: visit.now, today: visit.today)
    }

    private static func take(_ visit: Visit) async throws -> Reply {
        let (file, permit) = try await visit.open(.attach)
        do {
            try await attach(visit, file.number, permit)
            return .redirect("/cases/\(file.number)/attachments")
        } catch let refusal as AttachmentRefusal {
            return try await page(visit, visit.faults([("file", visit.say(refusal.key, refusal.holes))]))
        } catch let error where error is Refusal || error is FormProblems {
            return try await page(visit, try visit.problems(error))
        }
    }

    private static func words(_ traces: Set<Intake.Trace>) -> [String]? {
        traces.isEmpty ? nil : traces.map(\.rawValue).sorted()
    }

    /// To be saved, never shown in the page: a picture may be a program to some viewer.
    private static func give(_ visit: Visit) async throws -> Reply {
        let number = try visit.named("case")
        let id = try visit.entry("id")
        let (attached, bytes) = try await visit.store.attachment(id, of: number, as: try visit.actor(), at: visit.now)
        let kind = FileKind.allCases.first { $0.mediaType == attached.attachment.type }
        var reply = Reply(body: bytes)
        reply.headers[.contentType] = attached.attachment.type
        reply.headers[.contentDisposition] =
            "attachment; filename=\"\(number)-\(id.description.prefix(8)).\(kind?.extensions[0] ?? "bin")\""
        if let policy = HTTPField.Name("Content-Security-Policy") { reply.headers[policy] = Reply.nothingRuns }
        return reply
    }
}
