import Foundation
import Pack
import Register
import Store

/// The edition of the pack that holds in an installation, beside what lies in its folder now.
struct AcceptedPack {
    let installation: Installation
    let book: EditionBook
    let editions: Editions
    /// The folder as it is now; it may hold anything.
    let folder: PackFolder

    init(_ installation: Installation, _ root: RootKey) throws {
        self.installation = installation
        book = EditionBook(of: installation.ledger, root: root)
        editions = try book.read()
        folder = PackFolder(at: URL(filePath: installation.pack))
    }

    static let terminal = Actor(account: .anybody, agency: "installation", role: "terminal")

    /// The country as it was accepted. A demo accepts what lies in its folder by itself; elsewhere what differs is named in one sentence.
    ///
    /// Errors: `Problem` before the first edition was accepted; `StoreFault.damaged`; `PackProblems`.
    func country() throws -> Country {
        guard let current = editions.current else {
            guard installation.isDemo else {
                throw Problem("no edition of the pack was accepted here yet; look at it and accept it: anse pack accept --data DIR")
            }
            return try take(nil)
        }
        let files = try files(of: current)
        guard files != folder else { return try Country(files) }
        if installation.isDemo, !folder.files.isEmpty { return try take(files) }
        tell("warning: \(sentence(PackDifference(from: files, to: folder)))")
        return try Country(files)
    }

    /// The same without a look at the folder, which a check must neither trust nor take anything from.
    func accepted() throws -> Country {
        guard let current = editions.current else { throw Problem("no edition of the pack was accepted here yet") }
        return try Country(try files(of: current))
    }

    func files(of step: Editions.Step) throws -> PackFolder {
        guard let files = PackFolder(archive: try book.archive(of: step)) else { throw StoreFault.damaged(position: 0) }
        return files
    }

    private func sentence(_ difference: PackDifference) -> String {
        let named = difference.files.prefix(5).joined(separator: ", ")
        let more = difference.files.count > 5 ? " and \(difference.files.count - 5) more" : ""
        return "the pack folder differs from the accepted edition in \(named)\(more); the accepted edition goes on."
            + " To look at it and accept it: anse pack accept --data DIR"
    }

    /// Accepts what lies in the folder, by one.
    func take(_ before: PackFolder?) throws -> Country {
        let country = try Country(folder)
        let changes = before.map { PackDifference(from: $0, to: folder).text } ?? "The first edition."
        try book.keep(
            bound(country, trust: []), changes: changes, isProposed: false, isDemo: installation.isDemo, as: AcceptedPack.terminal,
            at: .now)
        return country
    }

    func bound(_ country: Country, trust: [TrustTerms]) -> EditionBook.Bound {
        EditionBook.Bound(
            folder.archive, version: "\(country.code) \(country.version)", files: folder.files.count, trust: trust.map(\.rawValue))
    }
}
