import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// The door for programs: a bearer token, and answers in JSON.
enum Program {
    static func session(_ inbound: Inbound, _ desk: Desk) throws -> Session {
        let bearer = inbound.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        guard let bearer, let token = try ProgramToken.find(bearer, in: desk.store, at: inbound.now),
            let grant = desk.store.account(token.account)?.grant
        else { throw Fault(.unauthorized, "signInFirst") }
        guard token.scopes.contains(inbound.method == .get ? "read" : "write") else { throw Fault(.forbidden, "scope") }
        let actor = Actor(account: token.account, agency: grant.agency, role: grant.role)
        return Session(
            key: "", account: token.account, formToken: "", device: token.name, enabled: nil, created: inbound.now,
            seen: inbound.now,
            language: "en", isComplete: true, actor: actor)
    }

    static func reply(_ fault: Fault, _ inbound: Inbound) -> Reply {
        var holes = fault.holes
        if fault.status == .internalServerError { holes["reference"] = ErrorPage.reference(fault, inbound) }
        let isRefusal = fault.word.hasPrefix("refusal.")
        let message = inbound.country.words.say(isRefusal ? fault.word : "error.\(fault.word)", "en", holes)
        var reply = reply(fault.status, Failure(code: fault.word, message: message))
        if fault.status == .unauthorized { reply.headers[.wwwAuthenticate] = "Bearer" }
        if let seconds = fault.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        return reply
    }

    /// What every error says. Shape: `{"error":{"code","message",...}}`.
    struct Failure: Encodable {
        let code: String
        let message: String
        /// Every fault of what was sent, with status 422.
        var problems: [ProgramProblem]?
        /// The sequence the caller saw and the one there is now, with status 409 and code `behind`.
        var expected: Int?
        var sequence: Int?
    }

    static func reply(_ status: HTTPResponse.Status, _ failure: Failure) -> Reply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return .json((try? encoder.encode(["error": failure])) ?? Data("{}".utf8), status)
    }
}
