import Crypto
import Foundation
import OrderedCollections
import Register

/// Puts an entry into sealed boxes, one for each compartment it touches, and takes it out again.
///
/// Shape: version 1, then per box: compartment (1 byte), length (4 bytes, big-endian), box. The place that each box is bound to
/// is chronicle ‖ compartment ‖ sequence ‖ entry id, so that no box can be moved.
struct Envelope: Sendable {
    private struct Core<Action: Codable>: Codable {
        let kind: ChronicleKind
        let stamp: Stamp
        let action: Action
    }

    let keyring: any Keyring
    let policy: Policy

    /// The proposal of an entry. `keys` are the wrapped keys the chronicle has so far.
    func proposal<C: Chronicle>(
        _ entry: Entry<C.Action>, of type: C.Type, in chronicle: ChronicleID, keys: inout [Compartment: Data]
    ) throws -> Proposal {
        let encoder = JSONEncoder()
        var bare = entry.action
        let answers = bare.answers
        bare.answers = Answers()
        var parts: [(Compartment, Data)] = [
            (C.Action.compartment, try encoder.encode(Core(kind: C.kind, stamp: entry.stamp, action: bare)))
        ]
        let split = Dictionary(grouping: answers.values.keys, by: policy.compartment(of:))
        for compartment in Set(split.keys).union(C.padded).sorted() {
            let fields = Set(split[compartment] ?? [])
            parts.append((compartment, try encoder.encode(answers.filter(fields.contains))))
        }
        if !C.padded.isEmpty { parts = parts.map { ($0, Padding.filled($1)) } }
        var newKeys: [Compartment: Data] = [:]
        var sealed = Data([1])
        for (compartment, plain) in parts {
            let key: SymmetricKey
            if let wrapped = keys[compartment] {
                key = try keyring.unwrap(wrapped)
            } else {
                let made = try keyring.newKey()
                key = made.key
                newKeys[compartment] = made.wrapped
                keys[compartment] = made.wrapped
            }
            let box = try Seal(key: key).seal(plain, at: Envelope.place(chronicle, compartment, entry.sequence, entry.id))
            sealed.append(compartment.rawValue)
            sealed.append(bigEndian: UInt32(box.count))
            sealed.append(box)
        }
        return Proposal(chronicle: chronicle, sequence: entry.sequence, id: entry.id, sealed: sealed, newKeys: newKeys)
    }

    /// Puts a file that comes with an entry into a box of its compartment. A key made for it goes into the proposal with `keys`.
    func seal(
        _ file: Data, of entry: EntryID, in chronicle: ChronicleID, _ compartment: Compartment, keys: inout [Compartment: Data]
    ) throws -> Data {
        if keys[compartment] == nil { keys[compartment] = try keyring.newKey().wrapped }
        guard let wrapped = keys[compartment] else { throw KeyFault.damaged }
        return try Seal(key: try keyring.unwrap(wrapped)).seal(file, at: Envelope.place(chronicle, compartment, 0, entry))
    }

    /// Opens the keys of one chronicle once, for all its entries.
    func opener(_ keys: [Compartment: Data]) throws -> Opener {
        Opener(seals: try keys.mapValues { Seal(key: try keyring.unwrap($0)) })
    }

    struct Opener {
        let seals: [Compartment: Seal]

        /// Opens every box of a row and gives what stands in the first. Errors: `StoreFault.damaged`.
        func check(_ row: LedgerRow) throws -> Data { try boxes(of: row)[0].plain }

        func stamp(of row: LedgerRow) throws -> Stamp {
            struct Stamped: Decodable { let stamp: Stamp }
            return try JSONDecoder().decode(Stamped.self, from: boxes(of: row)[0].plain).stamp
        }

        /// Errors: `KeyFault.damaged` when it is not what was sealed with that entry.
        func file(_ sealed: Data, of entry: EntryID, in chronicle: ChronicleID, _ compartment: Compartment) throws -> Data {
            guard let seal = seals[compartment] else { throw KeyFault.damaged }
            return try seal.open(sealed, at: Envelope.place(chronicle, compartment, 0, entry))
        }

        func kind(of row: LedgerRow) throws -> ChronicleKind {
            struct Kind: Decodable { let kind: ChronicleKind }
            return try JSONDecoder().decode(Kind.self, from: boxes(of: row)[0].plain).kind
        }

        func entry<C: Chronicle>(_ row: LedgerRow, of type: C.Type) throws -> Entry<C.Action> {
            let boxes = try boxes(of: row)
            let decoder = JSONDecoder()
            let core = try decoder.decode(Core<C.Action>.self, from: boxes[0].plain)
            var action = core.action
            if boxes.count > 1 {
                var answers = Answers()
                for box in boxes.dropFirst() {
                    answers.merge(try decoder.decode(Answers.self, from: box.plain), keepingMarks: true)
                }
                action.answers = answers
            }
            return Entry(id: row.id, sequence: row.sequence, stamp: core.stamp, action: action)
        }

        /// Errors: `StoreFault.damaged` with the position, when any box is not what was sealed there.
        private func boxes(of row: LedgerRow) throws -> [(compartment: Compartment, plain: Data)] {
            let damaged = StoreFault.damaged(position: row.position)
            var rest = row.sealed[...]
            guard rest.popFirst() == 1 else { throw damaged }
            var boxes: [(Compartment, Data)] = []
            while !rest.isEmpty {
                guard rest.count >= 5, let compartment = Compartment(rawValue: rest.removeFirst()), let seal = seals[compartment]
                else {
                    throw damaged
                }
                let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(4)
                guard length <= rest.count else { throw damaged }
                let place = Envelope.place(row.chronicle, compartment, row.sequence, row.id)
                guard let plain = try? seal.open(rest.prefix(length), at: place) else { throw damaged }
                boxes.append((compartment, plain))
                rest = rest.dropFirst(length)
            }
            guard !boxes.isEmpty else { throw damaged }
            return boxes
        }
    }

    private static func place(_ chronicle: ChronicleID, _ compartment: Compartment, _ sequence: Int, _ id: EntryID) -> Data {
        var place = Data(capacity: 41)
        place.append(contentsOf: chronicle.bytes)
        place.append(compartment.rawValue)
        place.append(bigEndian: UInt64(sequence))
        place.append(contentsOf: id.bytes)
        return place
    }
}
