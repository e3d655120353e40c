package import Register
import Synchronization

/// A workshop whose time is over.
package struct EndedWorkshop: Sendable, Equatable {
    package let number: String
    package let destroyFrom: Day
}

/// The end of the names of those who came to a workshop; the figures stay.
extension Store {
    /// The workshops whose people are to be forgotten, for whoever has the duty.
    package func endedWorkshops(as actor: Actor, on today: Day) throws -> [EndedWorkshop] {
        guard duties(of: actor).contains(.retention) else { return [] }
        return try live.view.endedWorkshops(on: today)
    }

    /// Keeps what figures need in a chronicle of its own, destroys the keys of the workshop and of the looks at it, and gives the
    /// number of the certificate. Nobody chooses which: the pack says when. Sent again with the same id it gives the same number.
    ///
    /// Shape: what stays is recorded first. When this is cut short between the two, the workshop is still listed as it was, and the
    /// second time only destroys. Errors: `StoreFault.notFound`.
    package func destroyNames(ofWorkshop number: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) throws -> String
    {
        if let number = try certified(by: id) { return number }
        let certificate = try writer.alone { () -> Destruction.Certificate in
            guard try endedWorkshops(as: actor, on: today).contains(where: { $0.number == number }),
                let workshop = try live.view.chronicle(ofWorkshop: number)
            else { throw StoreFault.notFound }
            let remains = try keepRemains(of: workshop, actor, now)
            let certificate = try destroy(
                .workshop, [workshop], report: number, files: 0, id: id, as: actor, at: now, today: today)
            live.workshops.withLock { $0[workshop] = nil }
            try live.view.update([(workshop.remains, remains)], by: policy)
            return certificate
        }
        try saveCheckpoint(after: 1)
        return certificate.number
    }

    private func keepRemains(of workshop: ChronicleID, _ actor: Actor, _ now: Moment) throws -> Workshop {
        let own = workshop.remains
        var known: Known<Workshop> = try load(own)
        guard known.sequence == 0 else { return known.chronicle }
        let remains = WorkshopRemains(of: try recall(workshop).chronicle, secret: Store.token()) {
            policy.classOf($0) == .coded
        }
        let step = try propose(Workshop.Action.condensed(remains), .made(at: now), to: &known, own, actor, now)
        guard try takeAlone([step]) else { throw StoreFault.busy }
        return known.chronicle
    }
}
