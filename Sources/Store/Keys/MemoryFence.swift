import CLinux
import Crypto
import Foundation
import Glibc
import Synchronization

/// Keeps what is in memory off the disk, where the system allows: no core dumps, no other process that reads it, keys never
/// swapped.
///
/// Shape: the pages of the long-lived keys are locked, not the whole process: locked memory is not given back after a burst, and no
/// system lets an ordinary user lock hundreds of megabytes (docs/decisions/0058).
package enum MemoryFence {
    /// Raises it for this process, once or again. Gives a sentence for whatever this system does not allow.
    package static func raise() -> [String] {
        var faults: [String] = []
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        let isLimited = setrlimit(__rlimit_resource_t(4), &none) == 0
        if !isLimited || anse_end_dumps() != 0 || anse_is_dumpable() != 0 {
            faults.append("this system does not let core dumps be turned off; a crash could write keys to its disk")
        }
        if !mayLock {
            faults.append(
                "this system does not let keys be locked in memory (RLIMIT_MEMLOCK); allow at least 1 MiB, or turn swap off")
        }
        if let swaps = try? String(contentsOfFile: "/proc/swaps", encoding: .utf8), isOnDisk(swaps) {
            faults.append("this machine swaps to a disk: what is opened here may be written there; turn swap off or encrypt it")
        }
        return faults
    }

    /// Whether some swap of `/proc/swaps` is more than compressed memory.
    static func isOnDisk(_ swaps: String) -> Bool {
        swaps.split(separator: "\n").dropFirst().contains { !$0.hasPrefix("/dev/zram") && !$0.isEmpty }
    }

    /// The same key, its page locked. A key that cannot be locked works all the same; `raise` has said so.
    static func kept(_ key: SymmetricKey) -> SymmetricKey {
        key.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { _ = mlock(start, bytes.count) }
        }
        return key
    }

    private static var mayLock: Bool {
        let size = 4096
        let page = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: size)
        defer { page.deallocate() }
        guard mlock(page, size) == 0 else { return false }
        return munlock(page, size) == 0
    }
}
