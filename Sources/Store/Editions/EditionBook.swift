import Crypto
package import Foundation
import OrderedCollections
package import Register

/// The editions of the pack that this installation accepted, each sealed with its files.
///
/// Shape: read and written without a store, since a store is made by what stands in here. The same entries that any page may read.
package struct EditionBook: Sendable {
    private let ledger: any Ledger
    private let envelope: Envelope
    private let chronicle: ChronicleID

    /// What comes in one entry: the files as they are, and what they are.
    package struct Bound: Sendable {
        package let edition: Editions.Edition
        let archive: Data

        package init(_ archive: Data, version: String, files: Int, trust: [String]) {
            edition = Editions.Edition(
                digest: Store.digest(archive), version: version, files: files, size: archive.count, trust: trust)
            self.archive = archive
        }
    }

    package init(of ledger: any Ledger, root: RootKey) {
        self.ledger = ledger
        // Who may see which answer says a pack; what stands in here needs none.
        envelope = Envelope(keyring: root, policy: Policy(version: "", roles: [:], fields: []))
        chronicle = EditionBook.chronicle(Identities(root))
    }

    /// There is one for each installation.
    static func chronicle(_ identities: Identities) -> ChronicleID {
        identities.chronicle(.edition, openedBy: EntryID(uuid: AccountID.anybody.uuid))
    }

    /// Errors: `StoreFault.damaged`.
    package func read() throws -> Editions { try known().chronicle }

    /// The files of an edition, to the letter. Errors: `StoreFault.damaged` when they are not what was kept.
    package func archive(of step: Editions.Step) throws -> Data {
        guard let sealed = try ledger.blob(of: step.entry),
            let bytes = try? envelope.opener(try ledger.keys(of: chronicle), of: chronicle).file(
                sealed, of: step.entry, Editions.Action.compartment),
            Store.digest(bytes) == step.edition.digest
        else { throw StoreFault.damaged(position: 0) }
        return bytes
    }

    /// Keeps an edition that holds from now on, or that waits for a second person.
    package func keep(_ bound: Bound, changes: String, isProposed: Bool, isDemo: Bool, as actor: Actor, at now: Moment) throws {
        let answers = Answers([.text: .text(changes)])
        let action =
            isProposed ? Editions.Action.proposed(bound.edition, answers: answers) : .accepted(bound.edition, answers: answers)
        try record(action, carrying: bound.archive, mayAgree: false, isDemo: isDemo, as: actor, at: now)
    }

    /// What the second person says. Errors: `Refusal`.
    package func agree(to digest: String, mayAgree: Bool, as actor: Actor, at now: Moment) throws {
        try record(.agreed(digest: digest), mayAgree: mayAgree, isDemo: false, as: actor, at: now)
    }

    package func withdraw(_ digest: String, as actor: Actor, at now: Moment) throws {
        try record(.withdrawn(digest: digest), mayAgree: false, isDemo: false, as: actor, at: now)
    }

    private func record(
        _ action: Editions.Action, carrying file: Data? = nil, mayAgree: Bool, isDemo: Bool, as actor: Actor, at now: Moment
    ) throws {
        for _ in 0..<Tries.most {
            var known = try known()
            let before = known.keys
            try known.chronicle.accept(action, by: actor.account, mayAgree: mayAgree, isDemo: isDemo)
            let id = EntryID.made(at: now)
            let blob = try file.map { try envelope.seal($0, of: id, in: chronicle, Editions.Action.compartment, keys: &known.keys) }
            let stamp = Stamp(
                author: actor.account, agency: actor.agency, node: "terminal", at: now,
                pack: known.chronicle.current?.edition.version ?? "")
            let entry = Entry(id: id, sequence: known.sequence + 1, stamp: stamp, action: action)
            var proposal = try envelope.proposal(entry, of: Editions.self, in: chronicle, after: known.end, keys: &known.keys)
            proposal.blob = blob
            proposal.newKeys = known.keys.filter { before[$0.key] == nil }
            if case .recorded = try ledger.append([proposal], asOne: true).first { return }
        }
        throw StoreFault.busy
    }

    private func known() throws -> Store.Known<Editions> {
        let rows = try ledger.rows(of: chronicle, after: 0)
        guard let first = rows.first else { return Store.Known() }
        do {
            var known = Store.Known<Editions>(keys: try ledger.keys(of: chronicle))
            let opener = try envelope.opener(known.keys, of: chronicle)
            for row in rows { try known.fold(row, opener) }
            return known
        } catch { throw StoreFault.damage(error, at: first.position) ?? error }
    }
}

extension Store {
    /// Which edition of the pack holds: its digest. Nil before the first.
    package func acceptedEdition() throws -> String? {
        let known: Known<Editions> = try load(EditionBook.chronicle(identities))
        return known.chronicle.current?.edition.digest
    }

    /// Whoever may agree to another edition of the pack: who oversees an agency, or sees what is late in the whole country.
    package func mayAgreeToEditions(_ actor: Actor) -> Bool {
        guard let role = policy.roles[actor.role] else { return false }
        return role.grants[.agency]?.may.contains(.approve) == true || role.duties.contains(.coordinate)
    }
}
