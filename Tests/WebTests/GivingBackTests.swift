import Examples
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Store
@testable import Web

/// What was opened is given back when nobody holds it: a site that stays in memory after its end would keep its keys there.
struct GivingBackTests {
    @Test func aSiteAndItsStoreEndWithWhoeverHeldThem() async throws {
        weak var site: Site?
        weak var store: Store?
        weak var desk: Desk?
        func open() async throws {
            let sandbox = try await Sandbox()
            defer { sandbox.remove() }
            _ = try await sandbox.open()
            let opened = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
            let open = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
            opened.open(open)
            (site, store, desk) = (opened, sandbox.store, open)
            try await Application(router: opened.router()).test(.router) { client in
                for page in ["/sign-in", "/public", "/work", "/nowhere"] {
                    _ = try await client.execute(uri: page, method: .get) { $0 }
                }
            }
        }
        try await open()
        for _ in 0..<100 where site != nil || store != nil { try await Task.sleep(for: .milliseconds(50)) }
        #expect(store == nil)
        #expect(desk == nil)
        #expect(site == nil)
    }
}
