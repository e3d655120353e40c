import Testing

@testable import Matching

struct NumberTests {
    @Test(arguments: [
        ("1 758 450-1234", "450 1234", true), ("+1-758-450-1234", "17584501234", true), ("4501234", "4501243", false),
        ("001 758 450 1234", "1 758 450 1234", true), ("1234", "51234", false), ("58 4501234", "1 758 4501234", true),
        ("509 4501234", "1 758 4501234", false),
    ])
    func phones(a: String, b: String, isSame: Bool) throws {
        let (a, b) = (try #require(Number(phone: a)), try #require(Number(phone: b)))
        #expect(a.isSame(as: b, endingsCount: true) == isSame)
        #expect(b.isSame(as: a, endingsCount: true) == isSame)
    }

    @Test func documentsKeepTheirLetters() throws {
        #expect(Number(document: "p 123-4567") == Number(document: "P1234567"))
        #expect(try #require(Number(document: "P1234567")).text == "P1234567")
        #expect(try #require(Number(document: "P1234567")).isOneEdit(from: #require(Number(document: "P1234568"))))
        #expect(Number(document: "n/a") == nil)
    }
}
