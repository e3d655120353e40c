import ArgumentParser
import Foundation
import Pack
import Register
import Store

/// Something for an outside body to keep, on paper or in a mailbox.
struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign the ledger as it is now, and print the head for somebody outside to keep.")
    @OptionGroup var options: DataOptions
    @Flag(help: "Print the key instead, which checks every head of this installation: for whoever keeps heads.") var key = false

    func run() async throws {
        try await anse.run {
            let (installation, root, _) = try options.unlocked()
            let signing = try SigningKey(of: installation.ledger, root: root)
            if key { return print(signing.verifier) }
            try signing.signHead(of: installation.ledger, at: .now)
            guard let head = try installation.ledger.lastHead() else {
                throw Problem("the ledger is empty; there is nothing to sign")
            }
            print(head.note(by: signing.verifier), terminator: "")
            tell("Whoever keeps this can prove later that nothing before it was taken away: anse verify --head FILE")
        }
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check every entry, leaf and signed head of the ledger.")
    @OptionGroup var options: DataOptions
    @Flag(help: "Check leaves and heads only, and open no entry: several times faster.") var treeOnly = false
    @Option(help: "A signed head that somebody kept: the ledger must still hold all that it covers.", completion: .file())
    var head: String?
    @Option(help: "A PDF file: was exactly this paper kept or given out here?", completion: .file()) var pdf: String?
    @Flag(help: "Write the result as JSON.") var json = false

    private struct Found: Encodable {
        let entries: Int
        let heads: Int
        let root: String
        let fault: String?

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(entries, forKey: .entries)
            try values.encode(heads, forKey: .heads)
            try values.encode(root, forKey: .root)
            try values.encode(fault, forKey: .fault)
        }

        private enum CodingKeys: CodingKey { case entries, heads, root, fault }
    }

    private func kept() throws -> [KeptHead] {
        guard let head else { return [] }
        guard let text = try? String(contentsOfFile: head, encoding: .utf8), let kept = KeptHead(note: text) else {
            throw Problem("\(head) is no signed head; make one with: anse head")
        }
        return [kept]
    }

    func run() async throws {
        if let pdf { return try await check(pdf) }
        let found = try await anse.run {
            let (installation, root, country) = try options.unlocked(toVerify: true)
            let start = ContinuousClock.now
            let found = try Verification(
                of: installation.ledger, root: root, policy: country.policy, opening: !treeOnly, kept: try kept())
            tell(
                "Checked \(found.entries) entries and \(found.heads) heads in \((ContinuousClock.now - start).formatted(.units(allowed: [.seconds, .milliseconds])))."
            )
            return found
        }
        if found.destroyed > 0 {
            tell("\(found.destroyed) of them are of destroyed cases and open no more, as their certificates say.")
        }
        if json {
            try printJSON(
                Found(entries: found.entries, heads: found.heads, root: found.root, fault: found.fault.map { "\($0)" }))
        } else {
            print(found.fault.map { "FAULT: \($0)" } ?? "clean: root \(found.root)")
        }
        if found.fault != nil {
            tell(Verification.Fault.advice)
            throw Ending.problems
        }
    }

    private func check(_ pdf: String) async throws {
        let found = try await anse.run {
            guard let bytes = FileManager.default.contents(atPath: pdf) else {
                throw Problem("cannot read \(pdf); check that it is there and that you may read it")
            }
            let (installation, root, country) = try options.unlocked()
            let digest = Store.digest(bytes)
            let found = try Verification.paper(digest, in: installation.ledger, root: root, policy: country.policy)
            return found.map { (position: $0.position, at: $0.at, zone: country.zone) }
        }
        guard let found else {
            print(
                json
                    ? #"{"genuine":false}"#
                    : "NOT GENUINE: no paper of exactly this content was kept here, or its case was destroyed")
            throw Ending.problems
        }
        let (day, minute) = found.zone.local(found.at)
        let time = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        print(
            json
                ? #"{"genuine":true,"entry":\#(found.position),"at":\#(found.at.seconds)}"#
                : "genuine: entry \(found.position), \(day) \(time)")
    }
}
