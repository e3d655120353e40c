package import Foundation
import Glibc
import Store

/// The way in for whoever sits at the machine: a socket in the data folder that only its owner and root may open. No throttle
/// touches it, and no stranger can reach it.
///
/// Shape: a passphrase and a line break come in; one line goes out: `open`, `wrong`, or `fault` with a sentence. One at a time.
package struct UnlockSocket: Sendable {
    package enum Answer: Equatable, Sendable {
        case open, wrong
        case fault(String)

        var line: String {
            switch self {
            case .open: "open\n"
            case .wrong: "wrong\n"
            case .fault(let sentence): "fault \(sentence.prefix(500))\n"
            }
        }

        init(line: String) {
            let line = line.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
            self = line == "open" ? .open : line == "wrong" ? .wrong : .fault(String(line.dropFirst("fault ".count)))
        }
    }

    /// What is wrong with the socket itself, in a sentence that says what to do.
    package enum Trouble: Error, CustomStringConvertible {
        case nobody, taken, system(Int32)

        package var description: String {
            switch self {
            case .nobody: "no server waits for this data folder; start one with: anse serve --data DIR"
            case .taken: "another server of this data folder takes the passphrase from the terminal already"
            case .system(let code):
                "the socket in the data folder cannot be used (\(String(cString: strerror(code)))); use the page /unlock"
            }
        }
    }

    private static let name = "unlock.socket"
    /// Units: bytes.
    private static let longest = 4096

    private let descriptor: Int32
    private let folder: Int32

    /// Listens. A socket that a dead server left is replaced. Errors: `Trouble`.
    package init(in data: URL) throws(Trouble) {
        folder = try UnlockSocket.opened(data)
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        do {
            guard descriptor >= 0 else { throw Trouble.system(errno) }
            if try UnlockSocket.isAnswered(folder) { throw Trouble.taken }
            unlinkat(folder, UnlockSocket.name, 0)
            let old = umask(0o177)
            defer { umask(old) }
            let bound = UnixAddress.with(UnlockSocket.path(folder)) { bind(descriptor, $0, $1) }
            guard bound == 0, listen(descriptor, 4) == 0 else { throw Trouble.system(errno) }
        } catch {
            close(descriptor)
            close(folder)
            throw error as? Trouble ?? .system(EIO)
        }
    }

    /// Takes passphrases until it is over, and takes the socket away then. It blocks: run it on a thread of its own.
    package func serve(until isOver: () -> Bool, _ answer: (String) -> Answer) {
        while !isOver() {
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 500) > 0 else { continue }
            let guest = accept(descriptor, nil, nil)
            guard guest >= 0 else { continue }
            UnlockSocket.wait(10, guest)
            // The folder keeps others out already; a socket handed on does not.
            if UnlockSocket.isOwn(guest), let line = UnlockSocket.line(guest) { UnlockSocket.send(answer(line).line, guest) }
            close(guest)
        }
        unlinkat(folder, UnlockSocket.name, 0)
        close(descriptor)
        close(folder)
    }

    /// Asks a running server to open. Errors: `Trouble`.
    package static func ask(_ passphrase: String, in data: URL) throws(Trouble) -> Answer {
        let folder = try opened(data)
        defer { close(folder) }
        guard let server = try connected(folder) else { throw .nobody }
        defer { close(server) }
        // As long as it takes to open a large folder.
        wait(600, server)
        send(passphrase + "\n", server)
        guard let line = line(server) else { throw .nobody }
        return Answer(line: line)
    }

    // MARK: The calls

    private static func opened(_ data: URL) throws(Trouble) -> Int32 {
        let folder = open(data.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(errno) }
        return folder
    }

    /// By the open folder, since a path of a data folder may be longer than an address.
    private static func path(_ folder: Int32) -> String { "/proc/self/fd/\(folder)/\(name)" }

    private static func connected(_ folder: Int32) throws(Trouble) -> Int32? {
        let own = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard own >= 0 else { throw .system(errno) }
        guard UnixAddress.with(path(folder), { connect(own, $0, $1) }) == 0 else {
            close(own)
            return nil
        }
        return own
    }

    private static func isAnswered(_ folder: Int32) throws(Trouble) -> Bool {
        guard let other = try connected(folder) else { return false }
        close(other)
        return true
    }

    private static func isOwn(_ guest: Int32) -> Bool {
        var credentials: (pid: Int32, uid: UInt32, gid: UInt32) = (0, .max, .max)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(guest, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return false }
        return credentials.uid == geteuid() || credentials.uid == 0
    }

    private static func wait(_ seconds: Int, _ socket: Int32) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        for side in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, side, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// Up to the line break. Nil when none comes in time.
    private static func line(_ socket: Int32) -> String? {
        var bytes: [UInt8] = []
        var some = [UInt8](repeating: 0, count: 512)
        while bytes.count < longest {
            let count = recv(socket, &some, some.count, 0)
            guard count > 0 else { return nil }
            bytes += some.prefix(count)
            if let end = bytes.firstIndex(of: 0x0A) { return String(validating: bytes[..<end], as: UTF8.self) }
        }
        return nil
    }

    private static func send(_ text: String, _ socket: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

extension Site {
    /// Opens the data folder for whoever sits at the machine.
    package func answer(passphrase: String) -> UnlockSocket.Answer {
        if isOpen { return .open }
        do {
            try unlockHere(passphrase)
            return .open
        } catch KeyFault.wrongPassphrase { return .wrong } catch { return .fault(Site.sentence(of: error)) }
    }
}
