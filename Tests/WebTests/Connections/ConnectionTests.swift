import Examples
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Register
import Testing
@testable import Web

/// A connection that sends nothing, too slowly, too much or nonsense ends with one sentence, and costs nobody else theirs.
@Suite(.serialized)
struct ConnectionTests {
    private static let hurried = Patience(
        head: .milliseconds(300), idle: .milliseconds(600), look: .milliseconds(300), progress: 4 << 10, body: .seconds(3),
        answer: .milliseconds(500), answerRate: 1 << 20, rest: .milliseconds(300), restOfStranger: 64 << 10, restOfKnown: 1 << 20)

    /// Runs the real server on a port of its own while `test` talks to it.
    private func serve(
        _ house: DoorTests.House, all: Int = 100, _ patience: Patience = ConnectionTests.hurried,
        _ test: @Sendable @escaping (Int, Connections) async throws -> Void
    ) async throws {
        let connections = Connections(.init(all: all))
        let server = Application(
            responder: house.site.responder(), server: house.site.connections(connections, patience),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await server.test(.live) { client in try await test(try #require(client.port), connections) }
    }

    private func head(_ path: String = "/health", _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(more)\r\n"
    }

    @Test func whatDoesNotComeInTimeEnds() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        try await serve(house) { port, connections in
            let silent = try #require(Wire(to: port))
            let halfHead = try #require(Wire(to: port))
            halfHead.send("GET / HTTP/1.1\r\nHost: loc")
            let noBody = try #require(Wire(to: port))
            noBody.send("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nname=")
            let idle = try #require(Wire(to: port))
            idle.send(head())
            #expect(await silent.rest(2).isClosed)
            #expect(await halfHead.rest(2).isClosed)
            let late = await noBody.rest(2)
            #expect(late.isClosed && late.text.hasPrefix("HTTP/1.1 408") && late.text.contains("did not arrive in time"))
            let one = await idle.rest(2)
            #expect(one.isClosed && one.text.hasPrefix("HTTP/1.1 200"), "kept for a while, then closed")
            for wire in [silent, halfHead, noBody, idle] { wire.close() }
            try await Task.sleep(for: .milliseconds(200))
            #expect(connections.count.all <= 1, "none is counted any more but the client of the test")
        }
    }

    @Test func aHeadThatIsTooLongOrNamesNoHostOrTwoGetsItsOwnAnswer() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        try await serve(house) { port, _ in
            func answer(_ text: String) async throws -> String {
                let wire = try #require(Wire(to: port))
                defer { wire.close() }
                wire.send(text)
                return await wire.answer()
            }
            let long = String(repeating: "a", count: 20_000)
            let all = [
                (head("/" + long), "HTTP/1.1 431"), (head("/", "X: \(long)\r\n"), "HTTP/1.1 431"),
                (head("/", String(repeating: "X: a\r\n", count: 300)), "HTTP/1.1 431"),
                ("GET /health HTTP/1.1\r\n\r\n", "HTTP/1.1 400"), (head("/health", "Host: evil.example\r\n"), "HTTP/1.1 400"),
                ("GET /health HTTP/1.1\r\nHost: a/b@c\r\n\r\n", "HTTP/1.1 400"), ("nonsense\r\n\r\n", "HTTP/1.1 400"),
                (head("//evil.example/work"), "HTTP/1.1 400"), (head("/\\evil.example"), "HTTP/1.1 400"),
                (head("http://evil.example/work"), "HTTP/1.1 303 See Other\r\nLocation: /sign-in\r\n"), (head(), "HTTP/1.1 200"),
            ]
            for (text, start) in all {
                let said = try await answer(text)
                #expect(said.hasPrefix(start), "\(text.prefix(60)): \(said.prefix(200))")
            }
        }
    }

    /// A proxy that took another length for the right one would send somebody's request as a part of somebody else's.
    @Test func aMessageWhoseEndIsNotClearIsTheLastOfItsConnection() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        try await serve(house) { port, _ in
            for lengths in [
                "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: x\r\n", "Content-Length: -5\r\n",
                "Content-Length: 0 5\r\n",
            ] {
                let wire = try #require(Wire(to: port))
                defer { wire.close() }
                wire.send("POST /sign-in HTTP/1.1\r\nHost: localhost\r\n\(lengths)\r\n0\r\n\r\n" + head())
                let answer = await wire.rest(2)
                // One whose coding nobody knows is closed without a word.
                let isUnknown = lengths.hasPrefix("Transfer-Encoding: x")
                #expect(answer.isClosed && (isUnknown ? answer.text.isEmpty : answer.text.hasPrefix("HTTP/1.1 400")), "\(lengths)")
                #expect(!answer.text.contains("ok open"), "\(lengths)")
            }
        }
    }

    @Test func whatIsRefusedIsNotReadToItsEnd() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        try await serve(house) { port, _ in
            let wire = try #require(Wire(to: port))
            defer { wire.close() }
            wire.send("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n")
            #expect(await wire.answer().hasPrefix("HTTP/1.1 413"), "answered before the body came")
            var sent = 0
            while sent < 1000, wire.send(String(repeating: "x", count: 10_000)) { sent += 1 }
            #expect(sent < 1000, "after \(sent * 10_000) bytes nobody listens")
        }
    }

    @Test func strangersGiveTheirPlacesUpAndThoseSignedInKeepTheirs() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let cookie = "Cookie: \(Sessions.cookie)=\(house.token)\r\n"
        let calm = Patience(head: .seconds(20), idle: .seconds(20))
        try await serve(house, all: 16, calm) { port, connections in
            let worker = try #require(Wire(to: port))
            worker.send(head("/work", cookie))
            #expect(await worker.rest(0.5).text.hasPrefix("HTTP/1.1 200"))
            var strangers: [Wire] = []
            for number in 0..<40 { strangers.append(try #require(Wire(to: port, from: "127.0.\(number + 1).1"))) }
            try await Task.sleep(for: .milliseconds(200))
            #expect(connections.count.strangers <= 12 && connections.count.all <= 16)
            #expect(await strangers[0].rest(0.2).isClosed, "the oldest left")
            #expect(await !strangers[39].rest(0.1).isClosed, "the newest is there")
            worker.send(head("/work", cookie))
            #expect(await worker.rest(0.5).text.hasPrefix("HTTP/1.1 200"), "on the connection of before")
            let another = try #require(Wire(to: port))
            another.send(head("/work", cookie))
            #expect(await another.rest(0.5).text.hasPrefix("HTTP/1.1 200"), "and on a new one")
            for wire in strangers + [worker, another] { wire.close() }
        }
    }

    @Test func aNetworkHasItsShareAndGivesUpItsOwn() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let calm = Patience(head: .seconds(20), idle: .seconds(20))
        try await serve(house, all: 40, calm) { port, connections in
            let neighbour = try #require(Wire(to: port, from: "127.0.9.1"))
            var many: [Wire] = []
            for _ in 0..<60 { many.append(try #require(Wire(to: port, from: "127.0.5.1"))) }
            try await Task.sleep(for: .milliseconds(200))
            #expect(connections.count.strangers <= 17, "fifteen of one network, the neighbour, the client of the test")
            neighbour.send(head())
            #expect(await neighbour.rest(0.5).text.hasPrefix("HTTP/1.1 200"))
            for wire in many + [neighbour] { wire.close() }
        }
    }

    @Test func whoeverReadsNothingOfAnAnswerIsLeft() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        try await serve(house) { port, connections in
            let wire = try #require(Wire(to: port))
            // More answers than the buffers of both sides hold, and none is read.
            for _ in 0..<400 { wire.send(head("/screen")) }
            try await Task.sleep(for: .seconds(3))
            #expect(connections.count.all <= 1)
            wire.close()
        }
    }
}
