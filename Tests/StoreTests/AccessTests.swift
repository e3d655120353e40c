import Examples
import Foundation
import OrderedCollections
import Pack
import Register
@testable import Store
import Testing

/// Who may not know of a case learns nothing; who may, sees what is theirs, and is seen looking.
struct AccessTests {
    @Test func absentAndForbiddenAreTheSame() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        for signIn in ["administrator", "task-force-viewer", "service-provider", "training-officer"] {
            for each in [number, "SLU-2026-9999"] {
                await #expect(throws: StoreFault.notFound) {
                    try await test.store.read(each, as: test.actor(signIn), for: .casework, at: Sandbox.now)
                }
            }
            #expect(try test.store.cases(as: test.actor(signIn)).count == 0)
        }
    }

    @Test func aLookIsRecordedBeforeAnythingIsShown() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open()
        _ = try await test.store.read(number, as: test.actor("supervisor"), for: .casework, at: Sandbox.now)
        let looks = try test.store.looks(number, as: test.actor("supervisor"), at: Sandbox.now)
        #expect(looks.map(\.by) == [test.actor("supervisor").account])
    }

    @Test func anInvitedAgencySeesItsPacketAndNoName() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try await test.open(Answers(["given_name": .text("Anselma")]))
        _ = try await test.record(.answered(form: "needs", answers: Answers(["urgent_needs": .codes(["shelter"])])), to: number)
        let request = Referral.Request(
            service: "housing", to: "ngo-shelter", packet: ["household", "needs"], due: Sandbox.now, exception: "imminent-danger")
        _ = try await test.record(.referred(request, answers: Answers()), to: number)
        let (file, permit) = try await test.store.read(number, as: test.actor("service-provider"), for: .decision, at: Sandbox.now)
        #expect(permit.relation == .invited)
        #expect(file.answers["new-case"] == nil && file.answers["needs"] != nil)
        #expect(!"\(file)".contains("Anselma"))
    }

    /// A hundred secrets through every act, then every byte of the folder; a planted control must be found.
    @Test func nothingReadableLiesOnTheDisk() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        var secrets: [String] = []
        func secret(_ kind: String) -> String {
            secrets.append("zq\(kind)\(secrets.count)\(UInt64.random(in: 1 << 40...UInt64.max))")
            return secrets[secrets.count - 1]
        }
        for _ in 0..<12 {
            let number = try await test.open(Answers(["given_name": .text(secret("name")), "reason": .text(secret("reason"))]))
            let contact = Answers(["mobile_phone": .text(secret("phone")), "email": .text(secret("mail"))])
            _ = try await test.record(.answered(form: "contact", answers: contact), to: number)
            _ = try await test.record(.noted(answers: Answers([.text: .text(secret("note"))])), to: number)
            let closure = Answers([.text: .text(secret("closure"))])
            _ = try await test.record(.closureAsked(reason: "goals-met", answers: closure), to: number)
            let goal = Answers(["go_what": .text(secret("goal"))])
            _ = try await test.record(.recorded(form: "goal", about: nil, answers: goal), to: number)
            _ = try await test.record(.closed(reason: "goals-met", answers: closure), to: number, by: "supervisor")
            try test.store.keep(
                "draft", secret("draftkey").lowercased() == "" ? "" : Store.hash(secrets[0]), [secret("draft")], at: Sandbox.now)
            _ = try test.store.cases(as: test.actor("supervisor"), named: secret("search"))
        }
        for _ in 0..<4 {
            let grant = Account.Grant(name: secret("staff"), signIn: secret("signin"), agency: "police", role: "supervisor")
            try await test.store.record(.granted(grant), to: AccountID(uuid: UUID()), by: nil, at: Sandbox.now)
        }
        #expect(secrets.count >= 100)
        var bytes = try test.bytes()
        #expect(secrets.filter { bytes.range(of: Data($0.utf8)) != nil } == [])
        try Data(secrets[0].utf8).write(to: test.folder.appending(path: "control"))
        bytes = try test.bytes()
        #expect(secrets.filter { bytes.range(of: Data($0.utf8)) != nil } == [secrets[0]])
    }

    /// After two thousand random acts the index that was kept is the index that is made again.
    @Test func theLiveIndexIsTheRebuiltOne() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        var recorded = 0
        var seed: UInt64 = 0
        while recorded < 2000 {
            seed += 1
            recorded += try await DemoCountry.fill(
                test.store, of: test.country, staff: test.staff, cases: 40, seed: seed, now: Sandbox.now)
        }
        let (live, rebuilt) = try test.store.views()
        #expect(live.count > 200)
        #expect(live == rebuilt)
        #expect(try Verification(of: test.installation.ledger, root: test.root, policy: test.country.policy).fault == nil)
    }
}

/// Lists hold what may be read and nothing else, each case once.
struct ListTests {
    @Test func aListIsTheCasesThatMayBeRead() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try await DemoCountry.fill(test.store, of: test.country, staff: test.staff, cases: 60, seed: 3, now: Sandbox.now)
        let numbers = try test.store.cases(as: test.actor("supervisor"), size: 100).lines.map(\.number)
        #expect(numbers.count > 20 && Set(numbers).count == numbers.count)
        var every: [String] = []
        for year in [test.today.year, test.today.year - 1] {
            for number in 1...60 { every.append("SLU-\(year)-00\(number < 10 ? "0" : "")\(number)") }
        }
        for member in test.staff {
            let (lines, count) = try test.store.cases(as: member.actor, size: 500)
            #expect(lines.count == count)
            var readable: [String] = []
            for number in every {
                if (try? await test.store.read(number, as: member.actor, for: .casework, at: Sandbox.now)) != nil {
                    readable.append(number)
                }
            }
            #expect(Set(lines.map(\.number)) == Set(readable), "\(member.grant.signIn)")
        }
    }

    @Test func pagesFollowEachOtherAndCountExactly() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        try await DemoCountry.fill(test.store, of: test.country, staff: test.staff, cases: 40, seed: 5, now: Sandbox.now)
        let actor = test.actor("supervisor")
        let all = try test.store.cases(as: actor, size: 500).lines.map(\.number)
        let paged = try (0..<10).flatMap { try test.store.cases(as: actor, page: $0, size: 7).lines.map(\.number) }
        #expect(paged == all)
        let open = try test.store.cases(as: actor, status: .open, size: 500)
        let closed = try test.store.cases(as: actor, status: .closed, size: 500)
        #expect(open.count + closed.count == all.count)
    }
}
