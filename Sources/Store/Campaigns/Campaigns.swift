package import Foundation
package import Register
import Synchronization

/// A line of the list of campaigns.
package struct CampaignLine: Sendable, Equatable {
    package let number: String
    package let name: String
    package let status: Campaign.Status
    package let agency: AgencyCode
    package let changed: Moment
}

/// Campaigns: planned, recorded, answered for. Whoever has the duty reads and keeps all of them, some read what came of them; for
/// others there are none.
extension Store {
    package func mayCampaign(_ actor: Actor) -> Bool { duties(of: actor).contains(.campaign) }
    /// Whether an actor may read what campaigns achieved.
    package func mayReadCampaigns(_ actor: Actor) -> Bool { !duties(of: actor).isDisjoint(with: [.campaign, .outcomes]) }

    /// Plans a campaign and gives its number. Sent again with the same id it gives the same number.
    package func plan(_ answers: Answers, id: EntryID, as actor: Actor, at now: Moment, today: Day) async throws -> String {
        let chronicle = identities.chronicle(.campaign, openedBy: id)
        return try await untilRecorded {
            let sent = Campaign.Action.planned(number: "", answers: answers)
            if try before(id, sent, of: Campaign.self, in: chronicle) != nil { return try known(chronicle).chronicle.number }
            return try await numbered("K-\(today.year)-") { number in
                let action = Campaign.Action.planned(number: number, answers: answers)
                return try await append(action, id, Known(), chronicle, actor, now, claim: claim(number))
            }
        }
    }

    /// Errors: `StoreFault.notFound` alike for what is absent and for whoever has no part in campaigns.
    package func campaign(_ number: String, as actor: Actor) throws -> Campaign { try campaign(number, actor).1.chronicle }

    /// The same for whoever may read what came of it, and no more.
    package func outcome(_ number: String, as actor: Actor) throws -> Campaign {
        guard mayReadCampaigns(actor) else { throw StoreFault.notFound }
        return try campaign(number).1.chronicle
    }

    /// Every campaign, those that run first.
    package func campaigns(as actor: Actor) throws -> [CampaignLine] {
        mayReadCampaigns(actor) ? try live.view.campaigns() : []
    }

    /// The waves of every campaign. Errors: `StoreFault.notFound` for whoever may not read campaigns.
    package func waves(as actor: Actor) throws -> [Campaign.Wave] {
        try whole(campaigns(as: actor)) { try outcome($0.number, as: actor).waves(by: policy.practice.campaigns) }.flatMap(\.self)
    }

    /// Records an action, and gives each channel of each wave that has none a code of its own.
    ///
    /// Errors: `Refusal`, `StoreFault.notFound`, `StoreFault.busy`.
    package func record(
        _ action: Campaign.Action, carrying file: Data? = nil, id: EntryID, to number: String, as actor: Actor, at now: Moment
    ) async throws {
        try await untilRecorded { () -> Void? in
            let (chronicle, known) = try campaign(number, actor)
            if try before(id, action, of: Campaign.self, in: chronicle) != nil { return () }
            return try await append(action, carrying: file, id, known, chronicle, actor, now).done
        }
        try await giveCodes(number, actor, now)
    }

    /// How many of these entries are recorded already.
    package func known(among ids: [EntryID], in number: String, as actor: Actor) throws -> Int {
        _ = try campaign(number, actor)
        return try ledger.known(among: ids).count
    }

    /// Records what many people said, together or not at all, as one sheet. Gives how many were new.
    package func respond(
        _ responses: [(id: EntryID, answers: Answers)], round: EntryID, sheet: String? = nil, to number: String, as actor: Actor,
        at now: Moment
    ) throws -> Int {
        try untilDone { () -> Int? in
            var (chronicle, known) = try campaign(number, actor)
            let seen = try ledger.known(among: responses.map(\.id))
            var steps: [Step] = []
            let new = responses.filter { !seen.contains($0.id) }
            for each in new {
                let action = Campaign.Action.responded(round: round, answers: each.answers, sheet: sheet)
                try known.chronicle.accept(action, duties: duties(of: actor), by: policy.practice.campaigns)
                steps.append(try propose(action, each.id, to: &known, chronicle, actor, now))
            }
            guard !new.isEmpty else { return 0 }
            return try take(steps) ? new.count : nil
        }
    }

    /// A file of a campaign. Errors: `StoreFault.notFound`, also once it was taken out; `KeyFault.damaged` when it is not what was kept.
    package func evidence(_ id: EntryID, of number: String, as actor: Actor) throws -> (Campaign.Evidence, Data) {
        let (chronicle, known) = try campaign(number, actor)
        guard let found = known.chronicle.evidence.first(where: { $0.id == id && $0.withdrawn == nil }),
            let sealed = try ledger.blob(of: id)
        else {
            throw StoreFault.notFound
        }
        let bytes = try envelope.opener(known.keys, of: chronicle).file(sealed, of: id, found.attachment.compartment)
        guard Store.digest(bytes) == found.attachment.digest else { throw KeyFault.damaged }
        return (found, bytes)
    }

    private func campaign(_ number: String, _ actor: Actor) throws -> (ChronicleID, Known<Campaign>) {
        guard mayCampaign(actor) else { throw StoreFault.notFound }
        return try campaign(number)
    }

    private func campaign(_ number: String) throws -> (ChronicleID, Known<Campaign>) {
        guard let id = try live.view.chronicle(ofCampaign: number) ?? damaged(number) else { throw StoreFault.notFound }
        return (id, try known(id))
    }

    /// A campaign may hold thousands of answers, so only what is new of it is opened again.
    private func known(_ id: ChronicleID) throws -> Known<Campaign> {
        var known = campaigns.withLock { $0[id] } ?? Known()
        let rows = try ledger.rows(of: id, after: known.sequence)
        guard !rows.isEmpty else { return known }
        known.keys = try ledger.keys(of: id)
        let opener = try envelope.opener(known.keys, of: id)
        for row in rows { try known.fold(row, opener) }
        campaigns.withLock { if ($0[id]?.sequence ?? 0) < known.sequence { $0[id] = known } }
        return known
    }

    private func giveCodes(_ number: String, _ actor: Actor, _ now: Moment) async throws {
        let terms = policy.practice.campaigns
        let campaign = try campaign(number, actor).1.chronicle
        guard campaign.status == .running else { return }
        for wave in campaign.waves(by: terms) {
            for channel in wave.channels {
                guard let prefix = terms.prefixes[channel],
                    !campaign.codes.contains(where: { $0.wave == wave.id && $0.channel == channel })
                else { continue }
                try await giveCode(prefix, wave.id, channel, number, actor, now)
            }
        }
    }

    /// The next number after the prefix that no other wave has. A claim keeps two processes from giving the same.
    private func giveCode(
        _ prefix: String, _ wave: EntryID, _ channel: String, _ number: String, _ actor: Actor, _ now: Moment
    ) async throws {
        for _ in 0..<100 {
            let (chronicle, known) = try campaign(number, actor)
            guard !known.chronicle.codes.contains(where: { $0.wave == wave && $0.channel == channel }) else { return }
            let code = prefix + String(try live.view.lastCode(prefix) + 1)
            let action = Campaign.Action.coded(wave: wave, channel: channel, code: code)
            let result = try await append(
                action, EntryID.made(at: now), known, chronicle, actor, now, claim: claim("code/\(code)"))
            if case .behind = result {
                try follow()
                continue
            }
            return
        }
        throw StoreFault.busy
    }

    private func append(
        _ action: Campaign.Action, carrying file: Data? = nil, _ id: EntryID, _ known: Known<Campaign>, _ chronicle: ChronicleID,
        _ actor: Actor, _ now: Moment, claim: Data? = nil
    ) async throws -> Recorded {
        try known.chronicle.accept(action, duties: duties(of: actor), by: policy.practice.campaigns)
        var next = known
        var carried: (Data, Compartment)?
        if case .attached(let attachment, _, _) = action {
            guard let file else { throw Refusal("noSuchAttachment") }
            carried = (file, attachment.compartment)
        }
        var step = try propose(action, id, to: &next, chronicle, actor, now, carrying: carried)
        step.proposal.claim = claim
        return try await append(step)
    }
}
