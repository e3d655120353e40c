package import FoundationEssentials
package import Pack
package import Register

/// The fictional people of the tests and the demo. None of them lives.
package enum Cast {
    package static let givenNames = [
        "Marie", "Kervin", "Anselma", "Joachim", "Shernelle", "Delroy", "Philomène", "Tevin", "Octavia", "Lucius", "Jermila",
        "Castor",
        "Ianthe", "Rosalie", "Elwin", "Solange", "Cuthbert", "Verlyn", "Nathalie", "Augustin", "Theresia", "Kimani", "Perpetua",
        "Denzil",
    ]
    package static let familyNames = [
        "Auguste", "Joseph", "Charlemagne", "Hippolyte", "St. Rose", "Montoute", "Jn Baptiste", "Félicien", "Alcide", "Polius",
        "Emmanuel",
        "Mathurin", "Cenac", "Edward", "Prospère", "Laborde", "Gustave", "Biscette", "Théodule", "Popo",
    ]

    /// One member of staff.
    package struct Member: Sendable {
        package let account: AccountID
        package let grant: Account.Grant
        package var actor: Actor { Actor(account: account, agency: grant.agency, role: grant.role) }
    }

    /// A member of staff for every role, the case manager in the lead agency, and a provider in every agency that gives a service.
    package static func staff(of country: Country) -> [Member] {
        var chance = Chance(seed: 847)
        var members: [Member] = []
        func add(_ signIn: String, _ agency: AgencyCode, _ role: RoleCode) {
            let name = chance.one(of: givenNames) + " " + chance.one(of: familyNames)
            let grant = Account.Grant(name: name, signIn: signIn, agency: agency, role: role)
            members.append(Member(account: AccountID(uuid: Cast.uuid(&chance)), grant: grant))
        }
        let lead = country.agencies[0].code
        for role in country.roles {
            let agency =
                role.grants[.invited] != nil && role.grants[.none] == nil && role.grants[.agency] == nil
                ? country.services.first?.agencies.first ?? lead : lead
            add(role.code.rawValue, agency, role.code)
        }
        let deciding = country.roles.filter { $0.grants[.recipient]?.may.contains(.serve) == true }
        guard let provider = deciding.first(where: { $0.grants[.none] == nil }) ?? deciding.first else { return members }
        let serving = Set(country.services.flatMap(\.agencies)).subtracting(
            members.filter { $0.grant.role == provider.code }.map(\.grant.agency))
        for agency in serving.sorted() { add(agency.rawValue, agency, provider.code) }
        return members
    }

    package static func uuid(_ chance: inout Chance) -> UUID {
        var bytes: [UInt8] = []
        for _ in 0..<2 { withUnsafeBytes(of: chance.next().bigEndian) { bytes.append(contentsOf: $0) } }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return EntryID(bytes: bytes)?.uuid ?? UUID()
    }
}
