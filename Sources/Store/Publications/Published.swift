import Foundation
package import Register
import Synchronization

/// A version of the figures of a year that two people signed.
package struct PublishedLine: Sendable, Equatable {
    package let year: Int
    package let version: Int
    /// When it was signed.
    package let at: Moment
    /// SHA-256 of the document, in hexadecimal digits.
    package let digest: String

    package init(year: Int, version: Int, at: Moment, digest: String) {
        (self.year, self.version, self.at, self.digest) = (year, version, at, digest)
    }
}

/// What was signed is for everybody: nobody has to be known to read it.
extension Store {
    /// Every version there is, the newest first.
    package func published() throws -> [PublishedLine] { try live.view.published().map(\.line) }

    /// A version of a year, or the newest. Nil when there is none.
    ///
    /// Errors: `KeyFault.damaged` when the document is not what was signed.
    package func published(year: Int, version: Int? = nil) throws -> (figures: PublishedFigures, digest: String, at: Moment)? {
        let found = try live.view.published(year: year).first { version == nil || $0.line.version == version }
        guard let found else { return nil }
        if let known = figuresSigned.withLock({ $0[found.entry] }) { return (known, found.line.digest, found.line.at) }
        let bytes = try bytes(of: found.entry, in: found.chronicle, digest: found.line.digest)
        guard let figures = try? JSONDecoder().decode(PublishedFigures.self, from: bytes) else { throw KeyFault.damaged }
        figuresSigned.withLock { $0[found.entry] = figures }
        return (figures, found.line.digest, found.line.at)
    }

    /// The file that an entry of a publication brought.
    func bytes(of entry: EntryID, in chronicle: ChronicleID, digest: String) throws -> Data {
        guard let sealed = try ledger.blob(of: entry) else { throw StoreFault.notFound }
        let bytes = try envelope.opener(try ledger.keys(of: chronicle), of: chronicle).file(sealed, of: entry, .core)
        guard Store.digest(bytes) == digest else { throw KeyFault.damaged }
        return bytes
    }
}
