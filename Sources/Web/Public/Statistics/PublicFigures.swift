import Crypto
import Exchange
import Foundation
import HTTPTypes
import Pack
import Register
import Store

/// What the country publishes, for anybody: the years, one year, its versions and its files.
enum PublicFigures {
    static var routes: [Route] {
        [
            PublicPages.get("/public/statistics") { try years($0) },
            PublicPages.get("/public/statistics/{year}") { try year($0) },
            PublicPages.get("/public/statistics/{year}/{version}/{file}") { try await file($0) },
        ]
    }

    /// One version as it was signed.
    struct Release {
        let figures: PublishedFigures
        let digest: String
        let signed: Moment
    }

    private static func release(_ visit: Visit, _ year: Int, _ version: Int?) throws -> Release {
        guard let found = try visit.store.published(year: year, version: version) else { throw Fault.notFound }
        return Release(figures: found.figures, digest: found.digest, signed: found.at)
    }

    // MARK: The years

    private static func years(_ visit: Visit) throws -> Reply {
        let lines = try visit.store.published()
        let newest = Dictionary(grouping: lines, by: \.year).compactMap { $0.value.max { $0.version < $1.version } }
            .sorted { $0.year > $1.year }
        let items = newest.map { line -> HTML in
            let version = visit.say(
                "public.figures.version", ["version": String(line.version), "date": visit.say(line.at)])
            return
                "<li><a href=\"\(visit.inbound.door("statistics/\(line.year)"))\">\(visit.say("public.figures.year", ["year": String(line.year)]))<span>\(version)</span></a></li>"
        }
        let list: HTML =
            items.isEmpty ? "<p>\(visit.say("public.figures.none"))</p>" : "<ul class=\"doors\">\(items)</ul>"
        return visit.publicPage(
            "statistics",
            """
            <h1>\(visit.say("public.figures.title"))</h1><p>\(visit.say("public.figures.intro"))</p>\(list)\(back(visit))
            """)
    }

    private static func back(_ visit: Visit) -> HTML {
        "<p class=\"actions\"><a class=\"button quiet\" href=\"\(visit.inbound.door())\">\(visit.say("public.first"))</a></p>"
    }

    // MARK: One year

    private static func year(_ visit: Visit) throws -> Reply {
        guard let year = Int(try visit.named("year")) else { throw Fault.notFound }
        let asked = visit.inbound.version
        guard asked != nil || visit.query.first("version").isEmpty else { throw Fault.notFound }
        let versions = try visit.store.published().filter { $0.year == year }.map { ($0.version, $0.at) }.sorted { $0.0 > $1.0 }
        let release = try release(visit, year, asked)
        return try page(visit, release, earlier: try earlier(visit, than: release.figures), versions)
    }

    /// A version, what changed in it, its files, and the other versions, the newest first.
    static func page(_ visit: Visit, _ release: Release, earlier: PublishedFigures?, _ versions: [(version: Int, signed: Moment)])
        throws -> Reply
    {
        let (year, version) = (release.figures.year, release.figures.version)
        let sheet = FiguresSheet(
            visit: visit, figures: release.figures, digest: release.digest, signed: release.signed, earlier: earlier)
        let isOld = versions.first.map { $0.version > version } ?? false
        let newest: HTML = """
            <div class="next"><p><strong>\(visit.say("public.figures.older"))</strong></p><p><a class="button" href="\(visit.inbound.door("statistics/\(year)"))">\(visit.say("public.figures.newest"))</a></p></div>
            """
        return visit.publicPage(
            "statistics",
            """
            \(if: isOld, newest)\(sheet.html)\(try files(visit, release))\(if: versions.count > 1, list(visit, year, versions, shown: version))
            <p class="actions"><a class="button quiet" href="\(visit.inbound.door("statistics"))">\(visit.say("public.figures.title"))</a></p>
            """)
    }

    /// The newest version before this one.
    private static func earlier(_ visit: Visit, than figures: PublishedFigures) throws -> PublishedFigures? {
        let lines = try visit.store.published().filter { $0.year == figures.year && $0.version < figures.version }
        guard let version = lines.map(\.version).max() else { return nil }
        return try visit.store.published(year: figures.year, version: version)?.figures
    }

    private static func list(_ visit: Visit, _ year: Int, _ versions: [(version: Int, signed: Moment)], shown: Int) -> HTML {
        let items = versions.map { line -> HTML in
            let holes = ["version": String(line.version), "date": visit.say(line.signed)]
            let words = visit.say("public.figures.version", holes)
            if line.version == shown { return "<li>\(words) (\(visit.say("public.figures.shown")))</li>" }
            return
                "<li><a href=\"\(visit.inbound.door("statistics/\(year)"))&amp;version=\(line.version)\">\(words)</a></li>"
        }
        return "<h2>\(visit.say("public.figures.versions"))</h2><ul class=\"links\">\(items)</ul>"
    }

    // MARK: Files

    private static let paper = "pdf"

    private static func paperName(_ figures: PublishedFigures) -> String { "figures-\(figures.year)-v\(figures.version).pdf" }

    private static func files(_ visit: Visit, _ release: Release) throws -> HTML {
        let figures = release.figures
        let items = try FiguresFile.all(of: figures).map { kind -> HTML in
            link(visit, release, kind.name(of: figures), kind.rawValue, size: try bytes(visit, release, kind).count)
        }
        let name = paperName(figures)
        let pdf: HTML =
            visit.site.press.isAvailable
            ? link(visit, release, name, paper, size: visit.site.publishedFiles[key(visit, release, name)]?.count) : .none
        return """
            <h2>\(visit.say("public.figures.take"))</h2><ul class="links">\(pdf)\(items)</ul>\(if: !visit.site.press.isAvailable, "<p>\(visit.say("public.figures.print"))</p>")
            """
    }

    private static func link(_ visit: Visit, _ release: Release, _ name: String, _ kind: String, size: Int?) -> HTML {
        let path = visit.inbound.door("statistics/\(release.figures.year)/\(release.figures.version)/\(name)")
        let size = size.map { ", " + visit.say("public.figures.size", ["size": visit.decimal(Double($0) / 1024, 1)]) } ?? ""
        return "<li><a href=\"\(path)\" download>\(visit.say("public.figures.file.\(kind)"))\(size)</a></li>"
    }

    private static func key(_ visit: Visit, _ release: Release, _ name: String) -> PublishedFiles.Key {
        PublishedFiles.Key(digest: release.digest, name: name, language: visit.language)
    }

    private static func bytes(_ visit: Visit, _ release: Release, _ kind: FiguresFile) throws -> Data {
        let key = PublishedFiles.Key(digest: release.digest, name: kind.name(of: release.figures), language: "")
        return try visit.site.publishedFiles.file(key) { try kind.bytes(of: release.figures, visit.country) }
    }

    private static func file(_ visit: Visit) async throws -> Reply {
        guard let year = Int(try visit.named("year")), let version = Int(try visit.named("version")) else { throw Fault.notFound }
        let release = try release(visit, year, version)
        let name = try visit.named("file")
        if name == paperName(release.figures) {
            return saved(visit, try await pressed(visit, release), "application/pdf", name, isFixed: false)
        }
        guard let kind = FiguresFile.all(of: release.figures).first(where: { $0.name(of: release.figures) == name }) else {
            throw Fault.notFound
        }
        var reply = saved(visit, try bytes(visit, release, kind), kind.type, name, isFixed: kind.isFixed)
        reply.isPublic = kind != .xlsx
        return reply
    }

    /// Each language once.
    private static func pressed(_ visit: Visit, _ release: Release) async throws -> Data {
        let files = visit.site.publishedFiles
        let key = key(visit, release, paperName(release.figures))
        if let kept = files[key] { return kept }
        let (press, signed) = (visit.site.press, release.signed)
        guard press.isAvailable else { throw Fault.notFound }
        let sheet = FiguresSheet(
            visit: visit, figures: release.figures, digest: release.digest, signed: signed,
            earlier: try earlier(visit, than: release.figures))
        let html = Data(sheet.paper.html.text.utf8)
        do {
            return try await files.file(key) { try await press.pdf(from: html, at: signed) }
        } catch let fault as Press.Fault {
            throw Fault(.serviceUnavailable, "refusal.press.\(fault)", retryAfter: 60)
        }
    }

    /// Shape: what stays for ever may be kept for ever; what words of the program stand in, for a day.
    private static func saved(_ visit: Visit, _ data: Data, _ type: String, _ name: String, isFixed: Bool) -> Reply {
        var reply = Reply(body: data)
        let tag = "W/\"\(SHA256.hash(data: data).prefix(16).hexadecimal)\""
        reply.headers[.eTag] = tag
        reply.headers[.cacheControl] = isFixed ? "public, max-age=31536000, immutable" : "public, max-age=86400"
        if visit.inbound.headers[.ifNoneMatch] == tag {
            (reply.status, reply.body) = (.notModified, Data())
            return reply
        }
        reply.headers[.contentType] = type
        reply.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return reply
    }
}

extension Inbound {
    /// The version of published figures that the address asks for.
    var version: Int? { Int(query.first("version")).flatMap { $0 > 0 ? $0 : nil } }
}
