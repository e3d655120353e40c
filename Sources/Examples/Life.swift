import OrderedCollections
package import Pack
package import Register

/// A fictional life of a case: one likely action after another, by somebody who may.
package struct Life {
    package private(set) var chance: Chance
    private let country: Country
    private let staff: [Cast.Member]

    package init(country: Country, staff: [Cast.Member], seed: UInt64) {
        self.country = country
        self.staff = staff
        chance = Chance(seed: seed)
    }

    package mutating func entry() -> EntryID { EntryID(uuid: Cast.uuid(&chance)) }
    package mutating func below(_ limit: Int) -> Int { chance.below(limit) }

    /// Somebody who may open cases.
    package mutating func opener() -> Actor {
        let opening = staff.filter { member in
            country.roles.first { $0.code == member.grant.role }?.grants[.none]?.may.contains(.open) == true
        }
        // Best one who also answers in every case of the agency; not every country has such a role.
        let able = opening.filter { member in
            country.roles.first { $0.code == member.grant.role }?.grants[.agency]?.may.contains(.answer) == true
        }
        return chance.one(of: able.isEmpty ? opening : able).actor
    }

    /// Answers to a form, some questions left out as in life.
    package mutating func answers(to form: Form, isFull: Bool = false) -> Answers {
        var answers = Answers()
        for field in form.fields where field.when.holds(for: answers) {
            guard field.isRequired || isFull || chance.isSo(60) else { continue }
            answers[field.id] = answer(to: field)
        }
        return answers
    }

    private mutating func answer(to field: Field) -> Answer {
        let codes = field.choices.map(\.code)
        switch field.kind {
        case .name:
            return .text(field.id.rawValue.contains("given") ? chance.one(of: Cast.givenNames) : chance.one(of: Cast.familyNames))
        case .text, .long:
            return .text(
                chance.one(of: [
                    "Said by the person.", "Not sure yet.", "Told twice, the same each time.", "From the worker's notes.",
                ]))
        case .number: return .text(String(Int(field.range?.lowerBound ?? 1) + chance.below(5)))
        case .day: return .text("\(1980 + chance.below(25))-0\(1 + chance.below(9))-1\(chance.below(10))")
        case .choice, .yesNo, .country, .place: return codes.isEmpty ? .text("LC") : .text(chance.one(of: codes))
        case .choices, .countries: return .codes([chance.one(of: codes)])
        case .phone: return .text("758 555 01\(10 + chance.below(90))")
        case .group: return .group([Answers(field.fields.reduce(into: [:]) { $0[$1.id] = answer(to: $1) })])
        }
    }

    /// The next thing that may happen, and who does it. It may still be refused, as in life.
    package mutating func next(after file: CaseFile, on today: Day, at now: Moment) -> (action: CaseAction, actor: Actor) {
        let owner =
            staff.first { $0.account == file.assignee }?.actor ?? staff.first { $0.grant.agency == file.owner }?.actor
            ?? staff[0].actor
        if let sent = file.referrals.first(where: { $0.status == .sent }), chance.isSo(60), let them = provider(sent.to) {
            return (decision(on: sent), them)
        }
        if let accepted = file.referrals.first(where: { $0.status == .accepted }), chance.isSo(60), let them = provider(accepted.to)
        {
            if chance.isSo(40) { return (.referralCompleted(accepted.id), them) }
            let log = ServiceLog(service: accepted.request.service, on: today, referral: accepted.id)
            return (.served(log, answers: Answers([.text: .text("Met the person and agreed the next visit.")])), them)
        }
        switch chance.below(10) {
        case 0...3:
            let form = chance.one(of: country.tasks)
            return (.answered(form: form.id, answers: answers(to: form)), owner)
        case 4...5:
            let consent = Consent(
                purpose: chance.isSo(80) ? Consent.referral : chance.one(of: country.purposes).code, recipient: nil, given: today,
                expires: today.adding(days: country.consentExpiryDays), language: country.languages[0])
            return (.consented(consent), owner)
        case 6...7:
            let service = chance.one(of: country.services)
            let request = Referral.Request(
                service: service.code, to: chance.one(of: service.agencies), packet: service.packet,
                due: now.after(hours: service.decisionHours), exception: chance.isSo(20) ? country.exceptions.first?.code : nil)
            return (.referred(request, answers: Answers()), owner)
        case 8: return (.noted(answers: Answers([.text: .text("Spoke on the phone. The person is calm.")])), owner)
        default:
            if file.status == .closed { return (.reopened(answers: Answers([.text: .text("The person came back.")])), owner) }
            if let open = file.agreements.first(where: { $0.withdrawn == nil }), chance.isSo(30) {
                return (.consentWithdrawn(open.id, on: today), owner)
            }
            if let asked = file.closureAsked {
                let boss = staff.first { $0.grant.agency == file.owner && country.supervisors.contains($0.grant.role) }?.actor
                return (.closed(reason: asked.reason, answers: Answers()), boss ?? owner)
            }
            let reason = chance.one(of: country.closureReasons).code
            if country.practice.closureNeedsApproval { return (.closureAsked(reason: reason, answers: Answers()), owner) }
            return (.closed(reason: reason, answers: Answers()), owner)
        }
    }

    private mutating func decision(on referral: Referral) -> CaseAction {
        .referralDecided(
            referral.id, chance.isSo(80) ? .accepted : .declined(reason: chance.one(of: country.declineReasons).code))
    }

    /// How an overdue referral came to its end: mostly answered late, now and then given up by who sent it.
    package mutating func answer(to referral: Referral, of file: CaseFile) -> (action: CaseAction, actor: Actor)? {
        let owner = staff.first { $0.account == file.assignee }?.actor
        if chance.isSo(25), let owner { return (.referralExpired(referral.id), owner) }
        return provider(referral.to).map { (decision(on: referral), $0) }
    }

    private func provider(_ agency: AgencyCode) -> Actor? {
        staff.first { member in
            member.grant.agency == agency && country.roles.contains { $0.code == member.grant.role && $0.grants[.invited] != nil }
        }?.actor
    }
}
