package import Register

/// Whose cases go into an export: those that the asker may read, in the time asked for, of people who agreed.
extension Store {
    /// How many would go, and how many would not and why. Nothing of anybody is shown, so it is no look.
    ///
    /// Shape: a damaged record is counted with those that do not go.
    package func people(of request: Export.Request, as actor: Actor, at now: Moment, today: Day) throws -> ExportPeople {
        guard mayExport(actor), let format = policy.practice.exports.format(request.format) else { throw StoreFault.notFound }
        let found = try candidates(request, actor, now)
        var people = try onEveryCore(found.cases) { each in
            policy.practice.exports.leftOut(each.known.chronicle, of: format, on: today)
        }.reduce(into: ExportPeople()) { $0.count($1) }
        for _ in 0..<found.damaged { people.count(.damaged) }
        return people
    }

    /// The cases of an export that may be made now, as its asker may read them. A look at each is recorded before this returns.
    ///
    /// Shape: of whoever withdrew their consent since it was asked for nothing is given. A second person knows of these looks: they
    /// count towards the cap and are no reason for an alert. Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    package func gather(_ number: String, as actor: Actor, at now: Moment, today: Day) throws -> (export: Export, files: [SeenCase])
    {
        let export = try export(number, actor).1.chronicle
        let terms = policy.practice.exports
        guard let request = export.request, let format = terms.format(request.format) else { throw StoreFault.notFound }
        let sample = Export.Made(people: 1, plain: "", sealed: "", table: "", size: 0)
        try export.accept(.made(sample), by: actor, duties: duties(of: actor), under: terms, at: now)
        let going = try candidates(request, actor, now).cases.filter {
            terms.leftOut($0.known.chronicle, of: format, on: today) == nil
        }
        guard !going.isEmpty else { throw Refusal("exportEmpty") }
        try count(going.map(\.id), of: actor, at: now, isAgreed: true)
        // Some at a time, so that whoever else records waits a moment only.
        for start in stride(from: 0, to: going.count, by: 500) {
            let some = going[start..<min(start + 500, going.count)].map(\.id)
            try look(some, actor, .agreed, now, isCounted: false)
        }
        return (export, try going.map { try shown($0.known.chronicle, to: $0.permit) })
    }

    /// A case that its agency leads or serves. A glass that was broken for a life, or a referral that nobody answered, is no ground
    /// to hand anything on.
    private func candidates(
        _ request: Export.Request, _ actor: Actor, _ now: Moment
    ) throws -> (cases: [(id: ChronicleID, known: Known<CaseFile>, permit: Permit)], damaged: Int) {
        let calendar = policy.practice.calendar
        let start = calendar.start(of: request.from)
        let time = start..<max(start, calendar.end(of: request.until).after(seconds: 1))
        guard let role = policy.roles[actor.role] else { return ([], 0) }
        // Not by the cases used last: those of a whole year would push out what people work on.
        var damaged = 0
        let found = try onEveryCore(try live.view.casesOpened(time, for: actor)) { id -> Candidate? in
            do {
                let known: Known<CaseFile> = try load(id)
                // Where the look cannot be recorded, nothing is given.
                let _: Known<Looks> = try load(id.looks)
                guard let permit = Permit(actor, holding: role, for: known.chronicle, at: now), permit.may.contains(.read),
                    [.assigned, .agency, .recipient].contains(permit.relation)
                else { return nil }
                return .whole(id, known, permit)
            } catch StoreFault.notFound { return nil } catch StoreFault.damaged { return .damaged }
        }
        let cases = found.compactMap { each -> (ChronicleID, Known<CaseFile>, Permit)? in
            switch each {
            case .whole(let id, let known, let permit): return (id, known, permit)
            case .damaged: damaged += 1
            case nil: break
            }
            return nil
        }
        return (cases, damaged)
    }

    private enum Candidate: Sendable {
        case whole(ChronicleID, Known<CaseFile>, Permit)
        case damaged
    }
}
