import Examples
import Exchange
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// What anybody reads of published figures: light, the same each time, and nothing that is hidden.
struct PublicFiguresTests {
    private static let signed = Moment(seconds: 1_794_000_000)

    private func visit(_ house: PublicDoorTests.House, _ language: String, _ path: String = "/public/statistics/2025") throws
        -> Visit
    {
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
            (version: $0, signed: PublicFiguresTests.signed)
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
        #expect(
            suppressed.contains("60.0 %") && suppressed.contains("Each share is a part of this many, of whom it is known: 100630."))
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
            let pdf = try await press.pdf(from: html, at: release.signed)
            if name == "bands" { #expect(try await press.pdf(from: html, at: release.signed) == pdf) }
            let file = FileManager.default.temporaryDirectory.appending(path: "anse-\(UUID().uuidString).pdf")
            defer { try? FileManager.default.removeItem(at: file) }
            try pdf.write(to: file)
            let words = String(decoding: try await PaperTests.run("pdftotext", file.path, "-"), as: UTF8.self)
            #expect(words.contains("Figures of 2025") && words.contains("Saint Lucia"))
            for secret in sample.secrets { #expect(!words.contains(String(secret)), "\(name) tells \(secret)") }
            let structure = String(decoding: try await PaperTests.run("pdfinfo", "-struct", file.path), as: UTF8.self)
            for tag in ["H1", "H2", "Table", "TH"] { #expect(structure.contains(tag), "\(name) has no \(tag)") }
        }
    }

    // MARK: From the snapshot to the reader

    /// Opens cases of the year before, then freezes, drafts, asks and signs, as two people do.
    private func publish(_ people: Int, _ sandbox: Sandbox, notes: String = "") async throws {
        let (store, then) = (sandbox.store, Moment(seconds: Sandbox.now.seconds - 400 * 86_400))
        let (first, second) = (sandbox.actor("statistician"), sandbox.actor("focal-point"))
        for _ in 0..<people {
            _ = try await store.open(
                form: "new-case", answers: Answers(["case_kind": .text("suspected")]), id: .made(at: then), prefix: "SLU",
                as: sandbox.actor("case-manager"), at: then, today: sandbox.country.today(then))
        }
        let frozen = try store.freeze(2025, asOf: Sandbox.now, as: first)
        try await store.keep(frozen, id: .made(at: Sandbox.now), as: first, at: Sandbox.now, today: sandbox.today)
        let drawing = try store.draw(2025, inBands: false, country: sandbox.country.name.english, as: first, today: sandbox.today)
        try await store.keep(drawing, id: .made(at: Sandbox.now), as: first, at: Sandbox.now, today: sandbox.today)
        if !notes.isEmpty { try await act(.noted(answers: Answers([.text: .text(notes)])), first, sandbox) }
        try await store.ask(2025, id: .made(at: Sandbox.now), as: first, at: Sandbox.now, today: sandbox.today)
        try await act(.signed(digest: try store.publication(2025, as: second).asking?.digest ?? ""), second, sandbox)
    }

    private func act(_ action: Publication.Action, _ actor: Actor, _ sandbox: Sandbox) async throws {
        try await sandbox.store.record(
            action, id: .made(at: Sandbox.now), to: 2025, as: actor, at: Sandbox.now, today: sandbox.today)
    }

    @Test func whatWasSignedIsReadAndTakenAlongByAnybody() async throws {
        let house = try await PublicDoorTests.House()
        defer { house.sandbox.remove() }
        #expect(try await house.send("/public/statistics").text.contains("No figures are published yet."))
        #expect(try await !house.send("/public").text.contains("/public/statistics"))
        #expect(try await house.send("/public/statistics/2025").status == 404)
        try await publish(12, house.sandbox)
        #expect(try await house.send("/public").text.contains("/public/statistics?lang=en"))
        #expect(try await house.send("/public/statistics").text.contains("href=\"/public/statistics/2025?lang=en\""))
        let page = try await house.send("/public/statistics/2025?lang=en&c=radio-2")
        #expect(
            page.status == 200 && page.headers[.setCookie] == nil && page.text.contains("10 to 19") && !page.text.contains(": 12"))
        for missing in [
            "2024", "2025?version=2", "2025?version=0", "2025?version=x", "2025/1/figures-2025-v2.csv",
            "2025/1/records-2025-v1.csv",
        ] {
            #expect(try await house.send("/public/statistics/\(missing)").status == 404, "\(missing)")
        }
        let document = try await house.send("/public/statistics/2025/1/figures-2025-v1.json")
        #expect(page.text.contains(Store.digest(Data(document.text.utf8))))
        #expect(document.headers[.cacheControl]?.contains("immutable") == true)
        #expect(document.headers[.contentDisposition] == "attachment; filename=\"figures-2025-v1.json\"")
        let tag = try #require(document.headers[.eTag])
        let again = try await house.send("/public/statistics/2025/1/figures-2025-v1.json", nil, [.ifNoneMatch: tag])
        #expect(again.status == 304 && again.text.isEmpty)

        try await publish(30, house.sandbox, notes: "Some reports came late.")
        let newer = try await house.send("/public/statistics/2025").text
        #expect(
            newer.contains("20 to 49") && newer.contains("What changed since version 1")
                && newer.contains("Some reports came late."))
        let older = try await house.send("/public/statistics/2025?version=1").text
        #expect(older.contains("There is a newer version") && older.contains("10 to 19"))
        #expect(older.contains("href=\"?lang=fr&amp;version=1\""), "another language keeps the version")
        let kept = try await house.send("/public/statistics/2025/1/figures-2025-v1.json")
        #expect(kept.text == document.text, "nothing is overwritten")
    }
}
