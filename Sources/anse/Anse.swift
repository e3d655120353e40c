import ArgumentParser
import Foundation
import Pack
import Register
import Store

@main
struct Anse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anse", abstract: "A national counter-trafficking system.", version: "0.1.0",
        subcommands: [
            Initialise.self, Demo.self, Serve.self, Unlock.self, Staff.self, Token.self, Import.self, Export.self, Verify.self,
            Head.self,
            Rebuild.self,
            CheckPack.self, Packs.self, Publish.self, Bench.self,
        ])
}

/// How a command ends, by the documented codes: 1 failed, 2 a check found problems, 3 partly imported.
enum Ending {
    static let failed = ExitCode(1)
    static let problems = ExitCode(2)
    static let partly = ExitCode(3)
}

/// Says something to the person at the terminal, apart from the data.
func tell(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// Runs a command's work; an expected fault is one sentence and exit code 1.
func run<Value>(_ work: () async throws -> Value) async throws -> Value {
    // Before anything is read; what this system does not allow is said where the program stays.
    _ = MemoryFence.raise()
    do { return try await work() } catch let exit as ExitCode { throw exit } catch {
        tell("error: \(error)")
        throw Ending.failed
    }
}

/// A result for another program, on stdout.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

extension Moment {
    static var now: Moment { Moment(seconds: Int(Date().timeIntervalSince1970)) }
}

/// The data folder and the way to unlock it.
struct DataOptions: ParsableArguments {
    @Option(help: "The data folder.", completion: .directory) var data = "data"
    @Option(help: "A key file (mode 0600) instead of the passphrase.", completion: .file()) var keyFile: String?

    func unlocked() throws -> (installation: Installation, root: RootKey, country: Country) {
        let installation = try Installation(URL(filePath: data))
        let root: RootKey
        if let keyFile {
            root = try installation.unlock(keyFile: URL(filePath: keyFile))
        } else {
            root = try installation.unlock(passphrase: try Passphrase.ask("Passphrase: "))
        }
        return (installation, root, try Country(at: URL(filePath: installation.pack)))
    }
}

/// A passphrase from the terminal without echo, or the first line of a pipe. Never a flag.
enum Passphrase {
    static func ask(_ prompt: String) throws -> String {
        guard isatty(0) == 1 else { return readLine() ?? "" }
        return String(cString: getpass(prompt))
    }
}

struct Initialise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Make a new data folder.")
    @Option(help: "The folder to make.") var data = "data"
    @Option(help: "The country's pack folder.") var pack = "Packs/saint-lucia"
    @Option(help: "Also write a key file here, for a start without a person.") var keyFile: String?
    @Option(help: "The name of this installation.") var name = "anse"

    func run() async throws {
        try await anse.run {
            let folder = URL(filePath: pack)
            let country = try Country(at: folder)
            tell("A passphrase of at least \(KeySlots.shortestPassphrase) characters opens the data. Nobody can recover it.")
            let passphrase = try Passphrase.ask("New passphrase: ")
            if isatty(0) == 1, try Passphrase.ask("Again: ") != passphrase {
                tell("error: the two passphrases differ; nothing was made")
                throw Ending.failed
            }
            _ = try Installation.create(
                in: URL(filePath: data), name: name, pack: folder.standardizedFileURL.path, passphrase: passphrase,
                keyFile: keyFile.map { URL(filePath: $0) })
            tell("Made \(data) for \(country.name).")
        }
    }
}

struct CheckPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "check-pack", abstract: "List every fault of a pack.")
    @Argument(help: "The pack folder.") var pack: String
    @Flag(help: "Write the faults as JSON.") var json = false

    func run() async throws {
        let faults: [PackFault]
        do {
            let country = try Country(at: URL(filePath: pack))
            faults = country.untranslated
            tell(
                "\(country.name): \(country.forms.count) forms, \(country.fields.count) questions, \(country.agencies.count) agencies."
            )
        } catch { faults = error.faults }
        if json { try printJSON(faults) } else { for fault in faults { print(fault) } }
        tell(faults.isEmpty ? "No faults." : "\(faults.count) faults.")
        if !faults.isEmpty { throw Ending.problems }
    }
}

/// Something for an outside body to keep, on paper or in a mailbox.
struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign the ledger as it is now, and print the head for somebody outside to keep.")
    @OptionGroup var options: DataOptions

    func run() async throws {
        try await anse.run {
            let (installation, root, _) = try options.unlocked()
            let key = try SigningKey(of: installation.ledger, root: root)
            try key.signHead(of: installation.ledger, at: .now)
            guard let head = try installation.ledger.heads().last else {
                throw Problem("the ledger is empty; there is nothing to sign")
            }
            print(head.note(key: key.publicKey), terminator: "")
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

    private func kept() throws -> [SignedHead] {
        guard let head else { return [] }
        guard let text = try? String(contentsOfFile: head, encoding: .utf8), let kept = SignedHead(note: text) else {
            throw Problem("\(head) is no signed head; make one with: anse head")
        }
        return [kept]
    }

    func run() async throws {
        if let pdf { return try await check(pdf) }
        let found = try await anse.run {
            let (installation, root, country) = try options.unlocked()
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
            let fault = found.fault.map { "\"\($0)\"" } ?? "null"
            print(#"{"entries":\#(found.entries),"heads":\#(found.heads),"root":"\#(found.root)","fault":\#(fault)}"#)
        } else {
            print(found.fault.map { "FAULT: \($0)" } ?? "clean: root \(found.root)")
        }
        if found.fault != nil { throw Ending.problems }
    }

    private func check(_ pdf: String) async throws {
        let found = try await anse.run {
            guard let bytes = FileManager.default.contents(atPath: pdf) else {
                throw Problem("cannot read \(pdf); check that it is there and that you may read it")
            }
            let (installation, root, country) = try options.unlocked()
            let digest = Store.digest(bytes)
            let found = try Verification.paper(digest, in: installation.ledger, root: root, policy: country.policy)
            return found.map { (position: $0.position, at: $0.at, offset: country.offset) }
        }
        guard let found else {
            print(
                json
                    ? #"{"genuine":false}"#
                    : "NOT GENUINE: no paper of exactly this content was kept here, or its case was destroyed")
            throw Ending.problems
        }
        let (day, minute) = found.at.local(offset: found.offset)
        let time = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        print(
            json
                ? #"{"genuine":true,"entry":\#(found.position),"at":\#(found.at.seconds)}"#
                : "genuine: entry \(found.position), \(day) \(time)")
    }
}
