import ArgumentParser
import Foundation
import Pack
import Register
import Store

/// Shows what differs between the accepted edition of the pack and its folder, and takes what lies there from now on.
struct AcceptPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Show what differs from the accepted edition of the pack, and accept it; what decides trust by two people.")
    @OptionGroup var options: DataOptions
    @Flag(help: "Only show what differs, and accept nothing.") var show = false
    @Flag(help: "Give up what waits for a second person.") var withdraw = false
    @Flag(help: "Write what holds, what waits and what differs as JSON.") var json = false

    func run() async throws {
        try await anse.run {
            let (installation, root) = try options.opened()
            let pack = try AcceptedPack(installation, root)
            if withdraw { return try giveUp(pack) }
            let after: Country
            do { after = try Country(pack.folder) } catch let found as PackProblems {
                for fault in found.faults { tell("\(fault)") }
                throw Problem("the folder has \(found.faults.count) faults; nothing was accepted, and the accepted edition goes on")
            }
            guard let current = pack.editions.current else { return try begin(pack, after) }
            let before = try pack.files(of: current)
            let difference = PackDifference(from: before, to: pack.folder)
            let trust = TrustTerms.changed(from: try Country(before), to: after)
            let bound = pack.bound(after, trust: trust)
            try report(pack, difference, trust)
            if difference.parts.isEmpty { return tell("The folder is the accepted edition, \(current.edition.version).") }
            if show { return }
            if trust.isEmpty || installation.isDemo {
                try pack.book.keep(
                    bound, changes: difference.text, isProposed: false, isDemo: installation.isDemo, as: AcceptedPack.terminal,
                    at: .now)
                return tell("Accepted \(bound.edition.version). A running server takes it at its next start.")
            }
            if pack.editions.waiting?.edition.digest == bound.edition.digest {
                return try agree(installation, root, bound.edition, try Country(before))
            }
            try pack.book.keep(
                bound, changes: difference.text, isProposed: true, isDemo: false, as: AcceptedPack.terminal, at: .now)
            tell(
                "This decides who is trusted with what, so a second person agrees: somebody who oversees an agency, or the country, runs the same command here and signs in. Until then the accepted edition goes on."
            )
        }
    }

    private func report(_ pack: AcceptedPack, _ difference: PackDifference, _ trust: [TrustTerms]) throws {
        if json {
            return try printJSON(
                Report(
                    accepted: pack.editions.current?.edition.digest, waiting: pack.editions.waiting?.edition.digest,
                    files: difference.files, trust: trust.map(\.rawValue)))
        }
        if !difference.parts.isEmpty { print(difference.text) }
        if !trust.isEmpty { tell("Decides trust: \(trust.map(\.rawValue).joined(separator: ", ")).") }
    }

    private struct Report: Encodable {
        let accepted: String?
        let waiting: String?
        let files: [String]
        let trust: [String]
    }

    private func begin(_ pack: AcceptedPack, _ country: Country) throws {
        if show { return tell("No edition was accepted yet; the folder is that of \(country.name.english), \(country.version).") }
        _ = try pack.take(nil)
        tell("Accepted the first edition, \(country.code) \(country.version): \(pack.folder.files.count) files.")
    }

    private func giveUp(_ pack: AcceptedPack) throws {
        guard let waiting = pack.editions.waiting else { throw Problem("no edition waits for a second person") }
        try pack.book.withdraw(waiting.edition.digest, as: AcceptedPack.terminal, at: .now)
        tell("Nothing waits any more; the accepted edition goes on.")
    }

    /// The roles are those of the edition that holds: nobody agrees by a right that they would only have after it.
    private func agree(_ installation: Installation, _ root: RootKey, _ edition: Editions.Edition, _ country: Country) throws {
        let store = try installation.store(root, policy: country.policy, node: "terminal")
        tell("Waits for a second person. Whoever agrees signs in:")
        let worker = try SecondWorker.ask(store)
        do {
            try EditionBook(of: installation.ledger, root: root).agree(
                to: edition.digest, mayAgree: store.mayAgreeToEditions(worker), as: worker, at: .now)
        } catch let refusal as Refusal { throw Problem(country.words.say(refusal.reason, "en", refusal.details)) }
        tell("Accepted \(edition.version), agreed to by two. A running server takes it at its next start.")
    }
}
