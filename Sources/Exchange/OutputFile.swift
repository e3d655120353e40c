package import Foundation
import Glibc

/// A file that a command was told to write to.
///
/// Shape: a device, a pipe or a link is never replaced: it is opened, and what is written goes through it. A plain file, and one that
/// is not there yet, is written whole beside its place and then put there, or not at all.
package struct OutputFile {
    package struct Fault: Error, CustomStringConvertible {
        let path: String
        let reason: Int32
        package var description: String { "cannot write \(path): \(String(cString: strerror(reason)))" }
    }

    private let path: String
    /// What a new file allows. Units: bits of a mode.
    private let mode: mode_t

    package init(_ path: String, mode: mode_t = 0o600) {
        self.path = path
        self.mode = mode
    }

    /// Errors: `Fault`.
    package func write(_ content: Data) throws(Fault) {
        var found = stat()
        let isThere = lstat(path, &found) == 0
        if !isThere || found.st_mode & S_IFMT == S_IFREG { try replace(content) } else { try pass(content) }
    }

    /// Errors: the file that was there stays.
    private func replace(_ content: Data) throws(Fault) {
        let folder = (path as NSString).deletingLastPathComponent
        var name = Array("\(folder.isEmpty ? "." : folder)/.anse-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw fault() }
        guard fchmod(descriptor, mode) == 0, fill(descriptor, content), fsync(descriptor) == 0, close(descriptor) == 0,
            rename(name, path) == 0
        else {
            let reason = fault()
            unlink(name)
            throw reason
        }
    }

    private func pass(_ content: Data) throws(Fault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw fault() }
        let isFilled = fill(descriptor, content)
        let reason = fault()
        guard close(descriptor) == 0 else { throw fault() }
        guard isFilled else { throw reason }
    }

    private func fill(_ descriptor: Int32, _ content: Data) -> Bool {
        content.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    private func fault() -> Fault { Fault(path: path, reason: errno) }
}
