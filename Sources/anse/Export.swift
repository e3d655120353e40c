import ArgumentParser
import Exchange
import Foundation
import Pack
import Register
import Store

/// Cases into a file. Each case gets a look first, since a file can travel.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write the cases to a file.")
    enum Kind: String, ExpressibleByArgument, CaseIterable { case ctdc, htcds, csv }

    @OptionGroup var options: DataOptions
    @Argument(help: "As what: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: Kind
    @Option(name: [.short, .long], help: "The file to write, mode 0600. Without it the terminal.", completion: .file()) var output:
        String?
    @Option(help: "For ctdc, when both are there: which layout.") var layout: String?

    func run() async throws {
        try await anse.run {
            let (store, country, _) = try options.store()
            let files = try store.all(as: try Terminal.actor(country, agency: nil), at: .now)
            let text: String
            switch kind {
            case .ctdc: text = try Outgoing.ctdc(files, country, layout: layout)
            case .htcds, .csv:
                let rows = Outgoing.sheet(files, country, isStandard: kind == .htcds)
                text = "\u{FEFF}" + rows.map { CSV.line($0) }.joined()
            }
            guard let output else { return FileHandle.standardOutput.write(Data(text.utf8)) }
            guard FileManager.default.createFile(atPath: output, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            else {
                throw StoreFault.cannotWrite(output)
            }
            tell("\(files.count) cases were read; wrote \(output)")
        }
    }
}
