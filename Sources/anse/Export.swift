import ArgumentParser
import Exchange
import Foundation
import Pack
import Register
import Store

/// Cases into a file. Each case gets a look first, since a file can travel.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write the cases, or the directory, to a file.")
    enum Kind: String, ExpressibleByArgument, CaseIterable { case ctdc, htcds, csv, xlsx, directory }

    @OptionGroup var options: DataOptions
    @Argument(help: "As what: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: Kind
    @Option(name: [.short, .long], help: "The file to write, mode 0600. Without it the terminal.", completion: .file()) var output:
        String?
    @Option(help: "For ctdc, when both are there: which layout.") var layout: String?
    @Flag(help: "For xlsx: name the columns by HTCDS elements, as htcds does.") var standard = false

    func run() async throws {
        try await anse.run {
            if kind == .xlsx, output == nil, isatty(1) == 1 { throw Problem("a workbook is no text; name a file with -o FILE") }
            if let output { try OutputFile(output).check() }
            let (store, country, installation) = try options.store()
            let second = installation.isDemo || kind == .directory ? nil : try SecondPerson.ask(store)
            let (file, count, done) = try content(store, country, second)
            if let second {
                let now = Moment.now
                let taken = Register.Export.Taken(
                    format: kind.rawValue, people: count, plain: Store.digest(file), size: file.count)
                let number = try await store.take(taken, agreedBy: second, at: now, today: country.today(now))
                tell("It is recorded as \(number); whoever agreed sees it on the page of exports.")
            }
            if kind != .directory, let left = Damage.sentence(store, so: "left out") { tell(left) }
            guard let output else { return FileHandle.standardOutput.write(file) }
            try OutputFile(output).write(file)
            tell("\(done); wrote \(output)")
        }
    }

    /// Every case with a look at each: of the second person, and in a demo of the terminal.
    private func content(
        _ store: Store, _ country: Country, _ second: Actor?
    ) throws -> (file: Data, count: Int, done: String) {
        if kind == .directory {
            let directory = try store.directory()
            return (try HSDS(country).file(of: directory), directory.count, "\(directory.count) providers were read")
        }
        let files =
            try second.map { try store.all(agreedBy: $0, at: .now) }
            ?? store.all(as: try Terminal.actor(country, agency: nil), at: .now)
        let done = "\(files.count) cases were read"
        if kind == .ctdc { return (Data(try Outgoing.ctdc(files, country, layout: layout).utf8), files.count, done) }
        let rows = Outgoing.sheet(files, country, isStandard: kind == .htcds || (kind == .xlsx && standard))
        if kind == .xlsx { return (try Workbook([Workbook.Sheet(name: "Cases", rows: rows)]).file(), files.count, done) }
        return (Data(("\u{FEFF}" + rows.map { CSV.line($0) }.joined()).utf8), files.count, done)
    }
}
