import Cleaning
import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The files that show what a campaign did: checked, cleaned of hidden traces, sealed; taken out when they should not be shown.
enum EvidencePages {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/evidence") { try page($0, .none) },
            .file("/campaigns/{campaign}/evidence") { try await take($0) },
            .get("/campaigns/{campaign}/evidence/{id}") { try give($0) },
            .get("/campaigns/{campaign}/evidence/{id}/out") { try out($0, .none) },
            .post("/campaigns/{campaign}/evidence/{id}/out") { try await takeOut($0) },
        ]
    }

    private static func path(_ campaign: Campaign) -> String { "/campaigns/\(campaign.number)/evidence" }
    private static func name(_ evidence: Campaign.Evidence) -> String { evidence.answers[.text]?.text ?? "" }

    private static func page(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let campaign = try visit.campaign()
        let title = visit.say("evidence.title")
        let rows = campaign.evidence.reversed().map { each -> [HTML] in
            let of = each.about.map { CampaignRecords.title(visit, campaign, $0) } ?? ""
            return ["\(name(each))", "\(of)", "\(visit.say(each.at))", "\(visit.name(each.author))", links(visit, campaign, each)]
        }
        let heads = ["evidence.what", "evidence.about", "evidence.when", "evidence.who", "evidence.file"].map { visit.say($0) }
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(campaign))<h1>\(title)</h1><p>\(visit.say("evidence.why"))</p>
            \(if: campaign.status == .running, form(visit, campaign))\(if: !rows.isEmpty, visit.table(title, heads, rows))
            """)
    }

    private static func links(_ visit: Visit, _ campaign: Campaign, _ evidence: Campaign.Evidence) -> HTML {
        if let why = evidence.withdrawn {
            return "<span class=\"tag closed\">\(visit.say("evidence.isOut"))</span> \(why[.text]?.text ?? "")"
        }
        let kind = kind(of: evidence)?.rawValue.uppercased() ?? ""
        let of: HTML = "<span class=\"visually-hidden\">: \(name(evidence))</span>"
        return """
            <span class="links"><a href="\(path(campaign))/\(evidence.id)" download>\(visit.say("evidence.save", ["kind": kind]))\(of)</a><a href="\(path(campaign))/\(evidence.id)/out">\(visit.say("evidence.takeOut"))\(of)</a></span>
            """
    }

    private static func form(_ visit: Visit, _ campaign: Campaign) -> HTML {
        let terms = visit.campaignTerms
        let kinds: [CampaignTerms.Kind] = [.activity, .wave, .material, .reach]
        let parts = kinds.flatMap { campaign.parts($0, by: terms) }.map {
            (code: $0.id.description, label: CampaignRecords.title(visit, campaign, $0.id))
        }
        return """
            <form method="post" enctype="multipart/form-data" action="\(path(campaign))">\(visit.hidden)
            <div class="field"><label for="text">\(visit.say("evidence.what"))</label><input id="text" name="text" maxlength="250" autocomplete="off" value="\(visit.form.first("text"))"></div>
            \(if: !parts.isEmpty, visit.select("about", visit.say("evidence.about"), parts, chosen: visit.form.first("about")))
            <div class="field"><label for="file">\(visit.say("attachments.file"))</label><p class="hint" id="file-hint">\(visit.say("attachments.kinds", ["limit": String(Intake.limit >> 20)]))</p><input id="file" name="file" type="file" aria-describedby="file-hint" required></div>
            <div class="actions">\(visit.button("evidence.record"))</div></form>
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
            let (digest, sent) = (accepted.digest.hexadecimal, accepted.digestAsSent.hexadecimal)
            let attachment = Attachment(
                type: accepted.kind.mediaType, size: accepted.bytes.count, digest: digest, original: sent == digest ? nil : sent,
                compartment: .core)
            try await visit.store.record(
                .attached(attachment, about: EntryID(visit.form.first("about")), answers: text), carrying: accepted.bytes,
                id: try visit.entryID(), to: campaign.number, as: try visit.actor(), at: visit.now)
            return .redirect(path(campaign))
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
        if let policy = HTTPField.Name("Content-Security-Policy") { reply.headers[policy] = Reply.nothingRuns }
        return reply
    }

    // MARK: Taking one out

    private static func out(_ visit: Visit, _ problems: HTML) throws -> Reply {
        let campaign = try visit.campaign()
        let id = try visit.entry("id")
        guard let evidence = campaign.evidence.first(where: { $0.id == id && $0.withdrawn == nil }) else { throw Fault.notFound }
        let title = visit.say("evidence.takeOut")
        let body: HTML =
            "\(visit.textArea("text", visit.say("evidence.reason"), value: visit.form.first("text")))\(visit.button("evidence.takeOut"))"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)<p><a href="\(path(campaign))">\(visit.say("evidence.title"))</a></p><h1>\(title)</h1><p>\(name(evidence))</p><p>\(visit.say("evidence.outWhy"))</p>
            \(visit.posting("\(path(campaign))/\(id)/out", body))
            """)
    }

    private static func takeOut(_ visit: Visit) async throws -> Reply {
        let campaign = try visit.campaign()
        do {
            try await visit.store.record(
                .fileWithdrawn(try visit.entry("id"), answers: try visit.text("text", isRequired: true)), id: try visit.entryID(),
                to: campaign.number, as: try visit.actor(), at: visit.now)
            return .redirect(path(campaign))
        } catch let error where error is Refusal || error is FormProblems { return try out(visit, try visit.problems(error)) }
    }
}
