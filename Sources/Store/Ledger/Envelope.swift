import Crypto
import Foundation
import OrderedCollections
import Register

/// Puts an entry into sealed boxes, one for each compartment it touches, and takes it out again.
///
/// Shape: version 2 ‖ kind, masked (1) ‖ leaf of the entry before it in its chronicle (32), then per box: compartment (1), length (4,
/// big-endian), box. Each box is bound to its `Place`, so that nothing can be moved, left out or put between. Source: docs/formats.md.
struct Envelope: Sendable {
    static let version: UInt8 = 2
    /// Units: bytes before the first box.
    static let headLength = 34

    struct Core<Action: Codable>: Codable {
        let kind: ChronicleKind
        let stamp: Stamp
        let action: Action
    }

    let keyring: any Keyring
    let policy: Policy

    /// The proposal of an entry that comes after `end`. `keys` are the wrapped keys the chronicle has so far.
    func proposal<C: Chronicle>(
        _ entry: Entry<C.Action>, of type: C.Type, in chronicle: ChronicleID, after end: ChainEnd, keys: inout [Compartment: Data]
    ) throws -> Proposal {
        let parts = try parts(of: entry, of: type)
        let place = Place(
            kind: C.kind, chronicle: chronicle, sequence: entry.sequence, id: entry.id, before: end.leaf,
            compartments: parts.map(\.compartment))
        var newKeys: [Compartment: Data] = [:]
        var sealed = Data([Envelope.version, C.kind.byte ^ keyring.mask(of: chronicle)])
        sealed.append(end.leaf.data)
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
            let box = try Seal(key: key).seal(plain, at: place.bytes(compartment))
            sealed.append(compartment.rawValue)
            sealed.append(bigEndian: UInt32(box.count))
            sealed.append(box)
        }
        return Proposal(
            chronicle: chronicle, sequence: entry.sequence, id: entry.id, before: end.leaf, sealed: sealed, newKeys: newKeys)
    }

    /// What an entry says, by compartment: first its core, then its answers.
    private func parts<C: Chronicle>(
        of entry: Entry<C.Action>, of type: C.Type
    ) throws -> [(compartment: Compartment, plain: Data)] {
        let encoder = JSONEncoder()
        var bare = entry.action
        let answers = bare.answers
        bare.answers = Answers()
        var parts = [(C.Action.compartment, try encoder.encode(Core(kind: C.kind, stamp: entry.stamp, action: bare)))]
        let split = Dictionary(grouping: answers.values.keys, by: policy.compartment(of:))
        for compartment in Set(split.keys).union(C.padded).sorted() {
            let fields = Set(split[compartment] ?? [])
            parts.append((compartment, try encoder.encode(answers.filter(fields.contains))))
        }
        return C.padded.isEmpty ? parts : parts.map { ($0, Padding.filled($1)) }
    }

    /// Puts a file that comes with an entry into a box of its compartment. A key made for it goes into the proposal with `keys`.
    func seal(
        _ file: Data, of entry: EntryID, in chronicle: ChronicleID, _ compartment: Compartment, keys: inout [Compartment: Data]
    ) throws -> Data {
        if keys[compartment] == nil { keys[compartment] = try keyring.newKey().wrapped }
        guard let wrapped = keys[compartment] else { throw KeyFault.damaged }
        return try Seal(key: try keyring.unwrap(wrapped)).seal(file, at: Envelope.place(ofFile: entry, chronicle, compartment))
    }

    /// Opens the keys of one chronicle once, for all its entries.
    func opener(_ keys: [Compartment: Data], of chronicle: ChronicleID) throws -> Opener {
        Opener(
            chronicle: chronicle, seals: try keys.mapValues { Seal(key: try keyring.unwrap($0)) }, mask: keyring.mask(of: chronicle)
        )
    }

    /// What the box of a file is bound to.
    static func place(ofFile entry: EntryID, _ chronicle: ChronicleID, _ compartment: Compartment) -> Data {
        var place = Data("file".utf8)
        place.append(contentsOf: chronicle.bytes)
        place.append(compartment.rawValue)
        place.append(contentsOf: entry.bytes)
        return place
    }

    /// What the boxes of one entry are bound to.
    ///
    /// Shape: kind (1) ‖ chronicle (16) ‖ compartment (1) ‖ sequence (8, big-endian) ‖ entry (16) ‖ leaf of the entry before it (32) ‖
    /// the compartments of all its boxes in order.
    struct Place {
        let kind: ChronicleKind
        let chronicle: ChronicleID
        let sequence: Int
        let id: EntryID
        let before: MerkleTree.Hash
        let compartments: [Compartment]

        func bytes(_ compartment: Compartment) -> [UInt8] {
            var place: [UInt8] = []
            place.reserveCapacity(80)
            place.append(kind.byte)
            withUnsafeBytes(of: chronicle.uuid.uuid) { place.append(contentsOf: $0) }
            place.append(compartment.rawValue)
            withUnsafeBytes(of: UInt64(bitPattern: Int64(sequence)).bigEndian) { place.append(contentsOf: $0) }
            withUnsafeBytes(of: id.uuid.uuid) { place.append(contentsOf: $0) }
            before.withUnsafeBytes { place.append(contentsOf: $0) }
            for each in compartments { place.append(each.rawValue) }
            return place
        }
    }
}
