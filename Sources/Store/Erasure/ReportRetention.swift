package import Register

/// A report whose time is over.
package struct EndedReport: Sendable, Equatable {
    package let number: String
    package let destroyFrom: Day
}

/// The end of reports that led to nothing, and of what was written under a reply code.
extension Store {
    /// Reports that were looked at, led to no case, and whose time is over; none where the public waits for an answer.
    package func endedReports(as actor: Actor, on today: Day) throws -> [EndedReport] {
        guard duties(of: actor).contains(.retention) else { return [] }
        return try live.view.endedReports(on: today, for: actor)
    }

    /// Destroys one of them, with its messages and the looks at it, and gives the number of the certificate. Nobody chooses which:
    /// the pack says when. Sent again with the same id it gives the same number.
    package func destroyReport(_ number: String, id: EntryID, as actor: Actor, at now: Moment, today: Day) throws -> String {
        if let number = try certified(by: id) { return number }
        let certificate = try writer.alone {
            guard try endedReports(as: actor, on: today).contains(where: { $0.number == number }),
                let report = try live.view.chronicle(ofConcern: number)
            else { throw StoreFault.notFound }
            let known: Known<Concern> = try load(report)
            let dialogue = known.chronicle.lineage?.dialogue
            let pictures = try dialogue.flatMap { try self.dialogue(ReplyPass(dialogue: $0, lookUp: "", until: now)) }?.messages
            return try destroy(
                .report, [report, dialogue].compactMap(\.self), report: number, files: pictures?.count { $0.picture != nil } ?? 0,
                id: id, as: actor, at: now, today: today)
        }
        try saveCheckpoint(after: 1)
        return certificate.number
    }

    /// While nothing else is written.
    @discardableResult
    func destroy(
        _ kind: Destruction.Certificate.Kind, _ ended: [ChronicleID], report: String?, files: Int, id: EntryID, as actor: Actor,
        at now: Moment, today: Day
    ) throws -> Destruction.Certificate {
        let chronicles = ended.flatMap { [$0, $0.looks] }
        let entries = try chronicles.reduce(0) { $0 + (try ledger.rows(of: $1, after: 0).count) }
        return try destroy(chronicles, id, actor, now, today) { number in
            Destruction.Certificate(
                number: number, kind, report: report, chronicles: chronicles, entries: entries, files: files, by: actor, at: now)
        }
    }
}
