import ArgumentParser
import Foundation
import Pack
import Register
import Store
import Web

/// Ways in for other programs, each in the name of one account.
struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and end tokens for other programs.", subcommands: [MakeToken.self, ListTokens.self, EndToken.self],
        defaultSubcommand: MakeToken.self)
}

struct MakeToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "make", abstract: "Make a token for another program.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The account in whose name it acts.") var signIn: String
    @Option(help: "What it may do: read, or read,write.") var scopes = "read"
    @Option(help: "What it is for.") var name = "program"
    @Option(help: "How many days it works, at most \(ProgramToken.longest).") var days = ProgramToken.usual
    @Flag(help: "Write the token as JSON.") var json = false

    func run() async throws {
        try await anse.run {
            let wanted = Set(scopes.split(separator: ",").map(String.init))
            guard !wanted.isEmpty, wanted.isSubset(of: ["read", "write"]) else {
                throw Problem("--scopes takes read, or read,write")
            }
            guard (1...ProgramToken.longest).contains(days) else {
                throw Problem("--days takes a number from 1 to \(ProgramToken.longest); make a new token before it ends")
            }
            guard Named.isName(name) else { throw Problem("--name takes 1 to 120 letters in one line") }
            let (store, _, _) = try options.store()
            let account = try store.mustFind(signIn)
            guard store.account(account)?.isDisabled == false else {
                throw Problem("\(signIn) is disabled, so no program acts for them; first: anse staff reset \(signIn)")
            }
            let token = try ProgramToken.make(
                for: account, scopes: wanted, name: name, days: days, store: store, at: .now)
            if json { try printJSON(Made(signIn: signIn, token: token)) } else { print(token) }
            tell("Shown once. A running server takes it at once, for \(days) days. List and end it with: anse token list")
        }
    }
}

struct ListTokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tokens that count now: whose, for what, last used, until when.")
    @OptionGroup var options: DataOptions
    @Argument(help: "Only those of this account.") var signIn: String?
    @Flag(help: "Write JSON.") var json = false

    private struct Line: Encodable {
        let id: String
        let signIn: String
        let name: String
        let scopes: [String]
        let made: Int
        let used: Int?
        let expires: Int
    }

    func run() async throws {
        try await anse.run {
            let (store, country, _) = try options.store()
            let account = try signIn.map { try store.mustFind($0) }
            let lines = try ProgramToken.all(of: account, in: store, at: .now).map { token in
                Line(
                    id: token.id, signIn: store.account(token.account)?.grant?.signIn ?? "", name: token.name,
                    scopes: token.scopes.sorted(), made: token.made.seconds, used: token.used?.seconds,
                    expires: token.expires.seconds)
            }
            if json { return try printJSON(lines) }
            let day = { (seconds: Int) in country.today(Moment(seconds: seconds)).description }
            for line in lines {
                let used = line.used.map(day) ?? "never used"
                print(
                    [line.id, line.signIn, line.name, line.scopes.joined(separator: ","), used, "ends \(day(line.expires))"]
                        .joined(separator: "\t"))
            }
        }
    }
}

struct EndToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "end", abstract: "End a token at once.")
    @OptionGroup var options: DataOptions
    @Argument(help: "The token's id, as `anse token list` names it.") var id: String

    func run() async throws {
        try await anse.run {
            let (store, _, _) = try options.store()
            guard try ProgramToken.end(id: id, in: store) > 0 else {
                throw Problem("there is no token \"\(id)\"; see: anse token list")
            }
            tell("The token is over. A running server takes it no more.")
        }
    }
}
