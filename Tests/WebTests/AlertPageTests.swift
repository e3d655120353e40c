import Examples
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// A supervisor meets an alert on their work, looks into it, and finds no case in it.
struct AlertPageTests {
    @Test func anAlertStandsByNameAndCountUntilItIsLookedInto() async throws {
        let house = try await DoorTests.House("supervisor")
        defer { house.sandbox.remove() }
        let (store, worker) = (house.sandbox.store, house.sandbox.actor("case-manager"))
        for _ in 0..<31 {
            _ = try await store.read(try await house.sandbox.open(), as: worker, for: .casework, at: Sandbox.now)
        }
        let name = try #require(store.account(worker.account)?.grant?.name)
        let said = "\(name) opened 31 cases in an hour"
        #expect(try await house.send("/work").1.contains(said))
        let page = try await house.send("/alerts")
        #expect(page.0 == 200 && page.1.contains(said) && !page.1.contains("SLU-"))
        let alert = try #require(store.alerts(for: house.sandbox.actor("supervisor")).first?.alert.id)
        #expect(page.1.contains("for=\"text-\(alert)\""))
        let form = "form-token=\(house.session.formToken)&entry=\(EntryID.made(at: Sandbox.now))"
        #expect(try await house.send("/alerts/\(alert)", .post, form + "&text=").0 == 422)
        #expect(try await house.send("/alerts/\(Sandbox.someID)", .post, form + "&text=x").0 == 404)
        #expect(try await house.send("/alerts/\(alert)", .post, form + "&text=Audit+week").0 == 303)
        #expect(try await !house.send("/work").1.contains(said))
        #expect(store.account(worker.account)?.alerts.first?.review?.text == "Audit week")
    }

    @Test func whoOverseesNobodyFindsNoAlerts() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        #expect(try await house.send("/alerts").0 == 404)
    }

    /// Who leads a case sees on their work, and on the case, that somebody opened it in an emergency.
    @Test func anEmergencyOpeningIsShownToWhoLeads() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let number = try await house.sandbox.open()
        let stranger = Actor(account: house.sandbox.actor("focal-point").account, agency: "police", role: "focal-point")
        let name = try #require(house.sandbox.store.account(stranger.account)?.grant?.name)
        #expect(try await !house.send("/cases/\(number)").1.contains("in an emergency"))
        try await house.sandbox.store.breakGlass(
            number, Glass(reason: "life", until: Sandbox.now.after(hours: 2)), answers: Answers([.text: .text("Danger.")]),
            id: .made(at: Sandbox.now), as: stranger, at: Sandbox.now, today: house.sandbox.today)
        for path in ["/work", "/cases/\(number)"] {
            #expect(try await house.send(path).1.contains("\(name) opened this case in an emergency on"), "\(path)")
        }
    }
}
