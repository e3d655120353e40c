import Exchange
import Foundation
import Outside
import Register
import Testing

/// Sealed to its recipients: each opens it to the same bytes, nobody else does.
struct AgeProgramTests {
    private func run(_ program: String, _ arguments: [String]) async throws -> Data {
        let found = try #require(OutsideProgram(program, setting: nil), "age is missing: run bin/setup test")
        return try await found.run(arguments, input: Data(), within: .init(seconds: 60, output: 8 << 20)).output
    }

    private struct Holder {
        let secret: URL
        let key: RecipientKey
    }

    private func holder(in folder: URL) async throws -> Holder {
        let made = try await run("age-keygen", [])
        let lines = String(decoding: made, as: UTF8.self)
        let key = try #require(lines.firstMatch(of: /public key: (age1[a-z0-9]+)/)).output.1
        let secret = folder.appending(path: UUID().uuidString)
        try made.write(to: secret)
        return Holder(secret: secret, key: try RecipientKey(String(key)))
    }

    @Test(arguments: [0, 1, 3_000_000])
    func whatIsSealedOpensForItsRecipientsAlone(_ size: Int) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "age-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (first, second, stranger) = (try await holder(in: folder), try await holder(in: folder), try await holder(in: folder))
        let plain = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let sealed = try await AgeProgram().seal(plain, to: [first.key, second.key])
        let file = folder.appending(path: "sealed")
        try sealed.write(to: file)
        for each in [first, second] {
            #expect(try await run("age", ["--decrypt", "-i", each.secret.path, file.path]) == plain)
        }
        await #expect(throws: OutsideProgram.Fault.failed) {
            try await run("age", ["--decrypt", "-i", stranger.secret.path, file.path])
        }
        #expect(size < 100 || sealed.range(of: plain.prefix(64)) == nil)
    }

    @Test func aMissingProgramAndOneThatEndsEarlySaySo() async throws {
        let key = try RecipientKey("age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h")
        #expect(!AgeProgram(setting: "/nowhere").isAvailable)
        await #expect(throws: OutsideProgram.Fault.unavailable) {
            try await AgeProgram(setting: "/nowhere").seal(Data(), to: [key])
        }
        // It takes nothing and is gone while we still write: a fault, not our end.
        await #expect(throws: OutsideProgram.Fault.failed) {
            try await AgeProgram(setting: "/bin/false").seal(Data(count: 5_000_000), to: [key])
        }
    }
}
