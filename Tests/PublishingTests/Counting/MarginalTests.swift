import Testing

@testable import Publishing

struct MarginalTests {
    private static let sizes = [2, 5, 256, 7]

    private static func columns(people: Int) throws -> Columns {
        var dice = Dice(seed: UInt64(people))
        let columns = try sizes.enumerated().map { position, size in
            try #require(
                Column(
                    "a\(position)", codes: (0..<size).map(String.init), missing: 0,
                    bytes: (0..<people).map { _ in UInt8.random(in: 0...UInt8(size - 1), using: &dice) }))
        }
        return try #require(Columns(columns))
    }

    @Test(arguments: [0, 1, 2, 4095, 4096, 4097, 10_001])
    func everyCountIsThatOfOneLookAtEachPerson(people: Int) throws {
        let columns = try MarginalTests.columns(people: people)
        let filter = Cell(["a1": Codes([1, 3]), "a2": Codes(below: 200)])
        for attributes in [["a0"], ["a2"], ["a3", "a0"], ["a2", "a3"], ["a0", "a1", "a3"], ["a3", "a2", "a1"]] {
            for within in [Cell.everyone, filter] {
                let marginal = try #require(Marginal(of: columns, by: attributes, within: within))
                var counts = [Int](repeating: 0, count: marginal.counts.count)
                for person in 0..<people {
                    let passes = within.conditions.allSatisfy { $0.codes.contains(columns[$0.attribute]?.bytes[person] ?? 0) }
                    guard passes else { continue }
                    counts[attributes.reduce(0) { $0 * (columns.sizes[$1] ?? 0) + Int(columns[$1]?.bytes[person] ?? 0) }] += 1
                }
                #expect(marginal.counts == counts)
            }
        }
    }

    @Test func aCombinationIsFoundByItsCodes() throws {
        let sex = try #require(Column("sex", codes: ["f", "m"], bytes: [0, 0, 1, 1]))
        let age = try #require(Column("age", codes: ["child", "adult", ""], missing: 2, bytes: [0, 1, 1, 2]))
        let columns = try #require(Columns([sex, age]))
        let marginal = try #require(Marginal(of: columns, by: ["sex", "age"]))
        #expect(marginal[0, 1] == 1 && marginal[1, 0] == 0 && marginal[1, 2] == 1)
    }

    @Test func whatIsUnknownIsNotCounted() throws {
        let columns = try MarginalTests.columns(people: 3)
        #expect(Marginal(of: columns, by: ["a9"]) == nil)
        #expect(Marginal(of: columns, by: []) == nil)
        #expect(Marginal(of: columns, by: ["a0"], within: Cell(["a9": Codes([0])])) == nil)
        #expect(Column("a", codes: ["x"], bytes: [1]) == nil)
    }
}
