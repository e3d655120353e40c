package import Register

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

/// The mails that are to go now: at most one a day for each worker, in working hours, each thing once.
extension Store {
    /// What was told to a worker last, by marks that tell nothing.
    struct Reminded: Codable {
        let day: Day
        let marks: Set<String>
    }

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

    /// Sends what is due with `send`. It is written down before, so that two rounds never send twice, and taken back when sending failed.
    ///
    /// Errors: the first that `send` gave; the others are tried all the same.
    package func remind(at now: Moment, send: (MailChoice) async throws -> Void) async throws {
        guard policy.practice.calendar.isWorkingHour(now) else { return }
        let today = policy.practice.calendar.day(of: now)
        var fault: (any Error)?
        for choice in try allKept("mail", as: MailChoice.self) where isAlive(choice) {
            let key = choice.account.description
            let before = try kept("mailed", key, as: Reminded.self)
            let marks = try urgent(choice.account, at: now)
            guard before?.day != today, !marks.subtracting(before?.marks ?? []).isEmpty else { continue }
            try keep("mailed", key, Reminded(day: today, marks: marks), at: now)
            do { try await send(choice) } catch {
                if let before { try keep("mailed", key, before, at: now) } else { try forget("mailed", key) }
                fault = fault ?? error
            }
        }
        if let fault { throw fault }
    }

    /// Marks of what is due within a day or was let pass and came to this worker.
    private func urgent(_ account: AccountID, at now: Moment) throws -> Set<String> {
        guard let grant = self.account(account)?.grant else { return [] }
        let waiting = try waiting(on: Actor(account: account, agency: grant.agency, role: grant.role), at: now, limit: 500)
        let soon = (waiting.mine.lines + waiting.ours).filter { $0.at <= now.after(hours: 24) }
        let escalated = waiting.escalated.lines + waiting.national.lines
        return Set(
            soon.map { mark("mail/\($0.number)/\($0.key)") } + escalated.map { mark("mail/escalated/\($0.number)/\($0.key)") })
    }

    /// Like a session, a choice ends with the account, and does not come back when the account does.
    private func isAlive(_ choice: MailChoice) -> Bool {
        guard let account = account(choice.account), !account.isDisabled, account.grant != nil else { return false }
        return account.enabled.map { $0 < choice.chosen } ?? true
    }
}
