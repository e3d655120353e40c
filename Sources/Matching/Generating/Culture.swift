/// A way of giving names in the Caribbean.
package enum Culture: CaseIterable, Sendable, Hashable {
    /// Saint Lucian: English and French names, said in Kwéyòl.
    case lucian
    case haitian, spanish, english
    /// Indo-Caribbean: Hindu and Muslim names in English spelling.
    case indian

    /// How many of a hundred people.
    static let shares: [Double] = [50, 13, 20, 12, 5]

    /// Columns of `GivenNames`: English, French, Spanish, Kwéyòl. The more often named, the more common.
    var languages: [Int] {
        switch self {
        case .lucian: [0, 1, 3]
        case .haitian: [1, 3, 1]
        case .spanish: [2]
        case .english: [0]
        case .indian: []
        }
    }

    var citizenships: [String] {
        switch self {
        case .lucian: Array(repeating: "LC", count: 16) + ["MQ", "VC", "DM", "GD"]
        case .haitian: Array(repeating: "HT", count: 9) + ["DO"]
        case .spanish: Array(repeating: "VE", count: 5) + ["DO", "DO", "DO", "CO", "CU"]
        case .english: ["JM", "BB", "GY", "TT", "US", "GB"]
        case .indian: ["GY", "TT", "IN"]
        }
    }

    /// Where people come from, the commonest first; somewhere invented for all other countries.
    static func place(in citizenship: String, _ dice: inout Dice) -> String { (pools[citizenship] ?? elsewhere).draw(&dice) }

    private static let pools = places.mapValues { NamePool(Surnames.words($0)) }

    private static let places = [
        "LC": "castries gros_islet soufriere vieux_fort micoud dennery anse_la_raye canaries choiseul laborie babonneau ciceron "
            + "monchy bexon marigot",
        "HT": "port_au_prince cap_haitien jacmel gonaives les_cayes jeremie hinche saint_marc",
        "VE": "caracas maracaibo valencia cumana guiria maturin carupano tucupita",
        "DO": "santo_domingo santiago la_romana higuey san_pedro barahona",
        "CO": "bogota cali medellin barranquilla cartagena",
        "GY": "georgetown linden berbice essequibo",
        "TT": "port_of_spain san_fernando arima chaguanas",
        "JM": "kingston montego_bay mandeville spanish_town",
        "BB": "bridgetown speightstown oistins",
    ]

    private static let elsewhere = NamePool(Syllables.elsewhere.map { "\($0) town" })
}
