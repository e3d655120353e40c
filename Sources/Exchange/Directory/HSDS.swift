import Crypto
package import Foundation
package import Pack
package import Register

/// The directory as others read it: an array of services, each with everything that belongs to it.
///
/// Shape: a service is one service of one provider. Of a provider whose address is secret nothing goes out that leads to its door: no
/// location, no area, no phone or e-mail of its own; the agency answers for it. Ids are the same each time.
/// Source: Open Referral Human Services Data Specification 3.1, `schema/compiled/service_package.json`.
package struct HSDS {
    private let country: Country
    private var terms: ProviderTerms { country.practice.directory }

    package init(_ country: Country) { self.country = country }

    package func file(of directory: [SeenProvider]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try encoder.encode(services(of: directory)) + Data("\n".utf8)
    }

    func services(of directory: [SeenProvider]) -> [Service] {
        directory.flatMap { provider in
            country.services.filter { provider.listing.services.contains($0.code) }.map { service($0, of: provider) }
        }
    }

    private func service(_ service: Country.Service, of provider: SeenProvider) -> Service {
        let listing = provider.listing
        let said = { (field: FieldID?) in field.flatMap { provider.answers[$0]?.text } }
        let id = HSDS.id(ID(uuid: provider.id.uuid), "service \(service.code)")
        return Service(
            id: id, name: "\(listing.name): \(service.label.english)", description: said(terms.about),
            email: said(terms.email), status: "active", eligibilityDescription: said(terms.audience),
            assuredDate: provider.checked?.description,
            alert: alert(said(terms.capacity)),
            phones: phones(said(terms.phone), id),
            schedules: said(terms.hours).map { [Schedule(id: HSDS.id(id, "schedule"), description: $0)] } ?? [],
            serviceAreas: provider.isSecret ? [] : areas(listing, id), languages: languages(provider, id),
            serviceAtLocations: places(provider, id), organization: organization(listing.agency))
    }

    /// Only what keeps people away: that no place is free.
    private func alert(_ capacity: String?) -> String? {
        guard let capacity, terms.isFull(capacity) else { return nil }
        return choices(terms.capacity).first { $0.code == capacity }?.label.english ?? capacity
    }

    private func phones(_ number: String?, _ of: ID) -> [Phone] {
        number.map { [Phone(id: HSDS.id(of, "phone"), number: $0, type: "voice")] } ?? []
    }

    private func areas(_ listing: Provider.Listing, _ of: ID) -> [Area] {
        let names =
            listing.districts.isEmpty ? [country.name.english] : listing.districts.map { country.place($0)?.name.english ?? $0 }
        return names.map { Area(id: HSDS.id(of, "area \($0)"), name: $0) }
    }

    private func languages(_ provider: SeenProvider, _ of: ID) -> [Language] {
        (terms.languages.flatMap { provider.answers[$0]?.all } ?? []).map { code in
            let isISO = (2...3).contains(code.count) && code.allSatisfy { $0.isASCII && $0.isLowercase }
            let name = choices(terms.languages).first { $0.code == code }?.label.english ?? code
            return Language(id: HSDS.id(of, "language \(code)"), name: name, code: isISO ? code : nil)
        }
    }

    private func places(_ provider: SeenProvider, _ of: ID) -> [ServiceAtLocation] {
        guard let text = terms.address.flatMap({ provider.answers[$0]?.text }) else { return [] }
        let id = HSDS.id(ID(uuid: provider.id.uuid), "location")
        let district = (provider.listing.districts.first.flatMap { country.place($0)?.name } ?? country.name).english
        let address = country.region.map {
            Address(id: HSDS.id(id, "address"), address1: text, city: district, stateProvince: district, country: $0)
        }
        let location = Location(
            id: id, name: provider.listing.name, description: address == nil ? text : nil, addresses: address.map { [$0] } ?? [])
        return [ServiceAtLocation(id: HSDS.id(of, "location"), location: location)]
    }

    private func organization(_ code: AgencyCode) -> Organization {
        let agency = country.agency(code)
        let id = HSDS.id(HSDS.root, "\(country.code) \(code)")
        let name = agency?.name.english ?? code.rawValue
        return Organization(id: id, name: name, description: "\(name), \(country.name.english)", phones: phones(agency?.phone, id))
    }

    private func choices(_ field: FieldID?) -> [Choice] { field.flatMap { country.provider?[$0] }?.choices ?? [] }
}

extension HSDS {
    /// The namespace of the ids of agencies, which have codes only.
    private static let root = ID(
        uuid: UUID(uuid: (0x61, 0x6E, 0x73, 0x65, 0x2D, 0x61, 0x4E, 0x63, 0x9E, 0x6E, 0x63, 0x69, 0x65, 0x73, 0x00, 0x01)))

    /// The same id for the same name below the same id. Source: RFC 9562, version 5.
    static func id(_ space: ID, _ name: String) -> ID {
        var bytes = Array(withUnsafeBytes(of: space.uuid.uuid) { Insecure.SHA1.hash(data: Data($0) + Data(name.utf8)) }.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return ChronicleID(bytes: bytes).map { ID(uuid: $0.uuid) } ?? space
    }
}
