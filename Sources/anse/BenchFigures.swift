import Examples
import Foundation
import Pack
import Publishing
import Register
import Store

/// Figures about figures: how fast many people are counted, and how long a dashboard takes.
extension Bench {
    private static let people = 1_000_000

    /// Units: milliseconds of one core for what is counted, of the clock for what is loaded.
    func figures(_ country: Country) throws {
        var figures = try marginals()
        figures["draws"] = draws()
        if !data.isEmpty { figures.merge(try boards(country)) { $1 } }
        try printJSON(figures)
    }

    /// Six tables by one to three attributes, of the people of two years in five.
    private func marginals() throws -> [String: Double] {
        var seed: UInt64 = 1
        func next(_ limit: Int) -> UInt8 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(Int(seed >> 33) % limit)
        }
        let sizes = [4, 6, 5, 5, 6, 3, 5]
        let columns = sizes.enumerated().compactMap { place, size in
            Column("a\(place)", codes: (0..<size).map(String.init), missing: 0, bytes: (0..<Bench.people).map { _ in next(size) })
        }
        guard let all = Columns(columns) else { throw Problem("no columns to count") }
        let filter = Cell(["a6": Codes([1, 2])])
        let tables = [["a0"], ["a1"], ["a2", "a0"], ["a3", "a1"], ["a4", "a5"], ["a0", "a1", "a2"]]
        var counted = 0
        let runs = (0..<9).map { _ in
            processor { for table in tables { counted += Marginal(of: all, by: table, within: filter)?.counts.reduce(0, +) ?? 0 } }
        }
        guard counted > 0 else { throw Problem("nobody was counted") }
        return ["people": Double(Bench.people), "marginals": runs.sorted()[4]]
    }

    /// The slowest million draws of exact noise, narrow to wide.
    private func draws() -> Double {
        var (chance, sum) = (Chance(SystemRandomNumberGenerator()), 0)
        let runs = [Ratio(1, 4), Ratio(9), Ratio(1000), Ratio(1 << 20), Ratio(1 << 40)].map { variance in
            let noise = DiscreteGaussian(variance: variance)
            return processor { for _ in 0..<Bench.people { sum &+= noise.draw(&chance) } }
        }
        return runs.max() ?? 0
    }

    /// The first count after a start, then the dashboard of whoever sees the country, of an agency, and of the task force.
    private func boards(_ country: Country) throws -> [String: Double] {
        let installation = try Installation(URL(filePath: data))
        let root = try installation.unlock(passphrase: DemoCountry.password)
        let store = try installation.store(root, policy: country.policy, node: "bench")
        let now = Moment.now
        let today = country.today(now)
        let terms = country.practice.statistics
        func actor(_ sight: Sight) -> Actor? {
            // Whoever oversees an agency sees the most of it.
            let roles = country.roles.filter { Sight($0, terms) == sight }
            let role = roles.first { country.supervisors.contains($0.code) } ?? roles.first
            return role.map { Actor(account: AccountID(uuid: UUID()), agency: country.agencies[0].code, role: $0.code) }
        }
        guard let population = terms.populations.first, let whole = actor(.country) else {
            throw Problem("this pack counts nothing")
        }
        var figures = ["load": try clock { _ = try store.figures(population.id, in: nil, as: whole) } * 1000]
        let days = today.adding(months: -12)...today
        let agencies = country.agencies.map { (code: $0.code, staff: $0.staff) }
        for (name, sight) in [("country", Sight.country), ("agency", .agency), ("bands", .bands)] {
            guard let reader = actor(sight) else { continue }
            let runs = try (0..<21).map { _ in
                try processor { _ = try store.board(in: days, agencies: agencies, as: reader, at: now, on: today) }
            }
            figures[name] = runs.sorted()[10]
        }
        figures["cases"] = Double(try store.board(in: days, agencies: nil, as: whole, at: now, on: today).open.number ?? 0)
        return figures
    }

    /// Units: milliseconds of this process on any core.
    private func processor(_ work: () throws -> Void) rethrows -> Double {
        let start = processorSeconds
        try work()
        return (processorSeconds - start) * 1000
    }
}

/// Of this process on any core.
private var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
