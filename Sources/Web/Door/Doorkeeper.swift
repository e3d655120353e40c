import Cleaning
import Exchange
import Foundation
import Pack
import HTTPTypes
import Register
import Store

/// Decides who comes in: same site, session, form token; then turns every fault into its page.
extension Site {
    func answer(_ route: Route, _ inbound: Inbound) async -> Reply {
        var inbound = inbound
        var session: Session?
        do {
            if case .sealed(let answer) = route.door {
                if inbound.method != .get { try checkOrigin(inbound.headers, host: inbound.host, isKnown: false) }
                return try await answer(inbound)
            }
            if case .passerby(let answer) = route.door {
                guard country.door != nil else { throw Fault.notFound }
                guard let desk = openDesk else { throw Fault(.serviceUnavailable, "doorClosed", retryAfter: 600) }
                guard inbound.method == .get || inbound.headers[.secFetchSite] != "cross-site" else { throw Fault.otherSite }
                inbound.form = inbound.form.legible
                return try await answer(Visit(inbound: inbound, desk: desk, session: nil))
            }
            guard let desk = openDesk else {
                if case .program = route.door { throw Fault(.serviceUnavailable, "sealed", retryAfter: 60) }
                return UnlockPages.sealed(inbound)
            }
            if case .program(let answer) = route.door {
                let program = try Program.session(inbound, desk)
                return try await answer(Visit(inbound: inbound, desk: desk, session: program))
            }
            session = try find(&inbound, desk)
            if inbound.method != .get { try checkOrigin(inbound.headers, host: inbound.host, isKnown: session != nil) }
            let visit = Visit(inbound: inbound, desk: desk, session: session)
            switch route.door {
            case .sealed, .passerby, .program: throw Fault.notFound
            case .anyone(let answer): return try await answer(visit)
            case .half(let answer):
                guard session != nil else { return .redirect("/sign-in") }
                guard Site.hasToken(visit) else { throw Fault(.forbidden, "oldForm") }
                return try await answer(visit)
            case .staff(let answer):
                guard let session, session.isComplete else { return try turnAway(inbound, session, desk) }
                guard Site.hasToken(visit) else { return try takeOldForm(visit, desk) }
                if inbound.fileLoss != nil {
                    throw Fault(.contentTooLarge, "fileTooLarge", ["limit": String(Intake.limit >> 20)])
                }
                do { return try await visit.answered(by: answer) } catch StoreFault.overCap(let kind, let wanted, _) {
                    return try ProofPages.ask(visit, kind, wanted)
                }
            }
        } catch {
            let fault = Fault(error)
            if case .program = route.door { return Program.reply(fault, inbound) }
            if case .passerby = route.door { return PublicPage.show(fault, inbound) }
            return ErrorPage.show(fault, inbound, session)
        }
    }

    /// Who asks, and from then on their language, unless the address names another.
    private func find(_ inbound: inout Inbound, _ desk: Desk) throws -> Session? {
        let session = try Site.token(inbound.headers).flatMap { try desk.sessions.find($0, at: inbound.now) }
        if let session, !inbound.country.languages.contains(inbound.query.first("lang")) { inbound.language = session.language }
        return session
    }

    /// The same for a page that says what went wrong.
    func session(of inbound: inout Inbound) -> Session? {
        guard let desk = openDesk else { return nil }
        return (try? find(&inbound, desk)) ?? nil
    }

    static func token(_ headers: HTTPFields) -> String? { cookie(Sessions.cookie, headers) }

    static func cookie(_ name: String, _ headers: HTTPFields) -> String? {
        for field in headers[values: .cookie] {
            // By bytes: it is read for every request, before anything else.
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard pair.starts(with: name.utf8) else { continue }
                let rest = pair.dropFirst(name.utf8.count)
                if rest.first == UInt8(ascii: "="), rest.count > 1 { return String(rest.dropFirst()) }
            }
        }
        return nil
    }

    /// Whether a step was taken on one of our own pages or typed by the person, as far as the browser says it. An old one that says
    /// nothing sends our cookies from no other site either.
    static func isOwnStep(_ headers: HTTPFields) -> Bool {
        guard let site = headers[.secFetchSite] else { return token(headers) != nil || headers[.origin] == nil }
        return site == "same-origin" || site == "none"
    }

    /// A form that another site sends us is refused, by what the browser itself says about where it came from.
    ///
    /// Shape: old browsers that are told to name no page say `null`. From somebody who is not signed in that says nothing.
    func checkOrigin(_ headers: HTTPFields, host: String?, isKnown: Bool) throws {
        if let site = headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw Fault.otherSite }
        } else if let origin = headers[.origin], isKnown || origin != "null" {
            guard isOwn(origin: origin, host: host) else { throw Fault.otherSite }
        }
    }

    private static func hasToken(_ visit: Visit) -> Bool {
        guard visit.inbound.method != .get else { return true }
        return visit.session.map { SecretText.isSame(visit.form.first("form-token"), $0.formToken) } ?? false
    }
}

extension HTTPField.Name {
    static var secFetchSite: Self { Self("Sec-Fetch-Site") ?? .origin }
    static var host: Self { Self("Host") ?? .origin }
}

extension Fault {
    /// Every error as a fault with its own words; what nobody foresaw is 500 and says nothing more.
    init(_ error: any Error) {
        switch error {
        case let fault as Fault: self = fault
        case let refusal as Refusal: self.init(.conflict, refusal.reason, refusal.details)
        case StoreFault.notFound: self = .notFound
        case StoreFault.damaged, KeyFault.damaged: self.init(.serviceUnavailable, "damaged")
        case StoreFault.usedElsewhere: self.init(.conflict, "usedElsewhere")
        case StoreFault.busy: self.init(.serviceUnavailable, "busy", retryAfter: 2)
        case StoreFault.overCap(_, _, let wait): self.init(.tooManyRequests, "overCap", retryAfter: wait)
        case StoreFault.noSpace: self.init(HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), "noSpace")
        case StoreFault.locked: self.init(.serviceUnavailable, "busy", retryAfter: 5)
        case StoreFault.readOnly, StoreFault.disk: self.init(.serviceUnavailable, "disk", retryAfter: 60)
        case StoreFault.damaged, StoreFault.vault, StoreFault.setting, StoreFault.short, StoreFault.heads, StoreFault.noCounter,
            StoreFault.counterCopy, StoreFault.behind, StoreFault.tables, StoreFault.notALedger:
            self.init(.serviceUnavailable, "altered", ["altered": String(describing: error)])
        case KeyFault.noMemory: self.init(.serviceUnavailable, "busy", retryAfter: 10)
        default: self.init(.internalServerError, "unforeseen", ["type": String(reflecting: Swift.type(of: error))])
        }
    }
}
