import Foundation
import Glibc
import Web

/// What a supervisor such as systemd is told: that the server is ready, how it stands, that it is alive, that it ends.
///
/// Shape: datagrams to the socket that `NOTIFY_SOCKET` names; without one nothing is told. Source: sd_notify(3).
enum Supervision {
    static func tell(_ lines: String...) {
        guard let name = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"] else { return }
        let own = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard own >= 0 else { return }
        defer { close(own) }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        _ = UnixAddress.with(name) { sendto(own, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, $1) }
    }

    /// How often the supervisor wants to hear that the server is alive. Nil when it does not ask. Units: seconds, half of what it
    /// allows.
    static let pulse: Int? = {
        let environment = ProcessInfo.processInfo.environment
        guard let microseconds = environment["WATCHDOG_USEC"].flatMap({ Int($0) }), microseconds > 0,
            environment["WATCHDOG_PID"].map({ $0 == String(getpid()) }) ?? true
        else { return nil }
        return max(1, microseconds / 2_000_000)
    }()
}

/// What the process is made to be before it serves.
enum Footing {
    /// Starts the program once more without its backtracer, which would keep a fallen server from ending and could write what it
    /// holds.
    ///
    /// Shape: whoever sets `SWIFT_BACKTRACE` themself is left alone. The process, its number and its open files stay the same.
    static func withoutBacktracer() {
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        setenv("SWIFT_BACKTRACE", "enable=no", 1)
        execv("/proc/self/exe", CommandLine.unsafeArgv)
        // Where the program cannot start itself anew it serves all the same.
        tell("warning: the program could not be started without its backtracer; set SWIFT_BACKTRACE=enable=no")
    }

    /// As many open files as the system allows. Gives how many connections there may be, with room for the files of the ledger.
    static func connections() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return min(16_384, max(64, Int(min(limit.rlim_cur, 1 << 20)) - 192))
    }
}
