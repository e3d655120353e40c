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
            Head.self, Proof.self, Settings.self,
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
    static var now: Moment { Moment(seconds: Bounded.whole(of: Date().timeIntervalSince1970.rounded(.down))) }
}

/// The data folder and the way to unlock it.
struct DataOptions: ParsableArguments {
    @Option(help: "The data folder.", completion: .directory) var data = "data"
    @Option(help: "A key file (mode 0600) instead of the passphrase.", completion: .file()) var keyFile: String?

    /// The country is that of the accepted edition of the pack.
    ///
    /// - Parameter toVerify: what the folder lacks is then for the check to say, and no reason to refuse.
    func unlocked(toVerify: Bool = false) throws -> (installation: Installation, root: RootKey, country: Country) {
        let (installation, root) = try opened(toVerify: toVerify)
        guard toVerify else { return (installation, root, try AcceptedPack(installation, root).country()) }
        do { return (installation, root, try AcceptedPack(installation, root).accepted()) } catch {
            tell("warning: the accepted edition of the pack does not open (\(error)); this check uses the folder's words")
            return (installation, root, try Country(at: URL(filePath: installation.pack)))
        }
    }

    func opened(toVerify: Bool = false) throws -> (installation: Installation, root: RootKey) {
        let installation = try Installation(URL(filePath: data))
        let root: RootKey
        if let keyFile {
            root = try installation.unlock(keyFile: URL(filePath: keyFile), toVerify: toVerify)
        } else {
            root = try installation.unlock(passphrase: try Passphrase.ask("Passphrase: "), toVerify: toVerify)
        }
        return (installation, root)
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
            let (installation, root) = try Installation.create(
                in: URL(filePath: data), name: name, country: country.region ?? country.code, pack: folder.standardizedFileURL.path,
                passphrase: passphrase,
                keyFile: keyFile.map { URL(filePath: $0) }, context: [country.name.english])
            _ = try AcceptedPack(installation, root).take(nil)
            tell("Made \(data) for \(country.name.english). This edition of its pack holds until another one is accepted.")
        }
    }
}

struct CheckPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-pack", abstract: "List every fault of a pack, and count the texts that wait for a translation.")
    @Argument(help: "The pack folder.", completion: .directory) var pack: String
    @Flag(help: "List the texts that wait for a translation.") var notes = false
    @Flag(help: "Write the faults and the texts as JSON.") var json = false

    func run() async throws {
        let found: PackProblems
        do {
            let country = try Country(at: URL(filePath: pack))
            found = PackProblems(faults: [], notes: country.untranslated)
            let counts = "\(country.forms.count) forms, \(country.fields.count) questions, \(country.agencies.count) agencies"
            tell("\(country.name.english): \(counts).")
        } catch { found = error }
        if json { try printJSON(found) } else { show(found) }
        if !found.faults.isEmpty { throw Ending.problems }
    }

    /// The faults stand last, where whoever runs it looks first.
    private func show(_ found: PackProblems) {
        if notes { for note in found.notes { print(note) } }
        if !found.notes.isEmpty {
            let more = notes ? "" : "; --notes lists them"
            tell("\(found.notes.count) texts are not translated and are shown in English\(more).")
        }
        guard !found.faults.isEmpty else { return tell("No faults.") }
        tell(found.faults.count == 1 ? "1 fault:" : "\(found.faults.count) faults:")
        for fault in found.faults { print(fault) }
        if !found.unsure.isEmpty {
            tell("What refers to \(found.unsure.joined(separator: ", ")) is checked once these are mended.")
        }
    }
}
