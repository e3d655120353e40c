import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Store

/// The two people who publish, with a country's terms made small for a test.
struct Bureau {
    let test: Sandbox
    let store: Store
    let country: Country
    private let pack: URL
    static let terms =
        "tablesFrom: 20, noiseFrom: 60, recordsFrom: 100, mostTables: 10, cap: 5, budget: 0.206, loss: 0.1}"
    private static let usual =
        "tablesFrom: 50, noiseFrom: 1000, recordsFrom: 5000, mostTables: 10, cap: 5, budget: 0.206, loss: 0.1}"

    /// - Parameter terms: the end of the line `publication` of the pack.
    init(terms: String = terms, threshold: Int = 3) async throws {
        test = try await Sandbox()
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        pack = FileManager.default.temporaryDirectory.appending(path: "anse-pack-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: project.appending(path: "Packs/saint-lucia"), to: pack)
        let file = pack.appending(path: "statistics.yml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let small = text.replacing("threshold: 10", with: "threshold: \(threshold)").replacing(Bureau.usual, with: terms)
        try small.write(to: file, atomically: true, encoding: .utf8)
        country = try Country(at: pack)
        store = try Store(ledger: test.installation.ledger, root: test.root, policy: country.policy, node: "test")
    }

    func remove() {
        test.remove()
        try? FileManager.default.removeItem(at: pack)
    }

    var first: Actor { test.actor("statistician") }
    var second: Actor { test.actor("focal-point") }
    /// A day of the cohort, and the day on which it is published.
    static let then = Moment(seconds: Sandbox.now.seconds - 400 * 86_400)
    let year = 2025

    @discardableResult
    func open(_ number: Int, from start: Int = 0, _ person: ((Int) -> Answers)? = nil) async throws -> [String] {
        var numbers: [String] = []
        for index in start..<start + number {
            numbers.append(
                try await store.open(
                    form: "new-case", answers: person?(index) ?? Bureau.person(index), id: .made(at: Bureau.then), prefix: "SLU",
                    as: test.actor("case-manager"), at: Bureau.then, today: country.today(Bureau.then)))
        }
        return numbers
    }

    /// People of few kinds, some answers missing.
    static func person(_ index: Int) -> Answers {
        var answers = Answers([
            "case_kind": .text("suspected"), "gender": .text(index % 3 == 0 ? "Masculine" : "Feminine"),
            "exploitation_types": .codes([index % 2 == 0 ? "ForcedLabour" : "SexualExploitation"]),
            "citizenship": .codes([index % 4 == 0 ? "LC" : "HT"]),
        ])
        if index % 5 != 0 { answers["age_band"] = .text(index % 2 == 0 ? "18-20" : "30-38") }
        return answers
    }

    func freeze(by actor: Actor, _ year: Int = 2025, at now: Moment = Sandbox.now) async throws {
        let frozen = try store.freeze(year, asOf: now, as: actor)
        try await store.keep(frozen, id: .made(at: now), as: actor, at: now, today: country.today(now))
    }

    func draft(by actor: Actor, inBands: Bool = false) async throws {
        let drawing = try store.draw(year, inBands: inBands, country: country.name.english, as: actor, today: test.today)
        try await store.keep(drawing, id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: test.today)
    }

    func act(_ action: Publication.Action, by actor: Actor) async throws {
        try await store.record(
            action, id: .made(at: Sandbox.now), to: year, as: actor, at: Sandbox.now, today: test.today)
    }

    func ask(by actor: Actor, notes: String = "") async throws {
        if !notes.isEmpty { try await act(.noted(answers: Answers([.text: .text(notes)])), by: actor) }
        try await store.ask(year, id: .made(at: Sandbox.now), as: actor, at: Sandbox.now, today: test.today)
    }

    func sign(by actor: Actor) async throws {
        let digest = try store.publication(year, as: actor).asking?.digest ?? ""
        try await act(.signed(digest: digest), by: actor)
    }

    /// From the snapshot to the signature.
    func publish(notes: String = "") async throws {
        try await freeze(by: first)
        try await draft(by: first)
        try await ask(by: first, notes: notes)
        try await sign(by: second)
    }
}
