import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Pack
import Register
import Store
import Synchronization
import Testing

@testable import Web

/// Notices by mail: off by default, once a day, in working hours, by a real program, and never a word of a case.
struct MailTests {
    /// A site whose mail program writes what it gets into a folder.
    struct Post {
        let sandbox: Sandbox
        let site: Site
        let desk: Desk
        let clock: SignInTests.Gate.Clock
        let folder: URL
        var account: AccountID { sandbox.actor("case-manager").account }

        init(_ script: String = #"printf '%s\n' "$*" > "$0.args"; cat > "$0.$(ls "$0".* 2>/dev/null | wc -l).mail""#) async throws {
            sandbox = try await Sandbox()
            let clock = SignInTests.Gate.Clock()
            self.clock = clock
            folder = FileManager.default.temporaryDirectory.appending(path: "anse-mail-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let program = folder.appending(path: "sendmail")
            try "#!/bin/sh\n\(script)\n".write(to: program, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path)
            let from = try #require(MailAddress("anse@example.org"))
            let mailer = try #require(Mailer(program: program.path, from: from, seconds: 6))
            site = Site(country: sandbox.country, mailer: mailer, clock: { clock.now }) { _ in throw KeyFault.wrongPassphrase }
            desk = try Desk(country: sandbox.country, store: sandbox.store, at: clock.now)
            site.open(desk)
        }

        func remove() {
            sandbox.remove()
            try? FileManager.default.removeItem(at: folder)
        }

        var mails: [String] {
            get throws {
                try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                    .filter { $0.pathExtension == "mail" }.sorted { $0.path < $1.path }
                    .map { try String(contentsOf: $0, encoding: .utf8) }
            }
        }

        func choose(_ text: String = "case.manager@example.org", language: String = "en") throws {
            let address = try #require(MailAddress(text))
            let choice = MailChoice(account: account, address: address, language: language, chosen: clock.now)
            try sandbox.store.choose(choice, at: clock.now)
        }

        /// To this hour of the next such day, in local time.
        func go(to hour: Int, days: Int = 0) {
            let minute = sandbox.country.zone.local(clock.now).minute
            clock.pass((hour * 60 - minute) * 60 + days * 86_400)
        }
    }

    @Test func oneMailADayInWorkingHoursAndEachThingOnce() async throws {
        let post = try await Post()
        defer { post.remove() }
        let number = try await post.sandbox.open(Answers(["given_name": .text("Anselma")]))
        post.go(to: 10)
        try await post.site.remind()
        #expect(try post.mails.isEmpty, "nobody chose it")
        try post.choose()
        post.go(to: 6)
        try await post.site.remind()
        #expect(try post.mails.isEmpty, "before the working day")
        post.go(to: 10)
        try await post.site.remind()
        try await post.site.remind()
        let mails = try post.mails
        #expect(mails.count == 1)
        let parts = try #require(mails.first).components(separatedBy: "\n\n")
        #expect(parts.count == 2 && parts[1] == "Something waits for you. Sign in to Anse.\n")
        #expect(
            parts[0].split(separator: "\n").prefix(3) == [
                "From: anse@example.org", "To: case.manager@example.org", "Subject: Something waits for you",
            ])
        for word in [number, "SLU", "Anselma", "http", "safety", "consent"] { #expect(!mails[0].contains(word), "\(word)") }
        #expect(
            try String(contentsOf: post.folder.appending(path: "sendmail.args"), encoding: .utf8) == "-t -i\n")
        _ = try await post.sandbox.open()
        try await post.site.remind()
        #expect(try post.mails.count == 1, "something new on the same day waits for the next")
        post.go(to: 11, days: 1)
        try await post.site.remind()
        #expect(try post.mails.count == 2)
        post.go(to: 15)
        try await post.site.remind()
        #expect(try post.mails.count == 2)
    }

    @Test func anUrgentReportIsToldAtNightAndAFloodOnceAnHour() async throws {
        let post = try await Post()
        defer { post.remove() }
        try post.choose()
        func report(_ urgency: String) async throws {
            _ = try await post.sandbox.store.report(
                Answers(["cn_what": .text("She waits at the jetty.")]), urgency: urgency, id: .made(at: post.clock.now),
                as: post.sandbox.actor("hotline-operator"), at: post.clock.now, today: post.sandbox.country.today(post.clock.now))
        }
        post.go(to: 23)
        try await report("other")
        try await post.site.remind()
        #expect(try post.mails.isEmpty, "what has a day waits for the morning")
        for _ in 0..<3 {
            try await report("urgent")
            try await post.site.remind()
        }
        #expect(try post.mails.count == 1, "the others of the same hour are not told one by one")
        post.clock.pass(3600)
        try await post.site.remind()
        #expect(try post.mails.count == 2)
        post.clock.pass(3600)
        try await post.site.remind()
        #expect(try post.mails.count == 2, "each is told once")
        #expect(try post.mails.allSatisfy { !$0.contains("R-") && !$0.contains("jetty") })
        post.go(to: 9, days: 1)
        try await post.site.remind()
        #expect(try post.mails.count == 3, "the morning tells what waited")
    }

    @Test func aSecondMessageOfTheSamePersonIsToldAgain() async throws {
        let post = try await Post()
        defer { post.remove() }
        let store = post.sandbox.store
        let worker = post.sandbox.actor("case-manager")
        try post.choose()
        post.go(to: 9, days: 1)
        let received = try Received(
            seed: "seed", answers: Answers(["cn_what": .text("She waits at the jetty.")]), urgency: "other", channel: "public",
            form: "public-report", language: "en")
        let key = try store.replyKey(for: try store.replyCode(for: received).digits)
        try store.receive(received, under: key, at: post.clock.now, today: post.sandbox.country.today(post.clock.now))
        let number = try #require(try store.concerns(as: worker).lines.first).number
        try await store.record(
            .triaged(outcome: "screen", answers: Answers()), id: .made(at: post.clock.now), to: number, as: worker,
            at: post.clock.now)
        func write() async throws {
            guard let pass = try store.pass(under: key, at: post.clock.now) else { throw StoreFault.notFound }
            try await store.write(
                Answers([.text: .text("I am alone now.")]), id: .made(at: post.clock.now), with: pass, at: post.clock.now)
        }
        try await write()
        try await post.site.remind()
        #expect(try post.mails.count == 1)
        try await store.record(
            .answered(answers: Answers([.text: .text("We come.")])), id: .made(at: post.clock.now), toConcern: number, as: worker,
            at: post.clock.now)
        try await post.site.remind()
        post.go(to: 9, days: 1)
        try await post.site.remind()
        #expect(try post.mails.count == 1, "nothing waits")
        try await write()
        try await post.site.remind()
        #expect(try post.mails.count == 2)
    }

    @Test func whatWasToldIsNotToldAgainAndRestDaysAreQuiet() async throws {
        let post = try await Post()
        defer { post.remove() }
        _ = try await post.sandbox.open()
        try post.choose()
        post.go(to: 10)
        try await post.site.remind()
        #expect(try post.mails.count == 1)
        // Sandbox.now is a Wednesday; what is due on the third day is told with Friday, and nothing on the weekend.
        var told: [Int] = []
        for day in 1...5 {
            post.go(to: 10, days: 1)
            let before = try post.mails.count
            try await post.site.remind()
            if try post.mails.count > before { told.append(day) }
        }
        #expect(!told.contains(3) && !told.contains(4), "Saturday and Sunday: \(told)")
        #expect(told.count <= 2)
    }

    @Test func whoIsDisabledGetsNothingAlsoNotAfterwards() async throws {
        let post = try await Post()
        defer { post.remove() }
        _ = try await post.sandbox.open()
        try post.choose()
        post.go(to: 10)
        try await post.sandbox.store.record(.disabled, to: post.account, by: nil, at: post.clock.now)
        try await post.site.remind()
        try await post.sandbox.store.record(.enabled, to: post.account, by: nil, at: post.clock.now)
        try await post.site.remind()
        #expect(try post.mails.isEmpty)
    }

    @Test(arguments: ["exit 75", "kill -9 $$", "exec sleep 30"])
    func aMailProgramThatFailsIsAFaultAndIsTriedAgain(_ script: String) async throws {
        let post = try await Post("[ -e \"$0.works\" ] && exec cat > \"$0.1.mail\"; \(script)")
        defer { post.remove() }
        _ = try await post.sandbox.open()
        try post.choose()
        post.go(to: 10)
        await #expect(throws: Mailer.Fault.self) { try await post.site.remind() }
        #expect(try post.mails.isEmpty)
        try "".write(to: post.folder.appending(path: "sendmail.works"), atomically: true, encoding: .utf8)
        try await post.site.remind()
        #expect(try post.mails.isEmpty, "an address that failed waits")
        post.clock.pass(300)
        try await post.site.remind()
        #expect(try post.mails.count == 1)
    }

    /// One full mailbox, or one that takes half a minute each time, is that worker's alone.
    @Test func oneAddressThatFailsDelaysNobodyElse() async throws {
        let post = try await Post(
            #"cat > "$0.new"; grep -q "^To: full@" "$0.new" && { echo x >> "$0.tries"; exit 75; }; mv "$0.new" "$0.$(ls "$0".* | wc -l).mail""#
        )
        defer { post.remove() }
        let supervisor = post.sandbox.actor("supervisor").account
        let good = try #require(MailAddress("good@example.org"))
        try post.choose("full@example.org")
        try post.sandbox.store.choose(
            MailChoice(account: supervisor, address: good, language: "en", chosen: post.clock.now), at: post.clock.now)
        func tries() -> Int {
            let text = try? String(contentsOf: post.folder.appending(path: "sendmail.tries"), encoding: .utf8)
            return text?.split(separator: "\n").count ?? 0
        }
        func report() async throws {
            _ = try await post.sandbox.store.report(
                Answers(["cn_what": .text("She waits.")]), urgency: "urgent", id: .made(at: post.clock.now),
                as: post.sandbox.actor("hotline-operator"), at: post.clock.now, today: post.sandbox.country.today(post.clock.now))
        }
        post.go(to: 10)
        try await report()
        for round in 1...6 {
            try? await post.site.remind()
            #expect(tries() == (round < 6 ? 1 : 2), "minute \(round - 1)")
            post.clock.pass(60)
        }
        #expect(try post.mails.count == 1, "the other heard in the first round")
        post.clock.pass(24 * 3600)
        try await report()
        try? await post.site.remind()
        #expect(try post.mails.count == 2, "and the next morning")
    }

    /// Ten that fail hold up the eleventh for minutes, not for ten times half a minute each round.
    @Test func aProgramThatIsDownIsNotTriedForEverybody() async throws {
        let test = try await Sandbox()
        defer { test.remove() }
        _ = try await test.open()
        let now = Sandbox.now.after(hours: 2)
        for signIn in ["case-manager", "supervisor", "hotline-operator", "focal-point", "decision-maker"] {
            let address = try #require(MailAddress("\(signIn)@example.org"))
            let choice = MailChoice(account: test.actor(signIn).account, address: address, language: "en", chosen: Sandbox.now)
            try test.store.choose(choice, at: Sandbox.now)
        }
        _ = try await test.store.report(
            Answers(["cn_what": .text("She waits.")]), urgency: "urgent", id: .made(at: now), as: test.actor("hotline-operator"),
            at: now, today: test.today)
        let tried = Mutex(0)
        await #expect(throws: Mailer.Fault.failed) {
            try await test.store.remind(at: now) { _ in
                tried.withLock { $0 += 1 }
                throw Mailer.Fault.failed
            }
        }
        #expect(tried.withLock { $0 } <= 3)
    }

    /// A line break, a second receiver, a header: none is an address.
    @Test func whatIsNoPlainAddressIsNone() {
        for text in [
            "a@b.org\nBcc: c@d.org", "a@b.org\r\n", "a@b.org, c@d.org", "a@b.org;c@d.org", "\"a b\"@c.org", "a@b", "@b.org", "a@",
            "a@@b.org", "a..b@c.org", ".a@b.org", "a.@b.org", "-oQ/tmp@b.org", "a@-b.org", "a@b-.org", "a@b..org", "a@[1.2.3.4]",
            "<a@b.org>", "A <a@b.org>", "a@b.org (c)", "é@b.org", "a@é.org", "a%b@c.org", "a!b@c.org", "|a@b.org", "a b@c.org", "",
            String(repeating: "a", count: 65) + "@b.org", "a@" + String(repeating: "b.", count: 130) + "org",
        ] { #expect(MailAddress(text) == nil, "\(text)") }
        for text in ["a@b.org", "case.manager+anse@mail.example.org", "o'neil_1@ministry.gov.lc"] {
            #expect(MailAddress(text)?.text == text)
        }
        #expect(Mailer.encoded("Algo le espera") == "Algo le espera")
        #expect(Mailer.encoded("Échéance") == "=?UTF-8?B?w4ljaMOpYW5jZQ==?=")
    }

    @Test func aWorkerChoosesAndEndsItAndTheAddressIsSealed() async throws {
        let post = try await Post()
        defer { post.remove() }
        let token = try post.desk.sessions.start(post.account, device: "", language: "en", isComplete: true, at: post.clock.now)
        let session = try #require(try post.desk.sessions.find(token, at: post.clock.now))
        let site = post.site
        func send(_ path: String, _ form: String) async throws -> (Int, String) {
            try await Application(router: site.router()).test(.router) { client in
                try await client.execute(
                    uri: path, method: .post,
                    headers: [
                        .cookie: "\(Sessions.cookie)=\(token)", .contentType: "application/x-www-form-urlencoded",
                    ], body: ByteBuffer(string: "form-token=\(session.formToken)&\(form)")
                ) { (Int($0.status.code), String(buffer: $0.body)) }
            }
        }
        let wrong = try await send("/account/mail", "mail=a%40b.org%0ABcc%3A+c%40d.org")
        #expect(wrong.0 == 422 && wrong.1.contains("href=\"#mail\""))
        #expect(try post.sandbox.store.mailChoice(of: post.account) == nil)
        #expect(try await send("/account/mail", "mail=zqworker%40example.org").0 == 303)
        #expect(try post.sandbox.store.mailChoice(of: post.account)?.address.text == "zqworker@example.org")
        #expect(try post.sandbox.bytes().range(of: Data("zqworker".utf8)) == nil)
        #expect(try await send("/account/mail/end", "").0 == 303)
        #expect(try post.sandbox.store.mailChoice(of: post.account) == nil)
    }

    @Test func withoutAMailProgramThereIsNoSuchPage() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let form = "form-token=\(house.session.formToken)&mail=a%40b.org"
        #expect(try await house.send("/account/mail", .post, form).0 == 404)
        #expect(try await !house.send("/account").1.contains("name=\"mail\""))
    }
}
