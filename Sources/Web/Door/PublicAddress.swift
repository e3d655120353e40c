import HTTPTypes

/// The address of the site as people type it: what papers, squares, badges and calendars name. Never what a request says of itself.
///
/// Shape: `https://anse.example.org`, with a port if need be; `http` only on this machine.
package struct PublicAddress: Sendable, Equatable, CustomStringConvertible {
    package let description: String
    let host: String

    package init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let scheme = parts.first, var host = parts.last else { return nil }
        if host.hasSuffix("/") { host = host.dropLast() }
        let isPlain = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || ".-:[]".utf8.contains(byte)
        }
        guard isPlain, (1...255).contains(host.utf8.count) else { return nil }
        guard scheme == "https" || scheme == "http" && PublicAddress.isLocal(String(host)) else { return nil }
        self.host = host.lowercased()
        description = "\(scheme)://\(host.lowercased())"
    }

    /// Of a machine under one's own roof, at a port.
    package init(localPort port: Int?) {
        host = "localhost" + (port.map { ":\($0)" } ?? "")
        description = "http://\(host)"
    }

    static func isLocal(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }
}

extension Site {
    /// Whether a form that came from there is one of ours: from the address that was configured; where none was, from the host that
    /// was asked, when it is this machine.
    func isOwn(origin: String, host: String?) -> Bool {
        let origin = origin.lowercased()
        if let publicHost, origin == "https://\(publicHost.lowercased())" { return true }
        if let publicAddress { return origin == publicAddress.description }
        guard let host = host?.lowercased() else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }
}

extension Inbound {
    /// A whole address of this site.
    func address(_ path: String) -> String { (site.publicAddress ?? PublicAddress(localPort: nil)).description + path }
}
