import ArgumentParser
import Foundation
import Pack
import Register
import Store
import Web

/// Who may work here: grants are entries of the ledger; the way in is a link that works once.
struct Staff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add, disable, reset and list members of staff.",
        subcommands: [AddStaff.self, DisableStaff.self, ResetStaff.self, ListStaff.self])
}

extension DataOptions {
    /// The open store, for a command that changes or reads it.
    func store() throws -> (store: Store, country: Country, installation: Installation) {
        let (installation, root, country) = try unlocked()
        let store = try installation.store(root, policy: country.policy, node: "terminal")
        return (store, country, installation)
    }
}

extension Store {
    func mustFind(_ signIn: String) throws -> AccountID {
        if let account = account(signIn: signIn) { return account }
        throw Problem("nobody signs in as \"\(signIn)\"; see: anse staff list")
    }
}

/// What a command that makes a way in gives: a link or a token, shown once.
struct Made: Encodable {
    let signIn: String
    var link: String?
    var token: String?
}

/// A fault of what was typed at the terminal, in one sentence.
struct Problem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Names that a list shows in one line.
enum Named {
    static func isSignIn(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType == .decimal || "._-@".unicodeScalars.contains($0)
            }
    }

    /// Without signs that break a line, turn it round or speak to a terminal.
    static func isName(_ text: String) -> Bool {
        let isShown = text.unicodeScalars.allSatisfy { sign in
            switch sign.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        return isShown && text.count <= 120 && text.contains { !$0.isWhitespace }
    }
}

struct AddStaff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Grant an account and print its one-time link.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The name to sign in with.") var signIn: String
    @Option(help: "The person's name.") var name: String
    @Option(help: "The code of the agency in the pack.") var agency: String
    @Option(help: "The code of the role in the pack.") var role: String
    @Flag(help: "Write the link as JSON.") var json = false

    func run() async throws {
        try await anse.run {
            guard Named.isSignIn(signIn) else {
                throw Problem("a sign-in name has 1 to 64 letters, digits and . _ - @, without spaces")
            }
            guard Named.isName(name) else { throw Problem("--name takes 1 to 120 letters in one line") }
            let (store, country, _) = try options.store()
            guard country.agency(AgencyCode(agency)) != nil else {
                throw Problem(
                    "there is no agency \"\(agency)\"; use one of \(country.agencies.map(\.code.rawValue).joined(separator: ", "))")
            }
            guard country.roles.contains(where: { $0.code.rawValue == role }) else {
                throw Problem(
                    "there is no role \"\(role)\"; use one of \(country.roles.map(\.code.rawValue).joined(separator: ", "))")
            }
            let known = store.account(signIn: signIn)
            let account = known ?? AccountID(uuid: UUID())
            let grant = Account.Grant(name: name, signIn: signIn.lowercased(), agency: AgencyCode(agency), role: RoleCode(role))
            try await store.record(.granted(grant), to: account, by: nil, at: .now)
            if known != nil {
                if json { try printJSON(Made(signIn: signIn)) }
                return tell(
                    "\(signIn) is now \(role) at \(agency). The way in stays as it was; for a new link: anse staff reset \(signIn)")
            }
            let link = "/enrol/\(try Enrolment.make(for: account, store: store, at: .now))"
            if json { try printJSON(Made(signIn: signIn, link: link)) } else { print(link) }
            tell("Give this link to \(signIn) in person, after the address of the site. It works once, for 24 hours.")
        }
    }
}

struct DisableStaff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "disable", abstract: "End an account and its sessions.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The name they sign in with.") var signIn: String

    func run() async throws {
        try await anse.run {
            let (store, _, _) = try options.store()
            let account = try store.mustFind(signIn)
            try await store.record(.disabled, to: account, by: nil, at: .now)
            try ProgramToken.end(of: account, in: store)
            tell("\(signIn) is disabled. A running server ends their sessions and tokens within a second.")
        }
    }
}

struct ResetStaff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Forget a password, end every session and token, print a new one-time link; also enables the account again.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The name they sign in with.") var signIn: String
    @Flag(help: "Write the link as JSON.") var json = false

    func run() async throws {
        try await anse.run {
            let (store, _, _) = try options.store()
            let account = try store.mustFind(signIn)
            try store.forget("credential", account.description)
            try ProgramToken.end(of: account, in: store)
            try store.forgetDevices(of: account)
            try await store.record(.disabled, to: account, by: nil, at: .now)
            try await store.record(.enabled, to: account, by: nil, at: .now)
            let link = "/enrol/\(try Enrolment.make(for: account, store: store, at: .now))"
            if json { try printJSON(Made(signIn: signIn, link: link)) } else { print(link) }
            tell("Give this link to \(signIn) in person, after the address of the site. It works once, for 24 hours.")
        }
    }
}

struct ListStaff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List every account.")
    @OptionGroup var options: DataOptions
    @Flag(help: "Write JSON.") var json = false

    private struct Line: Codable {
        let signIn: String
        let name: String
        let agency: String
        let role: String
        let isDisabled: Bool
    }

    func run() async throws {
        try await anse.run {
            let (store, _, _) = try options.store()
            let lines = store.staff().values.compactMap { account in
                account.grant.map {
                    Line(
                        signIn: $0.signIn, name: $0.name, agency: $0.agency.rawValue, role: $0.role.rawValue,
                        isDisabled: account.isDisabled)
                }
            }.sorted { $0.signIn < $1.signIn }
            if json { return try printJSON(lines) }
            for line in lines {
                print("\(line.signIn)\t\(line.name)\t\(line.agency)\t\(line.role)\t\(line.isDisabled ? "disabled" : "active")")
            }
        }
    }
}

/// Makes the index again from the ledger, and says whether it agrees.
struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fold the whole ledger into a new index and compare.")
    @OptionGroup var options: DataOptions
    @Flag(help: "Write the result as JSON.") var json = false

    func run() async throws {
        try await anse.run {
            let (store, _, _) = try options.store()
            let (live, rebuilt) = try store.views()
            if json { print(#"{"lines":\#(rebuilt.count),"same":\#(live == rebuilt)}"#) }
            tell("\(rebuilt.count) lines of the index were made again from the ledger.")
            guard live == rebuilt else {
                tell("error: the two differ; run: anse verify")
                throw Ending.problems
            }
        }
    }
}
