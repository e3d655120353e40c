import Exchange
import Foundation
import Glibc
import Testing

/// What a command writes to never takes the place of a device, a pipe or a link.
struct OutputFileTests {
    private func withFolder(_ work: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder)
    }

    private func kind(_ path: String) -> mode_t {
        var found = stat()
        return lstat(path, &found) == 0 ? found.st_mode & S_IFMT : 0
    }

    private func mode(_ path: String) -> mode_t {
        var found = stat()
        return stat(path, &found) == 0 ? found.st_mode & 0o777 : 0
    }

    @Test func aNewFileAndAPlainOneAreReplacedWhole() throws {
        try withFolder { folder in
            let path = folder.appending(path: "out.csv").path
            for text in ["first and long", "second"] {
                try OutputFile(path).write(Data(text.utf8))
                #expect(try String(contentsOfFile: path, encoding: .utf8) == text && mode(path) == 0o600)
            }
            try OutputFile(path, mode: 0o644).write(Data())
            #expect(mode(path) == 0o644)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"], "nothing is left beside it")
        }
    }

    @Test func aLinkStaysAndWhatItPointsToIsWritten() throws {
        try withFolder { folder in
            let (target, link) = (folder.appending(path: "target").path, folder.appending(path: "link").path)
            try Data("longer than what comes".utf8).write(to: URL(filePath: target))
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
            try OutputFile(link).write(Data("new".utf8))
            #expect(kind(link) == S_IFLNK && kind(target) == S_IFREG)
            #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
        }
    }

    /// As `/dev/stdout` is: a link to an open pipe.
    @Test func aPipeIsWrittenThroughAlsoBehindALink() throws {
        try withFolder { folder in
            let pipe = folder.appending(path: "pipe").path
            #expect(mkfifo(pipe, 0o600) == 0)
            let reader = open(pipe, O_RDONLY | O_NONBLOCK)
            defer { close(reader) }
            let link = folder.appending(path: "stdout").path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/proc/self/fd/\(reader)")
            for path in [pipe, link] {
                try OutputFile(path).write(Data("through".utf8))
                var bytes = [UInt8](repeating: 0, count: 100)
                #expect(read(reader, &bytes, 100) == 7 && kind(pipe) == S_IFIFO && kind(link) == S_IFLNK)
            }
        }
    }

    @Test func aDeviceStaysADevice() throws {
        try #require(kind("/dev/null") == S_IFCHR)
        try OutputFile("/dev/null").write(Data("gone".utf8))
        #expect(kind("/dev/null") == S_IFCHR)
        let fault = #expect(throws: OutputFile.Fault.self) { try OutputFile("/dev/full").write(Data("x".utf8)) }
        #expect(fault?.description.contains("/dev/full") == true && kind("/dev/full") == S_IFCHR)
    }

    @Test func whatCannotBeWrittenSaysSoAndChangesNothing() throws {
        try withFolder { folder in
            #expect(throws: OutputFile.Fault.self) { try OutputFile(folder.path).write(Data("x".utf8)) }
            #expect(throws: OutputFile.Fault.self) { try OutputFile(folder.appending(path: "no/such").path).write(Data("x".utf8)) }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
        }
    }
}
