import Examples
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import OrderedCollections
import Register
import Store
import Testing
@testable import Web

/// A summary holds the words of many compartments: the paper made of it is no way around a wall.
struct SummaryWallTests {
    @Test(arguments: [
        // The part that is told, whether a colleague opens the paper, one in an emergency, one who investigates.
        ("form.needs", 200, 200, 404), ("form.control", 200, 404, 404), ("form.recruitment", 200, 404, 404),
        ("record.perpetrator", 200, 404, 404),
    ])
    func thePaperIsForWhoeverOpensWhatStandsInIt(_ part: String, _ colleague: Int, _ emergency: Int, _ investigator: Int)
        async throws
    {
        let sandbox = try await Sandbox()
        defer { sandbox.remove() }
        let site = Site(country: sandbox.country, clock: { Sandbox.now }) { _ in throw KeyFault.wrongPassphrase }
        site.open(try Desk(country: sandbox.country, store: sandbox.store, at: Sandbox.now))
        let maker = try #require(sandbox.staff.first { $0.grant.signIn == "case-manager" })
        let planted = try await PlantedCase(in: sandbox, for: maker.actor, as: .agency)
        let make = try #require(Routes.all.first { $0.path == "/cases/{case}/summary" && $0.method == .post })
        try await Application(router: site.router()).test(.router) { client in
            let asker = try Asker(site: site, client: client, member: maker)
            let form = [
                ("form-token", asker.session.formToken), ("entry", EntryID.made(at: Sandbox.now).description), ("chosen", "1"),
                ("part", part),
            ]
            #expect(try await asker.send(make, "/cases/\(planted.number)/summary", form).0 == 303)
        }
        let paper = try #require(try sandbox.store.peek(planted.number)?.attachments.last)
        #expect(paper.attachment.type == "application/pdf")
        let officer = Actor(account: sandbox.actor("focal-point").account, agency: "police", role: "case-manager")
        try await sandbox.store.breakGlass(
            planted.number, Glass(reason: "life", until: Sandbox.now.after(hours: 4)), answers: Answers([.text: .text("Danger.")]),
            id: .made(at: Sandbox.now), as: officer, at: Sandbox.now, today: sandbox.today)
        for (actor, status) in [
            (sandbox.actor("supervisor"), colleague), (officer, emergency), (sandbox.actor("investigator"), investigator),
        ] {
            let found = try? await sandbox.store.attachment(paper.id, of: planted.number, as: actor, at: Sandbox.now)
            #expect((found == nil ? 404 : 200) == status, "\(part), \(actor.role)")
        }
    }
}
