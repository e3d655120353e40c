import Crypto
package import Foundation
package import Register

/// Files that belong to a case: sealed with the key of their compartment, known by their digest.
extension Store {
    /// A file of a case for whoever may open it. That it was taken out is recorded before this returns.
    ///
    /// Errors: `StoreFault.notFound` alike for what is absent and what is forbidden; `KeyFault.damaged` when it is not what was kept.
    package func attachment(
        _ id: EntryID, of number: String, as actor: Actor, at now: Moment
    ) async throws -> (attached: Attached, bytes: Data) {
        let (chronicle, known, permit) = try find(number, actor, now)
        let shown = SeenCase(known.chronicle, to: permit, by: policy)
        guard permit.may.contains(.read), let attached = shown.attachments.first(where: { $0.id == id }),
            let sealed = try ledger.blob(of: id)
        else { throw StoreFault.notFound }
        try await look(chronicle, actor, .export, now)
        let opener = try envelope.opener(known.keys, of: chronicle)
        let bytes = try opener.file(sealed, of: id, attached.attachment.compartment)
        guard Store.digest(bytes) == attached.attachment.digest else { throw KeyFault.damaged }
        return (attached, bytes)
    }

    /// SHA-256, in hexadecimal.
    package static func digest(_ bytes: Data) -> String { SHA256.hash(data: bytes).hexadecimal }
}
