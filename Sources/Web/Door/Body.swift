import Cleaning
import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// Reads what was sent with a request, as far as the door lets it: who asks decides how much, before anything large is read.
extension Site {
    /// Units: bytes. What anybody may send.
    static let smallBody = 64 << 10
    /// Units: bytes. A form of somebody who is signed in; more than any form can hold.
    static let largestBody = 1 << 20
    /// Units: bytes. A picture from a phone, sent by the public.
    static let largestPicture = 12 << 20

    /// The room for a large body, if one was taken, stays taken until the answer was made: give it back then.
    func read(_ request: Request, into inbound: inout Inbound, for route: Route) async throws -> LargeBodies.Place? {
        if case .passerby = route.door, route.takesFile {
            try await readPicture(request, into: &inbound, route)
            return nil
        }
        let sender = try sender(of: inbound, for: route)
        // Whoever the door sends away is read as far as their form proves a session that was, and no program at all.
        if case .nobody = sender {
            if route.isForStaff, let desk = openDesk { await readLate(request, into: &inbound, route, desk) }
            return nil
        }
        let isLarge = route.takesFile && sender.account != nil
        let limit = isLarge ? Intake.limit + Site.largestBody : sender.account == nil ? Site.smallBody : Site.largestBody
        let fault =
            isLarge ? Fault(.contentTooLarge, "fileTooLarge", ["limit": String(Intake.limit >> 20)]) : Fault.tooLarge
        // Of a file that is too large the words beside it are taken, and the rest is thrown away.
        let end = isLarge ? 2 * limit : limit
        if let length = Site.length(of: request), length > end { throw fault }
        var place: LargeBodies.Place?
        do {
            let (body, isWhole) = try await Site.body(request, limit, end: end) { size in
                guard size > Site.largestBody, place == nil, let account = sender.account else { return true }
                place = try largeBodies.take(account)
                return true
            }
            guard isWhole || isLarge else { throw fault }
            try take(body, isWhole: isWhole, request, into: &inbound, route)
            if !isWhole { inbound.fileLoss = .tooLarge }
        } catch {
            if let place { largeBodies.giveBack(place) }
            throw error
        }
        return place
    }

    /// What is sent after a session is over: its beginning proves whose session it was, and only then the rest is read, as far as a
    /// form goes. Of a file that comes with it nothing is kept. What cannot be read is nothing: whoever sends it is to sign in first.
    private func readLate(_ request: Request, into inbound: inout Inbound, _ route: Route, _ desk: Desk) async {
        var (body, size, isProven, isWhole) = (ByteBuffer(), 0, false, true)
        do {
            for try await part in request.body {
                size += part.readableBytes
                if body.readableBytes + part.readableBytes <= Site.largestBody {
                    body.writeImmutableBuffer(part)
                } else {
                    isWhole = false
                }
                guard size > Site.smallBody, !isProven || size > Intake.limit + Site.largestBody else { continue }
                let token = Site.firstToken(body, request.headers[.contentType] ?? "")
                isProven = FormToken.account(of: token, at: inbound.now, desk.store) != nil
                guard isProven, size <= Intake.limit + Site.largestBody else { return }
            }
            guard Site.length(of: request).map({ $0 == size }) ?? true else { return }
            try take(body, isWhole: isWhole, request, into: &inbound, route)
            if !isWhole { inbound.fileLoss = .tooLarge }
        } catch { return }
    }

    /// The token of a form stands first in it.
    private static func firstToken(_ body: ByteBuffer, _ type: String) -> String {
        let start = Data(body.readableBytesView.prefix(smallBody))
        if type.hasPrefix("multipart/form-data") {
            return SubmittedAnswers(words: Multipart(beginning: start, contentType: type).parts).first("form-token")
        }
        return SubmittedAnswers(urlencoded: start.prefix { $0 != UInt8(ascii: "&") })?.first("form-token") ?? ""
    }

    private enum Sender {
        case nobody, anybody
        case staff(AccountID)

        var account: AccountID? {
            if case .staff(let account) = self { account } else { nil }
        }
    }

    /// Who sends it, by the cookie or the token alone.
    private func sender(of inbound: Inbound, for route: Route) throws -> Sender {
        guard let desk = openDesk else { return .anybody }
        switch route.door {
        case .sealed, .passerby: return .anybody
        case .program: return (try? Program.session(inbound, desk)).map { .staff($0.account) } ?? .nobody
        case .anyone, .half, .staff:
            let session = try Site.token(inbound.headers).flatMap { try desk.sessions.find($0, at: inbound.now) }
            if let session, session.isComplete { return .staff(session.account) }
            if case .staff = route.door { return .nobody }
            return .anybody
        }
    }

    /// A picture from anybody: small, or in one of the places for large ones. What is too large keeps the words before it.
    private func readPicture(_ request: Request, into inbound: inout Inbound, _ route: Route) async throws {
        var taken: Places?
        defer { taken?.giveBack() }
        let limit = Site.largestPicture + Site.largestBody
        let (body, isWhole) = try await Site.body(request, limit, end: 2 * limit) { size in
            let places = size > Site.largestBody ? pictures : smallPictures
            guard taken !== places else { return true }
            guard places.take() else { return false }
            taken?.giveBack()
            taken = places
            return true
        }
        if !isWhole { inbound.fileLoss = taken === pictures ? .tooLarge : .crowd }
        try take(body, isWhole: isWhole, request, into: &inbound, route)
    }

    private static func length(of request: Request) -> Int? { request.headers[.contentLength].flatMap { Int($0) } }

    /// The whole body, or its beginning when it is too large: then the rest is thrown away up to `end`, and no further. `mayGrow`
    /// is asked with each size beyond what anybody may send.
    ///
    /// Errors: `Fault` 400 for a body that ends before its length.
    private static func body(
        _ request: Request, _ limit: Int, end: Int, _ mayGrow: (Int) throws -> Bool
    ) async throws -> (ByteBuffer, isWhole: Bool) {
        var body = ByteBuffer()
        var size = 0
        var isWhole = true
        do {
            for try await part in request.body {
                size += part.readableBytes
                guard size <= end else { return (body, false) }
                if isWhole, try size > limit || (size > smallBody && !mayGrow(size)) {
                    isWhole = false
                    body = ByteBuffer(bytes: body.readableBytesView.prefix(smallBody))
                }
                if isWhole {
                    body.writeImmutableBuffer(part)
                } else {
                    body.writeBytes(part.readableBytesView.prefix(max(0, smallBody - body.readableBytes)))
                }
            }
        } catch let fault as Fault { throw fault } catch {
            // A connection that breaks off is nothing that somebody must look into.
            throw Fault.notUnderstood
        }
        guard length(of: request).map({ $0 == size }) ?? true else { throw Fault.notUnderstood }
        return (body, isWhole)
    }

    private func take(
        _ body: ByteBuffer, isWhole: Bool, _ request: Request, into inbound: inout Inbound, _ route: Route
    ) throws {
        inbound.body = Data(body.readableBytesView)
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("application/x-www-form-urlencoded") {
            guard isWhole, let form = SubmittedAnswers(urlencoded: inbound.body) else { throw Fault.notUnderstood }
            inbound.form = form
        } else if route.takesFile, type.hasPrefix("multipart/form-data") {
            let sent =
                isWhole
                ? try? Multipart(inbound.body, contentType: type)
                : Multipart(beginning: inbound.body, contentType: type)
            guard let parts = sent?.parts else { throw Fault.notUnderstood }
            inbound.form = SubmittedAnswers(words: parts)
            inbound.file = parts.first { $0.filename != nil }
            inbound.body = Data()
        }
    }
}

extension SubmittedAnswers {
    /// The parts of a form that are no files.
    fileprivate init(words parts: [Multipart.Part]) {
        self.init()
        for part in parts where part.filename == nil { self[part.name] += [String(decoding: part.bytes, as: UTF8.self)] }
    }
}
