package import Foundation
import OrderedCollections
package import Register

/// What a country decided about its public door: what it asks, what it says, and what becomes of an answer.
package struct PublicDoor: Sendable {
    /// A form that anybody may send, and the report of concern that it becomes.
    package struct Intake: Sendable {
        package let form: Form
        /// The question of a report that an answer goes to. What is named here is kept there and nowhere else, except words where the
        /// report has a number: they stay under their own question.
        let becomes: [FieldID: Field]
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
        /// What an answer asks for besides, with the question that is to be looked at again and what is said there.
        let needs: [(when: Condition, field: FieldID, text: Wording)]

        package func urgency(of answers: Answers) -> String {
            urgency.first { $0.when.holds(for: answers) }?.is ?? otherwise
        }

        package func lacking(in answers: Answers) -> [FormProblem] {
            needs.filter { $0.when.holds(for: answers) }.map { FormProblem(field: $0.field.rawValue, fault: .stated($0.text)) }
        }

        /// The answers of the report.
        package func report(of answers: Answers, urgencyField: FieldID?, campaign: String) -> Answers {
            var report = Answers()
            for (field, code) in set.sorted(by: { $0.key < $1.key }) { report[field] = .text(code) }
            for (field, answer) in answers.values {
                let target = becomes[field].flatMap { PublicDoor.Intake.takes($0, answer) ? $0.id : nil }
                report[target ?? field] = answer
            }
            if let urgencyField { report[urgencyField] = .text(urgency(of: answers)) }
            if let code, !campaign.isEmpty { report[code] = .text(campaign) }
            return report
        }

        /// How the person of a report may be reached safely, and whether by phone: what staff must read before anything else.
        package func contact(of report: Answers) -> (answers: [(field: Field, answer: Answer)], mayCall: Bool) {
            var said = Answers()
            for field in form.fields { said[field.id] = report[field.id] ?? becomes[field.id].flatMap { report[$0.id] } }
            return (
                contact.compactMap { id in form[id].flatMap { field in said[id].map { (field, $0) } } }, mayCall.holds(for: said)
            )
        }

        /// Whether the question of a report can hold an answer: one for a number holds no words.
        private static func takes(_ field: Field, _ answer: Answer) -> Bool {
            guard field.kind == .number, let text = answer.text else { return true }
            let sent = SubmittedAnswers([field.id.rawValue: [text]])
            guard case .success = field.check(sent, under: "") else { return false }
            return true
        }
    }

    /// A heading with short sentences below it.
    package struct Section: Sendable, Equatable {
        package let title: Wording
        package let lines: [Wording]
    }

    /// A recording. Kind: how its file ended.
    package struct Sound: Sendable {
        package let kind: String
        package let bytes: Data
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
    package let sounds: [String: Sound]

    package var forms: [Form] { [report.form, help.form] }
    package func intake(_ form: FormID) -> Intake? { [report, help].first { $0.form.id == form } }
}
