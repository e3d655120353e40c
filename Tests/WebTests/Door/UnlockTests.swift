import Examples
import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Register
import Store
import Synchronization
import Testing
@testable import Web

/// The owner unlocks whatever strangers try, and is told which file is damaged.
struct UnlockTests {
    private func site(_ sandbox: Sandbox, _ opener: @escaping @Sendable (String) throws -> Desk) -> Site {
        Site(country: sandbox.country, isBehindProxy: true, clock: { Sandbox.now }, opener: opener)
    }

    private func opening(_ sandbox: Sandbox) -> @Sendable (String) throws -> Desk {
        { passphrase in
            guard passphrase == "right" else { throw KeyFault.wrongPassphrase }
            return try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
        }
    }

    private func post(_ site: Site, _ passphrase: String, from: String) async throws -> (Int, String, HTTPFields) {
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .forwardedFor: from]
        return try await Application(router: site.router()).test(.router) { client in
            try await client.execute(
                uri: "/unlock", method: .post, headers: headers, body: ByteBuffer(string: "passphrase=\(passphrase)")
            ) { (Int($0.status.code), String(buffer: $0.body), $0.headers) }
        }
    }

    @Test func aHundredWrongPassphrasesOfStrangersKeepNoOwnerOut() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        for way in ["page", "socket"] {
            let site = site(sandbox, opening(sandbox))
            var held = 0
            for number in 0..<100 where try await post(site, "wrong", from: "198.51.100.\(number)").0 == 429 { held += 1 }
            #expect(held == 90)
            if way == "page" {
                #expect(try await post(site, "right", from: "192.0.2.1").0 == 303)
            } else {
                #expect(site.answer(passphrase: "wrong") == .wrong && site.answer(passphrase: "right") == .open)
            }
            #expect(site.isOpen)
        }
    }

    @Test func aDamagedFolderIsNamedWithItsFile() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = site(sandbox) { _ in throw StoreFault.notALedger }
        let (status, page, headers) = try await post(site, "right", from: "192.0.2.1")
        #expect(status == 503 && page.contains("ledger.sqlite is damaged") && headers[.retryAfter] == "60")
        #expect(site.answer(passphrase: "right") == .fault(StoreFault.notALedger.description))
        let odd = self.site(sandbox) { _ in throw CocoaError(.fileReadCorruptFile) }
        #expect(try await post(odd, "right", from: "192.0.2.1").0 == 503, "also what nobody foresaw is no 500")
        #expect(odd.answer(passphrase: "x") == .fault("the data folder could not be read; run: anse verify --data DIR"))
    }

    // MARK: The socket

    private func serving(_ socket: UnlockSocket, _ site: Site, _ test: () throws -> Void) rethrows {
        let done = DispatchSemaphore(value: 0)
        let flag = Flag()
        Thread {
            socket.serve(until: { flag.isUp }) { site.answer(passphrase: $0) }
            done.signal()
        }.start()
        defer {
            flag.raise()
            done.wait()
        }
        try test()
    }

    private final class Flag: Sendable {
        private let up = Mutex(false)
        var isUp: Bool { up.withLock { $0 } }
        func raise() { up.withLock { $0 = true } }
    }

    @Test func theTerminalUnlocksOverASocketThatOnlyTheOwnerMayOpen() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = site(sandbox, opening(sandbox))
        // Longer than an address of a socket may be.
        let folder = sandbox.folder.appending(path: String(repeating: "long", count: 40))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(throws: UnlockSocket.Trouble.self) { try UnlockSocket.ask("right", in: folder) }
        let path = folder.appending(path: "unlock.socket").path
        let first = try UnlockSocket(in: folder)
        try serving(first, site) {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(throws: UnlockSocket.Trouble.self, "there is one server") { try UnlockSocket(in: folder) }
            let wrong = try UnlockSocket.ask("wrong", in: folder)
            #expect(wrong == .wrong && !site.isOpen)
            let long = try UnlockSocket.ask(String(repeating: "x", count: 3000), in: folder)
            #expect(long == .wrong)
            let right = try UnlockSocket.ask("right", in: folder)
            #expect(right == .open && site.isOpen)
            let again = try UnlockSocket.ask("whatever", in: folder)
            #expect(again == .open, "it is open already")
        }
        #expect(!FileManager.default.fileExists(atPath: path), "taken away at the end")
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let next = try UnlockSocket(in: folder)
        serving(next, site) { #expect(throws: Never.self) { try UnlockSocket.ask("x", in: folder) } }
    }
}
