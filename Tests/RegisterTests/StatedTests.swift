import Register
import Testing

/// A count in a band tells where the band begins and ends, and no more.
struct StatedTests {
    @Test(arguments: [
        (0, Stated.within(0...9)), (9, .within(0...9)), (10, .within(10...19)), (49, .within(20...49)), (50, .from(50)),
        (2000, .from(50)),
    ])
    func aCountFallsIntoItsBand(count: Int, stated: Stated) {
        #expect(Stated(count, inBands: [10, 20, 50]) == stated)
        #expect(stated.number == nil)
    }

    @Test func halfAndNineOfTenAreDaysThatSomebodyWaited() {
        let waits = Waits([9, 1, 2, 3, 4, 5, 6, 7, 8, 100], least: 10)
        #expect(waits.people == .exactly(10) && waits.median == 5 && waits.ninth == 9)
        #expect(Waits([1, 2], least: 3).median == nil && Waits([], least: 0).ninth == nil)
    }
}
