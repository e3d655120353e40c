import HTTPTypes
import NIOCore

/// What can be told of a request by its head alone, before anything of it is read further.
struct Doorman: Sendable {
    let isBehindProxy: Bool
    /// The session that the head shows, when there is one.
    let session: @Sendable (HTTPRequest) -> String?

    /// The network that a proxy of our own speaks for.
    func block(of head: HTTPRequest) -> AddressBlock? { AddressBlock(forwarded: head.headerFields[values: .forwardedFor].last) }

    /// Whether it asks for a path of this site, and for nothing that a browser would take for another one when it is led back there.
    func isPath(_ head: HTTPRequest) -> Bool {
        head.path.map { $0.hasPrefix("/") && !$0.hasPrefix("//") && !$0.contains("\\") } ?? false
    }

    /// Whether it names one host, well made. Source: RFC 9112 section 3.2.
    func isAddressed(_ head: HTTPRequest) -> Bool {
        guard let host = head.authority, !host.isEmpty, host.utf8.count <= 255, head.headerFields[values: .host].isEmpty else {
            return false
        }
        return host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || ".-:[]".utf8.contains(byte)
        }
    }
}

extension Site {
    func doorman() -> Doorman {
        Doorman(isBehindProxy: isBehindProxy) { [self] head in
            guard let desk = openDesk, let token = Site.token(head.headerFields) else { return nil }
            return desk.sessions.name(token, at: clock())
        }
    }
}
