/// Invented records in the shape that counter-trafficking data have: a few routes that many people were taken along, each with its
/// usual origin, destination, work and means of control, and much that nobody knows.
///
/// Shape: repeats by seed. The distribution is our own; no published record was read for it.
package struct SampleRecords {
    private var chance: SeededChance

    package init(seed: UInt64 = 1) { chance = SeededChance(seed: seed) }

    /// Eighteen attributes in bands and regions, as a file has them that was made safe to share; few know more than eight of them.
    package mutating func cases(_ people: Int) -> Records { invented(people, SampleRecords.attributes) }

    /// Seven attributes nearly all of which are known, with long lists.
    package mutating func origins(_ people: Int) -> Records { invented(people, SampleRecords.long) }

    /// An attribute, the shares of people of whom it is known (each route takes one of them), and how much routes differ.
    private struct Attribute {
        let list: CodeList
        let known: [Double]
        /// The share of people on a route who have one of its few usual codes.
        let focus: Double

        init(_ list: CodeList, known: [Double], focus: Double) { (self.list, self.known, self.focus) = (list, known, focus) }
    }

    private static func numbered(_ letter: String, _ count: Int) -> [String] { (1...count).map { "\(letter)\($0)" } }
    private static func flag(_ name: String, _ known: [Double]) -> Attribute {
        Attribute(CodeList(name, ["1"]), known: known, focus: 1)
    }

    private static let ages = CodeList(
        "ageBroad", ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"])
    private static let long: [Attribute] = [
        Attribute(CodeList("yearOfRegistration", (2004...2022).map(String.init)), known: [1], focus: 0.7),
        Attribute(CodeList("gender", ["Woman", "Man", "Other"]), known: [1, 0.98, 0.9], focus: 0.95),
        Attribute(ages, known: [0.95, 0.9], focus: 0.6),
        Attribute(CodeList("citizenship", numbered("N", 44)), known: [0.99, 0.9], focus: 0.97),
        Attribute(CodeList("countryOfExploitation", numbered("P", 58)), known: [0.98, 0.9], focus: 0.96),
        Attribute(CodeList("isForcedLabour", ["No", "Yes"]), known: [1], focus: 0.9),
        Attribute(CodeList("isSexualExploit", ["No", "Yes"]), known: [1], focus: 0.9),
    ]
    private static let attributes: [Attribute] = [
        Attribute(CodeList("yearRegister", ["2005-2013", "2014-2018", "2019", "2020", "2021-2022"]), known: [1], focus: 0.98),
        Attribute(CodeList("gender", ["Woman", "Man", "Other"]), known: [1, 0.98], focus: 0.998),
        Attribute(ages, known: [0.8, 0, 0, 0], focus: 0.98),
        Attribute(CodeList("originRegion", numbered("R", 5)), known: [1, 0.9], focus: 0.998),
        Attribute(CodeList("exploitationRegion", numbered("R", 5)), known: [0.98, 0.5, 0], focus: 0.998),
        Attribute(CodeList("traffickMonths", ["0--12", "13--24", "25+"]), known: [0.2, 0, 0, 0], focus: 0.98),
        flag("meansDebtBondageEarnings", [0.4, 0, 0, 0, 0]), flag("meansThreats", [0.5, 0, 0, 0, 0]),
        flag("meansAbusePsyPhySex", [0.3, 0, 0, 0, 0]), flag("meansFalsePromises", [0.5, 0, 0, 0, 0]),
        flag("meansDrugsAlcohol", [0.2, 0, 0, 0, 0]), flag("meansDenyBasicNeeds", [0.3, 0, 0, 0, 0]),
        flag("meansExcessiveWorkHours", [0.4, 0, 0, 0, 0]), flag("meansWithholdDocs", [0.3, 0, 0, 0, 0]),
        flag("isForcedLabour", [0.97, 0.1, 0]), flag("isSexualExploit", [0.97, 0.02, 0]), flag("isOtherExploit", [0.1, 0, 0]),
        Attribute(
            CodeList("recruiterRelation", ["IntimatePartner", "Friend", "Family", "Other"]), known: [0.4, 0, 0, 0], focus: 0.98),
    ]

    /// What is usual on one route, as running totals over the codes, 0 ("not known") first.
    private struct Route { let running: [[Double]] }

    private mutating func invented(_ people: Int, _ attributes: [Attribute]) -> Records {
        let popularity = attributes.map { attribute in shuffledShares(attribute.list.codes.count) }
        let routes = (0..<48).map { _ in route(attributes, popularity) }
        let crowd = SeededChance.running((0..<routes.count).map { 1 / (Double($0) + 2) })
        var columns = attributes.map { _ in [UInt8]() }
        for _ in 0..<people {
            let route = routes[chance.pick(crowd)]
            for attribute in attributes.indices { columns[attribute].append(UInt8(chance.pick(route.running[attribute]))) }
        }
        return Records(attributes.map(\.list), columns: columns)
    }

    private mutating func route(_ attributes: [Attribute], _ popularity: [[Double]]) -> Route {
        Route(
            running: attributes.indices.map { index in
                let (attribute, common) = (attributes[index], popularity[index])
                let known = attribute.known[chance.below(attribute.known.count)]
                var shares = common.map { $0 * (1 - attribute.focus) }
                // The usual codes of the route: one to three, drawn as the whole country has them.
                var rest = attribute.focus
                for turn in 0..<3 {
                    let usual = chance.pick(SeededChance.running(common))
                    let part = turn == 2 ? rest : rest * (0.5 + 0.4 * chance.unit())
                    shares[usual] += part
                    rest -= part
                }
                return SeededChance.running([1 - known] + shares.map { $0 * known })
            })
    }

    /// Few common codes and many rare ones, in an order of chance; they add up to 1.
    private mutating func shuffledShares(_ count: Int) -> [Double] {
        var shares = (0..<count).map { 1 / (Double($0) + 1.5) }
        shares.shuffle(using: &chance)
        let total = shares.reduce(0, +)
        return shares.map { $0 / total }
    }
}
