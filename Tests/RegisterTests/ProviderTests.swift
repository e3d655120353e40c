import OrderedCollections
import Register
import Testing

/// Who may keep the directory, what may follow what, and that a secret address is never among the answers.
struct ProviderTests {
    static let today = Day(year: 2026, month: 11, day: 18) ?? .epoch
    static let terms: ProviderTerms = {
        var terms = ProviderTerms()
        terms.secret = "secret"
        terms.address = "address"
        terms.shelters = ["shelter"]
        terms.full = ["full"]
        return terms
    }()
    let desk = Provider.Listing(name: "Desk", agency: "health", services: ["medical"])

    func answers(_ secret: String?) -> Answers {
        var answers = Answers(["address": .text("1 Fictional Street"), "about": .text("Care")])
        answers["secret"] = secret.map { .text($0) }
        return answers
    }

    func provider(_ actions: [Provider.Action]) -> Provider {
        let account = AccountID(uuid: ShapesTests.id.uuid)
        let stamp = Stamp(author: account, agency: "health", node: "t", at: Moment(seconds: 0), pack: "t")
        return Provider(
            folding: actions.enumerated().map {
                Entry(id: ShapesTests.id, sequence: $0.offset + 1, stamp: stamp, action: $0.element)
            })
    }

    func refusal(_ action: Provider.Action, after actions: [Provider.Action], duties: Set<Duty> = [.directory]) -> String? {
        do {
            try provider(actions).accept(action, duties: duties, on: ProviderTests.today)
            return nil
        } catch { return error.reason }
    }

    @Test(arguments: ["yes", "unknown", "refused", nil])
    func anAddressIsKeptOnlyWhenSomebodySaidThatItIsNotSecret(_ secret: String?) {
        let kept = Provider.Action.listed(desk, answers: answers(secret)).open(by: ProviderTests.terms)
        #expect(kept.answers["address"] == nil && kept.answers["about"] != nil)
        #expect(Provider.Action.changed(desk, answers: answers(secret)).open(by: ProviderTests.terms).answers["address"] == nil)
    }

    @Test func anOpenAddressIsKept() {
        let open = Provider.Action.listed(desk, answers: answers("no"))
        #expect(open.open(by: ProviderTests.terms) == open)
    }

    @Test func aShelterHasNoAddressWhateverWasAnswered() {
        var shelter = desk
        shelter.services = ["medical", "shelter"]
        #expect(Provider.Action.changed(shelter, answers: answers("no")).open(by: ProviderTests.terms).answers["address"] == nil)
        // Recorded before the service was a shelter: it is not shown any more.
        let known = provider([.listed(shelter, answers: answers("no"))])
        let seen = SeenProvider(known, ChronicleID(uuid: ShapesTests.id.uuid), to: .staff, by: ProviderTests.terms)
        #expect(
            known.answers["address"] != nil && seen?.isSecret == true
                && seen?.answers == Answers(["about": .text("Care"), "secret": .text("no")]))
    }

    @Test func withoutAQuestionOnSecrecyEveryAddressIsSecret() {
        var terms = ProviderTests.terms
        terms.secret = nil
        #expect(terms.open(answers("no"), offering: ["medical"])["address"] == nil)
    }

    @Test func aChangeLeavesNothingOfWhatWasTakenAway() {
        let known = provider([.listed(desk, answers: answers("no")), .changed(desk, answers: Answers(["about": .text("Care")]))])
        #expect(known.answers == Answers(["about": .text("Care")]))
    }

    @Test func onlyWhoKeepsTheDirectoryChangesIt() {
        let listed = Provider.Action.listed(desk, answers: Answers())
        for (action, before) in [
            (listed, []), (.changed(desk, answers: Answers()), [listed]), (.checked(on: ProviderTests.today), [listed]),
            (.withdrawn, [listed]), (.relisted, [listed, .withdrawn]),
        ] as [(Provider.Action, [Provider.Action])] {
            #expect(refusal(action, after: before) == nil)
            #expect(refusal(action, after: before, duties: [.report, .triage, .incidents, .coordinate]) == "refusal.notPermitted")
        }
    }

    @Test func whatWasWithdrawnWaitsUntilItIsListedAgain() {
        let withdrawn: [Provider.Action] = [.listed(desk, answers: Answers()), .withdrawn]
        for action in [.changed(desk, answers: Answers()), .checked(on: ProviderTests.today), .withdrawn] as [Provider.Action] {
            #expect(refusal(action, after: withdrawn) == "refusal.providerWithdrawn")
        }
        #expect(refusal(.relisted, after: [withdrawn[0]]) == "refusal.alreadyListed")
        #expect(provider(withdrawn + [.relisted]).status == .listed)
    }

    @Test func aCheckIsOfTodayOrBeforeAndNeverGoesBack() {
        let listed = Provider.Action.listed(desk, answers: Answers())
        let today = ProviderTests.today
        #expect(refusal(.checked(on: today.adding(days: 1)), after: [listed]) == "refusal.checkDay")
        #expect(refusal(.checked(on: today.adding(days: -2)), after: [listed, .checked(on: today)]) == "refusal.checkDay")
        #expect(refusal(.checked(on: today), after: [listed, .checked(on: today)]) == nil)
    }

    @Test func aListingNamesSomebodyAndAService() {
        #expect(
            refusal(.listed(.init(name: "", agency: "a", services: ["b"]), answers: Answers()), after: []) == "refusal.emptyListing"
        )
        #expect(
            refusal(.listed(.init(name: "A", agency: "a", services: []), answers: Answers()), after: []) == "refusal.emptyListing")
    }

    @Test func aCheckIsStaleTheDayAfterItsTerm() {
        let terms = ProviderTests.terms
        #expect(!terms.isStale(ProviderTests.today.adding(days: -90), on: ProviderTests.today))
        #expect(terms.isStale(ProviderTests.today.adding(days: -91), on: ProviderTests.today))
        #expect(terms.isStale(nil, on: ProviderTests.today))
    }
}
