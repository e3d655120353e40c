import Foundation
package import Register

/// What a worker typed and has not recorded: sealed outside the ledger and theirs alone. It belongs to one form, to what that is
/// about, and to the sitting in which it was typed, so that two tabs are two drafts.
package struct Draft: Codable, Sendable, Equatable {
    package enum Reason: String, Codable, Sendable {
        /// The worker went on to the page that confirms, or left it for later.
        case kept
        /// It was sent after the session had ended.
        case ended
    }

    /// Units: days.
    package static let lifetime = 14

    /// The sitting, a mark that travels in the form.
    package let id: String
    /// The address of the page with the form, which names what it is about.
    package let page: String
    /// The address that the form is sent to.
    package let form: String
    /// What the address of both says after the path, such as which course a workshop is of.
    package let query: String
    /// What the form is called; empty where nobody said.
    package let title: Wording
    package let reason: Reason
    package let values: [String: [String]]
    /// Answers of a quick screen that go along.
    package let along: [String: [String]]
    /// A mark of the recorded answers that the worker saw when starting.
    package let base: String
    /// Which page that was shown wrote it: sent again from there, it is the same typing.
    package let entry: String
    package let saved: Moment
    /// Whether a file was sent with it, which is not kept.
    package let lostFile: Bool
    /// What stood in it before, the newest first.
    package private(set) var earlier: [[String: [String]]] = []

    package init(
        id: String, page: String, form: String, query: String = "", title: Wording = "", reason: Reason = .kept,
        values: [String: [String]],
        along: [String: [String]] = [:], base: String = "", entry: String = "", saved: Moment, lostFile: Bool = false
    ) {
        self.id = id
        self.page = page
        self.form = form
        self.query = query
        self.title = title
        self.reason = reason
        self.values = values
        self.along = along
        self.base = base
        self.entry = entry
        self.saved = saved
        self.lostFile = lostFile
    }

    /// The same after what stood there before: three versions stay, so that a page that shows an older one can say what it was.
    package func after(_ before: Draft) -> Draft {
        var next = self
        next.earlier = before.values == values ? before.earlier : Array(([before.values] + before.earlier).prefix(3))
        return next
    }

    package var sent: SubmittedAnswers { SubmittedAnswers(values) }
    /// Tells this content from any other.
    package var mark: String { Draft.mark(values, along) }
    /// What a page showed that brings this mark, when it is known still.
    package func shown(as mark: String) -> SubmittedAnswers? {
        ([values] + earlier).first { Draft.mark($0, along) == mark }.map { SubmittedAnswers($0) }
    }

    package func isAlive(at now: Moment) -> Bool { now < saved.after(days: Draft.lifetime) }

    private static func mark(_ values: [String: [String]], _ along: [String: [String]]) -> String { hash(of: [values, along]) }

    /// The mark of answers, the same whatever their order.
    package static func mark(_ answers: Answers?) -> String { hash(of: answers ?? Answers()) }

    private static func hash(of content: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Store.hash(String(decoding: (try? encoder.encode(content)) ?? Data(), as: UTF8.self))
    }
}
