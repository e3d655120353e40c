import Examples
import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// A file for a partner in the browser: asked for, agreed to by another, made, saved, opened by its recipient, and known again.
struct ExportPageTests {
    static let key = "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h"
    typealias Worker = DirectoryPageTests.Worker

    private func people(_ sandbox: Sandbox, _ count: Int = 14) async throws {
        for index in 0..<count {
            let number = try await sandbox.open(
                Answers(["given_name": .text("Marie Ange"), "age_band": .text(index % 2 == 0 ? "18-20" : "21-23")]))
            let more = Answers(["citizenship": .codes([["LC", "HT", "VE", "JM", "CO", "GY", "BB"][index % 7]])])
            _ = try await sandbox.record(.answered(form: "identity", answers: more), to: number)
            let consent = Consent(purpose: "research", recipient: nil, given: sandbox.today, expires: nil, language: "en")
            _ = try await sandbox.record(.consented(consent), to: number)
        }
        _ = try await sandbox.open()
    }

    private func form(_ sandbox: Sandbox, key: String = key, format: String = "ctdc-global") -> [(String, String)] {
        let day = sandbox.today
        let days = ["from", "until"].flatMap { name in
            [("\(name).day", "\(day.day ?? 1)"), ("\(name).month", "\(day.month ?? 1)"), ("\(name).year", "\(day.year)")]
        }
        return days + [
            ("format", format), ("recipient", "Institute of Fiction"), ("keys", key), ("reason", "study"), ("words", "A study."),
        ]
    }

    private func asked(_ worker: Worker, _ sandbox: Sandbox, key: String = key, format: String = "ctdc-global") async throws
        -> String
    {
        let sent = try await worker.send("/exports/new", form(sandbox, key: key, format: format))
        #expect(sent.status == 303 && sent.leads.hasPrefix("/exports/new/check?draft="), "\(sent.text)")
        let made = try await worker.send("/exports/new/check", PageForm.draft(in: try await worker.send(sent.leads).text))
        #expect(made.status == 303)
        return made.leads
    }

    private func bytes(_ worker: Worker, _ path: String) async throws -> (status: Int, name: String, body: Data) {
        let headers: HTTPFields = [.cookie: "\(Sessions.cookie)=\(worker.token)"]
        return try await Application(router: worker.router).test(.router) { client in
            try await client.execute(uri: path, method: .get, headers: headers) {
                (Int($0.status.code), $0.headers[.contentDisposition] ?? "", Data($0.body.readableBytesView))
            }
        }
    }

    /// What the page says of a file that was found.
    private func found(_ worker: Worker, _ file: Data) async throws -> (status: Int, text: String) {
        var body = Data()
        for (name, value) in [("form-token", worker.formToken), ("entry", EntryID.made(at: Sandbox.now).description)] {
            body += Data("--zz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Data("--zz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"copy\"\r\n\r\n".utf8) + file
        body += Data("\r\n--zz--\r\n".utf8)
        let headers: HTTPFields = [
            .cookie: "\(Sessions.cookie)=\(worker.token)", .contentType: "multipart/form-data; boundary=zz",
        ]
        let sent = body
        return try await Application(router: worker.router).test(.router) { client in
            try await client.execute(uri: "/exports/found", method: .post, headers: headers, body: ByteBuffer(bytes: sent)) {
                (Int($0.status.code), String(buffer: $0.body))
            }
        }
    }

    @Test func fromTheAskingToAFileThatOnlyItsRecipientOpens() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await people(sandbox)
        let made = try await PaperTests.run("age-keygen")
        let key = String(
            try #require(String(decoding: made, as: UTF8.self).firstMatch(of: /public key: (age1[a-z0-9]+)/)).output.1)
        let secret = sandbox.folder.appending(path: "secret")
        try made.write(to: secret)
        let (asker, other) = (try Worker("focal-point", in: sandbox), try Worker("supervisor", in: sandbox))

        let sent = try await asker.send("/exports/new", form(sandbox, key: key))
        #expect(sent.leads.hasPrefix("/exports/new/check?draft="))
        let check = try await asker.send(sent.leads).text
        #expect(check.contains("14 people go into the file") && check.contains("1 person is left out: they did not agree"))
        #expect(!check.contains("Marie") && !check.contains("SLU-"), "counts only")
        let path = try await asker.send("/exports/new/check", PageForm.draft(in: check)).leads
        #expect(path.hasPrefix("/exports/E-2026-"))
        #expect(try await asker.send(path).text.contains("Waits for a second person"))
        #expect(try await asker.send(path + "/agreement", []).status == 422, "not by the one who asked")
        #expect(try await !asker.send("/work").text.contains("Agree or refuse"))
        #expect(try await other.send("/work").text.contains("Agree or refuse"))
        #expect(try await asker.send(path + "/file", []).status == 422, "nobody agreed yet")
        #expect(try await bytes(asker, path + "/file").status == 404)
        #expect(try await other.send(path + "/agreement", []).status == 303)
        #expect(try await asker.send("/work").text.contains("Make the file"))
        #expect(try await asker.send(path + "/file", []).status == 303)
        #expect(try await asker.send(path + "/file", []).status == 303, "a second click makes no second file")

        let first = try await bytes(asker, path + "/file")
        let second = try await bytes(asker, path + "/file")
        #expect(first.status == 200 && first.body == second.body && first.name.hasSuffix(".zip.age\""))
        #expect(try await bytes(other, path + "/file").status == 404)
        let number = String(path.dropFirst(9))
        let ledger = try #require(try sandbox.store.export(number, as: sandbox.actor("focal-point")).made)
        #expect(Store.digest(first.body) == ledger.sealed && ledger.people == 14)
        let file = sandbox.folder.appending(path: "sealed")
        try first.body.write(to: file)
        let opened = try await PaperTests.run("age", "--decrypt", "-i", secret.path, file.path)
        #expect(Store.digest(opened) == ledger.plain)

        // The copy that is found.
        for copy in [first.body, opened] {
            let page = try await found(other, copy)
            #expect(
                page.status == 200 && page.text.contains("It is this file") && page.text.contains("href=\"/exports/\(number)\""))
        }
        let none = try await found(other, Data("a,b\n1,2\n".utf8))
        #expect(none.text.contains("too few") && !none.text.contains("/exports/\(number)"))
        #expect(try await found(other, Data()).status == 422)
        #expect(try await other.send(path + "/withdrawal", [("text", "Sent to the wrong desk.")]).status == 303)
        #expect(try await bytes(asker, path + "/file").status == 404)
    }

    @Test func nothingTypedIsLostWhenAKeyIsWrong() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let worker = try Worker("focal-point", in: sandbox)
        let wrong = try await worker.send("/exports/new", form(sandbox, key: "age1notakey"))
        #expect(
            wrong.status == 422 && wrong.text.contains("is no key of a recipient") && wrong.text.contains("Institute of Fiction"))
        let secret = try await worker.send("/exports/new", form(sandbox, key: "AGE-SECRET-KEY-1ABC"))
        #expect(secret.status == 422 && secret.text.contains("This is a secret key"))
        let empty = try await worker.send("/exports/new", [("recipient", "Institute")])
        #expect(empty.status == 422 && empty.text.contains("href=\"#format\"") && empty.text.contains("value=\"Institute\""))
        let sent = try await worker.send("/exports/new", form(sandbox))
        #expect(sent.status == 303)
        let check = try await worker.send(sent.leads)
        #expect(check.text.contains("Nobody would be in this file") && !check.text.contains("Ask a second person"))
        let draft = try #require(try sandbox.store.drafts(of: sandbox.actor("focal-point").account, at: Sandbox.now).first)
        let pressed = [("draft", draft.id), ("draft-seen", draft.mark)]
        #expect(try await worker.send("/exports/new/check", pressed).status == 422)
    }

    @Test func aServerWithoutAgeSaysWhatIsMissing() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await people(sandbox, 1)
        let path = try await asked(try Worker("focal-point", in: sandbox), sandbox, format: "htcds")
        #expect(try await Worker("supervisor", in: sandbox).send(path + "/agreement", []).status == 303)
        let worker = try Worker("focal-point", in: sandbox, age: AgeProgram(setting: "/nowhere"))
        #expect(try await worker.send("/exports/new").text.contains("the program age is missing"))
        let page = try await worker.send(path + "/file", [])
        #expect(page.status == 422 && page.text.contains("the program age is missing"))
        let looks = try sandbox.store.looks("SLU-2026-0001", as: sandbox.actor("supervisor"), at: Sandbox.now)
        #expect(!looks.contains { $0.purpose == .export }, "nothing was looked at")
    }

    /// Names, recipients and reasons stand on the pages of the agency that asked, and nowhere else.
    @Test func forOthersThereIsNone() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        try await people(sandbox, 1)
        let path = try await asked(try Worker("focal-point", in: sandbox), sandbox)
        for signIn in ["case-manager", "administrator", "task-force-viewer"] {
            let worker = try Worker(signIn, in: sandbox)
            for address in ["/exports", "/exports/new", "/exports/found", path] {
                #expect(try await worker.send(address).status == 404, "\(signIn) \(address)")
            }
            #expect(try await !worker.send("/work").text.contains("/exports"))
        }
    }
}
