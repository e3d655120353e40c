import Foundation
import Outside
import Register
import Testing

@testable import Web

/// A paper is the same bytes twice, tagged, of the archive kind, and asks for nothing from outside.
struct PaperTests {
    private static let moment = Moment(seconds: 1_795_000_000)
    private let press = Press(setting: nil)

    private func paper(_ text: String) -> Data {
        Data(
            Paper(
                title: "Court summary of SLU-2026-0001", language: "en", country: "Saint Lucia", foot: "foot",
                body: "<h1>Court summary</h1><dl><dt>Name</dt><dd>\(text)</dd></dl><ul><li>one</li></ul>"
            ).html.text.utf8)
    }

    @Test func twiceIsTheSameAndAnotherMomentOrWordIsNot() async throws {
        try #require(press.isAvailable, "WeasyPrint is missing: run bin/setup test")
        let moment = PaperTests.moment
        let first = try await press.pdf(from: paper("Séraphine Ti-Jean"), at: moment)
        #expect(try await press.pdf(from: paper("Séraphine Ti-Jean"), at: moment) == first)
        #expect(try await press.pdf(from: paper("Séraphine Ti-Jean"), at: moment.after(hours: 1)) != first)
        #expect(try await press.pdf(from: paper("Seraphine Ti-Jean"), at: moment) != first)
    }

    @Test func itIsTaggedAndOfTheArchiveKind() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "anse-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try await press.pdf(from: paper("Marie"), at: PaperTests.moment).write(to: file)
        let structure = String(decoding: try await PaperTests.run("pdfinfo", "-struct", file.path), as: UTF8.self)
        for tag in ["Document", "H1", "LI"] { #expect(structure.contains(tag)) }
        #expect(try await PaperTests.run("pdfinfo", file.path).range(of: Data("Tagged:          yes".utf8)) != nil)
        #expect(try await PaperTests.run("pdfinfo", "-meta", file.path).range(of: Data("pdfaid:part".utf8)) != nil)
        #expect(try await PaperTests.run("pdftotext", file.path, "-").range(of: Data("Marie".utf8)) != nil)
    }

    @Test func whatAsksForSomethingOutsideIsNoPaper() async {
        let page = Data(
            "<!doctype html><html lang=en><head><title>t</title></head><body><img src=\"http://127.0.0.1/x.png\" alt=x></body></html>"
                .utf8)
        await #expect(throws: Press.Fault.failed) { try await press.pdf(from: page, at: PaperTests.moment) }
        await #expect(throws: Press.Fault.unavailable) {
            try await Press(setting: "/nowhere").pdf(from: page, at: PaperTests.moment)
        }
    }

    /// What a program of the machine says.
    static func run(_ program: String, _ arguments: String...) async throws -> Data {
        let found = try #require(OutsideProgram(program, setting: nil), "\(program) is missing: run bin/setup test")
        return try await found.run(arguments, input: Data(), within: .init(seconds: 60, output: 64 << 20)).output
    }
}
