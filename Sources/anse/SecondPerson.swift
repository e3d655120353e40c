import Foundation
import Register
import Store

/// The second person of an export at the terminal, who signs in there: name, password, one-time code. Never a flag.
enum SecondPerson {
    /// Errors: `WitnessFault`.
    static func ask(_ store: Store) throws -> Actor {
        guard store.hasWitnesses else { throw WitnessFault.nobody }
        tell("A second person agrees to this export: somebody whose role has the duty export signs in now.")
        if isatty(0) == 1 { FileHandle.standardError.write(Data("Sign-in name: ".utf8)) }
        let name = (readLine() ?? "").trimmingCharacters(in: .whitespaces)
        let password = try Passphrase.ask("Password: ")
        return try store.witness(name, password: password, code: try Passphrase.ask("One-time code: "), at: .now)
    }
}
