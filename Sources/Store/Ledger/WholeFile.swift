import Foundation

/// Files that are replaced whole: after a power cut there is the old one or the new one, and never a part.
enum WholeFile {
    /// Errors: `StoreFault.noSpace`, `StoreFault.cannotWrite`; the old file stays.
    static func write(_ parts: Data..., to url: URL) throws {
        // Of its own name, since another process may be writing the same file.
        let new = url.appendingPathExtension("\(UInt64.random(in: 0...UInt64.max)).new").path
        let file = open(new, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw fault(url) }
        let isWritten = parts.allSatisfy { $0.withUnsafeBytes { write(all: $0, to: file) } } && fsync(file) == 0
        let reason = errno
        close(file)
        guard isWritten, rename(new, url.path) == 0 else {
            if !isWritten { errno = reason }
            defer { unlink(new) }
            throw fault(url)
        }
        let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// What an ordinary file holds. Nil for anything else: a pipe in its place would be waited for without end.
    static func read(_ url: URL) -> Data? {
        let file = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var found = stat()
        guard fstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
        return (try? handle.readToEnd()) ?? Data()
    }

    /// Makes a file where nothing is: no other file, device or link gives way to it. Errors: as `write`, and `StoreFault.isThere`.
    static func make(_ content: Data, at url: URL) throws {
        let file = open(url.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw errno == EEXIST ? StoreFault.isThere(url.path) : fault(url) }
        defer { close(file) }
        guard content.withUnsafeBytes({ write(all: $0, to: file) }), fsync(file) == 0 else {
            defer { unlink(url.path) }
            throw fault(url)
        }
    }

    /// Takes away what a process that was killed left half written. Units: an hour, in which no write is still going on.
    static func sweep(_ folder: URL) {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
        for file in files ?? [] where file.lastPathComponent.contains(".sealed.") && file.pathExtension == "new" {
            guard let at = try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate,
                Date().timeIntervalSince(at) > 3600
            else { continue }
            try? FileManager.default.removeItem(at: file)
        }
    }

    private static func write(all bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func fault(_ url: URL) -> StoreFault {
        errno == ENOSPC || errno == EDQUOT ? .noSpace : .cannotWrite(url.path)
    }
}
