package import Foundation
import OrderedCollections
package import Register

/// What a country decided about its public door: what it asks, what it says, and what becomes of an answer.
package struct PublicDoor: Sendable {
    /// A form that anybody may send, and the report of concern that it becomes.
    package struct Intake: Sendable {
        package let form: Form
        /// The question of a report that an answer goes to. What is named here is kept there and nowhere else.
        let becomes: [FieldID: FieldID]
        /// What is answered by the way itself.
        let set: [FieldID: String]
        /// The question of a report that holds the code of the poster, card or link that led here.
        let code: FieldID?
        let urgency: [(when: Condition, is: String)]
        let otherwise: String
        /// The questions whose answers say how this person may be reached safely.
        let contact: [FieldID]
        /// When somebody may call or send a text.
        let mayCall: Condition

        package func urgency(of answers: Answers) -> String {
            urgency.first { $0.when.holds(for: answers) }?.is ?? otherwise
        }

        /// The answers of the report.
        package func report(of answers: Answers, urgencyField: FieldID?, campaign: String) -> Answers {
            var report = Answers()
            for (field, code) in set.sorted(by: { $0.key < $1.key }) { report[field] = .text(code) }
            for (field, answer) in answers.values { report[becomes[field] ?? field] = answer }
            if let urgencyField { report[urgencyField] = .text(urgency(of: answers)) }
            if let code, !campaign.isEmpty { report[code] = .text(campaign) }
            return report
        }

        /// How the person of a report may be reached safely, and whether by phone: what staff must read before anything else.
        package func contact(of report: Answers) -> (answers: [(field: Field, answer: Answer)], mayCall: Bool) {
            var said = Answers()
            for field in form.fields { said[field.id] = report[becomes[field.id] ?? field.id] }
            return (
                contact.compactMap { id in form[id].flatMap { field in said[id].map { (field, $0) } } }, mayCall.holds(for: said)
            )
        }
    }

    /// A heading with short sentences below it.
    package struct Section: Sendable, Equatable {
        package let title: String
        package let lines: [String]
    }

    /// The way by which these reports come, a code of the pack.
    package let channel: String
    package let report: Intake
    package let help: Intake
    package let safe: Country.Screening
    package let signs: [Section]
    package let privacy: [Section]
    package let accessibility: [Section]
    /// Where a matter may stand, as the person reads it; the first stands from the beginning.
    package let standings: [Choice]
    /// Recordings by language and name: `acf/report`.
    package let sounds: [String: URL]

    package var forms: [Form] { [report.form, help.form] }
    package func intake(_ form: FormID) -> Intake? { [report, help].first { $0.form.id == form } }
}
