import Foundation
import Glibc
import Synchronization

/// Ends the process when one input takes too long or too much, for whoever waits outside to tell which.
package final class Watch: Sendable {
    /// How a process ended that was not well.
    package enum Ending: Int32, Sendable {
        case slow = 71
        case swollen = 72
        case faulty = 73
        case still = 74
    }

    /// Units: seconds of the processor. A build that was not optimized may take more.
    #if DEBUG
        package static let longest = 8.0
    #else
        package static let longest = 2.0
    #endif

    /// Units: seconds by the clock, after which whoever takes no time of the processor waits for what never comes.
    package static let longestWait = 90.0

    private let began = Mutex<(processor: Double, clock: ContinuousClock.Instant)?>(nil)

    /// Units: bytes, of the whole process.
    package init(ceiling: Int) {
        Thread.detachNewThread { [self] in
            while true {
                usleep(50_000)
                if let start = began.withLock({ $0 }) {
                    if Watch.processorTime() - start.processor > Watch.longest { Watch.end(.slow) }
                    if start.clock.duration(to: .now) > .seconds(Watch.longestWait) { Watch.end(.still) }
                }
                if Watch.memory() > ceiling { Watch.end(.swollen) }
            }
        }
    }

    /// The seconds of the processor that the work took.
    package func time(_ work: () -> Void) -> Double {
        start()
        work()
        return stop()
    }

    package func start() { began.withLock { $0 = (Watch.processorTime(), .now) } }

    package func stop() -> Double {
        let taken = began.withLock { start in
            defer { start = nil }
            return Watch.processorTime() - (start?.processor ?? 0)
        }
        if taken > Watch.longest { Watch.end(.slow) }
        return taken
    }

    private static func end(_ ending: Ending) -> Never { _exit(ending.rawValue) }

    package static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Units: bytes that are the process's own, files apart.
    package static func memory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
}
