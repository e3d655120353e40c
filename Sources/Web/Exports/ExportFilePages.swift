import Exchange
import Foundation
import HTTPTypes
import Outside
import Pack
import Register
import Store

/// The file itself: made once, sealed at once, saved by the one who asked for it.
enum ExportFilePages {
    static var routes: [Route] {
        [.post("/exports/{export}/file") { try await make($0) }, .get("/exports/{export}/file") { try give($0) }]
    }

    private static func make(_ visit: Visit) async throws -> Reply {
        let before = try visit.export()
        if before.isReady(.made, for: try visit.actor(), at: visit.now, by: visit.exportTerms) {
            return .redirect("/exports/\(before.number)")
        }
        do {
            guard visit.site.age.isAvailable else { throw OutsideProgram.Fault.unavailable }
            let (made, sealed) = try await seal(visit, before.number)
            try await visit.store.record(
                .made(made), carrying: sealed, id: try visit.entryID(), to: before.number, as: try visit.actor(), at: visit.now)
            return .redirect("/exports/\(before.number)")
        } catch let fault as OutsideProgram.Fault {
            return try ExportPages.one(visit, visit.refused(Refusal("sealing.\(fault)")))
        } catch let refusal as Refusal { return try ExportPages.one(visit, visit.refused(refusal)) }
    }

    /// Away from the threads that serve pages: it folds every case of the period.
    private static func seal(_ visit: Visit, _ number: String) async throws -> (Export.Made, Data) {
        let (store, country, age) = (visit.store, visit.country, visit.site.age)
        let (actor, now, today) = (try visit.actor(), visit.now, visit.today)
        let (people, keys, file) = try await visit.site.pressing.run {
            let (export, files) = try store.gather(number, as: actor, at: now, today: today)
            guard let request = export.request, let format = country.practice.exports.format(request.format) else {
                throw Refusal("exportUnknown")
            }
            let key = store.orderKey(ofExport: number)
            return (files.count, request.keys, try PartnerFile(export, files, format, country, key: key, on: today))
        }
        let sealed = try await visit.site.pressing.run { try await age.seal(file.content, to: keys) }
        let made = Export.Made(
            people: people, plain: Store.digest(file.content), sealed: Store.digest(sealed), table: file.tableDigest,
            size: sealed.count)
        return (made, sealed)
    }

    /// Sealed bytes, under a name that says the number only.
    private static func give(_ visit: Visit) throws -> Reply {
        let export = try visit.export()
        var reply = Reply(body: try visit.store.exportFile(export.number, as: try visit.actor(), at: visit.now))
        let kind = visit.exportTerms.format(export.request?.format ?? "").map { PartnerFile.kind($0) } ?? "bin"
        reply.headers[.contentType] = "application/octet-stream"
        reply.headers[.contentDisposition] = "attachment; filename=\"\(export.number).\(kind).age\""
        return reply
    }
}
