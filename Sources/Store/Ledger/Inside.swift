import Foundation
package import Register

extension Verification {
    /// What a check finds of an entry.
    enum Inside: Equatable {
        case good
        /// Its leaf is not that of its bytes.
        case altered
        /// It was not recorded at this position.
        case elsewhere
        /// Its chronicle has no key at all, as after a destruction.
        case keyless
        case certificate([ChronicleID])
        /// It has keys that do not open it.
        case closed
        /// Its file is not there or not what was kept.
        case fileless
    }
}

extension Verification.Inside {
    /// What is found of rows that follow each other; of their leaves and places alone where there is no envelope.
    static func all(
        of rows: ArraySlice<LedgerRow>, _ keys: LedgerKeys, _ envelope: Envelope?, _ ledger: any Ledger
    ) throws -> [Self] {
        let wrapped = envelope == nil ? [:] : try ledger.keys(of: Set(rows.map(\.chronicle)))
        var opener: Envelope.Opener?
        return try rows.map { row in
            guard row.leaf == row.computedLeaf else { return .altered }
            guard row.place == keys.place(of: row.leaf, at: row.position) else { return .elsewhere }
            guard let envelope else { return .good }
            guard let keys = wrapped[row.chronicle], !keys.isEmpty else { return .keyless }
            if opener?.chronicle != row.chronicle { opener = try? envelope.opener(keys, of: row.chronicle) }
            return try look(into: row, opener, ledger)
        }
    }

    init(of row: LedgerRow, _ keys: [Compartment: Data]?, _ envelope: Envelope, _ ledger: any Ledger) throws {
        guard let keys, !keys.isEmpty else {
            self = .keyless
            return
        }
        self = try Self.look(into: row, try? envelope.opener(keys, of: row.chronicle), ledger)
    }

    private static func look(into row: LedgerRow, _ opener: Envelope.Opener?, _ ledger: any Ledger) throws -> Self {
        guard let opener, let core = try? opener.check(row) else { return .closed }
        // Few entries are read in full: those that brought a file, and the certificates of destruction.
        switch try opener.kind(of: row) {
        case .edition:
            let digest = (try? opener.entry(row, of: Editions.self))?.action.digestOfFiles
            return try look(for: digest, Editions.Action.compartment, row, opener, ledger)
        case .file:
            guard core.holds("attached"), let file = (try? opener.entry(row, of: CaseFile.self))?.action.attachment else {
                return .good
            }
            return try look(for: file.digest, file.compartment, row, opener, ledger)
        case .campaign:
            guard core.holds("attached"), case .attached(let file, _, _)? = (try? opener.entry(row, of: Campaign.self))?.action
            else { return .good }
            return try look(for: file.digest, file.compartment, row, opener, ledger)
        case .export:
            guard core.holds("made"), case .made(let made)? = (try? opener.entry(row, of: Export.self))?.action else {
                return .good
            }
            return try look(for: made.sealed, Export.Action.compartment, row, opener, ledger)
        case .publication:
            return try look(for: (try? opener.entry(row, of: Publication.self))?.action.digestOfFile, .core, row, opener, ledger)
        case .dialogue: return core.holds("attached") ? try lookAtPicture(row, opener, ledger) : .good
        case .destruction:
            guard core.holds("destroyed"),
                case .destroyed(let certificate)? = (try? opener.entry(row, of: Destruction.self))?.action
            else { return .good }
            return .certificate(certificate.chronicles)
        case .looks, .account, .concern, .incident, .provider, .course, .workshop: return .good
        }
    }

    private static func look(
        for digest: String?, _ compartment: Compartment, _ row: LedgerRow, _ opener: Envelope.Opener, _ ledger: any Ledger
    ) throws -> Self {
        guard let digest else { return .good }
        guard let sealed = try ledger.blob(of: row.id), let bytes = try? opener.file(sealed, of: row.id, compartment),
            Store.digest(bytes) == digest
        else { return .fileless }
        return .good
    }

    private static func lookAtPicture(_ row: LedgerRow, _ opener: Envelope.Opener, _ ledger: any Ledger) throws -> Self {
        guard case .attached(let picture, _)? = (try? opener.entry(row, of: Dialogue.self))?.action else { return .good }
        guard let sealed = try ledger.blob(of: row.id), let filled = try? opener.file(sealed, of: row.id, Dialogue.pictures),
            let bytes = Padding.taken(from: filled), Store.digest(bytes) == picture.digest
        else { return .fileless }
        return .good
    }
}

extension Verification {
    /// When a paper with this digest was kept or given out. Nil when it never was, or when its case was destroyed.
    package static func paper(_ digest: String, in ledger: any Ledger, root: RootKey, policy: Policy) throws -> (
        position: Int, at: Moment
    )? {
        let envelope = Envelope(keyring: root, policy: policy)
        let wanted = Data("\"\(digest)\"".utf8)
        var found: (Int, Moment)?
        try ledger.batches(of: 4096) { rows in
            let keys = try ledger.keys(of: Set(rows.map(\.chronicle)))
            let hits = try onEveryCore(rows, each: 512) { row -> Moment? in
                guard let keys = keys[row.chronicle], let opener = try? envelope.opener(keys, of: row.chronicle),
                    let core = try? opener.check(row), core.range(of: wanted) != nil
                else { return nil }
                return try opener.stamp(of: row).at
            }
            guard let index = hits.firstIndex(where: { $0 != nil }), let at = hits[index] else { return true }
            found = (rows[index].position, at)
            return false
        }
        return found
    }
}

extension Data {
    /// Whether this name stands in it as one of JSON.
    fileprivate func holds(_ name: String) -> Bool { range(of: Data("\"\(name)\"".utf8)) != nil }
}
