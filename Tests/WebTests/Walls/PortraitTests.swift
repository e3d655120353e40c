import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pack
import Register
import Store
import Testing
@testable import Web

/// What each role reads on each page, in each relation that it may stand in, as a text file for a lawyer: by the marks of a planted
/// case. The file is written anew with ANSE_RECORD=1; the walls themselves are asserted here, whatever the file says.
struct PortraitTests {
    /// What was answered to one worker in one relation.
    private struct Portrait {
        let role: Role
        let grant: Role.Grant
        let relation: Relation
        let state: String
        let marks: [Mark]
        /// The marks that each page showed; nil where it is not there.
        var pages: [(page: String, marks: Set<String>?)] = []

        var shown: Set<String> { pages.reduce(into: []) { $0.formUnion($1.marks ?? []) } }
    }

    private static let lists = ["/work", "/cases", "/matches", "/api/v1/cases"]

    @Test func noPageShowsWhatItsReaderMayNotKnow() async throws {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        site.open(try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now))
        let portraits = try await Application(router: site.router()).test(.router) { client in
            var all: [Portrait] = []
            for member in sandbox.staff.prefix(sandbox.country.roles.count) {
                let role = try #require(sandbox.country.roles.first { $0.code == member.grant.role })
                for relation in Relation.allCases where relation == .none || role.grants[relation] != nil {
                    all += try await self.portraits(sandbox, site, client, member, role, relation)
                }
            }
            return all
        }
        for portrait in portraits { check(portrait) }
        let seen = portraits.reduce(into: Set<String>()) { $0.formUnion($1.shown) }
        let planted = Set(portraits.flatMap { $0.marks.filter { $0.reach != .nobody }.map(\.name) })
        #expect(planted.subtracting(seen).sorted() == [], "a mark that nobody sees proves nothing")
        try PortraitTests.compare(portraits.map { text($0) })
    }

    private func check(_ portrait: Portrait) {
        let marks = Dictionary(uniqueKeysWithValues: portrait.marks.map { ($0.name, $0) })
        let who = "\(portrait.role.code), \(portrait.relation), \(portrait.state)"
        for (page, shown) in portrait.pages {
            if portrait.relation == .none {
                let isList = PortraitTests.lists.contains(page)
                #expect(isList || shown == nil, "\(who): \(page) is there")
            }
            for name in (shown ?? []).sorted() {
                let isFor = marks[name]?.isFor(portrait.grant, portrait.relation) == true && portrait.relation != .none
                #expect(isFor, "\(who): \(page) shows \(name)")
            }
        }
    }

    // MARK: Asking

    private func portraits(
        _ sandbox: Sandbox, _ site: Site, _ client: any TestClientProtocol, _ member: Cast.Member, _ role: Role,
        _ relation: Relation
    ) async throws -> [Portrait] {
        let isLead = relation == .assigned || relation == .agency || relation == .emergency
        var planted = try await PlantedCase(in: sandbox, for: member.actor, as: relation)
        if isLead { try await planted.askToClose() }
        let asker = try Asker(site: site, client: client, member: member)
        var all = [try await portrait(planted, asker, role, relation, "open")]
        guard isLead else { return all }
        try await planted.close()
        all.append(try await portrait(planted, asker, role, relation, "closed"))
        return all
    }

    private func portrait(
        _ planted: PlantedCase, _ asker: Asker, _ role: Role, _ relation: Relation, _ state: String
    ) async throws -> Portrait {
        let grant = role.grants[relation] ?? Role.Grant(sees: [], may: [], opens: [])
        var portrait = Portrait(role: role, grant: grant, relation: relation, state: state, marks: planted.marks)
        for route in Routes.all where route.method == .get {
            let isList = PortraitTests.lists.contains(route.path)
            guard route.path.contains("{case}") || isList else { continue }
            for (page, addresses) in planted.paths(of: route, number: planted.number) {
                var shown: Set<String>?
                for address in addresses {
                    let (status, body, _) = try await asker.send(route, address)
                    guard status == 200 else { continue }
                    // The other cases of one's own agency, and reports, are in its lists by their own right.
                    let marks = planted.marks.filter { mark in
                        body.contains(mark.text) && !(isList && ["linked", "together", "origin"].contains(mark.name))
                    }
                    shown = (shown ?? []).union(marks.map(\.name))
                }
                portrait.pages.append((page, shown))
            }
        }
        return portrait
    }

    // MARK: Text

    private func text(_ portrait: Portrait) -> String {
        let isSeen = { (marks: [Mark]) in marks.contains { portrait.shown.contains($0.name) } ? "seen" : "hidden" }
        let classes = Field.Class.allCases.map { each in "\(each): \(isSeen(portrait.marks.filter { $0.classes == [each] }))" }
        let walls = [Compartment.core, .identity, .welfare, .investigation].map { wall in
            "\(wall.name): \(isSeen(portrait.marks.filter { $0.walls.contains(wall) }))"
        }
        var lines = ["\(portrait.role.code), \(portrait.relation), \(portrait.state)"]
        lines.append("  \(classes.joined(separator: " / ")) / files: \(isSeen(portrait.marks.filter { $0.classes.count == 3 }))")
        lines.append("  \(walls.joined(separator: " / "))")
        for (page, marks) in portrait.pages {
            guard let marks, !marks.isEmpty else { continue }
            let names = portrait.marks.map(\.name).filter { marks.contains($0) }
            let width = max(34, short(page).count + 1)
            lines.append("    \(short(page).padding(toLength: width, withPad: " ", startingAt: 0))\(names.joined(separator: " "))")
        }
        let bare = portrait.pages.filter { $0.marks?.isEmpty == true }.map { short($0.page) }
        if !bare.isEmpty { lines.append("    none of it: \(bare.joined(separator: " "))") }
        return lines.joined(separator: "\n")
    }

    private func short(_ page: String) -> String { page.replacing("/cases/{case}", with: "…") }

    private static func compare(_ parts: [String]) throws {
        let head = [
            "# What of a planted case each role reads on each page, by its relation to the case. … stands for /cases/{case}.",
            "# A page that is not named is not there. Each word is a mark: see Tests/WebTests/Walls/PlantedCase.swift.", "",
        ].joined(separator: "\n")
        let now = head + "\n" + parts.joined(separator: "\n\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Matrix/portraits.txt")
        if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil { try now.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == now)
    }
}
