import Foundation
import HTTPTypes
import Register
import Store

/// What is sent when its session is over: kept, sealed, for whoever's session it was, and recorded only when they press again.
extension Site {
    /// Keeps what was typed in a form whose token belonged to a session of an account that is in force, for that account.
    ///
    /// Shape: one form that was sent twice is one. Nil when nobody's session proves it, or nothing was typed.
    func keepLate(_ inbound: Inbound, _ desk: Desk) throws -> Draft? {
        guard inbound.method == .post,
            let account = FormToken.account(of: inbound.form.first("form-token"), at: inbound.now, desk.store),
            desk.store.account(account)?.isDisabled == false,
            let typed = inbound.path == ProofPages.path ? ProofPages.waiting(inbound, account, desk.store) : Typed(inbound),
            typed.isWorthKeeping,
            let page = typed.shownOn, Routes.find(.post, typed.form)?.route.isForStaff == true
        else { return nil }
        // Sent twice it is one; other words from the same page are another.
        let said = typed.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.joined(separator: "\u{1F}"))" }
        // It stands in an address, so nobody without the key may try words against it.
        let sitting = desk.store.mark((["late", typed.form] + said).joined(separator: "\u{1E}"))
        let draft = Draft(
            id: sitting, page: page, form: typed.form, query: typed.query, reason: .ended,
            values: typed.values, saved: inbound.now, lostFile: inbound.file != nil || inbound.fileLoss != nil)
        try desk.store.keep(draft, of: account, at: inbound.now)
        return draft
    }

    /// The way to signing in for whoever has no session, and what they sent is kept on the way.
    ///
    /// Shape: where too much is kept already nothing of it goes; what came is shown to whoever sent it.
    func turnAway(_ inbound: Inbound, _ session: Session?, _ desk: Desk) throws -> Reply {
        let isKept: Bool
        do { isKept = try keepLate(inbound, desk) != nil } catch let refusal as Refusal {
            return ErrorPage.show(Fault(refusal), inbound, nil)
        }
        let way = session == nil ? "/sign-in" : "/sign-in/code"
        return .redirect(isKept ? way + "?kept=1&lang=\(inbound.language)" : way)
    }

    /// A form of another session: an older one of the same worker comes back filled in. Of somebody else's nothing is kept, since
    /// nobody can tell who typed it; what was sent is shown to whoever sent it.
    func takeOldForm(_ visit: Visit, _ desk: Desk) throws -> Reply {
        let owner = FormToken.account(of: visit.form.first("form-token"), at: visit.now, desk.store)
        guard owner == visit.session?.account, let kept = try keepLate(visit.inbound, desk) else {
            throw Fault(.forbidden, "oldForm")
        }
        return .redirect(kept.address)
    }
}

extension Route {
    var isForStaff: Bool { if case .staff = door { true } else { false } }
}

extension Draft {
    /// Where the worker goes on with it.
    var address: String {
        "\(page)?\(query.isEmpty ? "" : query + "&")\(reason == .ended ? "typed" : "draft")=\(id)"
    }
}

extension Visit {
    /// The kept form that an address or a form names. Nil when it is none of this worker's.
    func lateDraft() throws -> Draft? {
        let id = query.first("typed").isEmpty ? form.first("typed") : query.first("typed")
        guard !id.isEmpty, let account = try? actor().account,
            let draft = try store.draft(id, of: account, at: now), draft.reason == .ended
        else { return nil }
        return draft
    }

    /// Answers a worker; what was typed before the session ended is put into its page, and forgotten once it was taken.
    func answered(by answer: (Visit) async throws -> Reply) async throws -> Reply {
        guard let late = try lateDraft(), inbound.method == .post || late.page == path else { return try await answer(self) }
        guard inbound.method == .get else {
            let reply = try await answer(self)
            if reply.status == .seeOther, try lateDraft() != nil { try store.forget(draft: late.id, of: try actor().account) }
            return reply.status == .seeOther ? reply : reply.carrying(late)
        }
        do { return try await shown(with: Typed(late), by: answer) } catch let fault where Fault(fault).status.kind == .clientError
        {
            return .redirect("/drafts/\(late.id)")
        }
    }

    /// A page with what was typed in one of its forms.
    func shown(with typed: Typed, by answer: (Visit) async throws -> Reply) async throws -> Reply {
        var visit = self
        visit.typed = typed
        var reply = try await answer(visit)
        guard reply.headers[.contentType]?.hasPrefix("text/html") == true else { return reply }
        var refill = Refill(typed)
        let page = refill.fill(String(decoding: reply.body, as: UTF8.self))
        let notice = TypedNotice(visit: visit, typed: typed, left: refill.left, isFound: refill.isFound).html
        reply.body = Data(page.replacing(Page.mainTag, with: Page.mainTag + notice.text, maxReplacements: 1).utf8)
        return reply
    }
}

extension Reply {
    /// The same page, whose form says still which kept form it comes from.
    func carrying(_ late: Draft) -> Reply {
        guard headers[.contentType]?.hasPrefix("text/html") == true else { return self }
        var reply = self
        let page = String(decoding: body, as: UTF8.self)
        guard let form = page.range(of: " action=\"\(late.form)\""),
            let end = page.range(of: ">", range: form.upperBound..<page.endIndex)
        else { return self }
        let hidden = "<input type=\"hidden\" name=\"typed\" value=\"\(late.id)\">"
        reply.body = Data(page.replacingCharacters(in: end, with: ">" + hidden).utf8)
        return reply
    }
}

/// Above a page that shows what was typed before.
private struct TypedNotice {
    let visit: Visit
    let typed: Typed
    let left: [String]
    let isFound: Bool

    var html: HTML {
        let when = typed.draft.map { visit.say("typed.notice", ["date": visit.say($0.saved)]) }
        let file = typed.draft?.lostFile == true ? visit.say("typed.file") : nil
        let lines = [when, file].compactMap(\.self).map { "<p>\($0)</p>" as HTML }
        let lost: HTML =
            left.isEmpty
            ? .none
            : "<p>\(visit.say(isFound ? "typed.left" : "typed.gone"))</p>\(Typed.list(left))"
        guard !lines.isEmpty || !lost.isEmpty else { return .none }
        let away: HTML = typed.draft.map { "<p><a href=\"/drafts/\($0.id)\">\(visit.say("draft.away"))</a></p>" } ?? .none
        return "<div class=\"notice\" role=\"status\">\(lines)\(lost)\(away)</div>"
    }
}
