package import Exchange
import Foundation
package import Pack
package import Register
package import Store
import Synchronization

/// What is open behind the pages once the data folder is unlocked.
package final class Desk: Sendable {
    let country: Country
    let store: Store
    let sessions: Sessions
    let bodies = Bodies()
    private let lateness = Lateness()
    /// Signs the tree as it is.
    let sign: @Sendable (Moment) throws -> Void

    package init(
        country: Country, store: Store, at now: Moment, sign: @escaping @Sendable (Moment) throws -> Void = { _ in }
    ) throws {
        self.country = country
        self.store = store
        self.sign = sign
        sessions = try Sessions(store, at: now)
        // A folder that is damaged somewhere opens all the same.
        try? store.endDrafts(at: now)
    }

    /// How many things of a case are late now. What waits is computed once for each state of the case.
    func late(_ file: SeenCase, _ practice: Practice, _ now: Moment) -> Int { lateness.count(file, practice, now) }
}

/// The whole site: sealed at first, then open. The clock is an argument, so that a test can set it.
package final class Site: Sendable {
    /// The country as it was accepted; while sealed, the words and names that its folder has.
    var country: Country { shownCountry.country }
    var shownCountry: ShownCountry { shown.withLock { $0 } }
    private let shown: Mutex<ShownCountry>
    let isDemo: Bool
    /// Told apart from a real one by the start page of a demo: the sign-ins to try.
    let demoAccounts: [DemoAccount]
    let clock: @Sendable () -> Moment
    /// Of strangers, by network: a right one is taken back.
    let signInTries = Throttle(60, per: 600)
    /// By network.
    let unlockTries = Throttle(10, per: 600)
    /// Wrong digits at the door of a workshop, and wrong codes of one.
    let joinTries = NetworkTries(30, few: 3, all: 100, per: 60)
    /// Names compared with the one on a certificate.
    let nameTries = NetworkTries(10, few: 2, all: 30, per: 3600)
    /// Passwords and passphrases. Units: 64 MiB each.
    let slowWork = SlowWork(places: 32, niceness: 10)
    /// Makes papers, with a queue of its own so that no sign-in waits for one.
    let press: Press
    let pressing = SlowWork(niceness: 5)
    /// Seals files for partners.
    let age: AgeProgram
    /// Nil where the installation sends no mail.
    let mailer: Mailer?
    let tries = Tries()
    /// Figures that are being frozen or drafted.
    let preparing: Preparing
    /// The host name at whose root the public pages stand, if they have one.
    let publicHost: String?
    /// The address that people type, as papers and links name it. Nil for a machine under one's own roof.
    let publicAddress: PublicAddress?
    /// Whether a proxy of our own says from where a request came.
    let isBehindProxy: Bool
    /// The slow work of the public door, one at a time, so that no crowd there keeps staff out.
    let doorWork = SlowWork(slots: 1, niceness: 10)
    let turnstile = Turnstile()
    /// Large bodies that anybody may send, in memory at once.
    let pictures = Places(6)
    let smallPictures = Places(24)
    let largeBodies = LargeBodies()
    /// Reports of one network; whoever is over it waits, and the words stay.
    let reportTries = Throttle(60, per: 600)
    /// Pictures under reply codes, of one network and of all, so that nobody fills the disk with them.
    let pictureTries = Throttle(30, per: 3600)
    let allPictureTries = Throttle(300, per: 86_400)
    /// At one reply code, by network.
    let codeTries = Throttle(20, per: 600)
    let publishedFiles = PublishedFiles()
    private let opener: @Sendable (String) throws -> Desk
    private let desk = Mutex<Desk?>(nil)
    private let swept = Mutex(Moment(seconds: 0))

    package struct DemoAccount: Sendable {
        package let signIn: String
        package let role: Wording
        package let agency: Wording
        package init(signIn: String, role: Wording, agency: Wording) {
            self.signIn = signIn
            self.role = role
            self.agency = agency
        }
    }

    /// `opener` opens the data folder with a passphrase; it runs away from the threads that serve pages.
    package init(
        country: Country, isDemo: Bool = false, demoAccounts: [DemoAccount] = [], press: Press = Press(setting: nil),
        mailer: Mailer? = nil, publicHost: String? = nil, publicAddress: PublicAddress? = nil, isBehindProxy: Bool = false,
        age: AgeProgram = AgeProgram(), patience: Double = 1,
        clock: @escaping @Sendable () -> Moment,
        opener: @escaping @Sendable (String) throws -> Desk
    ) {
        shown = Mutex(ShownCountry(country))
        self.isDemo = isDemo
        self.demoAccounts = demoAccounts
        self.press = press
        self.mailer = mailer
        self.publicHost = publicHost
        self.publicAddress = publicAddress
        self.isBehindProxy = isBehindProxy
        self.age = age
        preparing = Preparing(patience: patience)
        self.clock = clock
        self.opener = opener
    }

    /// Nil while sealed.
    var openDesk: Desk? { desk.withLock { $0 } }

    /// Which edition of the pack holds now; nil while sealed.
    package func acceptedEdition() throws -> String? { try openDesk?.store.acceptedEdition() }

    /// Takes in what another process recorded.
    package func follow() throws { try openDesk?.store.follow() }

    /// Signs a head of the ledger, seals the index and writes the copy of the counter, when there is something new and the key is there.
    package func keepUp(after entries: Int) throws {
        try openDesk?.sign(clock())
        try openDesk?.store.saveCheckpoint(after: entries)
        try openDesk?.store.keepVisits(at: clock())
        try openDesk?.store.keepCounter()
        try sweep(at: clock())
    }

    /// Once a day what waits longer than it may is forgotten; at the start the desk does it.
    private func sweep(at now: Moment) throws {
        let isTime = swept.withLock { last in
            guard now.seconds - last.seconds >= 86_400 || last > now else { return false }
            last = now
            return true
        }
        if isTime { try openDesk?.store.endDrafts(at: now) }
    }

    package func open(_ desk: Desk) { open(desk, onlySealed: false) }

    private func open(_ opened: Desk, onlySealed: Bool) {
        let country = ShownCountry(opened.country)
        desk.withLock { desk in
            guard desk == nil || !onlySealed else { return }
            shown.withLock { $0 = country }
            desk = opened
        }
    }

    /// Errors: `KeyFault.wrongPassphrase`.
    func unlock(_ passphrase: String, from block: AddressBlock) async throws {
        let opened = try await slowWork.run(as: .stranger, from: block) { [opener] in try opener(passphrase) }
        open(opened, onlySealed: true)
    }

    /// The same for whoever sits at the machine: on the thread that asks, behind nobody.
    package func unlockHere(_ passphrase: String) throws {
        open(try opener(passphrase), onlySealed: true)
    }

    package var isOpen: Bool { openDesk != nil }
}

/// A country by reference: a page asks for it often and copies nothing.
final class ShownCountry: Sendable {
    let country: Country
    init(_ country: Country) { self.country = country }
}
