package import Register
import Synchronization

/// What a worker chose to be told by mail: that something waits, and never what. Kept sealed; off unless they chose it.
package struct MailChoice: Codable, Sendable, Equatable {
    package let account: AccountID
    package let address: MailAddress
    package let language: String
    package let chosen: Moment

    package init(account: AccountID, address: MailAddress, language: String, chosen: Moment) {
        self.account = account
        self.address = address
        self.language = language
        self.chosen = chosen
    }
}

/// The mails that are to go now: at most one a day for each worker, in working hours, each thing once. A report that must be looked
/// at within hours does not wait for the morning: it is told day and night, at most once an hour.
extension Store {
    /// What was told to a worker last, by marks that tell nothing.
    struct Reminded: Codable {
        let day: Day
        let marks: Set<String>
        /// When something that could not wait was told.
        var pressed: Moment?
    }

    /// Units: hours. What is due sooner is told at once.
    private static let pressingHours = 6
    /// Failures one after the other that end a round.
    private static let mostFailures = 3

    package func mailChoice(of account: AccountID) throws -> MailChoice? {
        try kept("mail", account.description, as: MailChoice.self).flatMap { isAlive($0) ? $0 : nil }
    }

    package func choose(_ choice: MailChoice, at now: Moment) throws {
        try keep("mail", choice.account.description, choice, at: now)
    }

    package func endMail(of account: AccountID) throws {
        try forget("mail", account.description)
        try forget("mailed", account.description)
    }

    /// Sends what is due with `send`. It is written down before, so that two rounds never send twice, and taken back when sending
    /// failed.
    ///
    /// Shape: an address that failed waits by itself, longer each time, and comes after the others. Three that fail one after the
    /// other end the round, since then the program itself may be down; whoever is left is first in the next. Errors: the first that
    /// `send` gave.
    package func remind(at now: Moment, send: (MailChoice) async throws -> Void) async throws {
        let choices = try allKept("mail", as: MailChoice.self).filter(isAlive)
        let patience = mailPatience.withLock { known in
            known.keep(only: Set(choices.map(\.address.text)))
            return known
        }
        let ready = choices.filter { patience.mayTry($0.address, at: now) }
            .sorted { patience.failures(of: $0.address) < patience.failures(of: $1.address) }
        var (fault, inARow): ((any Error)?, Int) = (nil, 0)
        for choice in ready {
            guard inARow < Store.mostFailures else { break }
            guard let (before, next) = try due(choice, at: now) else { continue }
            let key = choice.account.description
            try keep("mailed", key, next, at: now)
            do {
                try await send(choice)
                inARow = 0
                mailPatience.withLock { $0.worked(choice.address) }
            } catch {
                if let before { try keep("mailed", key, before, at: now) } else { try forget("mailed", key) }
                mailPatience.withLock { $0.failed(choice.address, at: now) }
                (fault, inARow) = (fault ?? error, inARow + 1)
            }
        }
        if let fault { throw fault }
    }

    /// What was told to a worker, and what is written down when they are told now. Nil when nothing is to be told.
    private func due(_ choice: MailChoice, at now: Moment) throws -> (before: Reminded?, next: Reminded)? {
        guard let actor = grantee(choice.account) else { return nil }
        let today = policy.practice.calendar.day(of: now)
        let key = choice.account.description
        let before = try kept("mailed", key, as: Reminded.self)
        let marks = try urgent(actor, at: now)
        // What was done and comes again, such as a second message, is told again.
        let told = marks.intersection(before?.marks ?? [])
        if let before, before.marks != told {
            try keep("mailed", key, Reminded(day: before.day, marks: told, pressed: before.pressed), at: now)
        }
        if policy.practice.calendar.isWorkingHour(now), before?.day != today, !marks.subtracting(told).isEmpty {
            return (before, Reminded(day: today, marks: marks, pressed: before?.pressed))
        }
        let pressing = try reports(actor) { $0.due.map { $0 <= now.after(hours: Store.pressingHours) } ?? false }
        guard !pressing.subtracting(told).isEmpty, before?.pressed.map({ $0.after(hours: 1) <= now }) ?? true else { return nil }
        return (before, Reminded(day: before?.day ?? today.adding(days: -1), marks: told.union(pressing), pressed: now))
    }

    private func grantee(_ account: AccountID) -> Actor? {
        self.account(account)?.grant.map { Actor(account: account, agency: $0.agency, role: $0.role) }
    }

    /// Marks of what is due within a day or was let pass and came to this worker, and of reports and messages that wait.
    private func urgent(_ actor: Actor, at now: Moment) throws -> Set<String> {
        let waiting = try waiting(on: actor, at: now, limit: 500)
        let soon = (waiting.mine.lines + waiting.ours).filter { $0.at <= now.after(hours: 24) }
        let escalated = waiting.escalated.lines + waiting.national.lines
        return Set(
            soon.map { mark("mail/\($0.number)/\($0.key)") } + escalated.map { mark("mail/escalated/\($0.number)/\($0.key)") }
        ).union(try reports(actor) { _ in true })
    }

    /// Marks of the reports that wait for whoever triages.
    private func reports(_ actor: Actor, where isWanted: (ConcernLine) -> Bool) throws -> Set<String> {
        guard duties(of: actor).contains(.triage) else { return [] }
        let lines = try ConcernSieve.allCases.flatMap { try concerns(as: actor, only: $0, size: 500).lines }
        return Set(lines.filter(isWanted).map { mark("mail/report/\($0.number)/\($0.waitsForAnswer)") })
    }

    /// Like a session, a choice ends with the account, and does not come back when the account does.
    private func isAlive(_ choice: MailChoice) -> Bool {
        guard let account = account(choice.account), !account.isDisabled, account.grant != nil else { return false }
        return account.enabled.map { $0 < choice.chosen } ?? true
    }
}
