import Register
import Testing

@testable import Matching

struct FileLinkageTests {
    @Test func twoFilesAreLinkedOneToOne() {
        var dice = Dice(seed: 9)
        let first = Array(Crowd.people.records.prefix(100).map(\.person))
        let second = Array(first.shuffled(using: &dice).prefix(60)) + [Crowd.rose]
        let links = FileLinkage.links(between: first, and: second)
        #expect(Set(links.map(\.first)).count == links.count)
        #expect(Set(links.map(\.second)).count == links.count)
        #expect(!links.contains { $0.second == 60 })
        #expect(links.count { first[$0.first] == second[$0.second] } >= 55)
    }

    @Test func emptyFilesHaveNoLinks() {
        #expect(FileLinkage.links(between: [], and: [Crowd.rose]).isEmpty)
        #expect(FileLinkage.links(between: [Crowd.rose], and: []).isEmpty)
    }
}
