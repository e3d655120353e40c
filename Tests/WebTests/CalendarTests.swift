import Examples
import Exchange
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// A calendar for a program that cannot sign in: the days of one worker, nothing of any case, and dead when it should be.
struct CalendarTests {
    /// Lines joined again, after every rule of RFC 5545 that a line must keep.
    private func lines(_ text: String) throws -> [String] {
        #expect(text.hasSuffix("\r\n"))
        let raw = text.components(separatedBy: "\r\n").dropLast()
        #expect(!raw.contains { $0.contains("\n") || $0.contains("\r") }, "a bare CR or LF")
        #expect(raw.allSatisfy { $0.utf8.count <= 75 && !$0.isEmpty })
        let unfolded = raw.reduce(into: [String]()) { lines, line in
            if line.hasPrefix(" ") { lines[lines.count - 1] += line.dropFirst() } else { lines.append(line) }
        }
        #expect(unfolded.allSatisfy { $0.contains(/^[A-Z-]+(;[A-Z]+=[A-Z0-9-]+)*:/) })
        var open: [String] = []
        for line in unfolded {
            if line.hasPrefix("BEGIN:") { open.append(String(line.dropFirst(6))) }
            if line.hasPrefix("END:") { #expect(open.popLast() == String(line.dropFirst(4))) }
        }
        #expect(open.isEmpty && unfolded.first == "BEGIN:VCALENDAR" && unfolded.last == "END:VCALENDAR")
        for name in ["VERSION", "PRODID"] { #expect(unfolded.count { $0.hasPrefix("\(name):") } == 1) }
        return unfolded
    }

    private func all(_ name: String, _ lines: [String]) -> [String] {
        lines.filter { $0.hasPrefix(name) }.map { String($0.drop { $0 != ":" }.dropFirst()) }
    }

    private func link(_ gate: SignInTests.Gate, _ cookie: String) async throws -> String {
        let made = try await gate.send("/account/calendar", ["form-token": try gate.formToken(cookie)], cookie: cookie)
        let match = try #require(made.page.firstMatch(of: /value="http[^"]*(\/calendar\/[A-Za-z0-9_-]{43})"/))
        return String(match.output.1)
    }

    private func cookie(_ gate: SignInTests.Gate) throws -> String {
        let token = try gate.desk.sessions.start(gate.account, device: "", language: "en", isComplete: true, at: gate.clock.now)
        return "\(Sessions.cookie)=\(token)"
    }

    @Test func itHoldsTheDaysAndNothingOfTheCase() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let number = try await gate.sandbox.open(Answers(["given_name": .text("Anselma")]))
        let path = try await link(gate, try cookie(gate))
        let first = try await gate.send(path)
        #expect(first.status == 200)
        let lines = try lines(first.page)
        let waiting = try gate.sandbox.store.waiting(on: gate.sandbox.actor("case-manager"), at: gate.clock.now).all
        let uids = all("UID", lines)
        #expect(waiting.count >= 3 && uids.count == waiting.count && Set(uids).count == uids.count)
        let days = waiting.map { gate.sandbox.country.today($0.at).description.replacing("-", with: "") }
        #expect(all("DTSTART;VALUE=DATE", lines).sorted() == days.sorted())
        #expect(Set(all("SUMMARY", lines)) == ["Anse: something is due"])
        #expect(Set(all("URL", lines)).count == 1 && all("URL", lines)[0].hasSuffix("/work"))
        #expect(all("DTSTAMP", lines).allSatisfy { $0.contains(/^\d{8}T\d{6}Z$/) })
        for word in [number, "SLU", "Anselma", "screening", "consent", "safety"] { #expect(!first.page.contains(word), "\(word)") }
        gate.clock.pass(3600)
        #expect(all("UID", try self.lines(try await gate.send(path).page)) == uids, "the same thing keeps its name")
    }

    @Test func anEmptyCalendarIsStillOne() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let lines = try lines(try await gate.send(try await link(gate, try cookie(gate))).page)
        #expect(all("BEGIN", lines) == ["VCALENDAR", "VTIMEZONE", "STANDARD"])
    }

    /// Every octet counts, also those of letters that take several.
    @Test func longLinesAreFoldedAndLettersStayWhole() throws {
        let name = String(repeating: "échéance; à, ", count: 20)
        let file = CalendarFile(
            events: [], summary: "", name: name, address: "", made: Sandbox.now, offset: -14_400)
        let lines = try lines(file.text)
        #expect(all("NAME", lines) == [name.replacing(";", with: "\\;").replacing(",", with: "\\,")])
        #expect(file.text.contains("\r\n "))
    }

    @Test func itDiesWithTheLinkTheAccountAndTheGrant() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let store = gate.sandbox.store
        _ = try await gate.sandbox.open()
        let cookie = try cookie(gate)
        let absent = try await gate.send("/calendar/\(Store.token())")
        #expect(absent.status == 404)
        func isDead(_ path: String) async throws -> Bool {
            let answer = try await gate.send(path)
            return answer.status == 404 && answer.page == absent.page
        }
        let old = try await link(gate, cookie)
        let new = try await link(gate, cookie)
        #expect(try await isDead(old))
        #expect(try await gate.send(new).page.contains("BEGIN:VEVENT"))
        var grant = try #require(store.account(gate.account)?.grant)
        let before = grant
        grant = Account.Grant(name: grant.name, signIn: grant.signIn, agency: grant.agency, role: "administrator")
        try await store.record(.granted(grant), to: gate.account, by: nil, at: gate.clock.now)
        #expect(try await !gate.send(new).page.contains("BEGIN:VEVENT"), "another role at once sees what that role sees")
        try await store.record(.granted(before), to: gate.account, by: nil, at: gate.clock.now)
        try await store.record(.disabled, to: gate.account, by: nil, at: gate.clock.now)
        #expect(try await isDead(new))
        gate.clock.pass(60)
        try await store.record(.enabled, to: gate.account, by: nil, at: gate.clock.now)
        #expect(try await isDead(new), "an account that is enabled again makes a new link")
        gate.clock.pass(60)
        let again = try self.cookie(gate)
        let last = try await link(gate, again)
        #expect(try await gate.send(last).status == 200)
        _ = try await gate.send("/account/calendar/end", ["form-token": try gate.formToken(again)], cookie: again)
        #expect(try await isDead(last))
    }

    /// Neither the token nor a name that could be made from it lies in the folder.
    @Test func theTokenIsNotKept() async throws {
        let gate = try await SignInTests.Gate()
        defer { gate.sandbox.remove() }
        let token = try #require(try await link(gate, try cookie(gate)).split(separator: "/").last)
        #expect(try gate.sandbox.bytes().range(of: Data(token.utf8)) == nil)
        #expect(try gate.sandbox.bytes().range(of: Data(Store.hash(String(token)).utf8)) == nil)
    }
}
