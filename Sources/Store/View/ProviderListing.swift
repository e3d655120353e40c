import Foundation
import GRDB
import Register

/// The directory in the index. Shape: codes stand between semicolons, `;housing;medical;`, to be found whole. No address is in it.
extension CaseView {
    func update(_ providers: [(ChronicleID, Provider)], by policy: Policy) throws {
        guard !providers.isEmpty else { return }
        let terms = policy.practice.directory
        try db.write { db in
            let put = try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO provider_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            for (id, provider) in providers {
                let text = { (field: FieldID?) in field.flatMap { provider.answers[$0]?.text } }
                let languages = terms.languages.flatMap { provider.answers[$0]?.all } ?? []
                try put.execute(arguments: [
                    Data(id.bytes), provider.status.rawValue, provider.listing.name, provider.listing.agency.rawValue,
                    CaseView.joined(provider.listing.services.map(\.rawValue)), CaseView.joined(provider.listing.districts),
                    CaseView.joined(languages), text(terms.capacity), text(terms.hours), text(terms.audience),
                    provider.checked?.description,
                ])
            }
        }
    }

    func isProvider(_ id: ChronicleID) throws -> Bool {
        try db.read { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM provider_line WHERE chronicle = ?)"),
                arguments: [Data(id.bytes)]) ?? false
        }
    }

    func providers(_ wanted: Store.Wanted) throws -> [ProviderLine] {
        try db.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT chronicle, name, agency, services, districts, languages, capacity, hours, audience, checked
                    FROM provider_line WHERE status = ?1 AND (?2 IS NULL OR instr(services, ?2))
                        AND (?3 IS NULL OR instr(languages, ?3)) AND (?4 IS NULL OR districts = '' OR instr(districts, ?4))
                    ORDER BY name, chronicle
                    """,
                arguments: [
                    wanted.status.rawValue, wanted.service.map { ";\($0);" }, wanted.language.map { ";\($0);" },
                    wanted.district.map { ";\($0);" },
                ]
            ).compactMap { row in
                guard let id = ChronicleID(bytes: row[0] as Data) else { return nil }
                return ProviderLine(
                    id: id, name: row[1], agency: AgencyCode(rawValue: row[2]),
                    services: CaseView.split(row[3]).map { ServiceCode($0) }, districts: CaseView.split(row[4]),
                    languages: CaseView.split(row[5]), capacity: row[6], hours: row[7], audience: row[8],
                    checked: (row[9] as String?).flatMap { Day($0) })
            }
        }
    }

    private static func joined(_ codes: [String]) -> String { codes.isEmpty ? "" : ";\(codes.joined(separator: ";"));" }
    private static func split(_ text: String) -> [String] { text.split(separator: ";").map(String.init) }
}
