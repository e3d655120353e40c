import HTTPTypes
import NIOCore
import Register
import Testing
@testable import Web

/// Who tries too often waits; a clock that was wrong, or a stranger elsewhere, makes nobody wait.
struct ThrottleTests {
    private let now = Moment(seconds: 1_795_000_000)

    @Test func whatWasCountedWhileTheClockWasAheadStopsNobody() {
        let throttle = Throttle(2, per: 60)
        let ahead = now.after(days: 30)
        #expect(throttle.allows("a", at: ahead) && throttle.allows("a", at: ahead) && !throttle.allows("a", at: ahead))
        #expect(throttle.allows("a", at: now) && throttle.allows("a", at: now) && !throttle.allows("a", at: now))
        #expect(!throttle.isWithin("a", at: now))
        throttle.forgive("a")
        #expect(throttle.isWithin("a", at: now))
    }

    @Test func aHundredWrongOnesFromElsewhereLeaveTheRightOneItsTries() throws {
        let tries = NetworkTries(30, few: 3, all: 100, per: 60)
        for number in 0..<200 {
            let stranger = try #require(AddressBlock(forwarded: "198.51.\(number % 4).9"))
            if tries.isWithin("course", from: stranger, at: now) { tries.wasWrong("course", from: stranger, at: now) }
        }
        let stranger = try #require(AddressBlock(forwarded: "198.51.0.200"))
        #expect(!tries.isWithin("course", from: stranger, at: now), "the same network at another address")
        let participant = try #require(AddressBlock(forwarded: "192.0.2.5"))
        for _ in 0..<3 {
            #expect(tries.isWithin("course", from: participant, at: now))
            tries.wasWrong("course", from: participant, at: now)
        }
        #expect(!tries.isWithin("course", from: participant, at: now), "few each while many try")
        #expect(tries.isWithin("course", from: participant, at: now.after(hours: 1)))
    }

    @Test func addressesOfOneNetworkAreOne() throws {
        func block(_ text: String) -> AddressBlock? { AddressBlock(forwarded: text) }
        #expect(block("192.0.2.1") == block("192.0.2.254") && block("192.0.2.1") != block("192.0.3.1"))
        #expect(block("2001:db8:1:2::1") == block("2001:db8:1:2:ffff::9") && block("2001:db8:1:2::1") != block("2001:db8:1:3::1"))
        #expect(block("::ffff:192.0.2.7") == block("192.0.2.1"))
        #expect(block("[2001:db8:1:2::1]:443") == block("2001:db8:1:2::2") && block("192.0.2.1:8080") == block("192.0.2.2"))
        #expect(block("203.0.113.1, 192.0.2.1") == block("192.0.2.9"), "what the proxy saw itself stands last")
        for odd in ["", "unknown", "a.b.c.d", "1.2.3", String(repeating: "1", count: 400), ",", "[", "]"] {
            #expect(block(odd) == nil, "\(odd)")
        }
        let address = try SocketAddress(ipAddress: "192.0.2.77", port: 1)
        #expect(AddressBlock(address) == block("192.0.2.1") && AddressBlock(nil) != AddressBlock(address))
    }
}
