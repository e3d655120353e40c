package import Foundation
package import Register

/// A certificate as a signed token that other programs know. Source: Open Badges 3.0, section 8.2 (VC-JWT, ES256).
package struct OpenBadge: Sendable {
    /// The certificate's page for whoever checks it.
    package let address: String
    package let issuer: String
    /// The same for everybody who earned it: the course and its version, as a URI.
    package let course: String
    package let achievement: String
    package let criteria: String
    package let holder: String
    package let from: Moment
    /// Nil when it never ends.
    package let until: Moment?

    package init(
        address: String, issuer: String, course: String, achievement: String, criteria: String, holder: String, from: Moment,
        until: Moment?
    ) {
        self.address = address
        self.issuer = issuer
        self.course = course
        self.achievement = achievement
        self.criteria = criteria
        self.holder = holder
        self.from = from
        self.until = until
    }

    /// Shape: three parts in base64url with points between, as in RFC 7515; `did` is the name of the key that signs.
    package func token(of did: String, signedBy sign: (Data) throws -> Data) throws -> String {
        let kid = did + "#" + did.dropFirst("did:key:".count)
        let head = try OpenBadge.part(["alg": "ES256", "kid": kid, "typ": "JWT"])
        var body: [String: Any] = [
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": address, "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": achievement,
            "issuer": ["id": did, "type": ["Profile"], "name": issuer], "validFrom": OpenBadge.iso(from),
            "credentialSubject": [
                "type": ["AchievementSubject"],
                "identifier": [["type": "IdentityObject", "hashed": false, "identityHash": holder, "identityType": "name"]],
                "achievement": [
                    "id": course, "type": ["Achievement"], "name": achievement, "description": criteria,
                    "criteria": ["narrative": criteria],
                ],
            ],
            "credentialSchema": [
                [
                    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                    "type": "1EdTechJsonSchemaValidator2019",
                ]
            ],
            "iss": did, "jti": address, "nbf": from.seconds,
        ]
        if let until {
            body["validUntil"] = OpenBadge.iso(until)
            body["exp"] = until.seconds
        }
        let words = try head + "." + OpenBadge.part(body)
        return try words + "." + OpenBadge.base64url(sign(Data(words.utf8)))
    }

    private static func part(_ object: [String: Any]) throws -> String {
        base64url(try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]))
    }

    private static func base64url(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func iso(_ moment: Moment) -> String {
        Date(timeIntervalSince1970: TimeInterval(moment.seconds)).ISO8601Format()
    }
}
