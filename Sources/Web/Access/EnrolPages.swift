import Foundation
import HTTPTypes
import Pack
package import Register
package import Store

/// A way in that works once, for a new member of staff or a new password.
package struct Enrolment: Codable, Sendable {
    let account: AccountID
    let codeSecret: Data
    let expires: Moment

    /// Gives the token of the link `/enrol/TOKEN`. Units: it lasts 24 hours. An older link of the account ends.
    package static func make(for account: AccountID, store: Store, at now: Moment) throws -> String {
        let token = Store.token()
        let enrolment = Enrolment(account: account, codeSecret: OneTimeCode.secret(), expires: now.after(hours: 24))
        try end(of: account, store: store)
        try store.keep("enrolment", Store.hash(token), enrolment, at: now)
        try store.keep("enrolling", account.description, Store.hash(token), at: now)
        return token
    }

    static func end(of account: AccountID, store: Store) throws {
        guard let key = try store.kept("enrolling", account.description, as: String.self) else { return }
        try store.forget("enrolment", key)
        try store.forget("enrolling", account.description)
    }
}

/// Choosing a password and pairing the authenticator, once.
enum EnrolPages {
    static var routes: [Route] {
        [
            Route(method: .get, path: "/enrol/{token}", door: .anyone { try page($0) }),
            Route(method: .post, path: "/enrol/{token}", door: .anyone(enrol)),
        ]
    }

    private static func find(_ visit: Visit) throws -> Enrolment {
        let key = Store.hash(try visit.named("token"))
        guard let enrolment = try visit.store.kept("enrolment", key, as: Enrolment.self), enrolment.expires > visit.now,
            visit.store.account(enrolment.account)?.isDisabled != true
        else {
            throw Fault(.notFound, "enrolOver")
        }
        return enrolment
    }

    /// What a stranger may know of whoever chooses a password.
    private static func context(_ visit: Visit, _ enrolment: Enrolment) -> [String] {
        let grant = visit.store.account(enrolment.account)?.grant
        let agency = grant.map { visit.country.agency($0.agency)?.name.english ?? "" }
        return [grant?.signIn, grant?.name, grant?.agency.rawValue, agency, visit.country.name.english].compactMap(\.self)
    }

    private static func page(_ visit: Visit, _ problems: [(field: String, sentence: String)] = []) throws -> Reply {
        let enrolment = try find(visit)
        let secret = OneTimeCode.text(enrolment.codeSecret)
        var groups: [String] = []
        for index in stride(from: 0, to: secret.count, by: 4) { groups.append(String(secret.dropFirst(index).prefix(4))) }
        let title = visit.say("enrol.title")
        let grant = visit.store.account(enrolment.account)?.grant
        let label = grant?.signIn.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let link = "otpauth://totp/Anse:\(label)?secret=\(secret)&issuer=Anse"
        return visit.page(
            title, isFaulty: !problems.isEmpty,
            """
            \(visit.faults(problems))<h1>\(title)</h1><p>\(visit.say("enrol.why", ["name": grant?.name ?? ""]))</p>
            <form method="post" action="\(visit.path)?lang=\(visit.language)">
            <h2>\(visit.say("enrol.app"))</h2><p>\(visit.say("enrol.appWhy"))</p><p><code class="code">\(groups.joined(separator: " "))</code></p><p><a href="\(link)">\(visit.say("enrol.open"))</a></p>
            <h2>\(visit.say("enrol.choose"))</h2>
            <div class="field"><label for="password">\(visit.say("enrol.password"))</label><p class="hint" id="password-hint">\(visit.say("enrol.passwordHint"))</p><input id="password" name="password" type="password" autocomplete="new-password" aria-describedby="password-hint"></div>
            <div class="field"><label for="again">\(visit.say("enrol.again"))</label><input id="again" name="again" type="password" autocomplete="new-password"></div>
            <div class="field"><label for="code">\(visit.say("enrol.code"))</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7"></div>
            <button>\(visit.say("enrol.finish"))</button></form>
            """)
    }

    private static func enrol(_ visit: Visit) async throws -> Reply {
        let enrolment = try find(visit)
        let password = visit.form["password"].first ?? ""
        var problems: [(field: String, sentence: String)] = []
        switch PasswordStrength(of: password, context: context(visit, enrolment)) {
        case .short: problems.append(("password", visit.say("enrol.short")))
        case .common: problems.append(("password", visit.say("enrol.common")))
        case .fine: break
        }
        if password != visit.form["again"].first { problems.append(("again", visit.say("enrol.differ"))) }
        var credential = Store.Credential(password: "", codeSecret: enrolment.codeSecret)
        if !credential.take(visit.form.first("code").filter(\.isNumber), at: visit.now) {
            problems.append(("code", visit.say("signIn.wrongCode")))
        }
        guard problems.isEmpty else { return try page(visit, problems) }
        // Whoever holds a link is known as the one it was given to.
        credential.password = try await visit.site.slowWork.run { try Argon2.hash(password) }
        _ = try find(visit)
        try Enrolment.end(of: enrolment.account, store: visit.store)
        try visit.store.forget("enrolment", Store.hash(try visit.named("token")))
        try visit.store.keep("credential", enrolment.account.description, credential, at: visit.now)
        try visit.desk.sessions.endAll(of: enrolment.account)
        try visit.store.forgetDevices(of: enrolment.account)
        return .redirect("/sign-in")
    }
}
