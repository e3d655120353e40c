package import Crypto
package import Foundation

/// The gate for files from outside: what may be kept, and what it loses first.
package enum Intake {
    /// Units: bytes.
    package static let limit = 20 << 20

    /// Something beside the content that was taken out of a file, or that stays in and had better be known.
    package enum Trace: String, CaseIterable, Hashable, Sendable, Codable {
        /// Camera, phone, time and settings (EXIF), or the program that wrote the file.
        case device
        /// Where it was taken.
        case place
        /// Titles, comments and keywords that nobody sees.
        case words
        /// Names of who wrote or saved it, the organisation, the times.
        case authors
        /// A small copy of the picture, perhaps of before it was cut or blurred.
        case preview
        /// Whatever followed the end of the file.
        case afterEnd
        /// Parts that this program does not know.
        case unknownParts
        /// The colour profile; without it the colours of an injury would be wrong.
        case colours
        /// What a PDF says about itself; it is not taken apart.
        case insidePDF
        /// Names in comments and tracked changes.
        case reviewers
        /// Times, and what a recording program wrote inside the sound or film.
        case recording

        /// A key of the words file.
        package var key: String { "attachment.trace." + rawValue }
    }

    /// A file that may be kept.
    package struct Accepted: Sendable {
        package let kind: FileKind
        /// A name to show and to offer for saving: without folders, marks that turn text around, or a false ending.
        package let name: String
        package let bytes: Data
        /// SHA-256 of `bytes`.
        package let digest: SHA256Digest
        /// SHA-256 of what was sent, so that the sender's own copy can be shown to be the source.
        package let digestAsSent: SHA256Digest
        package let removed: Set<Trace>
        package let kept: Set<Trace>
    }

    /// Errors: why the file cannot be kept; nothing of it is then stored.
    package static func accept(_ bytes: Data, claimedName: String?) throws(AttachmentRefusal) -> Accepted {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        let sent = Array(bytes)
        let name = FileName(claimedName ?? "")
        let kind = try FileKind.recognize(sent)
        guard name.ending.isEmpty || kind.extensions.contains(name.ending) else {
            throw name.endsInMacros ? .macros : .wrongType(found: kind, claimed: name.ending)
        }
        let clean = try clean(sent, kind)
        let kept = Data(clean.bytes)
        return Accepted(
            kind: kind, name: name.shown(as: kind), bytes: kept, digest: SHA256.hash(data: kept),
            digestAsSent: SHA256.hash(data: bytes), removed: clean.removed, kept: clean.kept)
    }

    static func clean(_ bytes: [UInt8], _ kind: FileKind) throws(AttachmentRefusal) -> Cleaned {
        switch kind {
        case .jpeg: try JPEGFile.clean(bytes)
        case .png: try PNGFile.clean(bytes)
        case .webp: try WebPFile.clean(bytes)
        case .gif: try GIFFile.clean(bytes)
        case .pdf: try PDFFile.check(bytes)
        case .docx, .xlsx, .odt, .ods: try OfficeFile.clean(bytes, kind)
        case .text, .csv: Cleaned(bytes: bytes)
        case .mp3: try MP3File.clean(bytes)
        case .ogg: try OggFile.check(bytes)
        case .wav: try WaveFile.clean(bytes)
        case .m4a, .mp4: try MovieFile.clean(bytes, kind)
        }
    }
}

/// A file after its cleaning.
struct Cleaned {
    var bytes: [UInt8] = []
    var removed: Set<Intake.Trace> = []
    var kept: Set<Intake.Trace> = []
}
