import Foundation
package import Register

/// The countries of the world. Shape: ISO 3166-1 alpha-2 codes, as HTCDS has them. Source: Unicode CLDR, through Foundation.
package enum Regions {
    package static let choices: [Choice] = Locale.Region.isoRegions.filter { $0.identifier.count == 2 && $0.subRegions.isEmpty }
        .map { Choice(code: $0.identifier, label: Wording(said: names["en"]?[$0.identifier] ?? $0.identifier)) }
        .sorted { $0.label.english < $1.label.english }

    /// The name in a language; CLDR has no Kwéyòl, which is then said in French.
    package static func name(_ code: String, _ language: String) -> String {
        (names[language] ?? names["fr"])?[code] ?? code
    }

    private static let names: [String: [String: String]] = Dictionary(
        // bounded: three languages, written here
        uniqueKeysWithValues: ["en", "fr", "es"].map { language in
            let locale = Locale(identifier: language)
            let codes = Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 }
            return (
                language,
                Dictionary(codes.map { ($0, locale.localizedString(forRegionCode: $0) ?? $0) }, uniquingKeysWith: { a, _ in a })
            )
        })
}
