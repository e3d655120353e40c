import Examples
import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store
import Testing
@testable import Web

/// What anybody reads of published figures: light, the same each time, and nothing that is hidden.
struct PublicFiguresTests {
    private static let signed = Moment(seconds: 1_794_000_000)

    private func visit(_ house: PublicDoorTests.House, _ language: String, _ path: String = "/public/statistics/2025") throws -> Visit {
        let inbound = Inbound(
            site: house.site, language: language, now: Sandbox.now, method: .get, path: path, query: SubmittedAnswers([:]),
            headers: HTTPFields())
        return Visit(inbound: inbound, desk: try #require(house.site.openDesk), session: nil)
    }

    private func release(_ figures: PublishedFigures) throws -> PublicFigures.Release {
        PublicFigures.Release(figures: figures, digest: Store.digest(try figures.document()), signed: PublicFiguresTests.signed)
    }

    private func page(_ visit: Visit, _ figures: PublishedFigures, earlier: PublishedFigures? = nil) throws -> Reply {
        let lines = (1...figures.version).reversed().map {
            PublishedLine(year: figures.year, version: $0, at: PublicFiguresTests.signed, digest: "")
        }
        return try PublicFigures.page(visit, try release(figures), earlier: earlier, lines)
    }

    /// Units: bytes, of the page, its style and its script together.
    private static let most = 14_336

    @Test func everyMethodIsAPageWithinItsWeightAndHidesWhatIsHidden() async throws {
        let house = try await PublicDoorTests.House()
        defer { house.sandbox.remove() }
        let style = Assets.shared.files.values.filter { $0.type.hasPrefix("text/") }.reduce(0) { $0 + $1.packed.count }
        for (name, sample) in FiguresSample.all {
            for language in house.sandbox.country.languages {
                let visit = try visit(house, language)
                let reply = try page(visit, sample.figures, earlier: FiguresSample.bands.figures)
                let text = String(decoding: reply.body, as: UTF8.self)
                #expect(reply.status == .ok && reply.isPublic)
                #expect(reply.body.gzipped.count + style <= PublicFiguresTests.most, "\(name) \(language)")
                #expect(try page(visit, sample.figures, earlier: FiguresSample.bands.figures).body == reply.body)
                for secret in sample.secrets { #expect(!text.contains(String(secret)), "\(name) tells \(secret)") }
                #expect(!text.contains("public.figures.") && !text.contains("style=") && !text.contains("https://"))
                for kind in FiguresFile.all(of: sample.figures) {
                    #expect(text.contains("/\(sample.figures.version)/\(kind.name(of: sample.figures))?lang=\(language)"))
                }
            }
        }
    }

    @Test func countsAreSaidAsPeopleSayThem() async throws {
        let house = try await PublicDoorTests.House()
        defer { house.sandbox.remove() }
        let english = try visit(house, "en")
        func text(_ sample: FiguresSample) throws -> String {
            String(decoding: try page(english, sample.figures).body, as: UTF8.self)
        }
        let bands = try text(FiguresSample.bands)
        #expect(bands.contains("People whose case was opened, 2025: 10 to 19."))
        #expect(bands.contains("fewer than 10") && bands.contains("1000 or more"))
        let suppressed = try text(FiguresSample.suppressed)
        #expect(suppressed.matches(of: /<i>not shown<\/i>/).count == 10 && suppressed.contains("60211"))
        #expect(suppressed.contains("60.0 %") && suppressed.contains("Each share is a part of this many, of whom it is known: 100630."))
        #expect(suppressed.contains("=1+1, &quot;odd&quot;") && suppressed.contains("Version 1 of"))
        let noise = try text(FiguresSample.noise)
        #expect(noise.contains("about 118 (± 14)") && noise.contains("at most 14 away") && noise.contains("of nobody"))
        let french = String(decoding: try page(try visit(house, "fr"), FiguresSample.noise.figures).body, as: UTF8.self)
        #expect(french.contains("66,7 %") && french.contains("environ 118 (± 14)"))
    }

    @Test func thePaperIsTheSameBytesAndHidesWhatIsHidden() async throws {
        let house = try await PublicDoorTests.House()
        defer { house.sandbox.remove() }
        let press = house.site.press
        try #require(press.isAvailable, "WeasyPrint is missing: run bin/setup test")
        for (name, sample) in FiguresSample.all {
            let release = try release(sample.figures)
            let sheet = FiguresSheet(
                visit: try visit(house, "en"), figures: sample.figures, digest: release.digest, signed: release.signed)
            let html = Data(sheet.paper.html.text.utf8)
            let pdf = try press.pdf(from: html, at: release.signed)
            if name == "bands" { #expect(try press.pdf(from: html, at: release.signed) == pdf) }
            let file = FileManager.default.temporaryDirectory.appending(path: "anse-\(UUID().uuidString).pdf")
            defer { try? FileManager.default.removeItem(at: file) }
            try pdf.write(to: file)
            let words = try PaperTests.run("pdftotext", file.path, "-")
            #expect(words.contains("Figures of 2025") && words.contains("Saint Lucia"))
            for secret in sample.secrets { #expect(!words.contains(String(secret)), "\(name) tells \(secret)") }
            let structure = try PaperTests.run("pdfinfo", "-struct", file.path)
            for tag in ["H1", "H2", "Table", "TH"] { #expect(structure.contains(tag), "\(name) has no \(tag)") }
        }
    }
}
