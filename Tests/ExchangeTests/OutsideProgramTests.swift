import Exchange
import Foundation
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
        #expect(OutsideProgram.path(of: "env", setting: nil) == "/usr/bin/env")
        #expect(OutsideProgram.path(of: "no-such-program", setting: nil) == nil)
        #expect(OutsideProgram.path(of: "env", setting: "/nowhere/env") == nil, "what is named alone counts")
    }

    /// The search path of a worker may begin with a folder that anybody can write to.
    @Test func neitherTheSearchPathNorTheCurrentFolderCounts() throws {
        let name = "anse-planted-\(UUID().uuidString)"
        try withProgram(name, in: "bin") { folder in
            let bin = folder.appending(path: "bin").path
            let before = ProcessInfo.processInfo.environment["PATH"] ?? ""
            setenv("PATH", "\(bin):.:\(before)", 1)
            defer { setenv("PATH", before, 1) }
            #expect(OutsideProgram.path(of: name, setting: nil) == nil)
            #expect(OutsideProgram.path(of: name, setting: "bin/\(name)") == nil, "a path that is not whole is none")
            #expect(OutsideProgram.path(of: name, setting: "./\(name)") == nil)
            #expect(OutsideProgram.path(of: name, setting: nil, own: ["bin", "."]) == nil)
            #expect(OutsideProgram.path(of: name, setting: "\(bin)/\(name)") == "\(bin)/\(name)")
            #expect(OutsideProgram.path(of: name, setting: nil, own: [bin]) == "\(bin)/\(name)")
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
}
