import Examples
import Foundation
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// Every role at every address, in every relation to a case, as a text file that a lawyer can read in a diff.
struct MatrixTests {
    /// Written anew with ANSE_RECORD=1.
    @Test func everyRoleGetsWhatTheFileSays() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        let desk = try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now)
        site.open(desk)
        let routes = Routes.all.filter { route in if case .staff = route.door { route.method == .get } else { false } }
        let relations = ["assigned", "agency", "recipient", "invited", "none", "absent"]
        var lines = ["# GET as each role, by relation to the case: \(relations.joined(separator: " "))", ""]
        for member in sandbox.staff.prefix(sandbox.country.roles.count) {
            let cases = try await cases(sandbox, for: member.actor)
            let token = try desk.sessions.start(member.account, device: "", language: "en", isComplete: true, at: Sandbox.now)
            lines.append("\(member.grant.role)")
            for route in routes {
                var cells: [String] = []
                for relation in route.path.contains("{case}") ? relations : ["-"] {
                    let path = route.path.replacing("{case}", with: cases[relation]?.number ?? "SLU-2026-9999")
                        .replacing("{form}", with: "needs").replacing("{id}", with: cases[relation]?.referral ?? Sandbox.someID)
                    cells.append(try await status(site, path, token))
                }
                lines.append("  \(route.path.padding(toLength: 34, withPad: " ", startingAt: 0))\(cells.joined(separator: " "))")
            }
        }
        let now = lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Matrix/role-route.txt")
        if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil { try now.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == now)
        for line in now.split(separator: "\n") where line.contains("{case}") {
            #expect(line.split(separator: " ").suffix(2) == ["404", "404"], "absent and forbidden must be alike: \(line)")
        }
    }

    private func status(_ site: Site, _ path: String, _ token: String) async throws -> String {
        try await Application(router: site.router()).test(.router) { client in
            try await client.execute(uri: path, method: .get, headers: [.cookie: "\(Sessions.cookie)=\(token)"]) {
                String($0.status.code)
            }
        }
    }

    /// One case in each relation to an actor.
    private func cases(_ sandbox: Sandbox, for actor: Actor) async throws -> [String: (number: String, referral: String)] {
        var found: [String: (number: String, referral: String)] = [:]
        let manager = sandbox.actor("case-manager")
        for relation in ["assigned", "agency", "recipient", "invited", "none"] {
            let isOwn = relation == "assigned" || relation == "agency"
            let role: RoleCode = "case-manager"
            let other = Actor(account: manager.account, agency: actor.agency == "police" ? "health" : "police", role: role)
            let opener = isOwn ? Actor(account: manager.account, agency: actor.agency, role: role) : other
            let number = try await sandbox.store.open(
                form: "new-case", answers: Answers(), id: EntryID.made(at: Sandbox.now), prefix: "SLU", as: opener, at: Sandbox.now,
                today: sandbox.today)
            func record(_ action: CaseAction, _ by: Actor, _ id: EntryID) async throws {
                _ = try await sandbox.store.record(action, id: id, to: number, as: by, at: Sandbox.now, today: sandbox.today)
            }
            let id = EntryID.made(at: Sandbox.now)
            let to = isOwn || relation == "none" ? AgencyCode("labour") : actor.agency
            let request = Referral.Request(service: "housing", to: to, packet: ["needs"], due: Sandbox.now, exception: "legal-duty")
            try await record(.referred(request, answers: Answers()), opener, id)
            if relation == "recipient" {
                try await record(
                    .referralDecided(id, .accepted), Actor(account: manager.account, agency: to, role: role),
                    EntryID.made(at: Sandbox.now))
            }
            if relation == "assigned" { try await record(.assigned(actor.account), opener, EntryID.made(at: Sandbox.now)) }
            if relation == "agency", actor.account == manager.account {
                try await record(.assigned(sandbox.actor("supervisor").account), opener, EntryID.made(at: Sandbox.now))
            }
            found[relation] = (number, id.description)
        }
        return found
    }
}
