import HTTPTypes
package import Hummingbird
import NIOCore

/// What the router knows of a request besides its parts: the address that it came from.
package struct DoorContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let address: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress
    }
}

extension Site {
    /// The network of whoever asks. Only a proxy of our own is believed when it names somebody else.
    func block(_ address: SocketAddress?, _ headers: HTTPFields) -> AddressBlock {
        let forwarded = isBehindProxy ? AddressBlock(forwarded: headers[values: .forwardedFor].last) : nil
        return forwarded ?? AddressBlock(address)
    }
}

extension HTTPField.Name {
    static var forwardedFor: Self { Self("X-Forwarded-For") ?? .origin }
}
