import Testing

@testable import Publishing

struct AllowanceTests {
    private let allowance = Allowance()

    @Test(arguments: [
        (0, [Method.bands]), (49, [.bands]), (50, [.bands, .suppressedTables]), (999, [.bands, .suppressedTables]),
        (1000, [.bands, .noisyTables]), (4999, [.bands, .noisyTables]), (5000, [.bands, .noisyTables, .syntheticRecords]),
    ])
    func whatACohortMaySayGrowsWithIt(people: Int, methods: [Method]) {
        #expect(allowance.methods(people: people) == Set(methods))
    }

    @Test(
        arguments: [
            (.suppressedTables, 49, 0, .bandsOnly(people: 49, fewest: 50), .bands),
            (.suppressedTables, 50, 9, nil, .suppressedTables), (.suppressedTables, 50, 10, .tooManyTables(most: 10), .bands),
            (.noisyTables, 999, 0, .notThisWay(.noisyTables, people: 999), .suppressedTables),
            (.suppressedTables, 1000, 0, .notThisWay(.suppressedTables, people: 1000), .noisyTables),
            (.syntheticRecords, 4999, 0, .notThisWay(.syntheticRecords, people: 4999), .noisyTables),
            (.syntheticRecords, 5000, 0, nil, .noisyTables), (.bands, 3, 99, nil, .bands),
        ] as [(Method, Int, Int, Withholding?, Method)])
    func aRefusalSaysWhatMayBeSaidInstead(method: Method, people: Int, published: Int, refusal: Withholding?, instead: Method) {
        var thrown: Withholding?
        do throws(Withholding) { try allowance.check(method, people: people, published: published) } catch { thrown = error }
        #expect(thrown == refusal)
        #expect(allowance.instead(people: people, published: published) == instead)
    }
}
