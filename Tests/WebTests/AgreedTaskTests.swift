import Examples
import Foundation
import HTTPTypes
import OrderedCollections
import Pack
import Register
import Store
import Testing

@testable import Web

/// What a conference agrees becomes tasks that stand under it, and on the work of whoever has them.
struct AgreedTaskTests {
    @Test func aConferenceGivesOutTasksAndShowsWhetherTheyAreDone() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let number = try await house.sandbox.open()
        let path = "/cases/\(number)/records/conference"
        func post(_ path: String, _ form: String) async throws -> (Int, String, HTTPFields) {
            try await house.send(
                path, .post, "form-token=\(house.session.formToken)&entry=\(EntryID.made(at: Sandbox.now))&\(form)")
        }
        let recorded = try await post(path, "cf_on.day=20&cf_on.month=11&cf_on.year=2026&cf_decisions=Agreed")
        let one = try #require(recorded.2[.location])
        #expect(recorded.0 == 303 && one.hasPrefix(path + "/"))
        let page = try await house.send(one).1
        #expect(page.contains("action=\"\(one)/tasks\"") && page.contains("Who does what"))
        let wrong = try await post("\(one)/tasks", "text=&due.day=25&due.month=11&due.year=2026")
        #expect(wrong.0 == 422 && wrong.1.contains("href=\"#text\""))
        let colleague = house.sandbox.actor("supervisor").account
        let given = try await post(
            "\(one)/tasks", "text=Call+the+landlord&due.day=25&due.month=11&due.year=2026&account=\(colleague)")
        #expect(given.0 == 303 && given.2[.location] == one)
        let task = try #require(try house.sandbox.store.peek(number)?.tasks.first)
        #expect(task.request.about.map { one.hasSuffix("\($0)") } == true && task.request.assignee == colleague)
        for address in [one, path] {
            let shown = try await house.send(address).1
            #expect(shown.contains("Call the landlord") && shown.contains("25 November 2026"), "\(address)")
        }
        let waiting = try house.sandbox.store.waiting(on: house.sandbox.actor("supervisor"), at: Sandbox.now).mine.lines
        #expect(waiting.map(\.key) == ["task.\(task.id)"])
        #expect(try await post("/cases/\(number)/todo/\(task.id)/done", "").0 == 303)
        #expect(try await house.send(one).1.contains("Done on 18 November 2026"))
    }

    @Test func anotherRecordTakesNone() async throws {
        let house = try await DoorTests.House()
        defer { house.sandbox.remove() }
        let number = try await house.sandbox.open()
        let goal = CaseAction.recorded(form: "goal", about: nil, answers: Answers(["go_what": .text("Work")]))
        let id = EntryID.made(at: Sandbox.now)
        _ = try await house.sandbox.store.record(
            goal, id: id, to: number, as: house.sandbox.actor("case-manager"), at: Sandbox.now, today: house.sandbox.today)
        let path = "/cases/\(number)/records/goal/\(id)"
        #expect(try await !house.send(path).1.contains("/tasks\""))
        let form = "form-token=\(house.session.formToken)&entry=\(Sandbox.someID)&text=x&due=2026-11-25"
        #expect(try await house.send(path + "/tasks", .post, form).0 == 404)
        #expect(try await house.send("/cases/\(number)/services").1.contains("<option value=\"\(id)\">Work"), "a goal by its pack")
    }
}
