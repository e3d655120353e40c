import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import Pack
import Register
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// Serves the pages of one data folder, sealed until somebody unlocks it.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the pages.")
    @Option(help: "The data folder.", completion: .directory) var data = "data"
    @Option(help: "A key file (mode 0600) to start unlocked.", completion: .file()) var keyFile: String?
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on.") var port = 8470
    @Option(help: "The whole path of WeasyPrint, when it is in none of the usual folders.", completion: .file()) var weasyprint:
        String?
    @Option(help: "The mail program, such as /usr/sbin/sendmail. Without it no mail is sent.", completion: .file()) var sendmail:
        String?
    @Option(help: "The address that notices by mail come from.") var mailFrom: String?
    @Option(help: "A host name at whose root the public pages stand, and nothing else.") var publicHost: String?
    @Option(help: "The address of the site as people type it, such as https://anse.example.org: papers, squares and links name it.")
    var address: String?
    @Flag(help: "A proxy that speaks TLS stands before this server.") var behindProxy = false

    func run() async throws {
        try await anse.run {
            Footing.withoutBacktracer()
            Allocation.prepare()
            guard (1...65_535).contains(port) else { throw Problem("--port takes a number from 1 to 65535") }
            if let publicHost, PublicAddress("https://\(publicHost)") == nil {
                throw Problem("--public-host takes a host name alone, such as help.example.org")
            }
            let installation = try Installation(URL(filePath: data))
            // Before it is unlocked the folder may say to be a demo and be none: a passphrase must not travel by its word.
            guard (installation.isDemo && keyFile != nil) || behindProxy || ["127.0.0.1", "::1", "localhost"].contains(host) else {
                tell("error: pages would travel unencrypted; put a proxy with TLS before this server and add --behind-proxy")
                throw Ending.failed
            }
            if let weasyprint, !weasyprint.hasPrefix("/") {
                throw Problem("--weasyprint needs the whole path of the program, such as /usr/bin/weasyprint")
            }
            let root = try keyFile.map { try installation.unlock(keyFile: URL(filePath: $0)) }
            // While sealed, only the words of the page that says so come from the folder.
            let country =
                try root.map { try AcceptedPack(installation, $0).country() } ?? Country(at: URL(filePath: installation.pack))
            let server = PageServer(
                installation: installation, country: country, host: host, port: port, weasyprint: weasyprint,
                mailer: try mailer(), publicHost: publicHost, address: try publicAddress(installation.isDemo),
                isBehindProxy: behindProxy)
            if let root { try server.open(root) }
            try await server.run()
        }
    }

    /// A machine under one's own roof needs none. Behind a proxy people type another address than the one listened on.
    private func publicAddress(_ isDemo: Bool) throws -> PublicAddress {
        guard let address else {
            guard isDemo || !behindProxy else {
                throw Problem("papers and links must name the site; say its address with --address https://anse.example.org")
            }
            return PublicAddress(localPort: port)
        }
        guard let known = PublicAddress(address) else {
            throw Problem("\"\(address)\" is no address of a site; write --address https://anse.example.org")
        }
        return known
    }

    private func mailer() throws -> Mailer? {
        guard let sendmail else {
            guard mailFrom == nil else { throw Problem("--mail-from alone sends no mail; name the program with --sendmail") }
            return nil
        }
        guard let from = mailFrom.flatMap({ MailAddress($0) }) else {
            throw Problem("--sendmail needs an address that notices come from: --mail-from anse@example.org")
        }
        guard let mailer = Mailer(program: sendmail, from: from) else {
            throw Problem("\(sendmail) is no program; give its whole path to --sendmail")
        }
        return mailer
    }
}

/// A running server: the site, its address, and what happens each minute and at the end.
struct PageServer {
    let installation: Installation
    let country: Country
    let host: String
    let port: Int
    let site: Site

    init(
        installation: Installation, country: Country, host: String, port: Int, demoAccounts: [Site.DemoAccount] = [],
        weasyprint: String? = nil, mailer: Mailer? = nil, publicHost: String? = nil, address: PublicAddress? = nil,
        isBehindProxy: Bool = false
    ) {
        self.installation = installation
        self.country = country
        self.host = host
        self.port = port
        site = Site(
            country: country, isDemo: installation.isDemo, demoAccounts: demoAccounts, press: Press(setting: weasyprint),
            mailer: mailer, publicHost: publicHost, publicAddress: address ?? PublicAddress(localPort: port),
            isBehindProxy: isBehindProxy,
            clock: { .now }
        ) { passphrase in
            try PageServer.desk(installation, try installation.unlock(passphrase: passphrase))
        }
    }

    func open(_ root: RootKey) throws { site.open(try PageServer.desk(installation, root)) }

    private static func desk(_ installation: Installation, _ root: RootKey) throws -> Desk {
        let country = try AcceptedPack(installation, root).country()
        let store = try installation.store(root, policy: country.policy, node: "server")
        if let damaged = Damage.sentence(store, so: "cannot be opened") { tell(damaged) }
        // A start that had much to fold leaves the next one less, also when this one is killed. A full disk stops no start.
        try? store.saveCheckpoint(after: 5000)
        let key = try SigningKey(of: installation.ledger, root: root)
        return try Desk(country: country, store: store, at: .now) { try key.signHead(of: installation.ledger, at: $0) }
    }

    func run() async throws {
        for fault in MemoryFence.raise() { tell("warning: \(fault)") }
        var logger = Logger(label: "anse")
        logger.logLevel = .notice
        let application = Application(
            responder: site.responder(), server: site.connections(Connections(.init(all: Footing.connections()))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { _ in
                tell("anse \(Anse.configuration.version) at http://\(host == "127.0.0.1" ? "localhost" : host):\(port)")
                Supervision.tell("READY=1", "STATUS=\(site.isOpen ? "open" : "sealed: waits for its key")")
                tell("data \(installation.folder.path), \(installation.isDemo ? "DEMO with fictional people" : "production")")
            }, logger: logger)
        let rounds = Rounds(site: site)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: rounds), .init(service: UnlockWatch(site: site, folder: installation.folder)),
                    .init(service: MailRounds(site: site)), .init(service: application),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do { try await group.run() } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem("port \(port) is taken; end the program that has it, or choose another with --port")
        }
    }
}

/// Each second takes in what the terminal recorded; each minute signs the tree, so that somebody outside can hold us to it, and
/// seals the index when much has changed; at the end does all of it.
struct Rounds: Service {
    let site: Site

    func run() async throws {
        var second = 0
        var edition: String?
        // Cancelled when the server itself could not go on: then sleeping ends at once, and going round would never end.
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
            second += 1
            do {
                try site.follow()
                if second % 30 == 1 { Allocation.giveBack() }
                if second % 60 == 0 {
                    try site.keepUp(after: 5000)
                    if let now = try site.acceptedEdition() {
                        if let before = edition, before != now {
                            tell("Another edition of the pack was accepted; this server takes it at its next start.")
                        }
                        edition = now
                    }
                }
            } catch { tell("warning: \(error)") }
            if let pulse = Supervision.pulse, second % pulse == 0 { Supervision.tell("WATCHDOG=1") }
        }
        Supervision.tell("STOPPING=1")
        try site.keepUp(after: 1)
    }
}

/// Each minute tells by mail whoever chose it. Apart from the other rounds, since a mail program may be slow. Each address that
/// fails waits by itself; a fault is named at most once a day.
struct MailRounds: Service {
    let site: Site

    func run() async throws {
        var told: ContinuousClock.Instant?
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(60)) }
            guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
            do { try await site.remind() } catch  where told.map({ .now - $0 >= .seconds(86_400) }) ?? true {
                tell("warning: \(error)")
                told = .now
            } catch {}
        }
    }
}
