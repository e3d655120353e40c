package import HummingbirdCore
import NIOCore

extension Site {
    /// How the server takes connections: watched, with heads of 16 KB at most.
    package func connections(_ connections: Connections, _ patience: Patience = Patience()) -> HTTPServerBuilder {
        let doorman = doorman()
        return .http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionWatch(connections, patience, doorman)],
                httpDecoderConfiguration: .init(maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100))
        )
    }
}
