import ArgumentParser
import Exchange
import Foundation
import Pack
import Register
import Store
import Yams

/// Cases from a file. A bad row stays out and is named; the rest comes in.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring in cases from a file.")
    enum Kind: String, ExpressibleByArgument, CaseIterable { case ctdc, htcds, csv }

    @OptionGroup var options: DataOptions
    @Argument(help: "What the file is: \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: Kind
    @Argument(help: "The CSV file, UTF-8, or a workbook (.xlsx); its first sheet is read.", completion: .file()) var file: String
    @Option(help: "A YAML file for csv: the file's columns and the fields they are.", completion: .file()) var map: String?
    @Option(help: "The agency that leads the cases; else the first of the pack.") var agency: String?
    @Flag(help: "Only say what would be done.") var dryRun = false
    @Flag(help: "Write the report as JSON.") var json = false

    func run() async throws {
        let faults = try await anse.run {
            let (store, country, _) = try options.store()
            let incoming = try read(country)
            for fault in incoming.faults.prefix(1000) { tell("error: \(fault)") }
            let start = ContinuousClock.now
            var new = 0
            if !dryRun {
                let actor = try Terminal.actor(country, agency: agency)
                let now = Moment.now
                new = try store.bring(
                    incoming.cases, prefix: country.casePrefix, as: actor, at: now, today: country.today(now),
                    progress: Progress(of: incoming.cases.count).show)
                // What came in is safe; without room for the index the next start only takes longer.
                try? store.saveCheckpoint(after: 5000)
            }
            report(incoming, new, ContinuousClock.now - start)
            return incoming.faults.count
        }
        if faults > 0 { throw dryRun ? Ending.problems : Ending.partly }
    }

    private func read(_ country: Country) throws -> Incoming {
        guard let data = FileManager.default.contents(atPath: file) else { throw Problem("\(file) cannot be read; check the path") }
        let grid = try Grid(data, isRaw: kind == .ctdc)
        switch kind {
        case .ctdc: return try Incoming(ctdc: grid, country)
        case .htcds: return try Incoming(sheet: grid, country, isStandard: true)
        case .csv: return try Incoming(sheet: grid, country, isStandard: false, map: try map.map(columns))
        }
    }

    private func columns(_ path: String) throws -> [String: String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let map = try? YAMLDecoder().decode([String: String].self, from: text)
        else { throw Problem("\(path) is no map; write a line for each column, as: \"First name\": given_name") }
        return map
    }

    private func report(_ incoming: Incoming, _ new: Int, _ time: Duration) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let rate = Bounded.whole(of: Double(new) / max(seconds, 0.001))
        let before = dryRun ? 0 : incoming.cases.count - new
        if json {
            print(
                #"{"rows":\#(incoming.cases.count + incoming.refused.count),"new":\#(new),"before":\#(before),"refused":\#(incoming.refused.count),"dryRun":\#(dryRun)}"#
            )
        }
        let what = dryRun ? "\(incoming.cases.count) cases would come in" : "\(new) cases, \(before) known before"
        tell("\(what), \(incoming.refused.count) rows refused, \(rate) cases/s")
    }
}

/// Whoever holds the key and sits at the terminal acts as the installation, for an agency.
enum Terminal {
    static func actor(_ country: Country, agency: String?) throws -> Actor {
        let code = AgencyCode(agency ?? country.agencies[0].code.rawValue)
        guard country.agency(code) != nil else { throw Problem("there is no agency \"\(code)\" in the pack") }
        guard let role = country.roles.first(where: { $0.grants[.none]?.may.contains(.open) == true }) else {
            throw Problem("no role of the pack may open cases")
        }
        return Actor(
            account: AccountID(uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))), agency: code, role: role.code)
    }
}

/// How far a long command is: a line that is written over on a terminal, else one each tenth.
final class Progress {
    private let total: Int
    private var shown = 0

    init(of total: Int) { self.total = total }

    func show(_ done: Int) {
        guard total > 0 else { return }
        let tenth = done * 10 / total
        if isatty(2) == 1 {
            FileHandle.standardError.write(Data("\r\(done) of \(total)\(done == total ? "\n" : "")".utf8))
        } else if tenth > shown {
            tell("\(tenth * 10) %")
        }
        shown = tenth
    }
}
