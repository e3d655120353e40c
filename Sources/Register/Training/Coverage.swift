/// Who came to a workshop and who did not yet. Each person counts once, where they were when they last came.
package struct Coverage: Sendable, Equatable {
    /// People who came in the twelve months before the day, and ever; and who of the recent ones completed a workshop then.
    package struct Count: Sendable, Equatable {
        package var recent: Int
        package var ever: Int
        package var completed: Int

        package init(recent: Int = 0, ever: Int = 0, completed: Int = 0) {
            self.recent = recent
            self.ever = ever
            self.completed = completed
        }

        package static func += (a: inout Count, b: Count) {
            a.recent += b.recent
            a.ever += b.ever
            a.completed += b.completed
        }
    }

    /// People at one duty post of an agency, by sex. Empty codes: at home, not said.
    package struct Post: Sendable, Equatable {
        package let code: String
        package let sexes: [String: Count]
        package var all: Count { sexes.values.reduce(into: Count()) { $0 += $1 } }
    }

    package struct Line: Sendable, Equatable {
        package let agency: AgencyCode
        package let posts: [Post]
        /// How many work there, where the pack says so.
        package let staff: Int?

        package var all: Count { posts.reduce(into: Count()) { $0 += $1.all } }
        package var sexes: [String: Count] { Coverage.sum(posts) }
        /// Who completed a workshop in twelve months, of those who work there. Nil where nobody said how many, or fewer than that.
        package var share: Share? { staff.flatMap { $0 >= all.completed && $0 > 0 ? Share(all.completed, of: $0) : nil } }
        /// More people came than work there, so one of the numbers is wrong.
        package var isOverfull: Bool { staff.map { $0 < all.recent } ?? false }
    }

    package let attendances: Int
    package let people: Int
    /// People who ever completed one.
    package let completed: Int
    package let lines: [Line]
    package let gain: Mean?
    package let confident: Share
    /// People who hold a valid certificate, by duty post; the empty code is for those at home.
    package let certificates: [String: Int]

    package var withoutAnybody: [AgencyCode] { lines.filter { $0.all.recent == 0 }.map(\.agency) }
    /// Everybody, by sex.
    package var sexes: [String: Count] { Coverage.sum(lines.flatMap(\.posts)) }
    package var all: Count { lines.reduce(into: Count()) { $0 += $1.all } }

    /// Agencies in their order, with how many work there.
    package init(_ attendees: [Attendee], agencies: [(code: AgencyCode, staff: Int?)], on today: Day) {
        let since = today.adding(months: -12)
        let everybody = attendees.people
        attendances = attendees.count
        people = everybody.count
        completed = everybody.count { $0.trainedOn != nil }
        let byAgency = Dictionary(grouping: everybody, by: \.agency)
        let known = Set(agencies.map(\.code))
        let others = byAgency.keys.filter { !known.contains($0) }.sorted().map { (code: $0, staff: Int?.none) }
        lines = (agencies + others).map { code, staff in
            Line(agency: code, posts: Coverage.posts(byAgency[code] ?? [], since), staff: staff)
        }
        gain = Mean(everybody.compactMap(\.gain))
        let said = everybody.compactMap(\.isConfident)
        confident = Share(said.count(where: \.self), of: said.count)
        let valid = everybody.filter { $0.holdsCertificate(on: today) }
        certificates = Dictionary(grouping: valid) { $0.post ?? "" }.mapValues(\.count)
    }

    private static func posts(_ people: [Trainee], _ since: Day) -> [Post] {
        Dictionary(grouping: people) { $0.post ?? "" }.sorted { $0.key < $1.key }.map { code, people in
            let sexes = Dictionary(grouping: people) { $0.sex ?? "" }.mapValues { some in
                Count(
                    recent: some.count { $0.came(after: since) }, ever: some.count,
                    completed: some.count { $0.completed(after: since) }
                )
            }
            return Post(code: code, sexes: sexes)
        }
    }

    private static func sum(_ posts: [Post]) -> [String: Count] {
        posts.reduce(into: [:]) { sums, post in
            for (sex, count) in post.sexes { sums[sex, default: Count()] += count }
        }
    }
}
