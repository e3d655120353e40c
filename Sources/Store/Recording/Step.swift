import Foundation
import Register
import Synchronization

/// One entry that waits to be recorded, with what its chronicle is once it was: no road leads past the lists.
struct Step: Sendable {
    var proposal: Proposal
    let after: After
}

/// What a chronicle is after an entry of it.
enum After: Sendable {
    case file(Store.Known<CaseFile>), workshop(Store.Known<Workshop>)
    case account(Account), concern(Concern), destruction(Destruction), incident(Incident), provider(Provider), course(Course)
    case dialogue(Dialogue), campaign(Campaign), export(Export), publication(Publication)
    /// It is in no list.
    case looks
}

/// A chronicle that a store keeps and lists.
protocol Listed: Chronicle {
    static func after(_ known: Store.Known<Self>) -> After
}

extension CaseFile: Listed { static func after(_ known: Store.Known<Self>) -> After { .file(known) } }
extension Workshop: Listed { static func after(_ known: Store.Known<Self>) -> After { .workshop(known) } }
extension Account: Listed { static func after(_ known: Store.Known<Self>) -> After { .account(known.chronicle) } }
extension Concern: Listed { static func after(_ known: Store.Known<Self>) -> After { .concern(known.chronicle) } }
extension Destruction: Listed { static func after(_ known: Store.Known<Self>) -> After { .destruction(known.chronicle) } }
extension Incident: Listed { static func after(_ known: Store.Known<Self>) -> After { .incident(known.chronicle) } }
extension Provider: Listed { static func after(_ known: Store.Known<Self>) -> After { .provider(known.chronicle) } }
extension Course: Listed { static func after(_ known: Store.Known<Self>) -> After { .course(known.chronicle) } }
extension Dialogue: Listed { static func after(_ known: Store.Known<Self>) -> After { .dialogue(known.chronicle) } }
extension Campaign: Listed { static func after(_ known: Store.Known<Self>) -> After { .campaign(known.chronicle) } }
extension Export: Listed { static func after(_ known: Store.Known<Self>) -> After { .export(known.chronicle) } }
extension Publication: Listed { static func after(_ known: Store.Known<Self>) -> After { .publication(known.chronicle) } }
extension Looks: Listed { static func after(_ known: Store.Known<Self>) -> After { .looks } }

extension Store {
    /// Seals an entry, and a file that comes with it, as the next of its chronicle. Nothing is recorded yet.
    func propose<C: Listed>(
        _ action: C.Action, _ id: EntryID, to known: inout Known<C>, _ chronicle: ChronicleID, _ actor: Actor, _ now: Moment,
        carrying file: (bytes: Data, compartment: Compartment)? = nil
    ) throws -> Step {
        let before = known.keys
        let blob = try file.map { try envelope.seal($0.bytes, of: id, in: chronicle, $0.compartment, keys: &known.keys) }
        let stamp = Stamp(author: actor.account, agency: actor.agency, node: node, at: now, pack: policy.version)
        let entry = Entry(id: id, sequence: known.sequence + 1, stamp: stamp, action: action)
        var proposal = try envelope.proposal(entry, of: C.self, in: chronicle, after: known.end, keys: &known.keys)
        proposal.blob = blob
        proposal.newKeys = known.keys.filter { before[$0.key] == nil }
        known.fold(entry, as: proposal)
        return Step(proposal: proposal, after: C.after(known))
    }

    /// Records one entry, in a group with those that wait at the same time.
    func append(_ step: Step) async throws -> Recorded {
        let result = try await writer.append(step)
        if case .behind = result { live.files.withLock { $0[step.proposal.chronicle] = nil } }
        return result
    }

    /// Records entries of several chronicles, all or none; false when somebody else was first with one of them.
    func take(_ steps: [Step]) throws -> Bool { try writer.alone { try takeAlone(steps) } }

    /// The same while nothing else is written.
    func takeAlone(_ steps: [Step]) throws -> Bool {
        let positions = try ledger.append(steps.map { $0.proposal }, asOne: true).compactMap { $0.position }
        guard positions.count == steps.count else {
            live.files.withLock { files in for step in steps { files[step.proposal.chronicle] = nil } }
            return false
        }
        live.take(zip(steps, positions).map { GroupWriter.Committed($0, at: $1) })
        return true
    }
}

extension Recorded {
    /// Nil unless it was recorded just now.
    var position: Int? { if case .recorded(let position) = self { position } else { nil } }
}
