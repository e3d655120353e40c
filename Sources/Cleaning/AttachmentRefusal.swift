/// Why a file may not be kept.
package enum AttachmentRefusal: Error, Hashable, Sendable {
    case empty
    /// Units: bytes.
    case tooLarge(limit: Int)
    /// A kind that is never kept; `found` names it as a worker would look it up: EXE, HTML, ZIP.
    case notAllowed(found: String)
    /// Nothing known; text must be UTF-8.
    case unknown
    case wrongType(found: FileKind, claimed: String)
    case damaged(FileKind)
    /// It would unfold to far more than it weighs.
    case bomb
    case macros
    /// It runs or carries something else: a PDF with a script, a start command or a file inside.
    case active(found: String)
    case locked(FileKind)

    /// A key of the words file.
    package var key: String {
        let name =
            switch self {
            case .empty: "empty"
            case .tooLarge: "tooLarge"
            case .notAllowed: "notAllowed"
            case .unknown: "unknown"
            case .wrongType: "wrongType"
            case .damaged: "damaged"
            case .bomb: "bomb"
            case .macros: "macros"
            case .active: "active"
            case .locked: "locked"
            }
        return "attachment.refused." + name
    }

    /// What fills the holes of the words.
    package var holes: [String: String] {
        switch self {
        case .tooLarge(let limit): ["limit": String(limit >> 20)]
        case .notAllowed(let found), .active(let found): ["found": found]
        case .wrongType(let found, let claimed): ["found": found.rawValue.uppercased(), "claimed": claimed]
        case .damaged(let kind), .locked(let kind): ["kind": kind.rawValue.uppercased()]
        case .empty, .unknown, .bomb, .macros: [:]
        }
    }
}
