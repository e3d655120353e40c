/// Who may hand the data of people to a partner, and when.
extension Export {
    /// Whoever has the duty, in the agency that asked. For everybody else it does not exist.
    package func isShown(to actor: Actor, duties: Set<Duty>) -> Bool {
        status != .absent && duties.contains(.export) && agency == actor.agency
    }

    /// Whether it waited too long for its next step, and so ended.
    package func isOver(at now: Moment, by terms: ExportTerms) -> Bool {
        switch status {
        case .asked, .agreed, .made: changed.after(days: terms.days) < now
        case .absent, .refused, .withdrawn, .taken: false
        }
    }

    /// Whether this actor may agree to it or refuse it now.
    package func waits(for actor: Actor, at now: Moment, by terms: ExportTerms) -> Bool {
        status == .asked && agency == actor.agency && asker != actor.account && !isOver(at: now, by: terms)
    }

    /// Whether it may be made now, or what was made may be handed over, and only by the one who asked.
    package func isReady(_ status: Status, for actor: Actor, at now: Moment, by terms: ExportTerms) -> Bool {
        self.status == status && asker == actor.account && agency == actor.agency && !isOver(at: now, by: terms)
    }

    /// Says nothing when the action may happen now, and otherwise why not.
    package func accept(
        _ action: Action, by actor: Actor, duties: Set<Duty>, under terms: ExportTerms, at now: Moment
    ) throws(Refusal) {
        guard duties.contains(.export) else { throw Refusal("notPermitted") }
        if case .asked(_, let request, let answers) = action {
            guard status == .absent else { throw Refusal("exportAsked") }
            return try accept(request, answers, under: terms)
        }
        if case .taken = action {
            guard status == .absent else { throw Refusal("exportAsked") }
            return
        }
        guard isShown(to: actor, duties: duties) else { throw Refusal("notPermitted") }
        guard !isOver(at: now, by: terms) else { throw Refusal("exportOver", ["days": String(terms.days)]) }
        switch action {
        case .asked, .taken: break
        case .agreed, .refused:
            guard status == .asked else { throw Refusal("exportNotAsked") }
            guard asker != actor.account else { throw Refusal("exportOwn") }
            if case .refused(let answers) = action { try checkWords(answers) }
        case .made(let made):
            guard status == .agreed else { throw Refusal("exportNotAgreed") }
            guard asker == actor.account else { throw Refusal("exportNotYours") }
            guard made.people > 0 else { throw Refusal("exportEmpty") }
        case .withdrawn(let answers):
            guard [.asked, .agreed, .made].contains(status) else { throw Refusal("exportEnded") }
            try checkWords(answers)
        }
    }

    private func accept(_ request: Request, _ answers: Answers, under terms: ExportTerms) throws(Refusal) {
        guard terms.format(request.format) != nil, terms.reasons.contains(where: { $0.code == request.reason }) else {
            throw Refusal("exportUnknown")
        }
        guard !request.from.isYearOnly, !request.until.isYearOnly else { throw Refusal("wholeDay") }
        guard request.from <= request.until else { throw Refusal("endsBefore") }
        guard !request.recipient.allSatisfy(\.isWhitespace), !request.keys.isEmpty else { throw Refusal("exportNobody") }
        try checkWords(answers)
        guard request.people > 0 else { throw Refusal("exportEmpty") }
    }

    private func checkWords(_ answers: Answers) throws(Refusal) {
        guard answers[.text]?.text?.contains(where: { !$0.isWhitespace }) == true else { throw Refusal("reasonNeeded") }
    }
}
