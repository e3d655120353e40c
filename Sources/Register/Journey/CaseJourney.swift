/// The fold of what the stages of the journey record.
extension CaseFile {
    mutating func journey(_ entry: Entry<CaseAction>) {
        let stamp = entry.stamp
        switch entry.action {
        case .screened(let screening, let answers):
            screenings.append(
                Screened(
                    id: entry.id, screening: screening, at: stamp.at, author: stamp.author, agency: stamp.agency, answers: answers))
            reach("screened.\(screening.conclusion)", stamp.at)
        case .recorded(let form, let about, let answers):
            records.append(
                Record(
                    id: entry.id, form: form, about: about, at: stamp.at, author: stamp.author, agency: stamp.agency,
                    answers: answers, changed: stamp.at))
            reach("record.\(form)", stamp.at)
        case .amended(let id, let answers):
            guard let index = records.firstIndex(where: { $0.id == id }) else { return }
            records[index].answers.merge(answers)
            records[index].changed = stamp.at
        case .decided(let decision, let form, let answers): decide(decision, form, answers, entry)
        case .notified(let id, let notice):
            change(id) { $0.notices.append(notice) }
        case .reviewAsked(let id, _): change(id) { $0.reviewAsked = stamp.at }
        case .recoveryExtended(let day, _):
            recovery?.planned = day
            recovery?.extensions += 1
        case .recoveryEnded(let day, _): recovery?.ended = day
        case .tasked(let request, let answers):
            tasks.append(
                CaseTask(id: entry.id, request: request, from: stamp.author, agency: stamp.agency, what: answers, done: nil))
        case .taskDone(let id):
            guard let index = tasks.firstIndex(where: { $0.id == id }) else { return }
            tasks[index].done = stamp.at
        case .delegated(let rule, let account): delegates[rule] = account
        case .attached(let attachment, let answers):
            let hand = Attached.Hand(by: stamp.author, agency: stamp.agency, at: stamp.at, answers: answers)
            attachments.append(Attached(id: entry.id, attachment: attachment, custody: [hand]))
        case .handedOver(let id, let answers):
            guard let index = attachments.firstIndex(where: { $0.id == id }) else { return }
            attachments[index].custody.append(
                Attached.Hand(by: stamp.author, agency: stamp.agency, at: stamp.at, answers: answers))
        case .linked(let link):
            links.removeAll { $0.to == link.to }
            links.append(link)
        case .unlinked(let other): links.removeAll { $0.to == other }
        case .matched(let match): matches.append(Matched(id: entry.id, match: match, by: stamp.author, at: stamp.at))
        case .glassBroken(let glass, let answers):
            broken.append(
                Broken(id: entry.id, glass: glass, by: stamp.author, agency: stamp.agency, at: stamp.at, answers: answers))
        case .glassReviewed(let id, let isJustified, _):
            guard let index = broken.firstIndex(where: { $0.id == id }) else { return }
            broken[index].isJustified = isJustified
        case .excluded(let exclusion): excluded.insert(exclusion)
        case .readmitted(let exclusion): excluded.remove(exclusion)
        case .held: isHeld = true
        case .released: isHeld = false
        case .erasureAsked(let erasure, let answers):
            erasureAsked = ErasureAsked(erasure: erasure, by: stamp.author, at: stamp.at, answers: answers)
        case .erasureRefused: erasureAsked = nil
        case .closureAsked(let reason, let answers):
            closureAsked = ClosureAsked(reason: reason, by: stamp.author, at: stamp.at, answers: answers)
        case .closureRefused: closureAsked = nil
        case .exceptionReviewed(let id, _):
            guard let index = referrals.firstIndex(where: { $0.id == id }) else { return }
            referrals[index].isReviewed = true
        default: break
        }
    }

    private mutating func change(_ id: EntryID, _ body: (inout Decided) -> Void) {
        guard let index = decisions.firstIndex(where: { $0.id == id }) else { return }
        body(&decisions[index])
    }

    /// The status that the standard knows follows the decision; a positive first one begins the recovery period.
    private mutating func decide(_ decision: Decision, _ form: FormID, _ answers: Answers, _ entry: Entry<CaseAction>) {
        self.answers[form, default: Answers()].merge(answers.filter { $0 != .text })
        decisions.append(
            Decided(
                id: entry.id, decision: decision, by: entry.stamp.author, agency: entry.stamp.agency,
                reasons: answers.filter { $0 == .text }))
        if let reviewed = decision.reviews { change(reviewed) { $0.reviewedBy = entry.id } }
        let name = "decided.\(decision.grounds.rawValue)"
        reach(name, entry.stamp.at)
        reach("\(name).\(decision.isPositive ? "positive" : "negative")", entry.stamp.at)
        guard decision.grounds == .reasonable else { return }
        if decision.isPositive, let days = decision.recoveryDays, recovery?.isRunning != true {
            recovery = Recovery(start: decision.on, planned: decision.on.adding(days: days))
        }
    }

    package func decision(_ id: EntryID) -> Decided? { decisions.first { $0.id == id } }
    package func record(_ id: EntryID) -> Record? { records.first { $0.id == id } }

    /// The decision of a kind that stands.
    package func standing(_ grounds: Decision.Grounds) -> Decided? {
        decisions.last { $0.decision.grounds == grounds && $0.stands }
    }
}
