import Foundation
package import Register

extension Store {
    /// The worker whom a sign-in name, a password and a one-time code prove; the code is used then. Nil when they do not belong together.
    package func worker(_ signIn: String, password: String, code: String, at now: Moment) throws -> Actor? {
        guard let account = account(signIn: signIn), let known = self.account(account), !known.isDisabled, let grant = known.grant,
            var credential = try kept("credential", account.description, as: Credential.self),
            Argon2.isMatch(password, credential.password), credential.take(code.filter(\.isNumber), at: now)
        else { return nil }
        try keep("credential", account.description, credential, at: now)
        return Actor(account: account, agency: grant.agency, role: grant.role)
    }
}
