import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing

/// The directory as it is kept: found by what it offers, the same after a rebuild, and no byte of a secret address anywhere.
struct DirectoryTests {
    let street = "1 Fictional Street"

    func list(
        _ test: Sandbox, _ name: String, services: [ServiceCode] = ["medical"], districts: [String] = [],
        _ answers: Answers = Answers(),
        by signIn: String = "case-manager", id: EntryID = .made(at: Sandbox.now)
    ) async throws -> ChronicleID {
        try await test.store.list(
            Provider.Listing(name: name, agency: "health", services: services, districts: districts), answers, id: id,
            as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    func record(_ test: Sandbox, _ action: Provider.Action, to id: ChronicleID, by signIn: String = "case-manager") async throws {
        try await test.store.record(
            action, id: .made(at: Sandbox.now), to: id, as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    func names(_ test: Sandbox, service: ServiceCode? = nil, language: String? = nil, district: String? = nil) throws -> [String] {
        var wanted = Store.Wanted(service: service)
        wanted.language = language
        wanted.district = district
        return try test.store.providers(wanted, as: test.actor("service-provider")).map(\.name)
    }

    @Test func aProviderIsFoundByServiceLanguageAndDistrict() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await list(
            test, "Bel", services: ["medical"], districts: ["castries"], Answers(["pv_languages": .codes(["eng", "spa"])]))
        _ = try await list(test, "Anse", services: ["legal"], Answers(["pv_languages": .codes(["eng"])]))
        #expect(try names(test) == ["Anse", "Bel"])
        #expect(try names(test, service: "medical") == ["Bel"])
        #expect(try names(test, service: "medica").isEmpty)
        #expect(try names(test, language: "spa") == ["Bel"])
        #expect(try names(test, district: "castries") == ["Anse", "Bel"])
        #expect(try names(test, district: "dennery") == ["Anse"])
    }

    @Test func theIndexIsTheSameRebuiltAfterEveryAct() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let id = try await list(test, "Anse")
        try await record(test, .checked(on: test.today), to: id)
        try await record(test, .changed(.init(name: "Bel", agency: "health", services: ["legal"]), answers: Answers()), to: id)
        var views = try test.store.views()
        #expect(views.live == views.rebuilt && views.live.contains { $0.contains("Bel") })
        try await record(test, .withdrawn, to: id)
        #expect(try names(test).isEmpty && test.store.directory().isEmpty)
        try await record(test, .relisted, to: id)
        #expect(try names(test) == ["Bel"])
        views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }

    @Test func sentTwiceItIsOneProvider() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let id = EntryID.made(at: Sandbox.now)
        let first = try await list(test, "Anse", id: id)
        #expect(try await list(test, "Anse", id: id) == first)
        #expect(try names(test) == ["Anse"])
    }

    @Test func everybodyReadsAndOnlyWhoMayKeeps() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let id = try await list(test, "Anse")
        for signIn in ["service-provider", "administrator", "investigator", "hotline-operator"] {
            #expect(try test.store.provider(id, as: test.actor(signIn)).listing.name == "Anse")
            await #expect(throws: Refusal.self) { try await record(test, .withdrawn, to: id, by: signIn) }
            await #expect(throws: Refusal.self) { _ = try await list(test, "Bel", by: signIn) }
        }
        #expect(try names(test) == ["Anse"])
    }

    /// A case and nothing at all are alike: neither is a provider.
    @Test func whatIsNoProviderIsNotFound() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let id = EntryID.made(at: Sandbox.now)
        _ = try await test.store.open(
            form: "new-case", answers: Answers(), id: id, prefix: "SLU", as: test.actor("case-manager"), at: Sandbox.now,
            today: test.today)
        for chronicle in [ChronicleID(uuid: id.uuid), ChronicleID(uuid: UUID())] {
            #expect(throws: StoreFault.notFound) { try test.store.provider(chronicle, as: test.actor("case-manager")) }
            await #expect(throws: StoreFault.notFound) { try await record(test, .withdrawn, to: chronicle) }
        }
    }

    /// The rule stands before the seal: the address is in no answer, no line and no entry that is folded again.
    @Test(arguments: [("yes", "medical"), (nil, "medical"), ("no", "housing")] as [(String?, ServiceCode)])
    func aSecretAddressIsNeverKept(_ secret: String?, _ service: ServiceCode) async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        var answers = Answers(["pv_address": .text(street), "pv_about": .text("Care")])
        answers["pv_secret"] = secret.map { .text($0) }
        let id = try await list(test, "Anse", services: [service], answers)
        try await record(test, .changed(.init(name: "Anse", agency: "health", services: [service]), answers: answers), to: id)
        let other = try Installation(test.folder).store(test.root, policy: test.country.policy, node: "other")
        for store in [test.store, other] {
            let known = try store.provider(id, as: test.actor("supervisor"))
            #expect(known.answers["pv_about"] != nil && known.answers["pv_address"] == nil)
            #expect(!"\(try store.directory())".contains(street))
            #expect(try !store.views().rebuilt.contains { $0.contains(street) })
        }
    }

    /// The control of the test above: an open address is kept, and the search for it finds it.
    @Test func anOpenAddressIsShown() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await list(test, "Anse", Answers(["pv_secret": .text("no"), "pv_address": .text(street)]))
        #expect("\(try test.store.directory())".contains(street))
    }

    @Test func theDemoHasADirectoryThatIsPartlyOutOfDate() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try await DemoCountry.fill(test.store, of: test.country, staff: test.staff, cases: 5, seed: 42, now: Sandbox.now)
        let count = try await DemoDirectory.fill(test.store, of: test.country, staff: test.staff, seed: 42, now: Sandbox.now)
        let lines = try test.store.providers(as: test.actor("supervisor"))
        let terms = test.country.practice.directory
        #expect(count >= 12 && lines.count == count && Set(lines.map(\.name)).count == count)
        #expect(
            lines.contains { terms.isStale($0.checked, on: test.today) }
                && lines.contains { !terms.isStale($0.checked, on: test.today) })
        let views = try test.store.views()
        #expect(views.live == views.rebuilt)
    }
}
