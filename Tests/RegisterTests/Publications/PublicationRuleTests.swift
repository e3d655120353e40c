import Foundation
import OrderedCollections
import Register
import Testing

/// What may happen to the figures of a year: nobody publishes alone, and nothing is overwritten.
struct PublicationRuleTests {
    /// Figures to which actions happen one after another, on a day of 2026.
    struct Story {
        var publication = Publication()
        var sequence = 0
        var today = Day("2026-02-01") ?? .epoch
        static let practice: Practice = {
            var practice = Practice()
            practice.statistics.publication = StatisticsTerms.Publication()
            return practice
        }()
        static let people = (1...4).map { AccountID(uuid: UUID(uuid: ($0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))) }

        @discardableResult
        mutating func happen(_ action: Publication.Action, by person: Int) -> EntryID {
            sequence += 1
            let id = EntryID(uuid: UUID())
            let stamp = Stamp(
                author: Story.people[person], agency: "home-affairs", node: "n", at: Moment(seconds: sequence), pack: "p")
            publication.apply(Entry(id: id, sequence: sequence, stamp: stamp, action: action))
            return id
        }

        func refusal(_ action: Publication.Action, by person: Int, duties: Set<Duty> = [.figures]) -> String? {
            do {
                try publication.accept(action, by: Story.people[person], duties: duties, Story.practice, on: today)
                return nil
            } catch { return error.reason }
        }

        func frozen(_ year: Int = 2025, asOf day: String = "2026-01-31") -> Publication.Action {
            let moment = Moment(seconds: (Day(day) ?? .epoch).number * 86_400)
            return .frozen(Publication.Cohort(number: "F-\(year)", year: year, digest: "00", asOf: moment, people: 12))
        }

        func drafted(_ tables: Int = 4, _ method: PublishedFigures.Method = .suppressed) -> Publication.Action {
            .drafted(
                Publication.Drawn(
                    snapshot: publication.snapshot?.act.id ?? EntryID(uuid: UUID()), digest: "01", method: method, tables: tables))
        }

        var said: Answers { Answers([.text: .text("Three cases were counted twice before.")]) }
    }

    func asked() -> Story {
        var story = Story()
        story.happen(story.frozen(), by: 0)
        story.happen(story.drafted(), by: 1)
        story.happen(.asked(digest: "02"), by: 2)
        return story
    }

    @Test func onlyTheDutyPublishes() {
        let story = asked()
        for duties in [[], [.overview], [.campaign, .train]] as [Set<Duty>] {
            #expect(story.refusal(.signed(digest: "02"), by: 3, duties: duties) == "refusal.notPermitted")
        }
    }

    @Test func nobodySignsWhatTheirHandIsIn() {
        var story = asked()
        for person in 0..<3 {
            #expect(story.refusal(.signed(digest: "02"), by: person) == "refusal.secondPerson")
            #expect(!story.publication.waits(for: Story.people[person]))
        }
        #expect(story.publication.waits(for: Story.people[3]))
        #expect(story.refusal(.signed(digest: "03"), by: 3) == "refusal.otherFigures")
        #expect(story.refusal(.signed(digest: "02"), by: 3) == nil)
        for action in [story.frozen(), story.drafted(), .noted(answers: story.said), .asked(digest: "02")] {
            #expect(story.refusal(action, by: 0) == "refusal.waitsForSignature")
        }
        story.happen(.signed(digest: "02"), by: 3)
        #expect(story.publication.status == .published && story.publication.versions.map(\.number) == [1])
    }

    @Test func aReturnSaysWhyAndOpensTheDraftAgain() {
        var story = asked()
        #expect(story.refusal(.returned(answers: Answers()), by: 3) == "refusal.returnSaysWhy")
        story.happen(.returned(answers: story.said), by: 3)
        #expect(story.publication.returned?.words == story.said[.text]?.text && story.publication.status == .drafted)
        #expect(story.refusal(.signed(digest: "02"), by: 3) == "refusal.notAsked")
        // Whoever wrote notes has a hand in it too.
        story.happen(.noted(answers: story.said), by: 3)
        story.happen(.asked(digest: "04"), by: 0)
        #expect(story.refusal(.signed(digest: "04"), by: 3) == "refusal.secondPerson")
        #expect(story.publication.returned == nil)
    }

    @Test func aYearIsOverBeforeItIsDraftedButNotBeforeItIsFrozen() {
        var story = Story()
        #expect(story.refusal(story.frozen(2027), by: 0) == "refusal.yearNotBegun")
        #expect(story.refusal(story.frozen(2026), by: 0) == nil)
        story.happen(story.frozen(2026), by: 0)
        #expect(story.refusal(story.drafted(), by: 0) == "refusal.yearNotOver")
        var early = Story()
        early.happen(early.frozen(2025, asOf: "2025-12-31"), by: 0)
        #expect(early.refusal(early.drafted(), by: 0) == "refusal.frozenTooEarly")
        early.happen(early.frozen(), by: 0)
        #expect(early.refusal(early.drafted(), by: 0) == nil)
    }

    @Test func aDraftIsOfTheNewestSnapshot() {
        var story = Story()
        #expect(story.refusal(story.drafted(), by: 0) == "refusal.notFrozen")
        story.happen(story.frozen(), by: 0)
        let old = story.drafted()
        story.happen(old, by: 0)
        story.happen(story.frozen(), by: 1)
        #expect(story.publication.draft == nil && story.publication.status == .frozen)
        #expect(story.refusal(old, by: 0) == "refusal.newerSnapshot")
        #expect(story.refusal(.asked(digest: "02"), by: 0) == "refusal.notDrafted")
    }

    @Test func aCorrectionIsTheNextVersionAndSaysWhat() {
        var story = asked()
        story.happen(.signed(digest: "02"), by: 3)
        let first = story.publication.versions
        #expect(story.refusal(.asked(digest: "05"), by: 0) == "refusal.correctionSaysWhat")
        story.happen(story.frozen(), by: 1)
        story.happen(story.drafted(), by: 1)
        story.happen(.noted(answers: story.said), by: 1)
        story.happen(.asked(digest: "06"), by: 1)
        // The first version's freezer and drafter had no hand in the second.
        #expect(story.refusal(.signed(digest: "06"), by: 0) == nil)
        story.happen(.signed(digest: "06"), by: 0)
        #expect(Array(story.publication.versions.prefix(1)) == first && story.publication.versions.map(\.number) == [1, 2])
        #expect(story.publication.versions[1].notes == story.said[.text]?.text && story.publication.tablesTold == 8)
        #expect(story.refusal(story.drafted(3), by: 0) == "refusal.withheld.too-many-tables")
        #expect(story.refusal(story.drafted(3, .bands), by: 0) == nil && story.refusal(story.drafted(2), by: 0) == nil)
    }

    /// The same draft with other words is a version, but no table more.
    @Test func aDraftPublishedTwiceLeftOnce() {
        var story = asked()
        story.happen(.signed(digest: "02"), by: 3)
        story.happen(.noted(answers: story.said), by: 0)
        #expect(story.publication.status == .drafted)
        story.happen(.asked(digest: "07"), by: 0)
        story.happen(.signed(digest: "07"), by: 3)
        #expect(story.publication.tablesTold == 4 && story.publication.next == 3)
    }
}
