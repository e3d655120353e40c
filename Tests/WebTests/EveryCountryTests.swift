import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store
import Testing
@testable import Web

/// Every country goes the same way with its own words: nothing here names a question, a role or a place of one.
struct EveryCountryTests {
    static let packs = ["saint-lucia", "demo-land"]

    private func whose(_ duty: Duty, in sandbox: Sandbox) throws -> Cast.Member {
        try #require(
            sandbox.staff.first { member in
                sandbox.country.roles.contains { $0.code == member.grant.role && $0.duties.contains(duty) }
            })
    }

    @Test(arguments: packs)
    func workshopsAreHeldAndAnybodyChecksTheirCertificates(_ pack: String) async throws {
        let house = try await PublicDoorTests.House(pack: pack)
        let sandbox = house.sandbox
        defer { sandbox.remove() }
        #expect(
            try DemoTraining.fill(sandbox.store, of: sandbox.country, staff: sandbox.staff, seed: 7, now: Sandbox.now) == 3)
        let (live, rebuilt) = try sandbox.store.views()
        #expect(live == rebuilt)
        let trainer = try whose(.train, in: sandbox).actor
        let held = try #require(try sandbox.store.workshops(as: trainer).first { $0.status == .held })
        let workshop = try await sandbox.store.workshop(held.number, as: trainer, at: Sandbox.now).workshop
        let certificate = try #require(workshop.certificates.first { $0.status(on: sandbox.today) == .valid })
        let page = try await house.send("/verify/\(certificate.serial)")
        #expect(page.status == 200 && page.text.contains(certificate.serial) && !page.text.contains(certificate.holder.name))
        let own = "/t/\(workshop.keys.token(of: certificate.participant))"
        #expect(try await house.send(own).text.contains(certificate.holder.name))
        let badge = try await house.send(own + "/badge")
        #expect(badge.status == 200 && badge.text.split(separator: ".").count == 3)
        let worker = try DirectoryPageTests.Worker(try whose(.train, in: sandbox).grant.signIn, in: sandbox)
        for path in ["/training/coverage", "/training/use", "/workshops/\(held.number)/results", "/courses", "/training/mine"] {
            #expect(try await worker.send(path).status == 200, "\(path)")
        }
        #expect(try await house.send("/join/\(workshop.keys.code)").status == 404, "it is over")
    }

    @Test(arguments: packs, ["report", "help"])
    func whoAsksAtTheDoorIsAnswered(_ pack: String, _ way: String) async throws {
        let house = try await PublicDoorTests.House(pack: pack)
        let sandbox = house.sandbox
        defer { sandbox.remove() }
        let door = try #require(sandbox.country.door)
        let form = way == "report" ? door.report.form : door.help.form
        let seed = try house.hidden("seed", try await house.send("/public/\(way)").text)
        let said = form.fields.compactMap { field -> (String, String)? in
            if let choice = field.choices.first { return (field.id.rawValue, choice.code) }
            return [.text, .long].contains(field.kind) ? (field.id.rawValue, "By the old jetty") : nil
        }
        let page = try await house.send("/public/\(way)", said + [("seed", seed)])
        let code = page.text.matches(of: /<span>(\d{4})<\/span>/).map { String($0.output.1) }.joined()
        #expect(page.status == 200 && code.count == ReplyCode.length)
        let team = try whose(.triage, in: sandbox)
        let line = try #require(try sandbox.store.concerns(as: team.actor).lines.first)
        let worker = try DirectoryPageTests.Worker(team.grant.signIn, in: sandbox)
        #expect(try await worker.send("/concerns/\(line.number)").text.contains("By the old jetty"))
        #expect(try await worker.send("/concerns/\(line.number)/answer", [("answer", "We come tonight")]).status == 303)
        let thread = try await house.send("/public/reply", [("code", code)]).text
        #expect(thread.contains("We come tonight") && thread.contains(door.standings[1].label.english))
    }

    @Test(arguments: packs)
    func everyDoorOfTheHomeIsOpen(_ pack: String) async throws {
        let house = try await PublicDoorTests.House(pack: pack)
        defer { house.sandbox.remove() }
        let home = try await house.send("/public").text
        for door in ["safe", "report", "help", "services"] {
            #expect(home.contains("/public/\(door)"))
            #expect(try await house.send("/public/\(door)").status == 200)
        }
        for module in house.sandbox.country.guidance.modules(in: "en") {
            #expect(try await house.send("/guidance/\(module.guidance.id)").status == 200)
        }
        #expect(try await house.send("/guidance/rights").status == 200)
    }

    /// What the demo tells people to try begins with a sign-in that there is.
    @Test(arguments: packs)
    func everyJourneyOfTheDemoHasItsPerson(_ pack: String) async throws {
        let sandbox = try await Sandbox(pack: pack)
        defer { sandbox.remove() }
        let lines = DemoJourneys(sandbox.country, staff: sandbox.staff, code: ReplyCode("12345678901234567890")).lines
        #expect(lines.count > 8)
        let known = Set(sandbox.staff.map(\.grant.signIn))
        for line in lines {
            #expect(line.signIn.map { known.contains($0) && line.text.hasPrefix("\($0): ") } ?? !line.text.contains(": My work"))
        }
    }
}
