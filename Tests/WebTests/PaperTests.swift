import Foundation
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

    @Test func twiceIsTheSameAndAnotherMomentOrWordIsNot() throws {
        try #require(press.isAvailable, "WeasyPrint is missing: run bin/setup test")
        let moment = PaperTests.moment
        let first = try press.pdf(from: paper("Séraphine Ti-Jean"), at: moment)
        #expect(try press.pdf(from: paper("Séraphine Ti-Jean"), at: moment) == first)
        #expect(try press.pdf(from: paper("Séraphine Ti-Jean"), at: moment.after(hours: 1)) != first)
        #expect(try press.pdf(from: paper("Seraphine Ti-Jean"), at: moment) != first)
    }

    @Test func itIsTaggedAndOfTheArchiveKind() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "anse-\(UUID().uuidString).pdf")
        defer { try? FileManager.default.removeItem(at: file) }
        try press.pdf(from: paper("Marie"), at: PaperTests.moment).write(to: file)
        let structure = try PaperTests.run("pdfinfo", "-struct", file.path)
        for tag in ["Document", "H1", "LI"] { #expect(structure.contains(tag)) }
        #expect(try PaperTests.run("pdfinfo", file.path).contains("Tagged:          yes"))
        #expect(try PaperTests.run("pdfinfo", "-meta", file.path).contains("pdfaid:part"))
        #expect(try PaperTests.run("pdftotext", file.path, "-").contains("Marie"))
    }

    @Test func whatAsksForSomethingOutsideIsNoPaper() {
        let page = Data(
            "<!doctype html><html lang=en><head><title>t</title></head><body><img src=\"http://127.0.0.1/x.png\" alt=x></body></html>"
                .utf8)
        #expect(throws: Press.Fault.failed) { try press.pdf(from: page, at: PaperTests.moment) }
        #expect(throws: Press.Fault.unavailable) { try Press(setting: "/nowhere").pdf(from: page, at: PaperTests.moment) }
    }

    static func run(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = pipe
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
