import OrderedCollections
import HTTPTypes
import Pack
import Register
import Store

/// The short acts of a case, one small page each: a note, a colleague, another agency, reopening.
enum ActPages {
    static let routes: [Route] = [note, assign, transfer, reopen].flatMap(\.routes)

    static let acts: [AskedAct] = [
        AskedAct("noted", asks: { _ in [.reason] }, .entry(note.action)),
        AskedAct("assigned", asks: { _ in [.init("account", .reference)] }, .entry(assign.action)),
        AskedAct("transferred", asks: { [.init("agency", .code($0.agencyCodes))] }, .entry(transfer.action)),
        AskedAct("reopened", asks: { _ in [.reason] }, .entry(reopen.action)),
    ]

    private static let note = Act(name: "notes", ability: .note) { visit, _ in
        visit.textArea("text", visit.say("notes.text"), hint: visit.say("notes.hint"), value: visit.form.first("text"))
    } action: {
        .noted(answers: try $0.text("text", isRequired: true))
    }

    private static let assign = Act(name: "assignment", ability: .assign) { visit, file in
        visit.radios("account", visit.say("assignment.who"), try visit.colleagues(), chosen: file.assignee?.description ?? "")
    } action: {
        .assigned(try $0.colleague("account"))
    }

    private static let transfer = Act(
        name: "transfer", ability: .transfer,
        inputs: { visit, file in
            let agencies = visit.country.agencies.filter { $0.code != file.owner }.map { ($0.code.rawValue, visit.pack($0.name)) }
            return visit.select("agency", visit.say("transfer.to"), agencies, chosen: visit.form.first("agency"))
        },
        action: { visit in
            let agency = AgencyCode(visit.form.first("agency"))
            guard visit.country.agency(agency) != nil else {
                throw FormProblems(problems: [FormProblem(field: "agency", fault: .missing)])
            }
            return .transferred(agency)
        }, then: "/work")

    private static let reopen = Act(name: "reopening", ability: .reopen) { visit, _ in
        visit.textArea("text", visit.say("reopening.text"), value: visit.form.first("text"))
    } action: {
        .reopened(answers: try $0.text("text", isRequired: true))
    }

    // MARK: On the page of the case

    static func notes(_ visit: Visit, _ file: SeenCase) -> HTML {
        let items = file.notes.reversed().map { note -> HTML in
            "<li>\(visit.say(note.at)) - \(visit.name(note.author)), \(visit.agency(note.agency))<br>\(note.answers[.text]?.text ?? "")</li>"
        }
        return "<ol class=\"timeline\">\(items)</ol>"
    }
}
