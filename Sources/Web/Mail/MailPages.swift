import HTTPTypes
import Pack
import Register
import Store

/// A worker chooses to be told by mail that something waits. The page is there only where the installation sends mail.
enum MailPages {
    static var routes: [Route] {
        [
            .post("/account/mail") { visit in
                guard visit.site.mailer != nil else { throw Fault.notFound }
                guard let address = MailAddress(visit.form.first("mail")) else {
                    return try AccountPages.page(visit, isMailWrong: true)
                }
                let choice = MailChoice(
                    account: try visit.actor().account, address: address, language: visit.language, chosen: visit.now)
                try visit.store.choose(choice, at: visit.now)
                return .redirect("/account")
            },
            .post("/account/mail/end") { visit in
                guard visit.site.mailer != nil else { throw Fault.notFound }
                try visit.store.endMail(of: try visit.actor().account)
                return .redirect("/account")
            },
        ]
    }

    /// On the page of the account.
    static func section(_ visit: Visit) throws -> HTML {
        guard visit.site.mailer != nil else { return .none }
        let choice = try visit.store.mailChoice(of: try visit.actor().account)
        let value = visit.form.first("mail").isEmpty ? choice?.address.text ?? "" : visit.form.first("mail")
        let end = visit.posting("/account/mail/end", "<button class=\"quiet\">\(visit.say("mail.end"))</button>")
        return """
            <h2>\(visit.say("mail.title"))</h2><p>\(visit.say("mail.why"))</p><p class="notice">\(visit.say("mail.tells"))</p>
            \(visit.posting("/account/mail", "<div class=\"field\"><label for=\"mail\">\(visit.say("mail.address"))</label><input id=\"mail\" name=\"mail\" type=\"email\" autocomplete=\"email\" value=\"\(value)\"></div><button class=\"quiet\">\(visit.say("mail.choose"))</button>"))
            \(if: choice != nil, "<p>\(visit.say("mail.isOn"))</p>\(end)")
            """
    }
}

extension Site {
    /// Tells by mail whoever chose it and has something urgent. Errors: `Mailer.Fault`, what the store gives.
    package func remind() async throws {
        guard let mailer, let store = openDesk?.store else { return }
        try await store.remind(at: clock()) { choice in
            let say = { (key: String) in self.country.words.say(key, choice.language, [:]) }
            try await mailer.send(subject: say("mail.subject"), body: say("mail.body"), to: choice.address)
        }
    }
}
