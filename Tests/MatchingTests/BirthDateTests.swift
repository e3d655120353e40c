import Register
import Testing

@testable import Matching

struct BirthDateTests {
    @Test(arguments: [
        ("2001-05-17", "2001-05-17", Level.birthSame), ("2001-05-07", "2001-07-05", .birthSlip),
        ("2001-05-17", "2011-05-17", .birthSlip),
        ("2001-05-17", "2001", .birthYearSame), ("2001-05-17", "2001-01-01", .birthYearSame),
        ("2001-01-01", "2001-01-01", .birthYearSame),
        ("2001-05-17~", "2001-05-17", .birthYearSame), ("2001-05-17", "2001-05-18", .birthPartly),
        ("2001-05-17", "2001-06-18", .birthOtherDay),
        ("2001", "2003", .birthYearNear), ("2001-05-17", "2002-09-18", .birthNear), ("2001", "2005-05-17", .birthYearWithinFive),
        ("2001", "2009", .birthWithinTen), ("2001-05-17", "1994-05-18", .birthWithinTen), ("2001", "1960", .birthFar),
        ("2001-05-17", "1960-05-18", .birthFar),
    ])
    func agreement(a: String, b: String, level: Level) throws {
        let (a, b) = (BirthDate(try #require(Day(a))), BirthDate(try #require(Day(b))))
        #expect(a.agreement(with: b) == level)
        #expect(b.agreement(with: a) == level)
    }
}
