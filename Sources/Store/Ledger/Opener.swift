import Foundation
import Register

extension Envelope {
    /// Opens the entries and files of one chronicle.
    struct Opener: Sendable {
        let chronicle: ChronicleID
        let seals: [Compartment: Seal]
        let mask: UInt8

        /// Of which kind an entry says to be, without opening it. Errors: `StoreFault.damaged` when it is no kind.
        func kind(of row: LedgerRow) throws -> ChronicleKind {
            guard row.sealed.count > Envelope.headLength, row.sealed.first == Envelope.version,
                let kind = ChronicleKind(byte: row.sealed[row.sealed.startIndex + 1] ^ mask)
            else { throw StoreFault.damaged(position: row.position) }
            return kind
        }

        /// Opens every box of a row and gives what stands in the first. Errors: `StoreFault.damaged`.
        func check(_ row: LedgerRow) throws -> Data { try opened(row, of: kind(of: row))[0].plain }

        func stamp(of row: LedgerRow) throws -> Stamp {
            struct Stamped: Decodable { let stamp: Stamp }
            return try JSONDecoder().decode(Stamped.self, from: check(row)).stamp
        }

        /// Errors: `KeyFault.damaged` when it is not what was sealed with that entry.
        func file(_ sealed: Data, of entry: EntryID, _ compartment: Compartment) throws -> Data {
            guard let seal = seals[compartment] else { throw KeyFault.damaged }
            return try seal.open(sealed, at: Envelope.place(ofFile: entry, chronicle, compartment))
        }

        /// Errors: `StoreFault.damaged` with the position, also when it is of another kind.
        func entry<C: Chronicle>(_ row: LedgerRow, of type: C.Type) throws -> Entry<C.Action> {
            let boxes = try opened(row, of: C.kind)
            let decoder = JSONDecoder()
            do {
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
            } catch is DecodingError { throw StoreFault.damaged(position: row.position) }
        }

        /// Errors: `StoreFault.damaged` when any box is not what was sealed there, or one is missing.
        private func opened(_ row: LedgerRow, of kind: ChronicleKind) throws -> [(compartment: Compartment, plain: Data)] {
            let damaged = StoreFault.damaged(position: row.position)
            guard row.chronicle == chronicle, try self.kind(of: row) == kind, let before = row.before,
                let boxes = Opener.boxes(row.sealed.dropFirst(Envelope.headLength)), !boxes.isEmpty
            else { throw damaged }
            let place = Place(
                kind: kind, chronicle: chronicle, sequence: row.sequence, id: row.id, before: before,
                compartments: boxes.map(\.compartment))
            return try boxes.map { compartment, box in
                guard let plain = try? seals[compartment]?.open(box, at: place.bytes(compartment)) else { throw damaged }
                return (compartment, plain)
            }
        }

        /// Nil when the bytes are no boxes.
        private static func boxes(_ sealed: Data) -> [(compartment: Compartment, box: Data)]? {
            var rest = sealed[...]
            var boxes: [(Compartment, Data)] = []
            while !rest.isEmpty {
                guard rest.count >= 5, let compartment = Compartment(rawValue: rest.removeFirst()) else { return nil }
                let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(4)
                guard length <= rest.count else { return nil }
                boxes.append((compartment, rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            return boxes
        }
    }
}
