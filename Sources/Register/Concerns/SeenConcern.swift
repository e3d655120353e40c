/// A report as one worker may know it. Pages are given this and nothing else.
///
/// Shape: it is built by naming what is let through, property by property: what a report has and nobody named here is nowhere shown.
package struct SeenConcern: Sendable, Equatable {
    /// By which form and in which language somebody from the public wrote it.
    package struct Door: Sendable, Equatable {
        package let form: FormID
        package let language: String
    }

    package let number: String
    package let status: Concern.Status
    package let reporter: AccountID?
    package let agency: AgencyCode
    package let reported: Moment
    /// Until when somebody must have looked at it.
    package let due: Moment?
    package let answers: Answers
    package let outcome: String?
    package let notes: [String]
    /// The cases that grew out of it, and the incidents: those that are there for this worker.
    package let cases: [String]
    package let incidents: [String]
    /// Who is kept out, for whoever triages.
    package let barred: Set<Exclusion>
    /// Nil when staff took it.
    package let door: Door?

    /// Nil means that for this actor the report does not exist. `cases` and `incidents` say which of those there are for them.
    package init?(
        _ concern: Concern, to actor: Actor, duties: Set<Duty>, by practice: Practice,
        cases: ([String]) throws -> [String], incidents: ([String]) throws -> [String]
    ) rethrows {
        guard concern.isShown(to: actor, duties: duties, by: practice) else { return nil }
        number = concern.number
        status = concern.status
        reporter = concern.reporter
        agency = concern.agency
        reported = concern.reported
        due = concern.due(by: practice)
        answers = concern.answers
        outcome = concern.outcome
        notes = concern.notes.map { $0[.text]?.text ?? "" }
        self.cases = try cases(concern.cases)
        self.incidents = try incidents(concern.incidents)
        barred = duties.contains(.triage) ? concern.barred : []
        door = concern.lineage.map { Door(form: $0.form, language: $0.language) }
    }
}
