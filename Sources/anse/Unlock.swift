import ArgumentParser
import Foundation
import FoundationNetworking

/// Unlocks a running server from the terminal, by the same page that a browser uses.
struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Unlock a running, sealed server with the passphrase.")
    @Option(help: "The address of the server.") var address = "http://localhost:8470"

    func run() async throws {
        try await anse.run {
            guard let url = URL(string: address + "/unlock") else {
                throw Problem("\"\(address)\" is no address; write http://localhost:8470")
            }
            let passphrase = try Passphrase.ask("Passphrase: ")
            var request = URLRequest(url: url)
            request.httpMethod = "POST"
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            let safe = CharacterSet.alphanumerics
            request.httpBody = Data("passphrase=\(passphrase.addingPercentEncoding(withAllowedCharacters: safe) ?? "")".utf8)
            let response: URLResponse
            do { (_, response) = try await URLSession.shared.data(for: request) } catch {
                throw Problem("no server answers at \(address); start one with: anse serve")
            }
            switch (response as? HTTPURLResponse)?.statusCode {
            case 200: tell("The server is open.")
            case 422: throw Problem("this passphrase does not open the data; nothing was changed, try again")
            case 429: throw Problem("too many tries; wait ten minutes")
            default: throw Problem("the server answered in a way that was not expected; look at its log")
            }
        }
    }
}
