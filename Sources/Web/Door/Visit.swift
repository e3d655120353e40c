import HTTPTypes
import Foundation
import Pack
import Register
import Store

/// A request that came through the door: who asks, and the open store behind the pages.
struct Visit: Sendable {
    var inbound: Inbound
    let desk: Desk
    let session: Session?
    /// Whether the forms of this page leave a mark for their hidden fields, because the page is kept.
    var marksHidden = false
    /// What was typed in one of its forms, when the page is shown again with it.
    var typed: Typed?

    var site: Site { inbound.site }
    var country: Country { inbound.country }
    var language: String { inbound.language }
    var now: Moment { inbound.now }
    var today: Day { inbound.today }
    var path: String { inbound.path }
    var query: SubmittedAnswers { inbound.query }
    var form: SubmittedAnswers { inbound.form }
    var store: Store { desk.store }

    /// The signed-in worker.
    func actor() throws -> Actor {
        guard let session, session.isComplete, let actor = session.actor else { throw Fault(.unauthorized, "signInFirst") }
        return actor
    }

    /// What a path names: `case`, `form`, `id`.
    func named(_ name: String) throws -> String {
        guard let value = inbound.parameters[name] else { throw Fault.notFound }
        return value
    }

    func entry(_ name: String) throws -> EntryID {
        guard let id = EntryID(try named(name)) else { throw Fault.notFound }
        return id
    }

    /// What the page gave its form. A workshop makes its own identity of it.
    func mark() throws -> Mark {
        guard let mark = Mark(inbound.form.first("entry")) else { throw Fault.notUnderstood }
        return mark
    }

    /// What the mark in a form stands for, so that a second click records once: the server's own id, for this sender alone.
    ///
    /// Step: a page that records several things in one go names each after the first.
    func entryID(_ field: String = "entry", step: String = "") throws -> EntryID {
        guard let mark = Mark(inbound.form.first(field)) else { throw Fault.notUnderstood }
        return entry(mark, step: step)
    }

    func entry(_ mark: Mark, step: String = "") -> EntryID {
        let account = session.flatMap { $0.isComplete ? $0.actor?.account : nil }
        return store.entry(mark, from: account.map { .account($0) } ?? .address(path), step: step)
    }

    func say(_ key: String, _ holes: [String: String] = [:]) -> String { inbound.say(key, holes) }
    func say(_ day: Day) -> String { inbound.say(day) }
    func say(_ moment: Moment) -> String { inbound.say(moment) }
    func pack(_ text: Wording) -> String { inbound.pack(text) }

    /// A count with its word: `key.one` or `key.other`.
    func count(_ key: String, _ count: Int) -> String { say(key + (count == 1 ? ".one" : ".other"), ["count": String(count)]) }

    func agency(_ code: AgencyCode) -> String { inbound.country.agency(code).map { pack($0.name) } ?? code.rawValue }
    func service(_ code: ServiceCode) -> String { inbound.country.service(code).map { pack($0.label) } ?? code.rawValue }
    func name(_ account: AccountID) -> String { store.account(account)?.grant?.name ?? say("someone") }
    func choice(_ code: String?, of choices: [Choice]) -> String {
        choices.first { $0.code == code }.map { pack($0.label) } ?? code ?? ""
    }

    /// The sentence of a refusal.
    func say(_ refusal: Refusal) -> String {
        var holes = refusal.details
        if let status = holes["status"] { holes["status"] = say("status.\(status)") }
        return say(refusal.reason, holes)
    }
}
