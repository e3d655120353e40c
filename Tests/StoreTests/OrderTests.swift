import Examples
import Foundation
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// However many record at once, the lists say what the ledger says.
struct OrderTests {
    /// Chronicles of the kinds that lists show, and two processes that record in them.
    private struct World: Sendable {
        let test: Sandbox
        let stores: [Store]
        var cases: [String] = []
        var reports: [String] = []
        var providers: [ChronicleID] = []
        var campaigns: [String] = []
        var passes: [ReplyPass] = []

        init(_ test: Sandbox) async throws {
            self.test = test
            stores = [test.store, try Installation(test.folder).store(test.root, policy: test.store.policy, node: "other")]
            for turn in 0..<2 {
                cases.append(try await test.open())
                reports.append(try await ConcernTests().report(test))
                providers.append(try await DirectoryTests().list(test, "Anse"))
                campaigns.append(try await CampaignTests().planned(test))
                let dialogues = DialogueTests()
                let code = try dialogues.send(test, try dialogues.received("seed \(turn)"))
                passes.append(try #require(try dialogues.pass(test, code)))
            }
            try stores[1].follow()
        }

        /// One act of the kind that the number says. Gives whether it was recorded.
        func act(_ number: Int) async throws -> Bool {
            let (store, at, id) = (stores[number % 2], number / 2 % 2, EntryID.made(at: Sandbox.now))
            let (now, said) = (Sandbox.now, Answers([.text: .text("said \(number)")]))
            do {
                switch number / 4 % 8 {
                case 0:
                    _ = try await store.record(
                        .noted(answers: said), id: id, to: cases[at], as: test.actor("case-manager"), at: now, today: test.today)
                case 1:
                    try await store.record(
                        .added(answers: said), id: id, to: reports[at], as: test.actor("hotline-operator"), at: now)
                case 2:
                    let member = test.staff[number % 3]
                    let grant = Account.Grant(
                        name: "Name \(number)", signIn: member.grant.signIn, agency: member.grant.agency, role: member.grant.role)
                    try await store.record(.granted(grant), to: member.account, by: nil, at: now)
                case 3:
                    try await store.record(
                        .changed(Provider.Listing(name: "Anse \(number)", agency: "health", services: ["medical"]), answers: said),
                        id: id, to: providers[at], as: test.actor("case-manager"), at: now, today: test.today)
                case 4:
                    let answers = Answers(["ca_name": .text("Safe \(number)"), "ca_know": .text("k"), "ca_do": .text("c")])
                    try await store.record(
                        .replanned(answers: answers), id: id, to: campaigns[at], as: test.actor("campaign-officer"), at: now)
                case 5: try await store.write(said, id: id, with: passes[at], at: now)
                case 6: _ = try await store.read(cases[at], as: test.actor("supervisor"), for: .casework, at: now)
                default:
                    let incident = try store.openIncident(said, id: id, as: test.actor("focal-point"), at: now, today: test.today)
                    try store.record(
                        .amended(answers: said), id: .made(at: now), to: incident, as: test.actor("focal-point"), at: now)
                }
                return true
            } catch StoreFault.busy { return false }
        }
    }

    /// In another order each time, since whoever comes first is chance.
    @Test func theListsAreTheFoldAfterTwoThousandActsAtOnce() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let world = try await World(test)
        var recorded = 0
        for round in 0..<20 {
            recorded += try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in (round * 100..<round * 100 + 100).shuffled() {
                    group.addTask { try await world.act(number) }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        #expect(recorded > 1900)
        for store in world.stores {
            try store.follow()
            let (live, rebuilt) = try store.views()
            #expect(live == rebuilt)
        }
        #expect(world.stores[0].staff() == world.stores[1].staff())
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.store.policy).fault == nil)
    }
}
