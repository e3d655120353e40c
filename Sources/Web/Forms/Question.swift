import Foundation
import Pack
import Register

/// A question as a page asks it: its label, hint, fault and input, with what was typed before.
struct Question {
    let visit: Visit
    let sent: SubmittedAnswers
    let faults: [String: FormProblem.Fault]
    /// Whether a day must be whole: the date of an act is known, that of a life may not be.
    var wantsWholeDay = false
    /// Whether anybody may be asked: every question may be left out, so none says it, and each has a place for a recording.
    var isPublic = false
    /// Whether the phone may show again what was typed, when the page comes back: a browser forgets it where `autocomplete` is off.
    var comesBack = false

    func html(_ field: Field, under prefix: String = "") -> HTML {
        let name = prefix + field.id.rawValue
        if field.kind == .group { return group(field, name) }
        let fault = faults[name]
        let help = (field.hint == nil ? [] : ["\(name)-hint"]) + (fault == nil ? [] : ["\(name)-error"])
        let described: HTML = help.isEmpty ? .none : " aria-describedby=\"\(help.joined(separator: " "))\""
        let told: HTML = field.hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\(visit.pack($0))</p>" } ?? .none
        let hint: HTML = "\(told)\(isPublic ? visit.inbound.sound(field.id.rawValue) : .none)"
        let error: HTML = fault.map { "<p class=\"error\" id=\"\(name)-error\">\(Question.say($0, visit))</p>" } ?? .none
        let optional: HTML = field.isRequired || isPublic ? .none : " <span class=\"hint\">\(visit.say("form.optional"))</span>"
        let open: HTML = "<div class=\"field\(if: fault != nil, " bad")\">"
        let label: HTML = "\(visit.pack(field.label))\(optional)"
        if isSet(field) {
            let note = described.isEmpty && fault == nil ? HTML.none : described
            return """
                \(open)<fieldset id="\(name)"\(note)\(if: field.kind != .choices, " role=\"radiogroup\"")><legend>\(label)</legend>\(hint)\(error)\(inputs(field, name))</fieldset>\(declined(field, name))</div>
                """
        }
        return
            "\(open)<label for=\"\(name)\">\(label)</label>\(hint)\(error)\(input(field, name, described))\(declined(field, name))</div>"
    }

    /// Whether the question is a set of inputs with one legend.
    private func isSet(_ field: Field) -> Bool {
        switch field.kind {
        case .choices, .yesNo, .day, .countries: true
        case .choice: field.choices.count <= 7
        default: false
        }
    }

    private func input(_ field: Field, _ name: String, _ described: HTML) -> HTML {
        let value = sent.first(name)
        let common: HTML =
            "id=\"\(name)\" name=\"\(name)\"\(if: !comesBack, " autocomplete=\"off\"")\(described)\(if: faults[name] != nil, " aria-invalid=\"true\"")"
        switch field.kind {
        case .long: return "<textarea \(common) rows=\"5\">\(value)</textarea>"
        case .place where isPublic: return "<select \(common)><option value=\"\"></option>\(visit.placeOptions(value))</select>"
        case .choice, .country, .place: return select(field, name, common, value)
        case .number: return "<input type=\"text\" inputmode=\"decimal\" \(common) value=\"\(value)\">"
        case .phone: return "<input type=\"tel\" \(common) value=\"\(value)\">"
        default: return "<input type=\"text\" \(common) value=\"\(value)\">"
        }
    }

    private func select(_ field: Field, _ name: String, _ common: HTML, _ value: String) -> HTML {
        let options = field.choices.map { choice -> HTML in
            "<option value=\"\(choice.code)\"\(if: choice.code == value, " selected")>\(label(choice, field))</option>"
        }
        return "<select \(common)><option value=\"\"></option>\(options)</select>"
    }

    private func inputs(_ field: Field, _ name: String) -> HTML {
        if field.kind == .day { return day(name) }
        if field.kind == .countries {
            let chosen = sent[name] + ["", "", ""]
            return
                "\((0..<3).map { select(field, name, "name=\"\(name)\" aria-label=\"\(visit.pack(field.label)) \($0 + 1)\"", chosen[$0]) })"
        }
        let kind = field.kind == .choices ? "checkbox" : "radio"
        // Who does not know may leave it out.
        let choices = isPublic && field.kind == .yesNo ? field.choices.filter { $0.code != "unknown" } : field.choices
        let options = choices.enumerated().map { index, choice -> HTML in
            """
            <label><input type="\(kind)" id="\(name)-\(index)" name="\(name)" value="\(choice.code)"\(if: sent[name].contains(choice.code), " checked")>\(label(choice, field))</label>
            """
        }
        return "<div class=\"choices\">\(options)</div>"
    }

    /// Day, month and year apart; only the year is enough.
    private func day(_ name: String) -> HTML {
        let parts = ["day", "month", "year"].map { part -> HTML in
            """
            <label>\(visit.say("form.\(part)"))<input type="text" inputmode="numeric" name="\(name).\(part)" value="\(sent.first("\(name).\(part)"))" maxlength="\(part == "year" ? 4 : 2)" autocomplete="off"></label>
            """
        }
        let isEstimated = !sent.first(name + ".estimated").isEmpty
        if wantsWholeDay { return "<div class=\"day\">\(parts)</div>" }
        return """
            <div class="day">\(parts)</div><p class="hint">\(visit.say("form.yearOnly"))</p>
            <div class="choices"><label><input type="checkbox" name="\(name).estimated" value="1"\(if: isEstimated, " checked")>\(visit.say("form.estimated"))</label></div>
            """
    }

    /// "Prefer not to say" stands beside every personal question; yes-no questions have it among their answers.
    private func declined(_ field: Field, _ name: String) -> HTML {
        guard field.fieldClass != .coded, field.kind != .yesNo, !field.isRequired, !isPublic || field.fieldClass == .identifying
        else { return .none }
        let isDeclined = !sent.first(name + ".declined").isEmpty
        return """
            <div class="choices"><label><input type="checkbox" name="\(name).declined" value="1"\(if: isDeclined, " checked")>\(visit.say(isPublic ? "public.declined" : "form.declined"))</label></div>
            """
    }

    /// The rows that were filled in, and one more to fill.
    private func group(_ field: Field, _ name: String) -> HTML {
        let rows = (0..<min(sent.rows(of: name) + 1, SubmittedAnswers.mostRows)).map { index -> HTML in
            "<fieldset class=\"card\"><legend>\(visit.pack(field.label)) \(index + 1)</legend>\(field.fields.map { html($0, under: "\(name).\(index).") })</fieldset>"
        }
        let hint: HTML = field.hint.map { "<p class=\"hint\">\(visit.pack($0))</p>" } ?? .none
        return
            "<section id=\"\(name)\"><h2>\(visit.pack(field.label))</h2>\(hint)\(rows)<p><button class=\"quiet\" name=\"more\" value=\"1\">\(visit.say("form.more"))</button></p></section>"
    }

    private func label(_ choice: Choice, _ field: Field) -> String {
        if isPublic && field.kind == .yesNo && choice.code == "refused" { return visit.say("public.declined") }
        return field.kind == .country || field.kind == .countries
            ? Regions.name(choice.code, visit.language) : visit.pack(choice.label)
    }

    static func say(_ fault: FormProblem.Fault, _ visit: Visit) -> String {
        switch fault {
        case .missing: visit.say("fault.missing")
        case .notANumber: visit.say("fault.notANumber")
        case .outOfRange(let low, let high): visit.say("fault.outOfRange", ["low": low, "high": high])
        case .notADay: visit.say("fault.notADay")
        case .tooLong(let limit): visit.say("fault.tooLong", ["limit": String(limit)])
        case .notAChoice: visit.say("fault.notAChoice")
        case .notAPhone: visit.say("fault.notAPhone")
        case .notText: visit.say("fault.notText")
        case .notAMailAddress: visit.say("fault.notAMailAddress")
        case .stated(let text): visit.pack(text)
        }
    }
}
