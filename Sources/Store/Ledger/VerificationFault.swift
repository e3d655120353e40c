import Register

extension Verification {
    /// The first thing that is not as it was recorded: where it stands, and what to do.
    package enum Fault: Sendable, Equatable, CustomStringConvertible {
        case entry(position: Int), missing(position: Int), place(position: Int), chain(position: Int, sequence: Int)
        case key(position: Int), returned(position: Int), file(position: Int)
        case head(size: Int), heads(found: Int, counted: Int)
        case counter, copy, behind, short(entries: Int, counted: Int), claims, vault(String), setting(String), index
        case strays(String)

        package var description: String {
            switch self {
            case .entry(let position): "entry \(position) was altered: it is not what was recorded"
            case .missing(let position): "entry \(position) is missing"
            case .place(let position):
                "entry \(position) is not the one that was recorded there: entries were cut out, moved, replaced or put in"
            case .chain(let position, let sequence):
                "entry \(position) does not follow the entry before it in its chronicle (place \(sequence) there)"
            case .key(let position):
                "entry \(position) cannot be opened with the keys of its chronicle, and no certificate says that it was destroyed"
            case .returned(let position): "entry \(position) is of a destroyed chronicle, and keys of it were put back"
            case .file(let position): "the file that came with entry \(position) is missing, or is not what was kept"
            case .head(let size): "the signed head over \(size) entries does not match the ledger"
            case .heads(let found, let counted):
                found < counted
                    ? "signed head \(Bounded.sum(found, 1)) is missing: \(counted) were signed, \(found) are there"
                    : "signed head \(found) was put in: \(counted) were signed"
            case .counter: "the sealed counter in ledger.sqlite is missing, is an older one or was altered"
            case .copy: "the file counter.sealed is missing or was altered"
            case .short(let entries, let counted):
                "entry \(Bounded.sum(entries, 1)) is missing: the ledger is an older one or was cut, and a sealed copy of its counter knows of"
                    + " \(counted)"
            case .behind: "ledger.sqlite is older than counter.sealed or index.sealed: late heads or sealed rows are missing"
            case .claims: "the list of numbers that were given was altered"
            case .vault(""): "a sealed row was taken away, altered, or an older one put back"
            case .vault(let kind): "a sealed row (\(kind)) was taken away, altered, or an older one put back"
            case .setting(let name): "the setting \"\(name)\" is not what was set: somebody changed it in the file"
            case .strays(let table): "a row was put into the table \(table) of ledger.sqlite that nothing here recorded"
            case .index: "the file index.sealed was altered; take it away, the next start makes it again"
            }
        }

        /// What to do with any of them.
        package static let advice =
            "Stop the server, keep this folder as it is for whoever looks into it, and restore the newest whole copy that is clean."
    }
}
