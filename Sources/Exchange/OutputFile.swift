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
        var why: String?
        package var description: String { "cannot write \(path): \(why ?? String(cString: strerror(reason)))" }
    }

    private let path: String
    /// What a new file allows. Units: bits of a mode.
    private let mode: mode_t

    package init(_ path: String, mode: mode_t = 0o600) {
        self.path = path
        self.mode = mode
    }

    /// The folder that it lies in.
    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether it can be written, before anybody works for it. Nothing is written into a data folder, where a slip would cost the
    /// ledger. Errors: `Fault`.
    package func check() throws(Fault) {
        guard path != "-" else { return }
        guard access("\(folder)/ledger.sqlite", F_OK) != 0 else {
            throw Fault(path: path, reason: EPERM, why: "this is a data folder; name another one")
        }
        var found = stat()
        guard stat(path, &found) != 0 else {
            guard found.st_mode & S_IFMT != S_IFDIR else { throw Fault(path: path, reason: EISDIR) }
            guard access(path, W_OK) == 0 else { throw fault() }
            return
        }
        guard access(folder, W_OK | X_OK) == 0 else { throw fault() }
    }

    /// A single dash is the terminal. Errors: `Fault`.
    package func write(_ content: Data) throws(Fault) {
        if path == "-" { return FileHandle.standardOutput.write(content) }
        try check()
        var found = stat()
        let isThere = lstat(path, &found) == 0
        if !isThere || found.st_mode & S_IFMT == S_IFREG { try replace(content) } else { try pass(content) }
    }

    /// Errors: the file that was there stays.
    private func replace(_ content: Data) throws(Fault) {
        var name = Array("\(folder)/.anse-XXXXXX".utf8CString)
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
