import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store

/// The records of a campaign: one form of the pack for each kind, added and changed in the same way.
enum CampaignRecords {
    static var routes: [Route] {
        [
            .get("/campaigns/{campaign}/records/{form}") { visit in
                let (campaign, form) = try open(visit)
                var sent = SubmittedAnswers()
                if EntryID(visit.query.first("about")) != nil { sent[about.rawValue] = [visit.query.first("about")] }
                return page(visit, campaign, form, nil).ask(sent)
            },
            .post("/campaigns/{campaign}/records/{form}") { try await keep($0, isNew: true) },
            .get("/campaigns/{campaign}/records/{form}/{id}") { visit in
                let (campaign, form) = try open(visit)
                let part = try found(visit, campaign, form)
                return page(visit, campaign, form, part).ask(SubmittedAnswers(part.answers, of: form.fields))
            },
            .post("/campaigns/{campaign}/records/{form}/{id}") { try await keep($0, isNew: false) },
        ]
    }

    private static let about: FieldID = "record-about"

    private static func open(_ visit: Visit) throws -> (Campaign, Form) {
        let campaign = try visit.campaign()
        guard let form = visit.country.campaigns?.record(FormID(try visit.named("form"))) else { throw Fault.notFound }
        return (campaign, form)
    }

    private static func found(_ visit: Visit, _ campaign: Campaign, _ form: Form) throws -> Campaign.Part {
        guard let part = campaign.part(try visit.entry("id")), part.form == form.id else { throw Fault.notFound }
        return part
    }

    /// The form, and before it the question what a new record belongs to.
    private static func page(_ visit: Visit, _ campaign: Campaign, _ form: Form, _ part: Campaign.Part?) -> FormPage {
        var fields = form.fields
        if part == nil, let kind = visit.campaignTerms.parents[form.id] {
            let parents = campaign.parts(kind, by: visit.campaignTerms).map {
                Choice(code: $0.id.description, label: Wording(said: title(visit, campaign, $0.id)))
            }
            let own = visit.campaignTerms.form(kind).flatMap { visit.country.campaigns?.record($0)?.title } ?? ""
            fields.insert(
                Field(
                    id: about, kind: .choice, label: Wording(said: visit.say("campaign.belongs", ["what": visit.pack(own)])),
                    fieldClass: .coded,
                    isRequired: true, choices: parents), at: 0)
        }
        let path = "/campaigns/\(campaign.number)/records/\(form.id)" + (part.map { "/\($0.id)" } ?? "")
        var page = FormPage(
            visit: visit, form: Form(id: form.id, title: form.title, why: form.why, fields: fields), path: path,
            recorded: part?.answers, crumb: visit.crumb(campaign), continueWord: "campaign.record")
        page.wantsWholeDays = true
        return page
    }

    /// What a record is called where another belongs to it.
    static func title(_ visit: Visit, _ campaign: Campaign, _ id: EntryID) -> String {
        let terms = visit.campaignTerms
        guard let part = campaign.part(id), let kind = terms.kinds[part.form] else { return "" }
        let text = { (meaning: CampaignTerms.Meaning) in part.answers.text(meaning, terms) ?? "" }
        switch kind {
        case .wave: return text(.waveName)
        case .material: return "\(text(.material)), \(text(.version))"
        case .activity: return text(.activity)
        case .round: return visit.label(text(.round), .round)
        case .reach: return "\(visit.say("campaign.reach")), \(part.about.map { title(visit, campaign, $0) } ?? "")"
        case .plan, .test, .check, .stock, .answer: return visit.say(part.at)
        }
    }

    private static func keep(_ visit: Visit, isNew: Bool) async throws -> Reply {
        let (campaign, form) = try open(visit)
        let part = isNew ? nil : try found(visit, campaign, form)
        return try await page(visit, campaign, form, part).record { all in
            let answers = all.filter { $0 != about }
            let action: Campaign.Action
            if let part {
                let changes = form.changes(from: part.answers, to: answers)
                guard !changes.isEmpty else { return "/campaigns/\(campaign.number)" }
                action = .changed(part.id, answers: changes)
            } else {
                action = .recorded(form: form.id, about: all[about]?.text.flatMap { EntryID($0) }, answers: answers)
            }
            try await visit.store.record(
                action, id: try visit.entryID(), to: campaign.number, as: try visit.actor(), at: visit.now)
            return "/campaigns/\(campaign.number)#\(section(visit, form))"
        }
    }

    /// Where a record stands on the page of its campaign.
    private static func section(_ visit: Visit, _ form: Form) -> String {
        switch visit.campaignTerms.kinds[form.id] {
        case .test, .check, .stock: CampaignTerms.Kind.material.rawValue
        case let kind: kind?.rawValue ?? ""
        }
    }
}
