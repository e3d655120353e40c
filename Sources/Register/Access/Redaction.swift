/// The file as a permit may know it. What may not be seen is not in it; a page cannot leak what it never held.
extension CaseFile {
    /// Shape: a field the pack does not know is identifying and sealed with the identity, the safest guess. An agency that was only
    /// asked sees the packet of its own referral and no other, and of the rest what it did itself. A free text is sealed with welfare,
    /// so whoever may not open that reads only what they wrote themselves, or what was sent to them.
    package func redacted(for permit: Permit, by policy: Policy) -> CaseFile {
        var file = self
        let seesAll = permit.sees.count == Field.Class.allCases.count
        let opensAll = permit.opens.count >= Compartment.allCases.count - 1
        if !seesAll || !policy.ofAnswers.isSubset(of: permit.opens) {
            file.answers = answers.mapValues { policy.seen($0, by: permit) }
        }
        if !seesAll || !opensAll {
            file.hideTexts(from: permit, by: policy)
            file.records = records.compactMap { record in
                guard permit.opens.contains(policy.practice.records[record.form]?.compartment ?? .investigation) else { return nil }
                var seen = record
                seen.answers = policy.seen(record.answers, by: permit)
                return seen
            }
            file.screenings = screenings.map { screened in
                var seen = screened
                seen.answers = policy.seen(screened.answers, by: permit)
                return seen
            }
            // Nobody knows what stands in a file, so it is for whoever may see everything.
            file.attachments = attachments.filter { seesAll && $0.attachment.compartments.isSubset(of: permit.opens) }
            file.links = permit.opens.contains(.investigation) ? links : links.filter { $0.kind != .together }
        }
        guard permit.isHelper else { return file }
        let agency = permit.actor.agency
        file.referrals = referrals.filter { $0.to == agency }
        file.services = services.filter { $0.by == agency }
        file.notes = file.notes.filter { $0.agency == agency }
        file.tasks = file.tasks.filter { $0.agency == agency || $0.request.assignee == permit.actor.account }
        file.attachments = file.attachments.filter { $0.custody[0].agency == agency }
        file.screenings = file.screenings.filter { $0.agency == agency }
        // To whom else the person agreed that something is sent says who else helps.
        file.agreements = agreements.filter { ($0.consent.recipient ?? agency) == agency }
        for index in file.agreements.indices { file.agreements[index].answers = Answers() }
        let packet = file.referrals.filter(\.isOpen).reduce(into: Set<FormID>()) { $0.formUnion($1.packet) }
        file.answers = file.answers.filter { packet.contains($0.key) }
        file.records = file.records.filter { $0.agency == agency || packet.contains($0.form) }
        file.decisions = []
        file.recovery = nil
        file.milestones = [:]
        file.delegates = [:]
        file.links = []
        file.broken = []
        file.excluded = []
        file.origin = nil
        file.closureAsked = nil
        file.erasureAsked = nil
        file.matches = []
        file.isHeld = false
        return file
    }

    /// What was said beside an act: reasons, messages, the name of a guardian. A note or a task of which nothing is left goes.
    private mutating func hideTexts(from permit: Permit, by policy: Policy) {
        let (me, agency) = (permit.actor.account, permit.actor.agency)
        func seen(_ answers: Answers, isOwn: Bool = false) -> Answers { policy.seen(answers, by: permit, isOwn: isOwn) }
        for index in agreements.indices { agreements[index].answers = seen(agreements[index].answers) }
        for index in referrals.indices {
            referrals[index].message = seen(referrals[index].message, isOwn: referrals[index].to == agency)
        }
        for index in services.indices {
            services[index].answers = seen(services[index].answers, isOwn: permit.isHelper && services[index].by == agency)
        }
        for index in decisions.indices {
            decisions[index].reasons = seen(decisions[index].reasons, isOwn: decisions[index].by == me)
        }
        for index in broken.indices { broken[index].answers = seen(broken[index].answers, isOwn: broken[index].by == me) }
        if let asked = closureAsked { closureAsked?.answers = seen(asked.answers, isOwn: asked.by == me) }
        if let asked = erasureAsked { erasureAsked?.answers = seen(asked.answers, isOwn: asked.by == me) }
        notes = notes.compactMap { note in
            var note = note
            note.answers = seen(note.answers, isOwn: note.author == me || (permit.isHelper && note.agency == agency))
            return note.answers.isEmpty ? nil : note
        }
        tasks = tasks.compactMap { task in
            var task = task
            let isMine = task.from == me || task.request.assignee == me
            task.what = seen(task.what, isOwn: isMine || (permit.isHelper && task.agency == agency))
            return task.what.isEmpty ? nil : task
        }
    }

    /// Whether an entry stands in the history that a permit shows. Asked of the redacted file: an agency that was only asked, or
    /// that accepted, sees its own entries, its referral and the forms of its packet.
    package func shows(_ entry: Entry<CaseAction>, to permit: Permit, by policy: Policy) -> Bool {
        switch entry.action {
        case .recorded(let form, _, _):
            guard permit.opens.contains(policy.practice.records[form]?.compartment ?? .investigation) else { return false }
        case .amended(let id, _): guard record(id) != nil else { return false }
        case .attached, .handedOver:
            let id = if case .handedOver(let id, _) = entry.action { id } else { entry.id }
            guard attachments.contains(where: { $0.id == id }) else { return false }
        case .matched(let match): guard match.isTold else { return false }
        case .linked(let link): guard links.contains(link) || permit.opens.contains(.investigation) else { return false }
        default: break
        }
        guard permit.isHelper else { return true }
        if entry.stamp.agency == permit.actor.agency { return true }
        switch entry.action {
        case .opened(_, let form, _), .answered(let form, _): return answers[form] != nil
        case .referred(let request, _): return request.to == permit.actor.agency
        default: return false
        }
    }
}

extension Policy {
    /// The answers whose class a permit sees and whose compartment it opens. One's own words need no compartment.
    package func seen(_ answers: Answers, by permit: Permit, isOwn: Bool = false) -> Answers {
        answers.filter {
            permit.sees.contains(classOf($0) ?? .identifying) && (isOwn || permit.opens.contains(compartment(of: $0)))
        }
    }
}
