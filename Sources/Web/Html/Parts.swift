import OrderedCollections
import Store
import Foundation
import HTTPTypes
import Pack
import Register

/// The small parts that pages are made of.
extension Visit {
    /// Every fault of a form, each with a link to its question.
    func faults(_ problems: [(field: String, sentence: String)], title: String = "form.problems") -> HTML {
        guard !problems.isEmpty else { return .none }
        let items = problems.map { "<li><a href=\"#\($0.field)\">\($0.sentence)</a></li>" as HTML }
        return "<div class=\"errors\" role=\"alert\" tabindex=\"-1\"><h2>\(say(title))</h2><ul>\(items)</ul></div>"
    }

    /// Why an act was refused, above the page it was tried on.
    func refused(_ refusal: Refusal?) -> HTML {
        guard let refusal else { return .none }
        return
            "<div class=\"errors\" role=\"alert\" tabindex=\"-1\"><h2>\(say("error.refused.title"))</h2><p>\(say(refusal))</p></div>"
    }

    func button(_ key: String) -> HTML { "<button>\(say(key))</button>" }
    func posting(_ path: String, _ body: HTML) -> HTML { "<form method=\"post\" action=\"\(path)\">\(hidden)\(body)</form>" }
    func crumb(_ number: String) -> HTML { "<p><a href=\"/cases/\(number)\">\(say("case.back", ["number": number]))</a></p>" }
    func tag(_ status: String) -> HTML { "<span class=\"tag \(Visit.colour(status))\">\(say("status.\(status)"))</span>" }

    private static func colour(_ status: String) -> String {
        switch status {
        case "open", "accepted": "open"
        case "sent": "wait"
        case "completed": "done"
        default: "closed"
        }
    }

    /// A number with as many decimals, as people of this language write it.
    func decimal(_ value: Double, _ digits: Int = 0) -> String {
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        guard value.isFinite, abs(value) < 1e12 else { return "∞" }
        let whole = Bounded.whole(of: abs(value) * Double(scale))
        let rest = String(whole % scale)
        let sign = value < 0 && whole > 0 ? "−" : ""
        return sign + String(whole / scale)
            + (digits == 0 ? "" : say("number.point") + String(repeating: "0", count: digits - rest.count) + rest)
    }

    /// Radio buttons under one legend.
    func radios(_ name: String, _ legend: String, _ choices: [(code: String, label: String)], chosen: String = "") -> HTML {
        let options = choices.enumerated().map { index, choice -> HTML in
            """
            <label><input type="radio" id="\(name)-\(index)" name="\(name)" value="\(choice.code)"\(if: choice.code == chosen, " checked")>\(choice.label)</label>
            """
        }
        return
            "<div class=\"field\"><fieldset id=\"\(name)\"><legend>\(legend)</legend><div class=\"choices\">\(options)</div></fieldset></div>"
    }

    func select(_ name: String, _ label: String, _ choices: [(code: String, label: String)], chosen: String = "") -> HTML {
        let options = choices.map { choice -> HTML in
            "<option value=\"\(choice.code)\"\(if: choice.code == chosen, " selected")>\(choice.label)</option>"
        }
        return """
            <div class="field"><label for="\(name)">\(label)</label><select id="\(name)" name="\(name)"><option value=""></option>\(options)</select></div>
            """
    }

    func textArea(_ name: String, _ label: String, hint: String? = nil, value: String = "") -> HTML {
        let help: HTML = hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" } ?? .none
        return """
            <div class="field"><label for="\(name)">\(label)</label>\(help)<textarea id="\(name)" name="\(name)" rows="4"\(if: hint != nil, " aria-describedby=\"\(name)-hint\"")>\(value)</textarea></div>
            """
    }

    /// A table that stacks its cells on a narrow screen. Roles are said again, since stacked cells lose them.
    func table(_ caption: String, _ heads: [String], _ rows: [[HTML]]) -> HTML {
        let head = heads.map { "<th scope=\"col\" role=\"columnheader\">\($0)</th>" as HTML }
        let body = rows.map { cells -> HTML in
            "<tr role=\"row\">\(zip(heads, cells).map { "<td role=\"cell\" data-label=\"\($0)\">\($1)</td>" as HTML })</tr>"
        }
        return """
            <table class="stack" role="table"><caption class="visually-hidden">\(caption)</caption><thead role="rowgroup"><tr role="row">\(head)</tr></thead><tbody role="rowgroup">\(body)</tbody></table>
            """
    }

    /// A free text of an act, checked for length. Errors: `FormProblems`.
    func text(_ name: String, isRequired: Bool = false) throws(FormProblems) -> Answers {
        let text = inbound.form.first(name)
        let isBlank = text.allSatisfy(\.isWhitespace)
        if isBlank && isRequired { throw FormProblems(problems: [FormProblem(field: name, fault: .missing)]) }
        if text.count > Field.longestText {
            throw FormProblems(problems: [FormProblem(field: name, fault: .tooLong(limit: Field.longestText))])
        }
        guard text.isPlain else { throw FormProblems(problems: [FormProblem(field: name, fault: .notText)]) }
        return isBlank ? Answers() : Answers([.text: .text(text)])
    }

    /// What the form said was wrong, to show it again.
    func problems(_ error: any Error) throws -> HTML {
        switch error {
        case let refusal as Refusal: return refused(refusal)
        case let found as FormProblems: return faults(found.problems.map { ($0.field, Question.say($0.fault, self)) })
        default: throw error
        }
    }

    /// Records an action of a case and goes back to it. When it may not be, the page comes back with the reason.
    func record(
        _ number: String, then path: String? = nil, again: (HTML) async throws -> Reply, _ action: () throws -> CaseAction
    ) async throws -> Reply {
        do {
            _ = try await store.record(
                try action(), id: try entryID(), to: number, as: try actor(), at: inbound.now, today: inbound.today)
            return .redirect(path ?? "/cases/\(number)")
        } catch let error where error is Refusal || error is FormProblems { return try await again(try problems(error)) }
    }
}
