import Foundation
import Subprocess
import SystemPackage
import Fuzzing
import Testing

/// What is kept is read, what is bent ends nothing, and what was planted is found: a fuzzer that finds nothing is told apart from one
/// that is no fuzzer. Each trial is a process of its own, since what it looks for would end the tests.
@Suite(.serialized) struct FuzzTests {
    @Test func everyKeptInputLeavesTheProcessAlive() async throws {
        let (status, told) = try await fuzz(["replay"])
        #expect(status == .exited(0), "\(told)")
    }

    @Test func bentInputsEndNoReader() async throws {
        let (status, told) = try await fuzz(["files", "--seed", "16", "--seconds", "15"])
        #expect(status == .exited(0), "\(told)")
    }

    @Test func bentRequestsEndNothingAndAreNoFaultOfOurs() async throws {
        let (status, told) = try await fuzz(["requests", "--seed", "16", "--seconds", "25"])
        #expect(status == .exited(0), "\(told)")
    }

    @Test func whatIsPlantedInReadersIsFound() async throws {
        let (status, told) = try await fuzz(["files", "--planted", "--count", "100000"])
        #expect(status == .exited(0), "\(told)")
        #expect(told.contains("\(FuzzTarget.planted.count) of \(FuzzTarget.planted.count) planted were found"))
    }

    @Test func whatIsPlantedInPagesIsFound() async throws {
        let (status, told) = try await fuzz(["requests", "--planted", "--count", "600"])
        #expect(status == .exited(1), "\(told)")
        for sign in ["trap", "status 500", "of the processor", "what is marked was shown"] {
            #expect(told.contains(sign), "\(sign) was not found: \(told)")
        }
    }

    @Test func theSameSeedBendsTheSameInputs() {
        let (one, other) = (Bending(FuzzTarget.all, seed: 3), Bending(FuzzTarget.all, seed: 3))
        for turn in [0, 7, 4242] { #expect(one.input(turn).bytes == other.input(turn).bytes) }
        #expect((0..<20).contains { one.input($0).bytes != Bending(FuzzTarget.all, seed: 4).input($0).bytes })
    }

    @Test func everyReaderHasInputsToBeginWith() {
        let corpus = Corpus(of: FuzzTarget.all)
        #expect(FuzzTarget.all.filter { corpus.bytes(for: $0).isEmpty }.map(\.name) == [])
        #expect(corpus.inputs.reduce(0) { $0 + $1.bytes.count } < 300_000)
    }

    /// How the program ended, and what it told.
    private func fuzz(_ words: [String]) async throws -> (TerminationStatus, String) {
        let findings = FileManager.default.temporaryDirectory.appending(path: "anse-fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: findings) }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "fuzz")
        let ended = try await Subprocess.run(
            .path(.init(program.path)), arguments: Arguments(words + (words[0] == "replay" ? [] : ["--keep", findings.path])),
            output: .string(limit: 1 << 20), error: .combinedWithOutput)
        return (ended.terminationStatus, ended.standardOutput)
    }
}
