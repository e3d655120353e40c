package import Pack
package import Register
package import Store

/// A fictional catalogue with two workshops that were held and one that is to come.
package enum DemoTraining {
    /// Shape: the same seed gives the same people and answers. Gives how many workshops there are.
    @discardableResult
    package static func fill(
        _ store: Store, of country: Country, staff: [Cast.Member], seed: UInt64, now: Moment
    ) throws -> Int {
        guard let terms = country.training, let trainer = trainer(country, staff) else { return 0 }
        var chance = Chance(seed: seed ^ 0x7EAC)
        var courses: [(ChronicleID, Course.Plan)] = []
        for test in terms.tests {
            let plan = plan(test, terms, country)
            let id = try store.offer(plan, id: entry(&chance), as: trainer.actor, at: Moment(seconds: now.seconds - 400 * 86_400))
            courses.append((id, plan))
        }
        guard let first = courses.first else { return 0 }
        let last = courses.last ?? first
        var maker = Maker(store: store, country: country, terms: terms, trainer: trainer, chance: chance)
        let places = country.places.filter(\.parent.isEmpty).map(\.name.english)
        let known = half(of: staff.filter { $0.account != trainer.account })
        try maker.hold(first, daysAgo: 205, at: places.first ?? "", people: max(18, known.count + 4), staff: known, now: now)
        try maker.hold(last, daysAgo: 40, at: places.last ?? "", people: 24, staff: [], now: now)
        try maker.announce(first, inDays: 9, at: places.first ?? "", now: now)
        return 3
    }

    private static func trainer(_ country: Country, _ staff: [Cast.Member]) -> Cast.Member? {
        staff.first { member in
            country.roles.contains { $0.code == member.grant.role && $0.duties.contains(.train) && $0.grants.isEmpty }
        }
    }

    /// Where the people of an agency abroad are posted.
    fileprivate static func post(of agency: Country.Agency, _ terms: TrainingTerms) -> String? {
        terms.posts.first { !agency.dutyPost.isEmpty && agency.dutyPost.hasPrefix($0.label.english) }?.code
    }

    /// Every second worker of each role, so that trained and untrained ones can be compared.
    private static func half(of staff: [Cast.Member]) -> [Cast.Member] {
        staff.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    private static func plan(_ test: KnowledgeTest, _ terms: TrainingTerms, _ country: Country) -> Course.Plan {
        Course.Plan(
            title: test.title.english, topic: terms.topics.first { $0.code == test.id }?.code ?? terms.topics.first?.code ?? "",
            audiences: Array(terms.audiences.map(\.code).prefix(2)),
            modules: [
                Course.Module(title: "Why it matters here", minutes: 45), Course.Module(title: "What the law says", minutes: 60),
                Course.Module(title: "Practice in small groups", minutes: 120),
            ], passMark: 70, attendance: 80, validityMonths: 8, test: test.id, languages: Array(country.languages.prefix(1)))
    }

    static func entry(_ chance: inout Chance) -> EntryID { EntryID(uuid: Cast.uuid(&chance)) }

    /// Makes workshops, one after the other, with the same chance.
    private struct Maker {
        let store: Store
        let country: Country
        let terms: TrainingTerms
        let trainer: Cast.Member
        var chance: Chance
        private var guest: String { "Perpetua Laborde" }

        private func plan(_ course: (ChronicleID, Course.Plan), _ day: Day, _ place: String) -> Workshop.Plan {
            Workshop.Plan(
                course: course.0, version: 1, terms: course.1, days: [day], place: place, language: country.languages[0],
                trainers: [
                    Workshop.Trainer(account: trainer.account, name: trainer.grant.name),
                    Workshop.Trainer(account: nil, name: guest),
                ], funder: "Fictional fund", cents: 1_850_000, capacity: 40)
        }

        private mutating func person(_ index: Int) -> Participant.Person {
            let agency = chance.one(of: country.agencies)
            var name = ""
            // Whoever teaches does not learn beside the others.
            repeat {
                name = "\(Cast.givenNames[index % Cast.givenNames.count]) \(chance.one(of: Cast.familyNames))"
            } while [guest, trainer.grant.name].contains(name)
            return Participant.Person(
                name: name, agency: agency.code, post: DemoTraining.post(of: agency, terms),
                group: chance.one(of: terms.groups).code,
                sex: terms.sexes[chance.below(min(2, terms.sexes.count))].code, wasTrained: chance.isSo(20))
        }

        /// The workers of the country come first, with their accounts.
        mutating func hold(
            _ course: (ChronicleID, Course.Plan), daysAgo: Int, at place: String, people: Int, staff: [Cast.Member], now: Moment
        ) throws {
            let (today, minute) = country.zone.local(now)
            let day = today.adding(days: -daysAgo)
            // Nine in the morning of that day.
            var moment = Moment(seconds: now.seconds - daysAgo * 86_400 - (minute - 540) * 60)
            func tick() { moment = Moment(seconds: moment.seconds + 20) }
            let before = Moment(seconds: moment.seconds - 14 * 86_400)
            let number = try store.plan(
                plan(course, day, place), id: DemoTraining.entry(&chance), as: trainer.actor, at: before,
                today: country.today(before))
            func record(_ action: Workshop.Action) throws {
                tick()
                try store.record(
                    action, id: DemoTraining.entry(&chance), to: number, as: trainer.actor, at: moment, today: country.today(moment)
                )
            }
            let code = try store.doorway(ofNumber: number, as: trainer.actor).keys.code
            try record(.opened(.before))
            var tokens: [String] = []
            for index in 0..<people {
                var someone = person(index)
                if staff.indices.contains(index) {
                    let member = staff[index]
                    (someone.name, someone.agency, someone.account) = (member.grant.name, member.grant.agency, member.account)
                    someone.post = country.agency(member.grant.agency).flatMap { DemoTraining.post(of: $0, terms) }
                }
                tick()
                guard
                    let token = try? store.join(
                        someone, at: code, id: Mark(uuid: Cast.uuid(&chance)), now: moment, today: country.today(moment))
                else { continue }
                tokens.append(token)
                try sit(.before, token, course.1, knows: 35 + chance.below(35), &moment)
            }
            moment = Moment(seconds: moment.seconds + 6 * 3600)
            try record(.opened(.after))
            for (index, token) in tokens.enumerated() where index % 9 != 8 {
                try sit(.after, token, course.1, knows: 70 + chance.below(28), &moment)
                if let form = terms.satisfaction {
                    let answers = opinion(form)
                    tick()
                    try store.record(
                        { .rated($0.id, answers) }, by: token, id: DemoTraining.entry(&chance), at: moment,
                        today: country.today(moment))
                }
            }
            try record(.closed)
            _ = try? store.issue(
                of: number, id: DemoTraining.entry(&chance), as: trainer.actor, at: moment, today: country.today(moment))
            try later(tokens, day, now)
        }

        private mutating func sit(
            _ sitting: TestPaper.Sitting, _ token: String, _ plan: Course.Plan, knows percent: Int, _ moment: inout Moment
        ) throws {
            guard let test = terms.test(plan.test) else { return }
            let answers = test.items.reduce(into: [String: String]()) { answers, item in
                answers[item.id] = chance.isSo(percent) ? item.right : chance.one(of: item.choices).code
            }
            let confidence = min(5, max(1, percent / 20 + chance.below(2)))
            let paper = test.paper(answers, confidence: confidence)
            moment = Moment(seconds: moment.seconds + 5)
            try store.record(
                { .sat($0.id, sitting, paper) }, by: token, id: DemoTraining.entry(&chance), at: moment,
                today: country.today(moment))
        }

        /// Most answer after three months.
        private mutating func later(_ tokens: [String], _ day: Day, _ now: Moment) throws {
            guard let form = terms.followUp, day.adding(months: 3) <= country.today(now) else { return }
            for (index, token) in tokens.enumerated() where index % 3 != 2 {
                let answers = opinion(form)
                try store.record(
                    { .followedUp($0.id, months: 3, answers) }, by: token, id: DemoTraining.entry(&chance), at: now,
                    today: country.today(now))
            }
        }

        private mutating func opinion(_ form: Form) -> Answers {
            form.fields.reduce(into: Answers()) { answers, field in
                switch field.kind {
                case .choice, .yesNo: answers[field.id] = .text(field.choices[chance.below(min(2, field.choices.count))].code)
                case .number: answers[field.id] = .text(String(chance.below(4)))
                default: break
                }
            }
        }

        /// Open to everybody, with a first few names.
        mutating func announce(_ course: (ChronicleID, Course.Plan), inDays days: Int, at place: String, now: Moment) throws {
            let today = country.today(now)
            var next = plan(course, today.adding(days: days), place)
            next.capacity = 5
            let number = try store.plan(next, id: DemoTraining.entry(&chance), as: trainer.actor, at: now, today: today)
            let invitations = country.agencies.prefix(4).map { Workshop.Invitation(agency: $0.code, places: 2) }
            let entrants = (30..<37).map { Participant.Entrant(id: DemoTraining.entry(&chance), person: person($0)) }
            for action in [Workshop.Action.invited(invitations), .enlisted(entrants, .nominated)] {
                try store.record(action, id: DemoTraining.entry(&chance), to: number, as: trainer.actor, at: now, today: today)
            }
        }
    }
}
