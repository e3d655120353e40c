import Examples
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Register
import Store
import Testing
@testable import Web

/// What leads somewhere leads to our own pages, and what names the site names its configured address.
struct OwnPagesTests {
    @Test func aWayBackIsOneOfOurPagesOrNone() {
        for page in ["/work", "/cases/SLU-2026-0042", "/account", "/cases/SLU-2026-0042/forms/needs", "/"] {
            #expect(Routes.ownPage(page) == page)
        }
        for other in [
            "//evil.example", "/\\evil.example", "/%2fevil.example", "/%5cevil", "https://evil.example", "evil.example", "", "/ /x",
            "/\t/evil", "/work?x=1", "/work#x", "/work\r\nSet-Cookie: a=b", "/nothing/here", "/cases/..", "/cases//", "/exit",
            "/c/ABC",
            "/api/v1/cases", "/work\u{0}", "/cases/" + String(repeating: "a", count: 400), "/language", "/sign-out",
        ] {
            #expect(Routes.ownPage(other) == nil, "\(other)")
        }
    }

    @Test func theLanguageLeadsBackOnlyToOurPages() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        func back(_ path: String) async throws -> String? {
            try await house.send("/language", .post, "form-token=\(house.session.formToken)&language=fr&back=\(path)").2[.location]
        }
        #expect(try await back("/cases") == "/cases")
        for other in ["//evil.example", "/%5Cevil.example", "/%252fevil.example", "https:%2F%2Fevil.example", "/%2Fevil.example"] {
            #expect(try await back(other) == "/work", "\(other)")
        }
    }

    @Test func leavingEndsTheSessionUnlessAnotherSiteLedHere() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let clear = try #require(HTTPField.Name("Clear-Site-Data"))
        for site in ["cross-site", "same-site"] {
            let (status, _, headers) = try await house.send("/exit", .get, "", [.secFetchSite: site])
            #expect(status == 303 && headers[.location]?.contains("weather") == true && headers[clear] == nil)
            #expect(try await house.send("/work").0 == 200, "signed in still")
            #expect(try await house.send("/sign-out", .post, "form-token=x", [.secFetchSite: site]).0 == 403)
            #expect(try await house.send("/work").0 == 200)
        }
        let (status, _, headers) = try await house.send("/exit", .get, "", [.secFetchSite: "same-origin"])
        #expect(status == 303 && headers[clear]?.contains("cookies") == true)
        #expect(try await house.send("/work").2[.location] == "/sign-in", "the session ended on the server")
    }

    @Test func anExitOfAnOldBrowserEndsTheSessionToo() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        #expect(try await house.send("/exit").0 == 303)
        #expect(try await house.send("/work").2[.location] == "/sign-in")
    }

    @Test func addressesAreTheConfiguredOneWhateverTheHostHeaderSays() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let address = try #require(PublicAddress("https://Anse.example.org/"))
        let site = Site(country: sandbox.country, publicAddress: address, clock: { Sandbox.now }) { _ in
            throw KeyFault.wrongPassphrase
        }
        #expect(address.description == "https://anse.example.org" && address.host == "anse.example.org")
        let request = Request(
            head: .init(method: .get, scheme: "http", authority: "evil.example", path: "/"), body: .init(buffer: .init()))
        #expect(site.inbound(request, from: nil).address("/verify/1") == "https://anse.example.org/verify/1")
        #expect(site.isOwn(origin: "https://anse.example.org", host: "evil.example"))
        #expect(!site.isOwn(origin: "https://evil.example", host: "evil.example"), "the host header proves nothing")
        let plain = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        #expect(plain.inbound(request, from: nil).address("/") == "http://localhost/")
        for odd in [
            "anse.example.org", "http://anse.example.org", "https://", "https://a b", "https://a/b", "ftp://a", "https://a@b", "",
        ] {
            #expect(PublicAddress(odd) == nil, "\(odd)")
        }
        #expect(PublicAddress("http://localhost:8470")?.host == "localhost:8470")
    }
}
