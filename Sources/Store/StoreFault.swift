/// What can be wrong with a data folder, in a sentence that says what to do.
package enum StoreFault: Error, Equatable, CustomStringConvertible {
    case notDurable, newer(Int), damaged(position: Int), busy, notFound, notEmpty, notADataFolder, noSpace, cannotWrite(String)

    package var description: String {
        switch self {
        case .notDurable: "the disk does not promise to keep what is written; move the data folder to a local disk"
        case .newer(let version): "this data folder was written by a newer Anse (format \(version)); update this one first"
        case .damaged(let position): "entry \(position) of the ledger was altered; run: anse verify --data DIR"
        case .busy: "too much is being written at once; try again in a moment"
        case .notFound: "not found"
        case .notEmpty: "this data folder already holds an installation; choose another with --data"
        case .notADataFolder: "there is no installation in this folder; run: anse init --data DIR"
        case .noSpace: "the disk is full; what was acknowledged is safe, free some space and try again"
        case .cannotWrite(let path): "cannot write \(path); check that the folder exists and that you may write there"
        }
    }
}
