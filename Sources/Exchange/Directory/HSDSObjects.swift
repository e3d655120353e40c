import Foundation

/// The objects of the standard that we fill in; names and required parts are its own.
extension HSDS {
    /// A UUID in small letters, as the standard shows it.
    struct ID: Encodable {
        let uuid: UUID

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(uuid.uuidString.lowercased())
        }
    }

    struct Service: Encodable {
        let id: ID
        let name: String
        let description: String?
        let email: String?
        /// One of active, inactive, defunct, temporarily closed.
        let status: String
        let eligibilityDescription: String?
        /// Shape: `2026-11-23`, the day somebody last checked it.
        let assuredDate: String?
        let alert: String?
        let phones: [Phone]
        let schedules: [Schedule]
        let serviceAreas: [Area]
        let languages: [Language]
        let serviceAtLocations: [ServiceAtLocation]
        let organization: Organization
    }

    struct Organization: Encodable {
        let id: ID
        let name: String
        let description: String
        let phones: [Phone]
    }

    struct ServiceAtLocation: Encodable {
        let id: ID
        let location: Location
    }

    struct Location: Encodable {
        let id: ID
        let locationType = "physical"
        let name: String
        let description: String?
        let addresses: [Address]
    }

    struct Address: Encodable {
        let id: ID
        let address1: String
        let city: String
        let stateProvince: String
        /// The standard requires one; it is empty where nobody asks for it.
        let postalCode = ""
        /// Shape: ISO 3166-1 alpha-2.
        let country: String
        let addressType = "physical"

        /// The strategy for keys would write `address1`.
        private enum CodingKeys: String, CodingKey {
            case id, address1 = "address_1", city, stateProvince, postalCode, country, addressType
        }
    }

    struct Phone: Encodable {
        let id: ID
        let number: String
        let type: String
    }

    /// Hours as people wrote them.
    struct Schedule: Encodable {
        let id: ID
        let description: String
    }

    struct Area: Encodable {
        let id: ID
        let name: String
    }

    struct Language: Encodable {
        let id: ID
        let name: String
        /// Shape: ISO 639-1 or 639-3.
        let code: String?
    }
}
