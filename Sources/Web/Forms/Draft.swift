import Foundation
import Pack
import Register
import Store

/// What a worker typed and did not yet confirm: sealed, outside the ledger, theirs alone.
struct Draft: Codable, Sendable {
    let values: [String: [String]]
    /// A mark of the recorded answers that the worker saw when starting.
    let base: String

    var sent: SubmittedAnswers { SubmittedAnswers(values) }

    /// The mark of answers, the same whatever their order.
    static func mark(_ answers: Answers?) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Store.hash(String(decoding: (try? encoder.encode(answers ?? Answers())) ?? Data(), as: UTF8.self))
    }
}

extension Visit {
    private func key(_ name: String) throws -> String { "\(try actor().account)/\(name)" }

    /// One that an older program kept in another way is none: it stands in nobody's way.
    func draft(_ name: String) throws -> Draft? {
        do { return try store.kept("draft", try key(name)) } catch is DecodingError { return nil }
    }
    func keep(_ draft: Draft, as name: String) throws { try store.keep("draft", try key(name), draft, at: inbound.now) }
    func forgetDraft(_ name: String) throws { try store.forget("draft", try key(name)) }

    /// The form's own inputs in what was sent, without the page's.
    func sentAnswers() -> SubmittedAnswers {
        let own: Set<String> = ["form-token", "entry", "base", "shown", "more", "save", "screening"]
        return SubmittedAnswers(inbound.form.values.filter { !own.contains($0.key) })
    }
}

extension Form {
    /// The same form with only the questions that a permit shows.
    func shown(to permit: Permit, _ policy: Policy) -> Form {
        Form(
            id: id, title: title, why: why, fields: fields.filter { permit.sees.contains(policy.classOf($0.id) ?? .identifying) },
            keeping: keeping)
    }

    /// What can be read of answers that are still being typed, to know which questions apply.
    func soFar(_ sent: SubmittedAnswers) -> Answers {
        var answers = Answers()
        for field in fields { if case .success(let answer?) = field.check(sent, under: "") { answers[field.id] = answer } }
        return answers
    }

    /// The entries of a change: what is new, and a mark for what was taken away.
    func changes(from old: Answers, to new: Answers) -> Answers {
        var changed = Answers()
        for field in fields where old[field.id] != new[field.id] { changed[field.id] = new[field.id] ?? .cleared }
        return changed
    }
}
