import Foundation
package import Register

/// A person of an incident as its list shows them, within what the actor may know. No name.
package struct PersonLine: Sendable, Equatable {
    package let number: String
    package let headway: Headway
    /// What was answered to the question for the language, a code of the pack, and whether an interpreter is needed.
    package let language: String?
    package let needsInterpreter: String?
    package let isChild: Bool
    package let mayScreen: Bool
}

/// The people of an incident: brought in one batch, listed, shown by name.
extension Store {
    /// Opens a case for each, all or none, and gives their numbers. Sent again with the same id it gives the same numbers.
    ///
    /// Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    @discardableResult
    package func bring(
        _ people: [[(FormID, Answers)]], to number: String, prefix: String, id: EntryID, as actor: Actor, at now: Moment, today: Day
    ) throws -> [String] {
        try untilDone { () -> [String]? in
            var (chronicle, known, role) = try incident(number, actor)
            if case .brought(let people) = try before(id, .brought([]), of: Incident.self, in: chronicle)?.action {
                return people.map(\.number)
            }
            guard let permit = Permit.toOpen(actor, holding: role) else { throw Refusal("notPermitted") }
            guard people.count <= Incident.mostAtOnce else {
                throw Refusal("tooManyBrought", ["limit": String(Incident.mostAtOnce)])
            }
            let after = known.chronicle.beginning(as: chronicle)
            return try numbered("\(prefix)-\(today.year)-", count: people.count, for: id) { numbers in
                let arrivals = zip(people, numbers).map { (arrival: ArrivingCase(id: .made(at: now), forms: $0), number: $1) }
                let sealed = try onEveryCore(arrivals) { try seal($0.arrival, $0.number, then: after, permit, now, today) }
                let action = Incident.Action.brought(
                    sealed.map { Incident.Person(chronicle: $0.chronicle, number: $0.known.chronicle.number) })
                try known.chronicle.accept(action, by: actor, holding: role)
                let brought = try propose(action, id, to: &known, chronicle, actor, now)
                return try take([brought] + sealed.flatMap(\.steps)) ? numbers : nil
            }
        }
    }

    /// Everybody of an incident whose case this actor may read, in the order they were brought.
    ///
    /// Shape: what a list shows is no look at a case; a name is, so none is here.
    package func people(of incident: SeenIncident, language: FieldID?, needed: FieldID?, as actor: Actor, at now: Moment) throws
        -> [PersonLine]
    {
        let (_, known, role) = try self.incident(incident.number, actor)
        let today = policy.practice.calendar.day(of: now)
        return try onEveryCore(known.chronicle.people) { person -> PersonLine? in
            guard let known = try fileIfThere(person.chronicle),
                let permit = Permit(actor, holding: role, for: known.chronicle, at: now), permit.may.contains(.read)
            else {
                return nil
            }
            let seen = SeenCase(known.chronicle, to: permit, by: policy)
            let said = { (field: FieldID?) in field.flatMap { field in seen.answers.values.compactMap { $0[field]?.text }.first } }
            return PersonLine(
                number: person.number, headway: Headway(seen), language: said(language), needsInterpreter: said(needed),
                isChild: seen.isChild(by: policy.practice, on: today),
                mayScreen: permit.may.contains(.screen) && CaseFile.isAllowed(.screen, when: seen.status))
        }.compactMap(\.self)
    }

    /// Several cases of one incident; what is of no case of it is left out.
    package func readAll(
        _ numbers: [String], of incident: SeenIncident, as actor: Actor, for purpose: Looks.Purpose, at now: Moment
    ) throws -> [(file: SeenCase, permit: Permit)] {
        let own = Set(try self.incident(incident.number, actor).1.chronicle.people.map(\.number))
        return try readAll(numbers.filter(own.contains), as: actor, for: purpose, at: now)
    }

    /// Several cases as an actor may know them. What they may not read is left out. Every look is recorded, all in one flush, before
    /// this returns.
    package func readAll(_ numbers: [String], as actor: Actor, for purpose: Looks.Purpose, at now: Moment) throws -> [(
        file: SeenCase, permit: Permit
    )] {
        let found = try numbers.compactMap { number -> (ChronicleID, Known<CaseFile>, Permit)? in
            do {
                let one = try find(number, actor, now)
                // Where the look cannot be recorded, nothing is shown.
                let _: Known<Looks> = try load(one.0.looks)
                return one.2.may.contains(.read) ? one : nil
            } catch let error where StoreFault.isLost(error) { return nil }
        }
        try look(found.map(\.0), actor, purpose, now)
        return try found.map { (try shown($1.chronicle, to: $2), $2) }
    }
}
