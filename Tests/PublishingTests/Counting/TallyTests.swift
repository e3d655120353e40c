import Testing

@testable import Publishing

struct TallyTests {
    @Test func sharesAreOfThoseWhoAnswered() throws {
        let debt = try #require(Column("debt", codes: ["no", "yes", ""], missing: 2, bytes: [0, 1, 1, 2, 2, 2]))
        let threats = try #require(Column("threats", codes: ["no", "yes", ""], missing: 2, bytes: [1, 1, 2, 2, 0, 2]))
        let columns = try #require(Columns([debt, threats]))
        #expect(columns.answered(["debt"]) == 3)
        #expect(columns.answered(["debt", "threats"]) == 4)
        #expect(columns.answered(["debt"], within: Cell(["threats": Codes([1])])) == 2)
        #expect(columns.answered(["weather"]) == 0)
    }

    @Test(
        arguments: [
            (Figure.told(1), Figure.told(3), 333), (.told(2), .told(3), 667), (.told(0), .told(3), 0), (.told(3), .told(3), 1000),
            (.hidden, .told(3), nil), (.told(1), .hidden, nil), (.told(0), .told(0), nil),
        ] as [(Figure, Figure, Int?)])
    func noShareOfWhatIsHidden(count: Figure, denominator: Figure, permille: Int?) {
        #expect(Tally(count, of: denominator).permille == permille)
    }

    @Test func theDenominatorIsAFigureOfTheTable() {
        let sex = Split("sex", size: 3, groups: [Codes([0, 1])])
        let cell = Cell(["sex": Codes([0])])
        let release = Release(
            Table([sex]), figures: [cell: .told(20), Cell(["sex": Codes([0, 1])]): .told(60), .everyone: .told(80)])
        #expect(release.tally(cell, ofThoseWhoAnswered: "sex", Codes([0, 1])) == Tally(.told(20), of: .told(60)))
        #expect(release.tally(cell, ofThoseWhoAnswered: "sex", Codes([0, 2])) == Tally(.told(20), of: .hidden))
        #expect(release.tally(cell, ofThoseWhoAnswered: "sex", Codes(below: 3)) == Tally(.told(20), of: .told(80)))
    }
}
