import Foundation
import HTTPTypes
import Pack
import Register

/// Recordings of the public texts, whole or in parts: a phone of some makers plays only what it may ask for in parts.
enum PublicSounds {
    static var routes: [Route] { [PublicPages.get("/public/sounds/{language}/{sound}") { try sound($0) }] }

    private static let types = ["m4a": "audio/mp4", "mp3": "audio/mpeg", "ogg": "audio/ogg"]

    /// Only what the pack has: no path of the disk is made from what was asked.
    private static func sound(_ visit: Visit) throws -> Reply {
        let name = "\(try visit.named("language"))/\(try visit.named("sound"))"
        guard let sound = try visit.publicDoor().sounds[name] else { throw Fault.notFound }
        let bytes = sound.bytes
        var reply = Reply(body: bytes)
        reply.headers[.contentType] = types[sound.kind] ?? "application/octet-stream"
        reply.headers[.acceptRanges] = "bytes"
        if let range = visit.inbound.headers[.range].flatMap({ part($0, of: bytes.count) }) {
            reply.status = .partialContent
            reply.headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
            reply.body = Data(bytes[range])
        }
        return reply
    }

    /// The one part that is asked for. Nil for anything else, which is answered with the whole.
    ///
    /// Source: RFC 9110 section 14.1.2.
    static func part(_ header: String, of size: Int) -> Range<Int>? {
        guard header.hasPrefix("bytes="), size > 0 else { return nil }
        guard let (from, until) = Bounded.halves(header.dropFirst(6), at: "-") else { return nil }
        let ends = [from, until].map { Int($0).map { min($0, size) } }
        guard from.isEmpty == (ends[0] == nil), until.isEmpty == (ends[1] == nil) else { return nil }
        switch (ends[0], ends[1]) {
        case (nil, let last?): return last > 0 ? size - last..<size : nil
        case (let first?, let last):
            let end = min(last.map { $0 + 1 } ?? size, size)
            return first >= 0 && first < end ? first..<end : nil
        case (nil, nil): return nil
        }
    }
}
