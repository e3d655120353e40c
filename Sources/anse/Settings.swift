import ArgumentParser
import Foundation
import Pack
import Register
import Store

/// What decides whom an installation trusts, as it is sealed.
struct Settings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the sealed settings, or say where the pack lies now.")
    @OptionGroup var options: DataOptions
    @Option(help: "The folder of the pack from now on, when it was moved.", completion: .directory) var pack: String?
    @Flag(help: "Write the settings as JSON.") var json = false

    func run() async throws {
        try await anse.run {
            var installation = try options.opened().installation
            if let pack {
                let folder = URL(filePath: pack)
                let country = try Country(at: folder)
                guard (country.region ?? country.code) == installation.settings.country else {
                    throw Problem("\(pack) is the pack of \(country.name.english), and this folder is of another country")
                }
                installation = try installation.change { $0.pack = folder.standardizedFileURL.path }
                try installation.ledger.keepCounter()
            }
            let settings = installation.settings
            if json { return try printJSON(settings) }
            print("country\t\(settings.country)\ninstallation\t\(settings.installation)\nname\t\(settings.name)")
            print("pack\t\(settings.pack)\ndemo\t\(settings.isDemo ? "yes" : "no")")
        }
    }
}
