package import Register

/// Who must have no part in a report: for them it does not exist, nor any case or incident that grew out of it, now or later.
extension Store {
    /// Keeps somebody out, or lets them in again to the report. Keeping out reaches whatever grew out of it; each of those lets in
    /// by itself.
    ///
    /// Errors: `Refusal`, also when an agency to be kept out leads a case of it now; `StoreFault.notFound`.
    package func wall(
        _ exclusion: Exclusion, isOut: Bool, ofConcern number: String, id: EntryID, as actor: Actor, at now: Moment
    ) throws {
        try untilDone { () -> Void? in
            var (report, known) = try concern(number, actor)
            let action: Concern.Action = isOut ? .walled(exclusion) : .unwalled(exclusion)
            if try self.before(id, action, of: Concern.self, in: report) != nil { return () }
            let before = known.chronicle
            try before.accept(action, by: actor, duties: duties(of: actor))
            if !isOut, policy.roles[actor.role].map(Incident.mayLetIn) != true { throw Refusal("notPermitted") }
            var steps = [try propose(action, id, to: &known, report, actor, now)]
            if isOut {
                try bar(exclusion, casesOf: before, in: &steps, actor, now)
                try bar(exclusion, incidentsOf: before, in: &steps, actor, now)
            }
            return try take(steps) ? () : nil
        }
    }

    private func bar(
        _ exclusion: Exclusion, casesOf concern: Concern, in steps: inout [Step], _ actor: Actor, _ now: Moment
    ) throws {
        for number in concern.cases {
            guard let chronicle = try live.view.chronicle(ofNumber: number), var file = try fileIfThere(chronicle),
                !file.chronicle.excluded.contains(exclusion)
            else { continue }
            guard exclusion != .agency(file.chronicle.owner) else { throw Refusal("leadsCase", ["number": number]) }
            steps.append(try propose(CaseAction.excluded(exclusion), .made(at: now), to: &file, chronicle, actor, now))
        }
    }

    private func bar(
        _ exclusion: Exclusion, incidentsOf concern: Concern, in steps: inout [Step], _ actor: Actor, _ now: Moment
    ) throws {
        for number in concern.incidents {
            guard let chronicle = try live.view.chronicle(ofIncident: number) else { continue }
            var known: Known<Incident> = try load(chronicle)
            guard !known.chronicle.barred.contains(exclusion), exclusion != .agency(known.chronicle.agency) else { continue }
            let (before, action) = (known.chronicle, Incident.Action.barred(exclusion))
            steps.append(try propose(action, .made(at: now), to: &known, chronicle, actor, now))
            for person in before.people where !concern.cases.contains(person.number) {
                guard var file = try fileIfThere(person.chronicle), let wall = try before.wall(action, in: file.chronicle) else {
                    continue
                }
                steps.append(try propose(wall, .made(at: now), to: &file, person.chronicle, actor, now))
            }
        }
    }

    /// Opens a case that grew out of a report, with where it came from and with its walls, all of it or nothing, and gives its
    /// number. Sent again with the same id it is one case. Errors: `Refusal`, `StoreFault.notFound`.
    package func openCase(
        fromConcern number: String, form: FormID, prefix: String, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws -> String {
        try untilDone {
            var (report, known) = try concern(number, actor)
            if let opened = try self.number(openedBy: id, as: actor) { return opened }
            guard let role = policy.roles[actor.role], let permit = Permit.toOpen(actor, holding: role) else {
                throw Refusal("notPermitted")
            }
            let chronicle = identities.chronicle(.file, openedBy: id)
            let probe = Concern.Action.led(to: chronicle, number: "")
            try known.chronicle.accept(probe, by: actor, duties: duties(of: actor))
            let origin = Origin(kind: .concern, chronicle: report, number: number)
            let after = [CaseAction.came(from: origin)] + known.chronicle.walls.map { .excluded($0) }
            return try numbered("\(prefix)-\(today.year)-", for: id) { numbers in
                let arrival = ArrivingCase(id: id, forms: [(form, Answers())])
                let sealed = try seal(arrival, numbers[0], then: after, permit, now, today)
                let led = Concern.Action.led(to: chronicle, number: numbers[0])
                let step = try propose(led, .made(at: now), to: &known, report, actor, now)
                return try take(sealed.steps + [step]) ? numbers[0] : nil
            }
        }
    }

    /// Whether a report is there for this actor. Nothing of it is read.
    package func hasConcern(_ number: String, for actor: Actor) throws -> Bool {
        do { return try !concern(number, actor).1.chronicle.number.isEmpty } catch StoreFault.notFound { return false }
    }

    /// Who looked at a report, the latest first, for whoever triages it and may see looks at cases. Errors: `StoreFault.notFound`.
    package func looks(ofConcern number: String, as actor: Actor) throws -> [Looks.Look] {
        let (id, _) = try concern(number, actor)
        guard mayReadLooksOfConcerns(actor) else { throw StoreFault.notFound }
        let known: Known<Looks> = try load(id.looks)
        return known.chronicle.looks.reversed()
    }

    package func mayReadLooksOfConcerns(_ actor: Actor) -> Bool {
        guard let role = policy.roles[actor.role], role.duties.contains(.triage) else { return false }
        return role.grants.values.contains { $0.may.contains(.looks) }
    }
}
