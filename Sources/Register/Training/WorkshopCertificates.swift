/// The certificates of a workshop, and what may be issued.
extension Workshop {
    /// A certificate as it stands in its workshop.
    struct Issued: Sendable, Equatable {
        let issue: Certificate.Issue
        var revoked: Day?
        var reason: String?
    }

    /// Every certificate of the workshop, in the order of its list.
    package var certificates: [Certificate] {
        guard let plan else { return [] }
        return issued.compactMap { each in
            guard let participant = participant(each.issue.participant) else { return nil }
            let person = participant.person
            return Certificate(
                serial: each.issue.serial, workshop: number, participant: participant.id, name: each.issue.name ?? person.name,
                agency: each.issue.agency ?? person.agency, holder: person, courseID: plan.course, terms: plan.terms,
                version: plan.version, days: plan.days.sorted(), halfDays: plan.halfDays.count, place: plan.place,
                trainers: plan.trainers.map(\.name), language: each.issue.language, issuedOn: each.issue.on,
                expiresOn: each.issue.expires, revokedOn: each.revoked, reason: each.reason,
                showsName: participant.showsName && each.revoked == nil)
        }
    }

    package func certificate(serial: String) -> Certificate? { certificates.first { $0.serial == serial } }

    /// The one of a participant that was not revoked.
    package func certificate(of id: EntryID) -> Certificate? {
        certificates.last { $0.participant == id && $0.revokedOn == nil }
    }

    /// Passed, and never had one: what was revoked is not issued again with those of all others.
    package func isWaitingForCertificate(_ participant: Participant) -> Bool {
        isPassed(participant) && !issued.contains { $0.issue.participant == participant.id }
    }

    /// What would be issued now, to whoever passed and has none. Chance is an argument: eight letters for each.
    package func issues(on day: Day, _ letters: () -> String) -> [Certificate.Issue] {
        guard status == .held else { return [] }
        return active.filter { isWaitingForCertificate($0) }.compactMap { issue(to: $0, on: day, letters()) }
    }

    /// The same certificate with the name and agency as the list has them now. It ends when the first one does.
    package func replacement(of certificate: Certificate, on day: Day, _ letters: String) -> Certificate.Issue? {
        participant(certificate.participant).flatMap { issue(to: $0, on: day, letters, until: certificate.expiresOn) }
    }

    /// It counts from the last day of the workshop, since that is when they learnt it.
    private func issue(to participant: Participant, on day: Day, _ letters: String, until end: Day? = nil) -> Certificate.Issue? {
        guard let plan, let last = lastDay else { return nil }
        return Certificate.Issue(
            participant: participant.id, serial: "\(number)-\(participant.index)-\(letters)", on: day,
            expires: end ?? last.adding(months: plan.terms.validityMonths), language: plan.language, name: participant.person.name,
            agency: participant.person.agency)
    }

    /// Whether somebody at their own address may link them to an account: neither is linked to another in this workshop. A trainer
    /// may change it.
    package func acceptLink(_ id: EntryID, to account: AccountID) throws(Refusal) {
        guard let participant = participant(id) else { throw Refusal("noSuchParticipant") }
        guard participant.person.account == nil || participant.person.account == account else { throw Refusal("linkedToAnother") }
        guard !participants.contains(where: { $0.id != id && $0.person.account == account }) else {
            throw Refusal("accountIsHereAlready")
        }
    }

    func accept(_ issues: [Certificate.Issue]) throws(Refusal) {
        guard status == .held else { throw Refusal("workshopNotClosed") }
        guard !issues.isEmpty else { throw Refusal("nobodyPassed") }
        for issue in issues {
            guard let participant = participant(issue.participant), isPassed(participant),
                certificate(of: issue.participant) == nil
            else { throw Refusal("nobodyPassed") }
        }
    }

    func acceptRevoking(_ serial: String, on day: Day, _ text: String, _ today: Day) throws(Refusal) {
        try standing(serial)
        guard !text.isEmpty else { throw Refusal("reasonNeeded") }
        guard day <= today else { throw Refusal("notThatDay") }
    }

    func acceptReplacing(_ serial: String, by issue: Certificate.Issue, _ text: String, _ today: Day) throws(Refusal) {
        let old = try standing(serial)
        guard old.isOutdated else { throw Refusal("certificateAsListed") }
        guard issue.participant == old.participant, issue.expires == old.expiresOn else { throw Refusal("noSuchCertificate") }
        guard !text.isEmpty else { throw Refusal("reasonNeeded") }
        guard issue.on <= today else { throw Refusal("notThatDay") }
    }

    func acceptShowingName(of id: EntryID) throws(Refusal) {
        guard issued.contains(where: { $0.issue.participant == id }) else { throw Refusal("noSuchCertificate") }
    }

    @discardableResult
    private func standing(_ serial: String) throws(Refusal) -> Certificate {
        guard let certificate = certificate(serial: serial), certificate.revokedOn == nil else {
            throw Refusal("noSuchCertificate")
        }
        return certificate
    }
}
