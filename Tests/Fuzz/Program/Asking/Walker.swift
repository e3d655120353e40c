import Foundation
import Glibc
import Fuzzing
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Asks bent requests of every page as everybody, one after the other in one process, and judges what comes back.
struct Walker: Sendable {
    struct Settings: Sendable {
        let seed: UInt64
        let from: Int
        let count: Int?
        let seconds: Double?
        /// What was planted in the pages to be found, nothing outside its own trial.
        let planted: [String]
        /// Whether the requests that are kept come first.
        let repeatsKept: Bool
        let keep: URL

        init(seed: UInt64, from: Int, count: Int?, seconds: Double?, planted: [String], repeatsKept: Bool, keep: URL) {
            self.seed = seed
            self.from = from
            self.count = count
            self.seconds = seconds
            self.planted = planted
            self.repeatsKept = repeatsKept
            self.keep = keep
        }
    }

    struct Tally: Sendable {
        var asked = 0
        var statuses: [Int: Int] = [:]
        var routes: Set<Int> = []
        var slowest: (what: String, taken: Double) = ("", 0)
        var memory: [Int] = []
        /// How often each was found, by its kind and the number of the route.
        var faults: [String: Int] = [:]
    }

    /// Units: requests. Then the country begins anew, so that what people wrote is not taken for a leak.
    private static let life = 5000

    private let settings: Settings
    private let journal: Journal
    private let watch: Watch

    init(_ settings: Settings, journal: Journal) {
        self.settings = settings
        self.journal = journal
        watch = Watch(ceiling: 1500 << 20)
    }

    func run() async throws -> Tally {
        var tally = Tally()
        var turn = settings.from
        let deadline = settings.seconds.map { Date.now.addingTimeInterval($0) }
        while !isOver(turn, deadline) {
            let world = try await World(seed: settings.seed)
            let router = world.site.router()
            Planted.add(settings.planted, to: router)
            var stretch = try Stretch(walker: self, world: world, client: RouterClient(router), tally: tally)
            let begin = turn
            try await stretch.lookAround(begin)
            if begin == settings.from, settings.repeatsKept { try await stretch.repeatKept(begin) }
            while !isOver(turn, deadline), turn == begin || turn % Walker.life != 0 {
                try await stretch.ask(turn)
                turn += 1
            }
            tally = stretch.tally
        }
        return tally
    }

    private func isOver(_ turn: Int, _ deadline: Date?) -> Bool {
        (settings.count.map { turn >= settings.from + $0 } ?? false) || (deadline.map { Date.now >= $0 } ?? false)
    }

    /// The requests of one country.
    private struct Stretch {
        let walker: Walker
        let world: World
        let client: RouterClient
        var tally: Tally
        private var maker: RequestMaker
        private var askers: [Asker]

        init(walker: Walker, world: World, client: RouterClient, tally: Tally) throws {
            (self.walker, self.world, self.client, self.tally) = (walker, world, client, tally)
            maker = RequestMaker(bending: Bending(FuzzTarget.sent, seed: walker.settings.seed))
            askers = try world.askers()
        }

        /// Every page that needs no name, by three people, so that what can be asked is known.
        mutating func lookAround(_ turn: Int) async throws {
            var dice = Dice(seed: walker.settings.seed, turn: -turn - 1)
            for (index, address) in Walk.addresses.enumerated() where !address.isPost && !address.path.contains("{") {
                for _ in 0..<3 {
                    let asker = dice.below(askers.count)
                    let headers: HTTPFields = askers[asker].pass.map { [.cookie: $0.cookie] } ?? [:]
                    try await send(
                        Asked(route: index, asker: asker, method: .get, address: address.path, headers: headers, body: []), turn)
                }
            }
        }

        /// The requests that are kept, with what they name out of this country.
        mutating func repeatKept(_ turn: Int) async throws {
            var dice = Dice(seed: walker.settings.seed, turn: -turn - 1)
            for kept in KeptRequest.all {
                guard let index = askers.firstIndex(where: { $0.name == kept.asker }) else { continue }
                guard let asked = kept.asked(by: askers[index], index, maker.learned, &dice) else { continue }
                try await send(asked, turn)
            }
        }

        mutating func ask(_ turn: Int) async throws {
            var dice = Dice(seed: walker.settings.seed, turn: turn)
            world.turn(seconds: 1)
            if let kind = dice.one(of: walker.settings.planted), dice.isOne(in: 2) {
                let value = dice.one(of: Odd.numbers.filter { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) ?? "0"
                return try await send(
                    Asked(
                        route: 0, asker: askers.count - 1, method: .get, address: "/planted/\(kind)/\(value)", headers: [:],
                        body: []),
                    turn)
            }
            let asked = maker.request(askers, &dice)
            // What somebody may rightly open would be no leak.
            let isApart = asked.method == .post && asked.text("").contains(world.markedNumber)
            if !isApart { try await send(asked, turn) }
        }

        private mutating func send(_ asked: Asked, _ turn: Int) async throws {
            let asker = askers[asked.asker]
            let text = asked.text("\(asker.name), turn \(turn) of seed \(walker.settings.seed)")
            walker.journal.note(text)
            walker.watch.start()
            let body = asked.method == .post ? ByteBuffer(bytes: asked.body) : nil
            let given = try await client.ask(asked.address, asked.method, asked.headers, body)
            let (status, answer, location) = (given.status, given.body, given.location)
            let taken = walker.watch.stop()
            tally.asked += 1
            tally.statuses[status, default: 0] += 1
            tally.routes.insert(asked.route)
            if taken > tally.slowest.taken { tally.slowest = ("\(asked.method) \(Walk.addresses[asked.route].path)", taken) }
            if tally.asked % 500 == 0 { tally.memory.append(Watch.memory()) }
            if let fault = fault(asker, status, answer) { try tell(fault, asked, text) }
            if status == 200 { maker.learned.read(answer) }
            let isIn = status == 200 || status == 201 || status == 422 || status == 303 && !location.hasPrefix("/sign-in")
            if isIn { maker.learned.welcomed(asked.asker, at: asked.route) }
            if asked.method == .post || location.hasPrefix("/sign-in") || status == 401 { try refresh(asked.asker) }
        }

        /// A session that an act ended begins anew; one that lives is left alone.
        private mutating func refresh(_ index: Int) throws {
            guard let pass = askers[index].pass, !Walk.isAlive(pass, at: world.site, now: world.now) else { return }
            try world.renew(&askers[index])
        }

        private func fault(_ asker: Asker, _ status: Int, _ answer: [UInt8]) -> String? {
            if status >= 500, status != 503, status != 507 { return "status \(status)" }
            let page = Data(answer)
            if page.range(of: Data(World.mark.utf8)) != nil { return "what is marked was shown to \(asker.name)" }
            if page.range(of: Data(world.folder.path.utf8)) != nil { return "a path of the machine was shown" }
            let others = askers.filter { $0.name != asker.name && $0.account != asker.account }.compactMap(\.pass?.formToken)
            return others.contains { page.range(of: Data($0.utf8)) != nil } ? "the token of somebody else was shown" : nil
        }

        private mutating func tell(_ fault: String, _ asked: Asked, _ text: String) throws {
            let kind = "\(fault) \(asked.route)"
            tally.faults[kind, default: 0] += 1
            guard tally.faults[kind, default: 0] <= 3 else { return }
            let name = "request-" + Corpus.name(Array(text.utf8))
            try FileManager.default.createDirectory(at: walker.settings.keep, withIntermediateDirectories: true)
            let file = walker.settings.keep.appending(path: name)
            try Data(text.utf8).write(to: file)
            // At once: what comes next may end the process.
            print("FOUND \(fault): \(asked.method) \(asked.address.prefix(120)), kept in \(file.path)")
            fflush(nil)
        }
    }
}
