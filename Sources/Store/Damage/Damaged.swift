import Register
import Synchronization

/// The chronicles that do not open, as far as anybody met them: altered, cut, of another kind than they say, or without their keys.
///
/// Shape: in memory only; a start that folds the ledger finds them all, one from a checkpoint finds each when it is needed.
struct Damaged: Sendable {
    private(set) var ids: Set<ChronicleID> = []
    private var numbers: [String: ChronicleID] = [:]

    subscript(number: String) -> ChronicleID? { numbers[number] }

    /// What can still be said of each: its number where its first entry opens.
    var names: [String?] {
        let byID = Dictionary(numbers.map { ($1, $0) }, uniquingKeysWith: { one, _ in one })
        return ids.map { byID[$0] }
    }

    mutating func note(_ id: ChronicleID, number: String? = nil) {
        ids.insert(id)
        if let number { numbers[number] = id }
    }

    mutating func forget(_ id: ChronicleID) {
        guard ids.remove(id) != nil else { return }
        numbers = numbers.filter { $0.value != id }
    }
}

extension StoreFault {
    /// The fault as that of one place, when it is that something sealed is not what was recorded.
    static func damage(_ error: any Error, at position: Int) -> StoreFault? {
        switch error {
        case StoreFault.damaged(let position): .damaged(position: position)
        case KeyFault.damaged: .damaged(position: position)
        default: nil
        }
    }

    /// Whether something is not there, or is damaged: what a list of many goes on without.
    static func isLost(_ error: any Error) -> Bool {
        switch error {
        case StoreFault.notFound, StoreFault.damaged, KeyFault.damaged: true
        default: false
        }
    }
}

/// One that is damaged is damaged for its own place. Everything that reads many goes on without it and can say so.
extension Store {
    /// How many records are known to be damaged, so that figures and files can say what they leave out.
    package var damagedRecords: Int { live.damaged.withLock { $0.ids.count } }

    /// Their numbers, in order; what has no readable number is counted at the end.
    package func namesOfDamaged() -> (numbers: [String], others: Int) {
        let names = live.damaged.withLock { $0.names }
        let numbers = names.compactMap(\.self).sorted()
        return (numbers, names.count - numbers.count)
    }

    /// The chronicle of a number that is in no list any more, since it is damaged.
    func damaged(_ number: String) -> ChronicleID? { live.damaged.withLock { $0[number] } }

    /// What the work gives of each, without those that are not there or are damaged.
    func whole<Item, Value>(_ items: some Sequence<Item>, _ work: (Item) throws -> Value?) throws -> [Value] {
        try items.compactMap { item in
            do { return try work(item) } catch let error where StoreFault.isLost(error) { return nil }
        }
    }

    /// One that may be shown. Of a damaged one only those are told to whom what is left of it may be shown.
    ///
    /// Errors: `StoreFault.notFound`, `StoreFault.damaged`.
    func load<C: Chronicle>(_ id: ChronicleID, if isShown: (C) throws -> Bool) throws -> Known<C> {
        do {
            let known: Known<C> = try load(id)
            guard try isShown(known.chronicle) else { throw StoreFault.notFound }
            return known
        } catch let fault as StoreFault {
            guard case .damaged = fault else { throw fault }
            guard try isShown(readable(id)) else { throw StoreFault.notFound }
            throw fault
        }
    }

    /// As much as opens from its beginning. Nothing of it is ever shown; it says who may know that the rest does not.
    func readable<C: Chronicle>(_ id: ChronicleID) throws -> C {
        var known = Known<C>()
        guard let opener = try? envelope.opener(try ledger.keys(of: id), of: id) else { return known.chronicle }
        for row in try ledger.rows(of: id, after: 0) {
            do { try known.fold(row, opener) } catch let error where StoreFault.isLost(error) { break }
        }
        return known.chronicle
    }

    /// The number that the first of these entries gave. Nil when it has none or does not open.
    func number(of rows: [LedgerRow], _ opener: Envelope.Opener?) -> String? {
        guard let first = rows.first, let opener, let kind = try? opener.kind(of: first) else { return nil }
        func began<C: Chronicle>(as _: C.Type) -> C {
            C(folding: (try? opener.entry(first, of: C.self)).map { [$0] } ?? [])
        }
        let number: String? =
            switch kind {
            case .file: began(as: CaseFile.self).number
            case .concern: began(as: Concern.self).number
            case .incident: began(as: Incident.self).number
            case .destruction: began(as: Destruction.self).certificate?.number
            case .workshop: began(as: Workshop.self).number
            case .campaign: began(as: Campaign.self).number
            case .export: began(as: Export.self).number
            case .looks, .account, .provider, .course, .dialogue, .publication, .edition: nil
            }
        return number.flatMap { $0.isEmpty ? nil : $0 }
    }
}
