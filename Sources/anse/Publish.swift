import ArgumentParser
import Exchange
import Foundation
import Publishing

struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try out what publishing would do to a table, or make the files of what was published.",
        subcommands: [Evaluate.self, Sample.self, Files.self])

    /// How near records of nobody come to a table, at what cost.
    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make differentially private synthetic records of a table, and compare them with it.",
            discussion: """
                The table's columns are categories, one person a row, empty where nothing is known. This is a trial: it reads the lists \
                of codes from the file, which a publication never does, and compares with the true records, so its figures are not \
                for publication.
                """)
        @Argument(help: "A CSV file or a workbook.", completion: .file()) var file: String
        @Option(help: "ε: the larger, the more the figures may tell of one person.") var epsilon: Double
        @Option(help: "δ; without it, 1 / (n ln n).") var delta: Double?
        @Option(help: "How many attributes of one person are kept at most; without it, all.") var cap: Int?
        @Option(help: "Repeat the same noise: for trials only.") var seed: UInt64?
        @Option(help: "Also write the synthetic records to this CSV file.", completion: .file()) var out: String?
        @Flag(help: "Write the figures as JSON.") var json = false

        func validate() throws {
            guard epsilon > 0, delta.map({ $0 > 0 && $0 < 1 }) ?? true, cap ?? 1 > 0 else {
                throw ValidationError("--epsilon and --cap are above 0, and --delta lies between 0 and 1")
            }
        }

        func run() async throws {
            try await anse.run {
                let records = try Publish.records(in: file)
                let start = Figures.processorSeconds
                var chance = seed.map { Chance(SeededChance(seed: $0)) } ?? Chance(SystemRandomNumberGenerator())
                let trial = try attempt(records, &chance)
                let figures = Figures(trial, records, seconds: Figures.processorSeconds - start)
                if json { try printJSON(figures) } else { print(figures.text) }
                if let out { try OutputFile(out, mode: 0o644).write(Data(Publish.csv(trial.made).utf8)) }
            }
        }

        private func attempt(_ records: Records, _ chance: inout Chance) throws -> Evaluation {
            do {
                return try Evaluation(
                    records, epsilon: epsilon, delta: delta ?? Evaluation.usualDelta(people: records.count),
                    cap: cap ?? records.lists.count, chance: &chance, seed: seed ?? .random(in: 0 ... .max))
            } catch .noRecords { throw Problem("\(file) has no rows; each person is one row") } catch .tooLittleLoss {
                throw Problem(
                    "the noise for so small an ε would drown every count; allow more, or keep fewer attributes with --cap")
            }
        }
    }

    /// Invented records to measure with.
    struct Sample: AsyncParsableCommand {
        enum Kind: String, ExpressibleByArgument, CaseIterable { case cases, origins }
        static let configuration = CommandConfiguration(abstract: "Write invented records as CSV, to measure with.")
        @Argument(help: "cases: 18 attributes, much unknown. origins: 7, with long lists of countries.") var kind: Kind
        @Option(help: "How many people.") var people = 80_000
        @Option(help: "The same number invents the same people.") var seed: UInt64 = 1

        func run() async throws {
            var sample = SampleRecords(seed: seed)
            guard (1...5_000_000).contains(people) else { throw Problem("--people takes a number from 1 to 5000000") }
            print(Publish.csv(kind == .cases ? sample.cases(people) : sample.origins(people)), terminator: "")
        }
    }

    private static let mostCodes = 255
    /// Units: cells. Each takes some 20 bytes while records are made.
    private static let mostCells = 100_000_000

    private static func records(in file: String) throws -> Records {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw Problem("cannot read \(file); check that it is there and that you may read it")
        }
        let grid = try Grid(bytes, isRaw: true)
        let lists = try grid.header.indices.map { column in
            let codes = Set(grid.rows.compactMap { column < $0.cells.count && !$0.cells[column].isEmpty ? $0.cells[column] : nil })
            guard codes.count <= mostCodes else {
                throw Problem(
                    "\"\(grid.header[column])\" has \(codes.count) codes; at most \(mostCodes) can be told apart, so group them")
            }
            return CodeList(grid.header[column], codes.sorted())
        }
        guard Cells(lists).count <= mostCells else {
            throw Problem("too many combinations of three codes; leave columns out or group codes")
        }
        var records = Records(lists)
        for row in grid.rows { _ = records.append(row.cells) }
        return records
    }

    private static func csv(_ records: Records) -> String {
        var text = CSV.line(records.lists.map(\.name), isRaw: true)
        for person in 0..<records.count { text += CSV.line(records.words(of: person), isRaw: true) }
        return text
    }
}

/// What a trial found. Units: shares from 0 to 1, seconds of processor time, megabytes at the most.
private struct Figures: Encodable {
    let people: Int
    let attributes: Int
    let rho: Double
    let deviations: [Double]
    let distances: [Double]
    let valuesLost: Double
    let combinationsInvented: Double
    let seconds: Double
    let megabytes: Int

    init(_ trial: Evaluation, _ records: Records, seconds: Double) {
        (people, attributes, rho) = (records.count, records.lists.count, trial.loss.rho)
        deviations = (1...3).map { order in
            let tables = trial.design.margins.map(\.attributes).filter { $0.count == order }
            return tables.map { trial.design.deviation(of: $0) }.max() ?? 0
        }
        distances = [trial.distance.ones, trial.distance.pairs, trial.distance.triples]
        (valuesLost, combinationsInvented) = (trial.distance.lost, trial.distance.invented)
        self.seconds = seconds
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        megabytes = usage.ru_maxrss / 1024
    }

    static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    var text: String {
        func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
        let ways = distances.indices.map {
            "\($0 + 1)-way  \(number(distances[$0], 5))   noise at most ± \(number(1.96 * deviations[$0], 1)) people"
        }
        return """
            \(people) people, \(attributes) attributes, ρ = \(number(rho, 4))
            distance (total variation; share of people who would have to move)
            \(ways.joined(separator: "\n"))
            values lost            \(number(100 * valuesLost, 1)) %
            combinations invented  \(number(100 * combinationsInvented, 1)) %
            \(number(seconds, 1)) s of processor time, \(megabytes) MB
            """
    }
}
