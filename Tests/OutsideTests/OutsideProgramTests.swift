import Foundation
import Outside
import Testing

/// A program that does work for this one stands where an administrator or a package put it, and nowhere else.
struct OutsideProgramTests {
    private func withProgram(_ name: String, in place: String, _ work: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID().uuidString)")
        let home = folder.appending(path: place)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = home.appending(path: name)
        try Data("#!/bin/sh\nexit 0\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        try work(folder)
    }

    @Test func theUsualFoldersAreLookedThrough() {
        #expect(OutsideProgram("env", setting: nil)?.path == "/usr/bin/env")
        #expect(OutsideProgram("no-such-program", setting: nil) == nil)
        #expect(OutsideProgram("env", setting: "/nowhere/env") == nil, "what is named alone counts")
    }

    /// The search path of a worker may begin with a folder that anybody can write to.
    @Test func neitherTheSearchPathNorTheCurrentFolderCounts() throws {
        let name = "anse-planted-\(UUID().uuidString)"
        try withProgram(name, in: "bin") { folder in
            let bin = folder.appending(path: "bin").path
            let before = ProcessInfo.processInfo.environment["PATH"] ?? ""
            setenv("PATH", "\(bin):.:\(before)", 1)
            defer { setenv("PATH", before, 1) }
            #expect(OutsideProgram(name, setting: nil) == nil)
            #expect(OutsideProgram(name, setting: "bin/\(name)") == nil, "a path that is not whole is none")
            #expect(OutsideProgram(name, setting: "./\(name)") == nil)
            #expect(OutsideProgram(name, setting: nil, own: ["bin", "."]) == nil)
            #expect(OutsideProgram(name, setting: "\(bin)/\(name)")?.path == "\(bin)/\(name)")
            #expect(OutsideProgram(name, setting: nil, own: [bin])?.path == "\(bin)/\(name)")
        }
    }

    @Test func thePythonFolderBesideTheProgramCountsWhileNobodyElseMayWriteToIt() throws {
        try withProgram("weasyprint", in: ".venv/bin") { folder in
            let own = folder.appending(path: ".venv/bin").path
            for program in ["anse", "bin/anse", ".build/release/anse", ".build/x86_64-unknown-linux-gnu/debug/anse"] {
                #expect(OutsideProgram.python(of: folder.appending(path: program)).contains(own), "\(program)")
            }
            #expect(!OutsideProgram.python(of: folder.appending(path: "a/b/anse")).contains(own))
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: own)
            #expect(OutsideProgram.python(of: folder.appending(path: "anse")).isEmpty)
        }
    }

    // MARK: Running

    private let shell = OutsideProgram("sh", setting: nil)

    private func run(_ script: String, input: Data = Data(), seconds: Int = 20) async throws -> (output: Data, remarks: Data) {
        try await #require(shell).run(
            ["-c", script], input: input, within: .init(seconds: seconds, output: 8 << 20, remarks: 1000))
    }

    @Test func itTakesAllAndGivesAllAndHasAnEnvironmentOfItsOwn() async throws {
        setenv("ANSE_SECRET", "told", 1)
        let bytes = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        #expect(try await run("cat", input: bytes).output == bytes)
        let said = try await run("env; pwd; echo hm >&2")
        let words = String(decoding: said.output, as: UTF8.self)
        #expect(try await run("cat > /dev/null; nice").output == Data("5\n".utf8), "pages come first")
        #expect(words.contains("LANG=C.UTF-8") && words.hasSuffix("\n/\n") && !words.contains("ANSE_SECRET"))
        #expect(said.remarks == Data("hm\n".utf8))
    }

    @Test(arguments: ["exit 3", "kill -9 $$", "head -c 9000000 /dev/zero", "head -c 2000 /dev/zero >&2"])
    func whoEndsWrongOrSaysTooMuchFailed(_ script: String) async throws {
        await #expect(throws: OutsideProgram.Fault.failed) { try await run(script) }
    }

    @Test(arguments: ["sleep 100000", "trap '' TERM; sleep 100000"])
    func whoTakesTooLongIsEnded(_ script: String) async throws {
        await #expect(throws: OutsideProgram.Fault.tookTooLong) { try await run(script, seconds: 1) }
    }

    @Test func whatItStartedEndsWithIt() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        await #expect(throws: OutsideProgram.Fault.tookTooLong) {
            try await run("sleep 100000 & echo $! > '\(file.path)'; wait", seconds: 3)
        }
        let started = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines)
        // Gone, or waiting for somebody to take note of its end; a signal needs a moment.
        var isOver = false
        for _ in 0..<100 where !isOver {
            let standing = (try? String(contentsOfFile: "/proc/\(started)/stat", encoding: .utf8)) ?? ""
            isOver = standing.isEmpty || standing.contains(") Z ")
            if !isOver { try await Task.sleep(for: .milliseconds(100)) }
        }
        #expect(isOver)
    }

    /// A mail program leaves somebody behind who delivers.
    @Test func whoEndsIsNotWaitedForAnyLonger() async throws {
        #expect(try await run("sleep 300 & echo done").output == Data("done\n".utf8))
    }

    @Test func whoReadsNothingAndEndsWellDoesNotEndUs() async throws {
        _ = try await run("exit 0", input: Data(count: 5_000_000))
    }

    /// Looking through the open files of a process with one copy too many once read beyond its list and ended the server.
    @Test func manyOpenFilesAndManyAtOnceAreNoMatter() async throws {
        let files = (0..<700).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        defer { for file in files { close(file) } }
        try await withThrowingTaskGroup(of: Data.self) { group in
            for number in 0..<40 { group.addTask { try await run("ls /proc/self/fd | wc -l; echo \(number)").output } }
            // Its three, and the one that it looks with.
            for try await said in group { #expect(said.starts(with: Data("4\n".utf8))) }
        }
    }
}
