import Foundation
import Register
import Store

/// A worker who signs in at the terminal to agree to something: name, password, one-time code. Never a flag.
enum SecondWorker {
    static func ask(_ store: Store) throws -> Actor {
        let typed = try typed()
        guard let worker = try store.worker(typed.name, password: typed.password, code: typed.code, at: .now) else {
            throw Problem("the name, the password and the code do not belong together; nothing was changed")
        }
        return worker
    }

    static func typed() throws -> (name: String, password: String, code: String) {
        if isatty(0) == 1 { FileHandle.standardError.write(Data("Sign-in name: ".utf8)) }
        let name = (readLine() ?? "").trimmingCharacters(in: .whitespaces)
        let password = try Passphrase.ask("Password: ")
        return (name, password, try Passphrase.ask("One-time code: "))
    }
}
