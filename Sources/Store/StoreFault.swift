import GRDB
package import Register

/// What can be wrong with a data folder, in a sentence that says what to do.
package enum StoreFault: Error, Equatable, CustomStringConvertible {
    case notDurable, newer(Int), older(Int), damaged(position: Int), busy, notFound, notEmpty, notADataFolder, noSpace
    case cannotWrite(String), isThere(String), ledgerGone, tables, locked, readOnly, notALedger, disk(Int)
    case sealed, noCounter, counterCopy, behind, short(entries: Int, counted: Int), heads(Int, counted: Int)
    case vault(String), setting(String), usedElsewhere, spills, overCap(Caps.Kind, wanted: Int, wait: Int)

    package var description: String {
        switch self {
        case .notDurable: "the disk does not promise to keep what is written; move the data folder to a local disk"
        case .newer(let version): "this data folder was written by a newer Anse (format \(version)); update this one first"
        case .older(let version):
            "this data folder was written by an older Anse (format \(version)), which this one cannot read; export it with the Anse that"
                + " made it, and import it into a new folder"
        case .damaged(let position): "entry \(position) of the ledger was altered; run: anse verify --data DIR"
        case .busy: "too much is being written at once; try again in a moment"
        case .notFound: "not found"
        case .usedElsewhere: "the id of this entry was used for something else; nothing was changed, make a new one"
        case .notEmpty: "this data folder already holds an installation; choose another with --data"
        case .notADataFolder: "there is no installation in this folder; run: anse init --data DIR"
        case .noSpace: "the disk is full; what was acknowledged is safe, free some space and try again"
        case .locked: "another program holds the data folder locked; end it or wait, then try again"
        case .readOnly: "the data folder cannot be written; check its permissions and that its disk is not read-only"
        case .notALedger:
            "the file ledger.sqlite is damaged or is no ledger; restore it from a backup, then run: anse verify --data DIR"
        case .sealed: "the data folder is sealed; unlock it first"
        case .noCounter:
            "the sealed counter in ledger.sqlite is missing, is an older one or was altered; restore the newest copy of the whole"
                + " data folder"
        case .counterCopy:
            "the file counter.sealed is missing or was altered; put it back from the same copy as ledger.sqlite, then run:"
                + " anse verify --data DIR"
        case .short(let entries, let counted):
            "the ledger holds \(entries) entries, but \(counted) were counted: this file is an older one or was cut; restore the newest"
                + " copy of the whole data folder, then run: anse verify --data DIR"
        case .behind:
            "ledger.sqlite is older than counter.sealed or index.sealed beside it; restore the newest copy of the whole data folder, then"
                + " run: anse verify --data DIR"
        case .heads(let found, let counted):
            "\(found) signed heads are there, but \(counted) were signed; restore the newest copy of the whole data folder"
        case .vault(let kind):
            "a sealed row (\(kind.isEmpty ? "of any kind" : kind)) is not what was kept last; run: anse verify --data DIR"
        case .setting(let name):
            "the setting \"\(name)\" in the data folder is not what was set: somebody changed the file; restore the newest copy of the"
                + " whole data folder"
        case .disk(let code): "the disk did not do as asked (SQLite \(code)); check it and its cables, then try again"
        case .spills:
            "this SQLite writes its temporary tables to disk, where they could be read; use one built without SQLITE_TEMP_STORE=0"
        case .overCap: "too much was opened in a short time; the worker must prove themself first, or wait"
        case .ledgerGone:
            "ledger.sqlite is missing from this folder, though something was recorded here; bring back the newest copy of the whole folder"
        case .tables:
            "the tables of ledger.sqlite are not as this program made them: somebody changed the file; keep it for whoever looks into"
                + " it, and restore the newest copy of the whole data folder"
        case .isThere(let path): "there is something at \(path) already, and it is left as it is; name a new file"
        case .cannotWrite(let path): "cannot write \(path); check that the folder exists and that you may write there"
        }
    }
}

extension StoreFault {
    /// What SQLite says, in our words. Its own message may name a value and is never shown.
    init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_FULL: self = .noSpace
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .notALedger
        default: self = .disk(Int(error.extendedResultCode.rawValue))
        }
    }
}
