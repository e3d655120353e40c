import Foundation
import Register
import Store

/// The second person of an export at the terminal, who signs in there: name, password, one-time code. Never a flag.
enum SecondPerson {
    /// Errors: `WitnessFault`.
    static func ask(_ store: Store) throws -> Actor {
        guard store.hasWitnesses else { throw WitnessFault.nobody }
        tell("A second person agrees to this export: somebody whose role has the duty export signs in now.")
        let typed = try SecondWorker.typed()
        return try store.witness(typed.name, password: typed.password, code: typed.code, at: .now)
    }
}
