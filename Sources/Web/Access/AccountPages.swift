import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// A worker's own account: who they are here, their devices, their language.
enum AccountPages {
    static var routes: [Route] {
        [
            .get("/account") { try page($0) },
            .post("/account/devices/{id}/end") { visit in
                let id = try visit.named("id")
                for session in visit.desk.sessions.all(of: try visit.actor().account)
                where session.key.hasPrefix(id) && id.count == 16 {
                    try visit.desk.sessions.end(session.key)
                }
                return .redirect("/account")
            },
            .post("/account/devices/others/end") { visit in
                try visit.desk.sessions.endAll(of: try visit.actor().account, but: visit.session?.key)
                return .redirect("/account")
            },
            .post("/account/known/{id}/end") { visit in
                guard let id = UUID(uuidString: try visit.named("id")) else { throw Fault.notFound }
                try visit.store.forget(id, of: try visit.actor().account, at: visit.now)
                return .redirect("/account")
            },
            Route(method: .post, path: "/language", door: .half(language)),
        ]
    }

    /// `calendar` is the link to a calendar that was just made: it is shown this once.
    static func page(_ visit: Visit, calendar: String? = nil, isMailWrong: Bool = false) throws -> Reply {
        let actor = try visit.actor()
        let role = visit.country.roles.first { $0.code == actor.role }
        let sessions = visit.desk.sessions.all(of: actor.account).filter(\.isComplete)
        let rows = sessions.map { session -> [HTML] in
            let isThis = session.key == visit.session?.key
            let end = visit.posting(
                "/account/devices/\(session.key.prefix(16))/end", "<button class=\"quiet\">\(visit.say("account.end"))</button>")
            return [
                "\(session.device.isEmpty ? visit.say("account.unknownDevice") : session.device)", "\(visit.say(session.created))",
                "\(visit.say(session.seen))", isThis ? "\(visit.say("account.thisDevice"))" : end,
            ]
        }
        let title = visit.say("nav.account")
        let heads = ["account.device", "account.since", "account.seen", "account.state"].map { visit.say($0) }
        let problems = isMailWrong ? [(field: "mail", sentence: visit.say("mail.wrong"))] : []
        return visit.page(
            title, here: "/account", isFaulty: isMailWrong,
            """
            \(visit.faults(problems))<h1>\(title)</h1><dl class="facts"><dt>\(visit.say("account.name"))</dt><dd>\(visit.name(actor.account))</dd><dt>\(visit.say("account.role"))</dt><dd>\(visit.pack(role?.label ?? ""))</dd><dt>\(visit.say("list.agency"))</dt><dd>\(visit.agency(actor.agency))</dd></dl>
            <h2>\(visit.say("account.devices"))</h2><p>\(visit.say("account.devicesWhy"))</p>\(visit.table(visit.say("account.devices"), heads, rows))
            \(if: sessions.count > 1, visit.posting("/account/devices/others/end", "<button class=\"quiet\">\(visit.say("account.endOthers"))</button>"))
            \(try known(visit, actor.account))\(try CalendarPages.section(visit, calendar))\(try MailPages.section(visit))\(try ProgramPages.section(visit))
            """)
    }

    /// The browsers that strangers cannot keep the worker out of.
    private static func known(_ visit: Visit, _ account: AccountID) throws -> HTML {
        let devices = try visit.store.knownDevices(of: account, at: visit.now)
        guard !devices.isEmpty else { return .none }
        let rows = devices.map { device -> [HTML] in
            [
                "\(device.name.isEmpty ? visit.say("account.unknownDevice") : device.name)", "\(visit.say(device.made))",
                "\(visit.say(device.seen))",
                visit.posting("/account/known/\(device.id)/end", "<button class=\"quiet\">\(visit.say("account.forget"))</button>"),
            ]
        }
        let heads = ["account.device", "account.since", "account.seen", "account.state"].map { visit.say($0) }
        return """
            <h2>\(visit.say("account.known"))</h2><p>\(visit.say("account.knownWhy"))</p>\(visit.table(visit.say("account.known"), heads, rows))
            """
    }

    /// Keeps the language with the session and goes back to the page it was asked on, when that was one of ours.
    private static func language(_ visit: Visit) async throws -> Reply {
        let wanted = visit.form.first("language")
        guard var session = visit.session, visit.country.languages.contains(wanted) else { throw Fault.notUnderstood }
        session.language = wanted
        try visit.desk.sessions.keep(session, at: visit.now)
        return .redirect(Routes.ownPage(visit.form.first("back")) ?? "/work")
    }
}
