import OrderedCollections
import Pack
import Register
import Store

/// A page with one form that records one action of a case.
struct Act: Sendable {
    /// Below the address of the case, and the beginning of its words.
    let name: String
    let ability: Ability
    let inputs: @Sendable (Visit, SeenCase) throws -> HTML
    let action: @Sendable (Visit) throws -> CaseAction
    /// Where a worker goes afterwards who may then not see the case any more.
    var then: String?

    var routes: [Route] {
        [
            .get("/cases/{case}/\(name)") { try await page($0, .none) },
            .post("/cases/{case}/\(name)") { visit in
                try await visit.record(try visit.named("case"), then: then, again: { try await page(visit, $0) }) {
                    try action(visit)
                }
            },
        ]
    }

    private func page(_ visit: Visit, _ problems: HTML) async throws -> Reply {
        let (file, _) = try await visit.open(ability)
        let title = visit.say("\(name).title", ["number": file.number])
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(problems)\(visit.crumb(file.number))<h1>\(title)</h1><p>\(visit.say("\(name).why"))</p>
            \(visit.posting("/cases/\(file.number)/\(name)", "\(try inputs(visit, file))\(visit.button("\(name).record"))"))
            """)
    }
}

extension Visit {
    /// The case of this address, for a worker who may do this with it now. Errors: `Fault.notFound`.
    func open(_ ability: Ability, orElse other: Ability? = nil) async throws -> (file: SeenCase, permit: Permit) {
        let (file, permit) = try await store.read(try named("case"), as: try actor(), for: .casework, at: now)
        let isMay = [ability, other].compactMap(\.self).contains {
            permit.may.contains($0) && CaseFile.isAllowed($0, when: file.status)
        }
        guard isMay else { throw Fault.notFound }
        return (file, permit)
    }

    /// A date that an act asks for, today unless something was sent.
    func dayInput(_ name: String, _ label: String, usual: Day? = nil) -> HTML {
        let field = Visit.dayField(name, label)
        let sent = form["\(name).year"].isEmpty && form[name].isEmpty
        let shown = sent ? usual.map { SubmittedAnswers(Answers([field.id: .text($0.description)]), of: [field]) } ?? form : form
        return Question(visit: self, sent: shown, faults: [:], wantsWholeDay: true).html(field)
    }

    /// Errors: `FormProblems` when it is no whole day.
    func sentDay(_ name: String) throws -> Day {
        let day = try Visit.dayField(name, "").check(form, under: "").get()?.text.flatMap { Day($0) }
        guard let day, day.month != nil else { throw FormProblems(problems: [FormProblem(field: name, fault: .notADay)]) }
        return day
    }

    private static func dayField(_ name: String, _ label: String) -> Field {
        Field(id: FieldID(name), kind: .day, label: Wording(said: label), fieldClass: .coded, isRequired: true)
    }

    /// The code that was chosen from a list. Errors: `FormProblems`.
    func chosen(_ name: String, of choices: [Choice]) throws -> String {
        let code = form.first(name)
        guard choices.contains(where: { $0.code == code }) else {
            throw FormProblems(problems: [FormProblem(field: name, fault: .missing)])
        }
        return code
    }

    func radios(_ name: String, _ legend: String, _ choices: [Choice]) -> HTML {
        radios(name, legend, choices.map { ($0.code, pack($0.label)) }, chosen: form.first(name))
    }

    /// The colleagues of a worker who may be given something, by name.
    func colleagues() throws -> [(String, String)] {
        let agency = try actor().agency
        return store.staff().filter { $0.value.grant?.agency == agency && !$0.value.isDisabled }
            .map { ($0.key.description, $0.value.grant?.name ?? "") }.sorted { $0.1 < $1.1 }
    }

    /// The colleague that was chosen. Errors: `FormProblems`.
    func colleague(_ name: String) throws -> AccountID {
        let agency = try actor().agency
        guard let account = AccountID(form.first(name)), store.account(account)?.grant?.agency == agency,
            store.account(account)?.isDisabled == false
        else { throw FormProblems(problems: [FormProblem(field: name, fault: .missing)]) }
        return account
    }
}
