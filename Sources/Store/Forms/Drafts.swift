package import Foundation
package import Register

/// The drafts of each account, under its own name in the vault, so that nobody else's are read to list them.
extension Store {
    /// How many of one account wait at once.
    package static let mostDrafts = 60
    /// Of these, how many were sent after a session had ended.
    package static let mostEnded = 20

    private func kind(_ account: AccountID) -> String { "draft/\(account)" }

    /// The newest first.
    package func drafts(of account: AccountID, at now: Moment) throws -> [Draft] {
        try allKept(kind(account), as: Draft.self).filter { $0.isAlive(at: now) }.sorted { ($0.saved, $0.id) > ($1.saved, $1.id) }
    }

    /// One that an older program kept in another way is none: it stands in nobody's way.
    package func draft(_ id: String, of account: AccountID, at now: Moment) throws -> Draft? {
        do {
            return try kept(kind(account), id, as: Draft.self).flatMap { $0.isAlive(at: now) ? $0 : nil }
        } catch is DecodingError { return nil }
    }

    /// Errors: `Refusal` when there are too many: none makes room for another, since each may be all there is of what was typed.
    package func keep(_ draft: Draft, of account: AccountID, at now: Moment) throws {
        let others = try drafts(of: account, at: now).filter { $0.id != draft.id }
        let (there, most) =
            switch draft.reason {
            case .kept: (others.count, Store.mostDrafts)
            case .ended: (others.count { $0.reason == .ended }, Store.mostEnded)
            }
        if there >= most { throw Refusal("tooManyDrafts", ["limit": String(most)]) }
        try keep(kind(account), draft.id, draft, at: now)
    }

    package func forget(draft id: String, of account: AccountID) throws {
        try forget(kind(account), id)
        try forget(Store.sheetKind, "\(account)/\(id)")
    }

    // MARK: Sheets

    private static let sheetKind = "sheet"

    /// The file of a draft that is one, such as a sheet of a survey.
    package func keep(sheet: Data, for id: String, of account: AccountID, at now: Moment) throws {
        try keep(Store.sheetKind, "\(account)/\(id)", sheet, at: now)
    }

    package func sheet(for id: String, of account: AccountID) throws -> Data? {
        try kept(Store.sheetKind, "\(account)/\(id)", as: Data.self)
    }

    // MARK: Their end

    /// Forgets what is over: at each start, and then once a day.
    package func endDrafts(at now: Moment) throws {
        for account in staff().keys {
            for (key, draft) in try allKeptKeys(kind(account), as: Draft.self) where !draft.isAlive(at: now) {
                try forget(draft: key, of: account)
            }
        }
        // Those of an older program, which were kept under one name for everybody.
        for (key, _) in try ledger.vault("draft") { try forget("draft", key) }
    }

    /// Forgets whatever is about what was destroyed, whoever typed it and wherever: on its own pages, in a list of people, in a
    /// screening of many, in a new case. A sheet cannot be looked through here, and whoever brought it has the file: all go.
    func forgetDrafts(about traces: Traces) throws {
        for account in staff().keys {
            for (key, draft) in try allKeptKeys(kind(account), as: Draft.self) where traces.lie(in: draft) {
                try forget(draft: key, of: account)
            }
        }
        for (key, _) in try ledger.vault(Store.sheetKind) { try forget(Store.sheetKind, key) }
    }
}

/// What a destroyed case or report is known by in what somebody typed.
struct Traces {
    let numbers: Set<String>
    /// Each is the words of one name; whoever types all of them writes of this person.
    let names: [Set<String>]
    /// Numbers of papers and telephones.
    let signs: [String]

    init(numbers: [String?], of file: CaseFile? = nil, _ fields: IdentityFields = IdentityFields()) {
        self.numbers = Set(numbers.compactMap(\.self).filter { !$0.isEmpty })
        let answers = file.map { Array($0.answers.values) } ?? []
        let texts = { (ids: [FieldID]) in answers.flatMap { form in ids.compactMap { form[$0]?.text } } }
        let whole = Traces.words(texts(fields.given) + texts(fields.family))
        names = ([whole] + texts(fields.aliases).map { Traces.words([$0]) }).filter { $0.joined().count >= 3 }
        signs = (texts(fields.phones) + texts(fields.documents)).map(Traces.bare).filter { $0.count >= 6 }
    }

    func lie(in draft: Draft) -> Bool {
        if draft.page.split(separator: "/").contains(where: { numbers.contains(String($0)) }) { return true }
        let sent = [draft.values, draft.along] + draft.earlier
        let names = sent.flatMap(\.keys)
        if names.contains(where: { $0.split(separator: ".").first.map { numbers.contains(String($0)) } ?? false }) { return true }
        let texts = sent.flatMap { $0.values.flatMap(\.self) }
        guard !texts.contains(where: { text in numbers.contains { text.contains($0) } }) else { return true }
        let words = Traces.words(texts)
        return self.names.contains { $0.isSubset(of: words) }
            || texts.contains { text in signs.contains { Traces.bare(text).contains($0) } }
    }

    private static func words(_ texts: [String]) -> Set<String> {
        Set(texts.flatMap { $0.lowercased().split { !$0.isLetter }.map(String.init) })
    }

    private static func bare(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
