@testable import Exchange
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

/// The directory as it leaves the house: what the standard requires is there, and nothing that leads to a shelter's door.
struct HSDSTests {
    let country: Country
    let street = "1 Fictional Street, Castries"

    init() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        country = try Country(at: project.appending(path: "Packs/saint-lucia"))
    }

    func provider(
        _ number: UInt8, _ listing: Provider.Listing, _ answers: Answers, checked: Day? = nil, isWithdrawn: Bool = false
    ) -> SeenProvider? {
        let id = UUID(uuid: (1, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, number))
        let stamp = Stamp(author: AccountID(uuid: id), agency: "health", node: "t", at: Moment(seconds: 0), pack: "t")
        var actions: [Provider.Action] = [.listed(listing, answers: answers)]
        if let checked { actions.append(.checked(on: checked)) }
        if isWithdrawn { actions.append(.withdrawn) }
        let entries = actions.enumerated().map {
            Entry(id: EntryID(uuid: id), sequence: $0.offset + 1, stamp: stamp, action: $0.element)
        }
        return SeenProvider(Provider(folding: entries), ChronicleID(uuid: id), to: .partner, by: country.practice.directory)
    }

    var said: Answers {
        Answers([
            "pv_about": .text("Care without questions"), "pv_hours": .text("Monday to Friday, 8:00 to 16:00"),
            "pv_languages": .codes(["eng", "acf"]), "pv_for": .text("Anyone"), "pv_capacity": .text("full"),
            "pv_phone": .text("758 555 0199"), "pv_email": .text("desk@example.org"), "pv_secret": .text("no"),
            "pv_address": .text(street),
        ])
    }

    /// An open clinic with two services, one with a secret address, a shelter that claims to have none to hide, one that was withdrawn.
    var directory: [SeenProvider] {
        var secret = said
        secret["pv_secret"] = .text("yes")
        return [
            provider(
                1,
                .init(name: "Clinic", agency: "health", services: ["counselling", "medical"], districts: ["castries", "dennery"]),
                said,
                checked: Day(year: 2026, month: 11, day: 1)),
            provider(
                2, .init(name: "Quiet room", agency: "gender-relations", services: ["counselling"], districts: ["micoud"]), secret),
            provider(3, .init(name: "House", agency: "ngo-shelter", services: ["housing"], districts: ["laborie"]), said),
            provider(4, .init(name: "Gone", agency: "labour", services: ["training"]), said, isWithdrawn: true),
        ].compactMap(\.self)
    }

    /// Written anew with ANSE_RECORD=1.
    @Test func theFileIsWhatItWas() throws {
        let now = try HSDS(country).file(of: directory)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Directory/directory.json")
        if ProcessInfo.processInfo.environment["ANSE_RECORD"] != nil { try now.write(to: file) }
        #expect(String(decoding: now, as: UTF8.self) == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func nothingLeadsToADoorThatMustStayHidden() throws {
        let services = HSDS(country).services(of: directory)
        #expect(services.map { $0.name.prefix { $0 != ":" } } == ["Clinic", "Clinic", "Quiet room", "House"])
        for service in services {
            let isOpen = service.name.hasPrefix("Clinic")
            let text = String(decoding: try JSONEncoder().encode(service), as: UTF8.self)
            #expect(text.contains(street) == isOpen && text.contains("0199") == isOpen && text.contains("desk@") == isOpen)
            #expect(service.serviceAtLocations.count == (isOpen ? 1 : 0) && service.serviceAreas.isEmpty == !isOpen)
            #expect(!service.organization.phones.isEmpty && service.languages.map(\.code) == ["eng", "acf"])
        }
    }

    @Test func idsAreStableAndEachObjectHasItsOwn() throws {
        let all = try objects()
        #expect(try HSDS(country).file(of: directory.reversed().reversed()) == HSDS(country).file(of: directory))
        // One place and one agency are the same wherever they stand.
        let own = all.filter { !["organization", "location", "address"].contains($0.kind) && $0.under != "organization" }
        #expect(own.count > 20 && Set(own.compactMap { $0.value["id"] as? String }).count == own.count)
        #expect(Set(all.filter { $0.kind == "location" }.compactMap { $0.value["id"] as? String }).count == 1)
        // Source: the example of RFC 9562, appendix A.4.
        let space = HSDS.ID(uuid: try #require(UUID(uuidString: "6ba7b810-9dad-11d1-80b4-00c04fd430c8")))
        #expect(HSDS.id(space, "www.example.com").uuid.uuidString.lowercased() == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    // MARK: The standard

    private static let text: Set<String> = [
        "name", "description", "email", "status", "eligibility_description", "assured_date", "alert", "location_type", "address_1",
        "city", "state_province", "postal_code", "country", "address_type", "number", "type", "code",
    ]

    /// What each object must have and may have of what we write.
    /// Source: schema/*.json of github.com/openreferral/specification, 3.1, `required` and `properties`.
    private static let schema: [String: (required: Set<String>, known: Set<String>)] = [
        "service": (
            ["id", "name", "status"],
            [
                "description", "email", "eligibility_description", "assured_date", "alert", "phones", "schedules", "service_areas",
                "languages", "service_at_locations", "organization",
            ]
        ),
        "organization": (["id", "name", "description"], ["phones"]),
        "service_at_location": (["id"], ["location"]),
        "location": (["id", "location_type"], ["name", "description", "addresses"]),
        "address": (["id", "address_1", "city", "state_province", "postal_code", "country", "address_type"], []),
        "phone": (["id", "number"], ["type"]),
        "schedule": (["id"], ["description"]),
        "service_area": (["id"], ["name"]),
        "language": (["id"], ["name", "code"]),
    ]
    private static let kinds = [
        "phones": "phone", "schedules": "schedule", "service_areas": "service_area", "languages": "language",
        "service_at_locations": "service_at_location", "addresses": "address", "organization": "organization",
        "location": "location",
    ]

    private func objects() throws -> [(kind: String, under: String, value: [String: Any])] {
        let file = try JSONSerialization.jsonObject(with: try HSDS(country).file(of: directory)) as? [[String: Any]]
        return try #require(file).flatMap { objects(in: $0, "service", "") }
    }

    private func objects(in value: [String: Any], _ kind: String, _ under: String) -> [(String, String, [String: Any])] {
        [(kind, under, value)]
            + value.flatMap { key, part in
                guard let inner = HSDSTests.kinds[key] else { return [(String, String, [String: Any])]() }
                let parts = part as? [[String: Any]] ?? [part as? [String: Any] ?? [:]]
                return parts.flatMap { objects(in: $0, inner, kind) }
            }
    }

    @Test func everyObjectHoldsWhatTheStandardRequires() throws {
        let all = try objects()
        #expect(Set(all.map(\.kind)) == Set(HSDSTests.schema.keys))
        for (kind, _, value) in all {
            let (required, known) = try #require(HSDSTests.schema[kind])
            #expect(required.isSubset(of: value.keys), "\(kind) lacks \(required.subtracting(value.keys))")
            #expect(Set(value.keys).isSubset(of: required.union(known)), "\(kind) has \(value.keys.sorted())")
            #expect((value["id"] as? String).flatMap { UUID(uuidString: $0) } != nil)
            for (key, part) in value where HSDSTests.text.contains(key) { #expect(part is String, "\(kind).\(key) is no text") }
        }
        for (kind, allowed) in [
            ("service", ("status", ["active", "inactive", "defunct", "temporarily closed"])),
            ("location", ("location_type", ["physical", "postal", "virtual"])),
            ("address", ("address_type", ["physical", "postal", "virtual"])),
        ] {
            for one in all where one.kind == kind { #expect(allowed.1.contains(one.value[allowed.0] as? String ?? "")) }
        }
    }
}
