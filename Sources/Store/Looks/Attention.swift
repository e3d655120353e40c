import Foundation
import Register
import Synchronization

/// The caps on what one worker opens, and the alert: both before anything is shown.
extension Store {
    /// Who opened what lately, and whether the looks of the ledger were read for it.
    struct Attention: Sendable {
        var accounts: [AccountID: Curiosity] = [:]
        var isRecalled = false

        /// Accounts that opened nothing lately take no room.
        mutating func sweep(at now: Moment) {
            guard accounts.count > 1000 else { return }
            for account in accounts.keys { accounts[account]?.forget(before: now) }
            accounts = accounts.filter { !$0.value.isEmpty }
        }
    }

    /// Units: entries at the end of the ledger that are read for the looks of the last hour after a start.
    private static let recalled = 50_000

    /// Counts before anything is shown. Errors: `StoreFault.overCap` when the worker must prove themself first, and then nothing is
    /// counted; `StoreFault.busy`, and then nothing may be shown.
    func count(
        _ ids: [ChronicleID], as kind: Caps.Kind = .cases, of actor: Actor, at now: Moment, isAgreed: Bool = false
    ) throws {
        try recall(at: now)
        if kind == .emergencies { try recallEmergencies(of: actor, at: now) }
        let limit = actor.proofs.limit(kind, of: policy.practice.caps, at: now)
        let alone = try attention.withLock { attention -> Int in
            attention.sweep(at: now)
            return try attention.accounts[actor.account, default: Curiosity()].count(
                ids, as: kind, limit, isAgreed: isAgreed, at: now)
        }
        guard kind == .cases, !isAgreed, alone > policy.practice.casesAnHour else { return }
        try alert(alone, of: actor, at: now)
    }

    /// A search is what was looked for, and the same again is none.
    func countSearch(_ words: String, of actor: Actor, at now: Moment) throws {
        let mark = claim("search/\(words.lowercased())").prefix(16)
        if let id = ChronicleID(bytes: mark) { try count([id], as: .searches, of: actor, at: now) }
    }

    /// What was counted before a start: the looks of the last hour that stand at the end of the ledger. Read once, when first
    /// needed.
    ///
    /// Shape: a look's id was made here and tells its time, so nothing older is opened.
    private func recall(at now: Moment) throws {
        guard !attention.withLock({ $0.isRecalled }) else { return }
        let from = Moment(seconds: now.seconds - Caps.Kind.cases.window)
        var chronicles: Set<ChronicleID> = []
        try ledger.scan(after: max(0, try ledger.lastPosition() - Store.recalled)) { row in
            if row.id.made >= from, try isLooks(row.chronicle) { chronicles.insert(row.chronicle) }
            return true
        }
        try take(looksOf: chronicles, since: from)
        attention.withLock { $0.isRecalled = true }
    }

    /// Takes in the looks that another process recorded. Those older than is counted are forgotten by the next count.
    func take(looksOf chronicles: some Sequence<ChronicleID>, since from: Moment? = nil) throws {
        for chronicle in chronicles where try isLooks(chronicle) {
            let opened = chronicle.looks
            let kind: Caps.Kind = try live.view.row(of: opened) == nil ? .reports : .cases
            let known: Known<Looks>
            // What is damaged is shown to nobody, and stops nobody else's counting.
            do { known = try load(chronicle) } catch StoreFault.notFound { continue } catch StoreFault.damaged { continue }
            let newest = known.chronicle.looks.map(\.at).max() ?? Moment(seconds: 0)
            let least = from ?? Moment(seconds: newest.seconds - kind.window)
            attention.withLock { attention in
                for look in known.chronicle.looks where look.at >= least {
                    attention.accounts[look.by, default: Curiosity()].take(
                        [opened], as: kind, at: look.at, isAgreed: look.purpose == .agreed)
                }
            }
        }
    }

    /// Whether a chronicle holds the looks at a case or at a report: what is counted.
    private func isLooks(_ chronicle: ChronicleID) throws -> Bool {
        try live.view.row(of: chronicle.looks) != nil || live.view.isConcern(chronicle.looks)
    }

    /// Emergencies that nobody reviewed yet stand in the index.
    private func recallEmergencies(of actor: Actor, at now: Moment) throws {
        let from = Moment(seconds: now.seconds - Caps.Kind.emergencies.window)
        let opened = try live.view.emergencies(by: actor.account, since: from)
        attention.withLock { attention in
            for (chronicle, at) in opened {
                attention.accounts[actor.account, default: Curiosity()].take([chronicle], as: .emergencies, at: at, isAgreed: false)
            }
        }
    }

    /// One for a worker and hour, also when this program was started again in between; it grows while nobody looked into it.
    private func alert(_ count: Int, of actor: Actor, at now: Moment) throws {
        let limit = policy.practice.casesAnHour
        let isTold = account(actor.account).map { !$0.isToTell(count, limit: limit, of: actor.agency, at: now) } ?? false
        guard !isTold else { return }
        try change(actor.account) { known in
            guard known.chronicle.isToTell(count, limit: limit, of: actor.agency, at: now) else { return nil }
            return (.lookedAtMany(count: count), .made(at: now), actor, now)
        }
    }
}

extension EntryID {
    /// When an id that was made here was made. Source: UUIDv7, RFC 9562 section 5.7.
    var made: Moment { Moment(seconds: bytes.prefix(6).reduce(0) { $0 << 8 | Int($1) } / 1000) }
}
