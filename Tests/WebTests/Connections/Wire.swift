import Dispatch
import Foundation
import Glibc

/// A plain connection to a server of this machine, for what no well-made client would send.
struct Wire: Sendable {
    private let descriptor: Int32

    /// `from` is a loopback address, so that two wires may come from two networks.
    init?(to port: Int, from: String = "127.0.0.1") {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard Wire.at(from, 0, { bind(descriptor, $0, $1) }) == 0, Wire.at("127.0.0.1", port, { connect(descriptor, $0, $1) }) == 0
        else {
            Glibc.close(descriptor)
            return nil
        }
    }

    private static func at(_ host: String, _ port: Int, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    @discardableResult
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// What comes until the other side closes or `seconds` are over, and whether it closed. On a thread that nobody else waits for.
    func rest(_ seconds: Double) async -> (text: String, isClosed: Bool) {
        await withCheckedContinuation { done in
            DispatchQueue(label: "wire").async { done.resume(returning: read(seconds)) }
        }
    }

    /// What comes until the other side closes or is silent for a moment, however late it begins.
    func answer() async -> String {
        await withCheckedContinuation { done in
            DispatchQueue(label: "wire").async { done.resume(returning: read(60, onceBegun: 0.25).0) }
        }
    }

    private func read(_ seconds: Double, onceBegun moment: Double? = nil) -> (String, Bool) {
        var all: [UInt8] = []
        var some = [UInt8](repeating: 0, count: 4096)
        var end = Date.now.addingTimeInterval(seconds)
        while Date.now < end {
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 20) > 0 else { continue }
            let count = recv(descriptor, &some, some.count, 0)
            guard count > 0 else { return (String(decoding: all, as: UTF8.self), true) }
            all += some.prefix(count)
            if let moment { end = Date.now.addingTimeInterval(moment) }
        }
        return (String(decoding: all, as: UTF8.self), false)
    }

    func close() { Glibc.close(descriptor) }
}
