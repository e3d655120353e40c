import Foundation
import OrderedCollections
import Pack
import Register
import Store

/// One action as a program asks for it: its kind, and what that kind needs. Everything is checked as a page checks it.
struct ProgramAct: Decodable {
    /// Every kind with what it takes. Shape: a name with `?` may be left out.
    static let kinds: OrderedDictionary<String, [String]> = [
        "answered": ["form", "answers"], "consented": ["purpose", "recipient?", "given", "language"],
        "consentWithdrawn": ["consent"], "referred": ["service", "to", "exception?", "text?"],
        "decided": ["referral", "decision", "reason?"], "referralWithdrawn": ["referral"], "referralCompleted": ["referral"],
        "referralExpired": ["referral"],
        "served": ["service", "on", "referral?", "text?"], "noted": ["text"], "assigned": ["account"], "transferred": ["agency"],
        "closureAsked": ["reason", "text?"], "closureRefused": ["text"], "closed": ["reason", "text?"], "reopened": ["text"],
    ]

    let kind: String
    let form: FormID?
    let answers: Answers?
    private let purpose, recipient, given, language, consent, service, to, exception, text: String?
    private let referral, decision, reason, on, account, agency: String?

    /// Errors: `ProgramProblems` with every fault.
    func action(_ visit: Visit) throws -> CaseAction {
        var check = Check(visit: visit)
        let action = try make(&check)
        guard check.problems.isEmpty, let action else { throw ProgramProblems(problems: check.problems) }
        return action
    }

    private func make(_ check: inout Check) throws -> CaseAction? {
        let country = check.visit.country
        switch kind {
        case "consented": return consented(&check)
        case "consentWithdrawn": return check.entry("consent", consent).map { .consentWithdrawn($0, on: check.visit.today) }
        case "referred": return referred(&check)
        case "decided": return decided(&check)
        case "referralWithdrawn": return check.entry("referral", referral).map { .referralWithdrawn($0) }
        case "referralCompleted": return check.entry("referral", referral).map { .referralCompleted($0) }
        case "referralExpired": return check.entry("referral", referral).map { .referralExpired($0) }
        case "served":
            let service = check.code("service", service, of: country.services.map(\.code.rawValue))
            let on = check.day("on", on)
            let referral = referral == nil ? nil : check.entry("referral", referral)
            let text = check.text(text)
            guard let on else { return nil }
            return .served(ServiceLog(service: ServiceCode(service), on: on, referral: referral), answers: text)
        case "noted": return .noted(answers: check.text(text, isRequired: true))
        case "assigned": return try assigned(&check)
        case "transferred": return .transferred(AgencyCode(check.code("agency", agency, of: country.agencies.map(\.code.rawValue))))
        case "closureAsked", "closed":
            let reason = check.code("reason", reason, of: country.closureReasons.map(\.code))
            let text = check.text(text)
            return kind == "closed" ? .closed(reason: reason, answers: text) : .closureAsked(reason: reason, answers: text)
        case "closureRefused": return .closureRefused(answers: check.text(text, isRequired: true))
        case "reopened": return .reopened(answers: check.text(text, isRequired: true))
        default:
            check.fault("kind", .notAChoice)
            return nil
        }
    }

    private func consented(_ check: inout Check) -> CaseAction? {
        let country = check.visit.country
        let purpose = check.code("purpose", purpose, of: country.purposes.map(\.code))
        let recipient = recipient.map { check.code("recipient", $0, of: country.agencies.map(\.code.rawValue)) }
        let language = check.code("language", language, of: country.languages)
        guard let given = check.day("given", given) else { return nil }
        return .consented(
            Consent(
                purpose: purpose, recipient: recipient.map { AgencyCode($0) }, given: given,
                expires: given.adding(days: country.consentExpiryDays), language: language))
    }

    /// What travels and until when is the country's to say, never the program's.
    private func referred(_ check: inout Check) -> CaseAction? {
        let country = check.visit.country
        let code = check.code("service", service, of: country.services.map(\.code.rawValue))
        let service = country.service(ServiceCode(code))
        let to = check.code("to", to, of: service?.agencies.map(\.rawValue) ?? country.agencies.map(\.code.rawValue))
        let exception = exception.map { check.code("exception", $0, of: country.exceptions.map(\.code)) }
        let text = check.text(text)
        guard let service else { return nil }
        let request = Referral.Request(
            service: service.code, to: AgencyCode(to), packet: service.packet,
            due: check.visit.now.after(hours: service.decisionHours), exception: exception)
        return .referred(request, answers: text)
    }

    private func decided(_ check: inout Check) -> CaseAction? {
        let decision = check.code("decision", decision, of: ["accepted", "declined"])
        let reason =
            decision == "declined" ? check.code("reason", reason, of: check.visit.country.declineReasons.map(\.code)) : ""
        guard let id = check.entry("referral", referral) else { return nil }
        return .referralDecided(id, decision == "accepted" ? .accepted : .declined(reason: reason))
    }

    /// A colleague of one's own agency, as on the page.
    private func assigned(_ check: inout Check) throws -> CaseAction? {
        let agency = try check.visit.actor().agency
        let staff = check.visit.store.staff().filter { $0.value.grant?.agency == agency && !$0.value.isDisabled }
        return AccountID(check.code("account", account?.lowercased(), of: staff.keys.map(\.description))).map { .assigned($0) }
    }
}

/// Reads one value after the other and remembers every fault.
private struct Check {
    let visit: Visit
    var problems: [ProgramProblem] = []

    mutating func fault(_ field: String, _ fault: FormProblem.Fault) {
        problems.append(ProgramProblem(field: field, message: Question.say(fault, visit)))
    }

    mutating func code(_ field: String, _ value: String?, of codes: [String]) -> String {
        guard let value else {
            fault(field, .missing)
            return ""
        }
        if !codes.contains(value) { fault(field, .notAChoice) }
        return value
    }

    mutating func entry(_ field: String, _ value: String?) -> EntryID? {
        let id = value.flatMap { EntryID($0) }
        if id == nil { fault(field, value == nil ? .missing : .notAChoice) }
        return id
    }

    /// A whole date: only a year is not enough for an act of today.
    mutating func day(_ field: String, _ value: String?) -> Day? {
        let day = value.flatMap { Day($0) }.flatMap { $0.isYearOnly || $0.year < 1900 ? nil : $0 }
        if day == nil { fault(field, value == nil ? .missing : .notADay) }
        return day
    }

    mutating func text(_ value: String?, isRequired: Bool = false) -> Answers {
        let text = value ?? ""
        if text.allSatisfy(\.isWhitespace) {
            if isRequired { fault("text", .missing) }
            return Answers()
        }
        if text.count > 10_000 { fault("text", .tooLong(limit: 10_000)) }
        return Answers([.text: .text(text)])
    }
}
