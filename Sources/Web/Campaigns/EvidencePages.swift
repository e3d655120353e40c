import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The files that show what a campaign did: checked, cleaned of hidden traces, sealed.
enum EvidencePages {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/evidence") { try page($0, .none) },
            .file("/campaigns/{campaign}/evidence") { try await take($0) },
            .get("/campaigns/{campaign}/evidence/{id}") { try give($0) },
        ]
    }

    private static func page(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let campaign = try visit.campaign()
        let title = visit.say("evidence.title")
        let rows = campaign.evidence.reversed().map { each -> [HTML] in
            let kind = kind(of: each)?.rawValue.uppercased() ?? ""
            return [
                "\(each.answers[.text]?.text ?? "")", "\(visit.say(each.at))", "\(visit.name(each.author))",
                "<a href=\"/campaigns/\(campaign.number)/evidence/\(each.id)\" download>\(visit.say("evidence.save", ["kind": kind]))<span class=\"visually-hidden\">: \(each.answers[.text]?.text ?? "")</span></a>",
            ]
        }
        let heads = ["evidence.what", "evidence.when", "evidence.who", "evidence.file"].map { visit.say($0) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(campaign))<h1>\(title)</h1><p>\(visit.say("evidence.why"))</p>
            \(if: campaign.status == .running, form(visit, campaign))\(if: !rows.isEmpty, visit.table(title, heads, rows))
            """)
    }

    private static func form(_ visit: Visit, _ campaign: Campaign) -> HTML {
        """
        <form method="post" enctype="multipart/form-data" action="/campaigns/\(campaign.number)/evidence">\(visit.hidden)
        <div class="field"><label for="file">\(visit.say("attachments.file"))</label><p class="hint" id="file-hint">\(visit.say("attachments.kinds", ["limit": String(Intake.limit >> 20)]))</p><input id="file" name="file" type="file" aria-describedby="file-hint" required></div>
        <div class="field"><label for="text">\(visit.say("evidence.what"))</label><input id="text" name="text" maxlength="250" autocomplete="off" value="\(visit.form.first("text"))"></div>\(visit.button("evidence.record"))</form>
        """
    }

    private static func take(_ visit: Visit) async throws -> Reply {
        let campaign = try visit.campaign()
        do {
            guard let part = visit.inbound.file, !part.bytes.isEmpty else {
                throw FormProblems(problems: [FormProblem(field: "file", fault: .missing)])
            }
            let text = try visit.text("text", isRequired: true)
            let accepted = try await visit.site.pressing.run { try Intake.accept(part.bytes, claimedName: part.filename) }
            let (digest, sent) = (Store.hexadecimal(accepted.digest), Store.hexadecimal(accepted.digestAsSent))
            let attachment = Attachment(
                type: accepted.kind.mediaType, size: accepted.bytes.count, digest: digest, original: sent == digest ? nil : sent,
                compartment: .core)
            try await visit.store.record(
                .attached(attachment, about: nil, answers: text), carrying: accepted.bytes, id: try visit.entryID(),
                to: campaign.number, as: try visit.actor(), at: visit.now)
            return .redirect("/campaigns/\(campaign.number)/evidence")
        } catch let refusal as AttachmentRefusal {
            return try page(visit, visit.faults([("file", visit.say(refusal.key, refusal.holes))]))
        } catch let error where error is Refusal || error is FormProblems { return try page(visit, try visit.problems(error)) }
    }

    private static func kind(of evidence: Campaign.Evidence) -> FileKind? {
        FileKind.allCases.first { $0.mediaType == evidence.attachment.type }
    }

    /// To be saved, never shown in the page: a picture may be a program to some viewer.
    private static func give(_ visit: Visit) throws -> Reply {
        let number = try visit.named("campaign")
        let id = try visit.entry("id")
        let (evidence, bytes) = try visit.store.evidence(id, of: number, as: try visit.actor())
        var reply = Reply(body: bytes)
        reply.headers[.contentType] = evidence.attachment.type
        reply.headers[.contentDisposition] =
            "attachment; filename=\"\(number)-\(id.description.prefix(8)).\(kind(of: evidence)?.extensions[0] ?? "bin")\""
        if let policy = HTTPField.Name("Content-Security-Policy") { reply.headers[policy] = "sandbox; default-src 'none'" }
        return reply
    }
}
