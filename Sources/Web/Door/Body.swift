import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// Reads what was sent with a request, as far as it may be kept.
extension Site {
    /// Units: bytes. More than any form can hold; beyond it a request is answered 413 unread.
    static let largestBody = 1 << 20
    /// Units: bytes. A picture from a phone, sent by the public.
    static let largestPicture = 12 << 20

    /// A large one only from somebody who is signed in, or from the public where a picture is asked for.
    func read(_ request: Request, into inbound: inout Inbound, for route: Route) async throws {
        guard case .passerby = route.door, route.takesFile else {
            let session = try Site.token(inbound.headers).flatMap { try openDesk?.sessions.find($0, at: inbound.now) }
            let limit = route.takesFile && session != nil ? Intake.limit + Site.largestBody : Site.largestBody
            let (body, isWhole) = try await Site.body(request, limit) { true }
            guard isWhole else {
                let megabytes = ["limit": String(Intake.limit >> 20)]
                throw route.takesFile ? Fault(.contentTooLarge, "fileTooLarge", megabytes) : Fault.tooLarge
            }
            return try take(body, isWhole: true, request, into: &inbound, route)
        }
        var hasPlace = false
        defer { if hasPlace { pictures.giveBack() } }
        let (body, isWhole) = try await Site.body(request, Site.largestPicture + Site.largestBody) {
            hasPlace = hasPlace || pictures.take()
            return hasPlace
        }
        if !isWhole { inbound.fileLoss = hasPlace ? .tooLarge : .crowd }
        try take(body, isWhole: isWhole, request, into: &inbound, route)
    }

    /// The whole body, or its beginning when it is too large. What is too large is read to its end and thrown away, so that the browser
    /// hears the answer; within reason. `mayGrow` is asked once it is larger than any form.
    private static func body(
        _ request: Request, _ limit: Int, _ mayGrow: () -> Bool
    ) async throws -> (ByteBuffer, isWhole: Bool) {
        var body = ByteBuffer()
        var size = 0
        var isWhole = true
        for try await part in request.body {
            size += part.readableBytes
            guard size <= 8 * Intake.limit else { break }
            if isWhole, size > limit || (size > largestBody && !mayGrow()) {
                isWhole = false
                body = ByteBuffer(bytes: body.readableBytesView.prefix(largestBody))
            }
            if isWhole {
                body.writeImmutableBuffer(part)
            } else {
                body.writeBytes(part.readableBytesView.prefix(largestBody - body.readableBytes))
            }
        }
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
            for part in parts where part.filename == nil {
                inbound.form[part.name] += [String(decoding: part.bytes, as: UTF8.self)]
            }
            inbound.file = parts.first { $0.filename != nil }
            inbound.body = Data()
        }
    }
}
