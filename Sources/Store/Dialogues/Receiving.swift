import Crypto
import Foundation
package import Register

/// What came by the public door, checked and ready to be kept.
package struct Received: Sendable {
    let words: Data
    let answers: Answers
    let urgency: String
    let channel: String
    let form: FormID
    let language: String

    /// `seed` is the chance that the page brought: the same words of the same page are one report.
    package init(
        seed: String, answers: Answers, urgency: String, channel: String, form: FormID, language: String
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        words = try encoder.encode([seed, form.rawValue, String(decoding: try encoder.encode(answers), as: UTF8.self)])
        self.answers = answers
        self.urgency = urgency
        self.channel = channel
        self.form = form
        self.language = language
    }
}

/// Reports from the public: kept as reports of concern, with messages under a reply code that is kept nowhere.
extension Store {
    /// Nobody who has an account: the author of what the public writes.
    static let anybody = Actor(account: .anybody, agency: "", role: "")

    /// The code that a report will have. It is the same each time, and nobody without the root key can tell it from the page.
    package func replyCode(for received: Received) throws -> ReplyCode {
        guard let code = ReplyCode(drawing: replyKeys.drawn("code", from: received.words, 64)) else { throw KeyFault.damaged }
        return code
    }

    /// What a code unlocks. Slow on purpose: run it where slow things run. Errors: `KeyFault.noMemory`.
    package func replyKey(for text: String) throws -> ReplyKey { try replyKeys.key(for: text) }

    /// Keeps a report and opens its messages. Sent again it is kept once.
    ///
    /// Shape: no identity here holds a time, as others do; stamps tell the part of the day.
    package func receive(_ received: Received, under key: ReplyKey, at now: Moment, today: Day) throws {
        func identity(_ use: String) -> UUID {
            EntryID(bytes: replyKeys.drawn(use, from: received.words, 16))?.uuid ?? UUID()
        }
        let (entry, opening) = (EntryID(uuid: identity("entry")), EntryID(uuid: identity("opening")))
        let concern = identities.chronicle(.concern, openedBy: entry)
        let dialogue = identities.chronicle(.dialogue, openedBy: opening)
        let coarse = now.coarse(in: policy.practice.calendar.zone)
        guard try ledger.rows(of: concern, after: 0).isEmpty else { return }
        // First the way to it: alone it leads nowhere, and without it the code would.
        let locator = try key.seal.seal(Data(dialogue.bytes), at: Data("reply/\(key.lookUp)".utf8))
        try ledger.setVault("reply", key.lookUp, locator)
        try untilDone { () -> Void? in
            guard try ledger.rows(of: concern, after: 0).isEmpty else { return () }
            return try numbered("R-\(today.year)-", for: entry) { numbers in
                var report = Known<Concern>()
                var messages = Known<Dialogue>()
                let lineage = Lineage(
                    channel: received.channel, form: received.form, language: received.language, dialogue: dialogue)
                let action = Concern.Action.received(
                    number: numbers[0], urgency: received.urgency, lineage: lineage,
                    lookBy: policy.practice.coarseLookBy(received.urgency, from: now), answers: received.answers)
                var first = try propose(action, entry, to: &report, concern, Store.anybody, coarse)
                first.proposal.claim = claim(numbers[0])
                let second = try propose(
                    Dialogue.Action.opened(concern: concern, language: received.language), opening, to: &messages, dialogue,
                    Store.anybody, coarse)
                return try take([first, second]) ? () : nil
            }
        }
    }
}
