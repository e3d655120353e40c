package import Foundation
import HTTPTypes
package import Pack
package import Register
package import Store

/// The readers of a request one by one, for a fuzzer that brings bytes and no request.
///
/// Shape: each calls what the door calls and nothing else, so that a fault found here is one of the door.
package enum Outside {
    package static func language(_ header: String, _ country: Country) -> String { Inbound.language("", header, country) }

    package static func form(_ body: some Collection<UInt8>) -> SubmittedAnswers? { SubmittedAnswers(urlencoded: body) }

    package static func token(inCookie header: String) -> String? { Site.token([.cookie: header]) }

    /// Whether a form from there is one of the site's own.
    package static func isOwn(_ origin: String, asked host: String, of kind: String?, at site: Site) -> Bool {
        var headers: HTTPFields = [.origin: origin]
        headers[.secFetchSite] = kind
        return (try? site.checkOrigin(headers, host: host, isKnown: true)) != nil
    }

    /// Whether the address that a proxy names is one.
    package static func isAddress(forwarded text: String) -> Bool { AddressBlock(forwarded: text) != nil }

    /// The second that a ticket of the public door was made in.
    package static func ticket(_ text: String, at now: Moment, root: RootKey) -> Int? {
        TurnTicket(text, at: now, by: root.derived(for: "turn"))?.asked
    }

    /// Whether a body is one that the door for programs can read.
    package static func isProgram(_ body: Data) -> Bool { ProgramActs.isReadable(body) }
}
