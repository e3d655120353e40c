import Crypto
import Exchange
import Foundation
import Register
import Testing

@testable import Store

/// A badge is a token that others can check with the key in the issuer's own name.
struct OpenBadgeTests {
    private let badge = OpenBadge(
        address: "https://anse.example/verify/W-1", issuer: "Home Affairs",
        course: "urn:uuid:01020304-0506-0708-090a-0b0c0d0e0f10#version-2", achievement: "Identification",
        criteria: "Passed the test", holder: "Anselma Joseph", from: Moment(seconds: 1_795_000_000),
        until: Moment(seconds: 1_858_000_000))

    private func parts(_ token: String) throws -> (head: [String: Any], body: [String: Any], signature: Data) {
        let parts = token.split(separator: ".").map { part -> Data in
            let text = part.replacing("-", with: "+").replacing("_", with: "/")
            return Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)) ?? Data()
        }
        try #require(parts.count == 3)
        return (
            try #require(try JSONSerialization.jsonObject(with: parts[0]) as? [String: Any]),
            try #require(try JSONSerialization.jsonObject(with: parts[1]) as? [String: Any]), parts[2]
        )
    }

    @Test func itSaysWhoIssuedItAndUntilWhen() throws {
        let key = P256.Signing.PrivateKey()
        let token = try badge.token(of: BadgeKey(key).did, signedBy: BadgeKey(key).signature)
        let (head, body, signature) = try parts(token)
        #expect(head["alg"] as? String == "ES256")
        #expect(body["iss"] as? String == BadgeKey(key).did)
        let subject = try #require(body["credentialSubject"] as? [String: Any])
        #expect((subject["achievement"] as? [String: Any])?["id"] as? String == badge.course, "the same for all who earned it")
        #expect(body["exp"] as? Int == 1_858_000_000 && body["validUntil"] as? String == "2028-11-16T15:06:40Z")
        let signed = Data(token.split(separator: ".").prefix(2).joined(separator: ".").utf8)
        let valid = try P256.Signing.ECDSASignature(rawRepresentation: signature)
        #expect(key.publicKey.isValidSignature(valid, for: signed))
        #expect(!P256.Signing.PrivateKey().publicKey.isValidSignature(valid, for: signed))
    }

    /// Source: draft-msporny-base58, test vectors.
    @Test func base58AsOthersWriteIt() {
        #expect(BadgeKey.base58(Array("Hello World!".utf8)) == "2NEpo7TZRRrLZSi2U")
        #expect(BadgeKey.base58([0, 0, 0x28, 0x7f, 0xb4, 0xcd]) == "11233QC4")
        #expect(
            BadgeKey.base58(Array("The quick brown fox jumps over the lazy dog.".utf8))
                == "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")
    }
}
