import Examples
import Foundation
import Pack
import Register
@testable import Store
import Testing

/// Workshops in the ledger: phones that join at once, addresses, certificates by their serial, the index that follows, the rule on screening.
struct TrainingTests {
    static let terms = Course.Plan(
        title: "Referral", topic: "referral", passMark: 50, attendance: 50, validityMonths: 12, test: "referral")

    func plan(_ test: Sandbox, capacity: Int = 60) throws -> String {
        let course = try test.store.offer(
            TrainingTests.terms, id: .made(at: Sandbox.now), as: test.actor("training-officer"), at: Sandbox.now)
        return try test.store.plan(
            Workshop.Plan(
                course: course, version: 1, terms: TrainingTests.terms, days: [test.today], place: "Castries", language: "en",
                capacity: capacity), id: .made(at: Sandbox.now), as: test.actor("training-officer"), at: Sandbox.now,
            today: test.today)
    }

    func record(_ action: Workshop.Action, to number: String, _ test: Sandbox, by signIn: String = "training-officer") throws {
        try test.store.record(
            action, id: .made(at: Sandbox.now), to: number, as: test.actor(signIn), at: Sandbox.now, today: test.today)
    }

    func workshop(_ number: String, _ test: Sandbox) throws -> Workshop {
        try test.store.workshop(number, test.actor("training-officer")).1
    }

    func join(
        _ name: String, _ number: String, _ test: Sandbox, account: AccountID? = nil, id: Mark = .made(at: Sandbox.now)
    ) throws -> String {
        try test.store.join(
            Participant.Person(name: name, agency: "police", account: account), at: try workshop(number, test).keys.code, id: id,
            now: Sandbox.now, today: test.today)
    }

    func sit(_ token: String, _ sitting: TestPaper.Sitting, right: Int, _ test: Sandbox) throws {
        let items = try #require(test.country.training?.test("referral"))
        let answers = Dictionary(uniqueKeysWithValues: items.items.prefix(right).map { ($0.id, $0.right) })
        try test.store.record(
            { .sat($0.id, sitting, items.paper(answers, confidence: 4)) }, by: token, id: .made(at: Sandbox.now), at: Sandbox.now,
            today: test.today)
    }

    /// Held, with one person of an account who passed.
    func held(_ test: Sandbox, account: AccountID?) throws -> (number: String, token: String) {
        let number = try plan(test)
        let token = try join("Marie Auguste", number, test, account: account)
        try record(.opened(.after), to: number, test)
        try sit(token, .after, right: 12, test)
        try record(.closed, to: number, test)
        return (number, token)
    }

    @Test func fiftyPhonesAtOnceAreFiftyPeople() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<50 { group.addTask { try join("Person \(index)", number, test) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(tokens).count == 50)
        let people = try workshop(number, test).participants
        #expect(people.count == 50 && people.map(\.index) == Array(1...50) && people.allSatisfy(\.cameAtAll))
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
        for token in tokens { #expect(try test.store.participant(token).workshop.number == number) }
    }

    @Test func theSameFormTwiceIsOnePersonAndANameTwiceIsRefused() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        let listed = Participant.Entrant(
            id: .made(at: Sandbox.now), person: Participant.Person(name: "Désirée Félicien", agency: "police", post: "london"))
        try record(.enlisted([listed], .listed), to: number, test)
        let id = Mark.made(at: Sandbox.now)
        let token = try join("desiree felicien", number, test, id: id)
        #expect(try join("desiree felicien", number, test, id: id) == token)
        #expect(try workshop(number, test).participants.map(\.id) == [listed.id], "found by the letters of the name")
        #expect(try workshop(number, test).participants[0].person.post == "london")
        #expect(throws: Refusal("alreadyJoined")) { try join("Desirée Felicien", number, test) }
        #expect(throws: StoreFault.notFound) { try test.store.participant("nothing") }
        #expect(throws: StoreFault.notFound) { try test.store.doorway("ZZZZZZ") }
    }

    @Test func theDigitsChangeEachMinuteAndNoOthersAreTaken() {
        let keys = Workshop.Keys(code: "ABCDEF", secret: "a secret")
        let now = Moment(seconds: 1_795_000_020)
        let digits = RollingCode.code(of: keys, at: now)
        #expect(digits.count == 6 && RollingCode.isRight(digits, for: keys, at: now))
        #expect(RollingCode.isRight("\(digits.prefix(3)) \(digits.suffix(3))", for: keys, at: Moment(seconds: now.seconds + 60)))
        #expect(!RollingCode.isRight(digits, for: keys, at: Moment(seconds: now.seconds + 120)))
        #expect(!RollingCode.isRight(digits, for: Workshop.Keys(code: "ABCDEF", secret: "another"), at: now))
        #expect(!RollingCode.isRight("", for: Workshop.Keys(code: "", secret: ""), at: now))
        let word = RollingCode.word(of: keys, at: now)
        #expect(word.count == 16 && word != RollingCode.word(of: keys, at: Moment(seconds: now.seconds + 60)))
        #expect(RollingCode.isWord(word, for: keys, at: Moment(seconds: now.seconds + 60)))
        #expect(
            !RollingCode.isWord(word, for: keys, at: Moment(seconds: now.seconds + 120))
                && !RollingCode.isWord(digits, for: keys, at: now))
        let ticket = Ticket.make(of: .screen, keys, at: now)
        #expect(Ticket.sawScreen(ticket, keys, at: Moment(seconds: now.seconds + 900)))
        #expect(!Ticket.sawScreen(ticket, keys, at: Moment(seconds: now.seconds + 901)))
        #expect(!Ticket.sawScreen(ticket.replacing("1795", with: "1796"), keys, at: Moment(seconds: now.seconds + 1_000_100)))
        let id = EntryID.made(at: now)
        let begun = Ticket.make(of: .test(.before, id), keys, at: now)
        #expect(Ticket.moment(begun, of: .test(.before, id), keys, at: now) == now)
        for other in [Ticket.Sight.test(.after, id), .test(.before, .made(at: now)), .screen] {
            #expect(Ticket.moment(begun, of: other, keys, at: now) == nil)
        }
    }

    @Test func aCertificateIsFoundByItsSerialAndCountsUntilItEnds() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let officer = test.actor("first-responder")
        let (number, token) = try held(test, account: officer.account)
        let id = EntryID.made(at: Sandbox.now)
        let issue = { (id: EntryID) throws -> Int in
            try test.store.issue(of: number, id: id, as: test.actor("training-officer"), at: Sandbox.now, today: test.today)
        }
        // Sent twice it says the same; asked anew there is nobody left.
        for _ in 1...2 { #expect(try issue(id) == 1) }
        #expect(throws: Refusal("nobodyPassed")) { try issue(.made(at: Sandbox.now)) }
        let serial = try #require(try workshop(number, test).certificates.first?.serial)
        #expect(serial.hasPrefix("\(number)-1-") && serial.count == number.count + 11)
        #expect(try test.store.certificate(serial: " \(serial.lowercased()) ")?.holder.name == "Marie Auguste")
        #expect(try test.store.certificate(serial: "\(number)-1-AAAAAAAA") == nil)
        #expect(try test.store.hasCertificate(officer.account, on: test.today))
        #expect(try !test.store.hasCertificate(officer.account, on: test.today.adding(months: 12).adding(days: 1)))
        #expect(try test.store.certificates(of: officer.account).map(\.serial) == [serial])
        let trainer = test.actor("training-officer")
        #expect(try test.store.refreshers(as: trainer, on: test.today).isEmpty)
        #expect(try test.store.refreshers(as: trainer, on: test.today.adding(months: 11)).map(\.serial) == [serial])
        #expect(try test.store.overdueFollowUps(as: trainer, on: test.today.adding(months: 3)).map(\.people) == [1])
        try test.store.record(
            { .showsName($0.id, true) }, by: token, id: .made(at: Sandbox.now), at: Sandbox.now, today: test.today)
        #expect(try test.store.certificate(serial: serial)?.showsName == true)
        try record(.revoked(serial: serial, on: test.today, text: "Mistake."), to: number, test)
        #expect(try test.store.certificate(serial: serial)?.status(on: test.today) == .revoked)
        #expect(try !test.store.hasCertificate(officer.account, on: test.today))
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
    }

    @Test func whereTheCountrySaysSoOnlyHoldersScreen() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let case1 = try await test.open(by: "first-responder")
        var practice = test.country.policy.practice
        practice.training.screening = .block
        practice.training.topics = ["referral"]
        let policy = Policy(
            version: "test", roles: test.country.policy.roles, fields: test.country.fields, practice: practice)
        let strict = try Installation(test.folder).store(test.root, policy: policy, node: "strict")
        let screening = CaseAction.screened(
            Screening(instrument: "health", version: "1", suggestion: "indicated", conclusion: "possible", again: nil),
            answers: Answers())
        let officer = test.actor("first-responder")
        await #expect(throws: Refusal("certificateNeeded")) {
            try await strict.record(
                screening, id: .made(at: Sandbox.now), to: case1, as: officer, at: Sandbox.now, today: test.today)
        }
        #expect(try strict.lacksCertificate(officer, on: test.today) && !test.store.lacksCertificate(officer, on: test.today))
        let (number, _) = try held(test, account: officer.account)
        try test.store.issue(
            of: number, id: .made(at: Sandbox.now), as: test.actor("training-officer"), at: Sandbox.now, today: test.today)
        try strict.follow()
        let result = try await strict.record(
            screening, id: .made(at: Sandbox.now), to: case1, as: officer, at: Sandbox.now, today: test.today)
        guard case .recorded = result else {
            Issue.record("a holder may screen")
            return
        }
        try test.store.follow()
        let use = try test.store.trainingInUse(
            as: test.actor("training-officer"), from: test.today.adding(days: -30), to: test.today)
        #expect(use.lines.first { $0.kind == .screening }?.untrained.acts == 1, "the day of the workshop itself is before")
        #expect(try test.store.views().live == strict.views().rebuilt)
    }

    @Test func whoHasNoPartInTrainingFindsNothing() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        let number = try plan(test)
        for signIn in ["first-responder", "service-provider", "administrator", "task-force-viewer"] {
            let actor = test.actor(signIn)
            #expect(throws: StoreFault.notFound) { try test.store.workshops(as: actor) }
            #expect(throws: StoreFault.notFound) { try test.store.attendees(as: actor) }
            await #expect(throws: StoreFault.notFound) { try await test.store.workshop(number, as: actor, at: Sandbox.now) }
        }
        let supervisor = test.actor("supervisor")
        _ = try await test.store.workshop(number, as: supervisor, at: Sandbox.now)
        #expect(throws: StoreFault.notFound) { try test.store.attendees(as: supervisor) }
        #expect(throws: Refusal("notPermitted")) { try record(.closed, to: number, test, by: "supervisor") }
    }

    /// A participant named like a person of a case is found by no search, and the demo is the same from the ledger as it grew.
    @Test func aDemoIsTheSameFromTheLedgerAndNoSearchFindsAParticipant() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        #expect(try DemoTraining.fill(test.store, of: test.country, staff: test.staff, seed: 7, now: Sandbox.now) == 3)
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
        let lines = try test.store.workshops(as: test.actor("training-officer"))
        #expect(lines.map(\.status) == [.planned, .held, .held] && lines[0].waiting == 2)
        let named = try workshop(lines[1].number, test).participants[0].person.name
        #expect(try test.store.cases(as: test.actor("supervisor"), named: named).count == 0)
        #expect(!live.joined().contains(named), "the index holds no name of a participant")
        #expect(!(try test.bytes()).contains(Data(named.utf8)))
        let attendees = try test.store.attendees(as: test.actor("focal-point"))
        #expect(attendees.count > 30 && attendees.contains { $0.account != nil })
        let trainers = try test.store.trainers(as: test.actor("training-officer"))
        #expect(trainers.count == 2 && trainers.allSatisfy { $0.workshops == 2 && $0.people > 30 && $0.trainedIn.isEmpty })
        let terms = try #require(test.country.training)
        for attendee in attendees {
            let place = test.country.agency(attendee.agency)?.dutyPost ?? ""
            let post = terms.posts.first { $0.code == attendee.post }?.label.english
            #expect(post.map { place.hasPrefix($0) } ?? place.isEmpty, "\(attendee.agency) is not at \(post ?? "home")")
        }
    }

    /// In both countries the demo has enough workers on each side to compare, and their cases do not wait for ever.
    @Test(arguments: ["saint-lucia", "demo-land"])
    func aDemoHasTrainedAndUntrainedColleagues(_ pack: String) async throws {
        let test = try await Sandbox(pack: pack)
        defer { test.remove() }
        let colleagues = DemoColleagues(of: test.country, seed: 7)
        let since = Moment(seconds: Sandbox.now.seconds - 400 * 86_400)
        for member in colleagues.everybody {
            try await test.store.record(.granted(member.grant), to: member.account, by: nil, at: since)
        }
        _ = try DemoTraining.fill(test.store, of: test.country, staff: test.staff + colleagues.workers, seed: 7, now: Sandbox.now)
        let screenings = try await colleagues.work(test.store, of: test.country, seed: 7, now: Sandbox.now)
        let counter = try #require(
            test.staff.first { member in
                test.country.roles.contains { $0.code == member.grant.role && !$0.duties.isDisjoint(with: [.train, .coordinate]) }
            })
        let use = try test.store.trainingInUse(as: counter.actor, from: test.today.adding(months: -12), to: test.today)
        #expect(screenings > 20 && use.lines.first.map { !$0.isTooFew } == true, "\(use.lines)")
        let head = try #require(colleagues.everybody.last)
        #expect(try test.store.cases(as: head.actor, status: .open, size: 100).count == 0)
        let (live, rebuilt) = try test.store.views()
        #expect(live == rebuilt)
    }
}
