import HTTPTypes
package import Register
import Store

/// The site as a trial walks it: every address, and a way in for each worker that needs no pages of sign-in.
package enum Walk {
    package enum Door: Sendable { case sealed, anyone, half, staff, passerby, program }

    package struct Address: Sendable {
        package let isPost: Bool
        /// Shape: `/cases/{case}/forms/{form}`.
        package let path: String
        package let door: Door
        package let takesFile: Bool
    }

    package static let addresses: [Address] = Routes.all.map { route in
        let door: Door =
            switch route.door {
            case .sealed: .sealed
            case .anyone: .anyone
            case .half: .half
            case .staff: .staff
            case .passerby: .passerby
            case .program: .program
            }
        return Address(isPost: route.method != .get, path: route.path, door: door, takesFile: route.takesFile)
    }

    /// What a signed-in browser and a program of one worker bring.
    package struct Pass: Sendable {
        package let cookie: String
        package let formToken: String
        package let bearer: String
    }

    /// Errors: `StoreFault.notFound` while the site is sealed.
    package static func pass(for account: AccountID, at site: Site, isComplete: Bool = true, now: Moment) throws -> Pass {
        guard let desk = site.openDesk else { throw StoreFault.notFound }
        let token = try desk.sessions.start(account, device: "", language: "en", isComplete: isComplete, at: now)
        guard let session = try desk.sessions.find(token, at: now) else { throw StoreFault.notFound }
        let bearer = try ProgramToken.make(
            for: account, scopes: ["read", "write"], name: "trial", days: 1, store: desk.store, at: now)
        return Pass(cookie: "\(Sessions.cookie)=\(token)", formToken: session.formToken, bearer: bearer)
    }

    /// Whether the browser's part of a pass still lets in.
    package static func isAlive(_ pass: Pass, at site: Site, now: Moment) -> Bool {
        let token = String(pass.cookie.dropFirst(Sessions.cookie.count + 1))
        return (try? site.openDesk?.sessions.find(token, at: now)).flatMap { $0 } != nil
    }
}
