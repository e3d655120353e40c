import Exchange
import Foundation
import Register
import Testing

/// Sealed to its recipients: each opens it to the same bytes, nobody else does.
struct AgeProgramTests {
    private func run(_ program: String, _ arguments: [String], input: Data? = nil) throws -> (status: Int32, output: Data) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }

    private struct Holder {
        let secret: URL
        let key: RecipientKey
    }

    private func holder(in folder: URL) throws -> Holder {
        let made = try run("age-keygen", [])
        try #require(made.status == 0, "age is missing: run bin/setup test")
        let lines = String(decoding: made.output, as: UTF8.self)
        let key = try #require(lines.firstMatch(of: /public key: (age1[a-z0-9]+)/)).output.1
        let secret = folder.appending(path: UUID().uuidString)
        try made.output.write(to: secret)
        return Holder(secret: secret, key: try RecipientKey(String(key)))
    }

    @Test(arguments: [0, 1, 3_000_000])
    func whatIsSealedOpensForItsRecipientsAlone(_ size: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "age-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (first, second, stranger) = (try holder(in: folder), try holder(in: folder), try holder(in: folder))
        let plain = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let sealed = try AgeProgram().seal(plain, to: [first.key, second.key])
        let file = folder.appending(path: "sealed")
        try sealed.write(to: file)
        for each in [first, second] {
            let opened = try run("age", ["--decrypt", "-i", each.secret.path, file.path])
            #expect(opened.status == 0 && opened.output == plain)
        }
        let refused = try run("age", ["--decrypt", "-i", stranger.secret.path, file.path])
        #expect(refused.status != 0 && refused.output.isEmpty)
        #expect(size < 100 || sealed.range(of: plain.prefix(64)) == nil)
    }

    @Test func aMissingProgramAndOneThatEndsEarlySaySo() throws {
        let key = try RecipientKey("age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h")
        #expect(!AgeProgram(setting: "/nowhere").isAvailable)
        #expect(throws: AgeProgram.Fault.unavailable) { try AgeProgram(setting: "/nowhere").seal(Data(), to: [key]) }
        // It takes nothing and is gone while we still write: a fault, not our end.
        #expect(throws: AgeProgram.Fault.failed) { try AgeProgram(setting: "/bin/false").seal(Data(count: 5_000_000), to: [key]) }
    }
}
