import Foundation
package import Register

/// A line of the catalogue.
package struct CourseLine: Sendable, Equatable, Identifiable {
    package let id: ChronicleID
    package let status: Course.Status
    package let title: String
    package let topic: String
    package let version: Int
}

/// The catalogue of courses: whoever trains or nominates reads it, whoever trains keeps it.
extension Store {
    /// In which part an actor meets training. Errors: `StoreFault.notFound` for whoever has none.
    func hand(of actor: Actor) throws -> Workshop.Hand {
        guard let role = policy.roles[actor.role], let hand = Workshop.hand(of: actor, holding: role) else {
            throw StoreFault.notFound
        }
        return hand
    }

    package func courses(as actor: Actor) throws -> [CourseLine] {
        _ = try hand(of: actor)
        return try live.view.courses()
    }

    /// Errors: `StoreFault.notFound`.
    package func course(_ id: ChronicleID, as actor: Actor) throws -> Course {
        _ = try hand(of: actor)
        return try course(id).chronicle
    }

    /// Puts a course into the catalogue. Sent again with the same id it is the same course.
    package func offer(_ plan: Course.Plan, id: EntryID, as actor: Actor, at now: Moment) throws -> ChronicleID {
        let chronicle = identities.chronicle(.course, openedBy: id)
        try take(.offered(plan), id, chronicle, actor, now)
        return chronicle
    }

    /// Errors: `Refusal`, `StoreFault.notFound`.
    package func record(_ action: Course.Action, id: EntryID, to chronicle: ChronicleID, as actor: Actor, at now: Moment) throws {
        _ = try hand(of: actor)
        guard try course(chronicle).sequence > 0 else { throw StoreFault.notFound }
        try take(action, id, chronicle, actor, now)
    }

    func course(_ id: ChronicleID) throws -> Known<Course> {
        guard try live.view.isCourse(id) else { throw StoreFault.notFound }
        return try load(id)
    }

    private func take(_ action: Course.Action, _ id: EntryID, _ chronicle: ChronicleID, _ actor: Actor, _ now: Moment) throws {
        try untilDone { () -> Void? in
            try writer.alone { () -> Void? in
                if try before(id, action, of: Course.self, in: chronicle) != nil { return () }
                var known: Known<Course> = try load(chronicle)
                try known.chronicle.accept(action, duties: duties(of: actor))
                return try takeAlone([try propose(action, id, to: &known, chronicle, actor, now)]) ? () : nil
            }
        }
    }
}
