import Examples
import Foundation
import OrderedCollections
import Pack
import Register
import Testing

/// What was recorded is shown as far as somebody named it: pages, papers and files take what was seen and nothing else.
struct SeenTests {
    let worker = Actor(account: AccountID(uuid: ShapesTests.id.uuid), agency: "health", role: "officer")
    let other = Actor(account: .anybody, agency: "police", role: "officer")
    let zone = Zone(name: "America/St_Lucia", offset: -14_400)
    let at = Moment(seconds: 1_795_000_000)

    private func fold<Kind: Chronicle>(_ actions: [(Actor, Kind.Action)]) -> Kind {
        let entries = actions.enumerated().map { index, each in
            let stamp = Stamp(author: each.0.account, agency: each.0.agency, node: "t", at: at, pack: "t")
            return Entry(id: ShapesTests.id, sequence: index + 1, stamp: stamp, action: each.1)
        }
        return Kind(folding: entries)
    }

    // MARK: What nobody named

    private func names(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }

    /// A property that is new fails here until somebody decided whether it is shown, and to whom.
    @Test func whatNobodyNamedIsNowhereShown() throws {
        func decided(_ had: Any, _ seen: Any, keptBack: Set<String> = [], new: Set<String> = []) {
            #expect(names(had).subtracting(names(seen)) == keptBack, "\(type(of: had))")
            #expect(names(seen).subtracting(names(had)) == new, "\(type(of: seen))")
        }
        let file: CaseFile = fold([(worker, .opened(number: "C-1", form: "new-case", answers: Answers()))])
        decided(file, SeenCase(file, to: .withKey(worker), by: try WorkCalendarTests.country().policy))
        let concern = report()
        decided(
            concern, try #require(seen(concern, by: worker)),
            keptBack: ["urgency", "lineage", "lookBy", "triager", "triagedAt"], new: ["due", "door"])
        let door = try #require(seen(received, by: worker, duties: [.triage])?.door)
        decided(try #require(received.lineage), door, keptBack: ["channel", "dialogue"])
        let messages = SeenDialogue(dialogue, to: .team, isRead: false, in: zone)
        decided(dialogue, messages, keptBack: ["concern", "language", "standing"], new: ["marked", "isRead"])
        decided(
            dialogue.messages[0], messages.messages[0], keptBack: ["id", "answers"], new: ["isOfTeam", "text", "hasPicture"])
        decided(incident, try #require(SeenIncident(incident, to: worker, holding: officer)), keptBack: ["people"])
        decided(clinic(), try #require(seen(clinic(), by: .staff)), new: ["id", "isSecret"])
    }

    private static let wholes = "CaseFile|Concern|Dialogue|Incident|Provider"

    /// Whether a file holds a whole: as the type of anything, and not where a kind of its parts or an action is named.
    private func holds(_ text: String) throws -> Bool {
        try text.contains(Regex("[:\\[(<>,]\\s*(?:\(SeenTests.wholes))\\b[^.(]"))
    }

    /// Whether a room lets others have one.
    private func gives(_ text: String) throws -> Bool {
        let declared = "package (?:static )?(?:func [^{}]*->[^{}]*|(?:let|var) \\w+:[^\\n{}=]*)"
        return try text.contains(Regex("\(declared)\\b(?:\(SeenTests.wholes))\\b[^.(]"))
    }

    /// The kinds of parts are named by what they are parts of, and what was recorded is proposed as it is; the whole is held by no page.
    @Test func noPageAndNoFileHoldsAWhole() throws {
        for planted in ["f(_ file: CaseFile)", "-> Concern {", "[Incident]", "(Int, Provider)", "Known<Dialogue>", "a: Incident?"] {
            #expect(try holds(planted + " "), "\(planted)")
        }
        #expect(try !holds("CaseFile.isAllowed(a) CaseFile(folding: b) [CaseFile.Note] (Concern.Action) [SeenIncident] "))
        #expect(try gives("package func one(_ id: Int) throws\n -> (a: Concern, Int) {") && gives("package let a: [Incident]\n"))
        for room in ["Web", "Exchange"] {
            for (name, text) in try sources(room) {
                #expect(try !holds(text), "\(name) holds a whole")
                #expect(!text.contains(".peek("), "\(name) reads without a permit")
            }
        }
        #expect(try sources("Store").filter { try gives($0.text) }.map(\.name) == ["Peek.swift"], "for the demo and the tests")
    }

    private func sources(_ room: String) throws -> [(name: String, text: String)] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/\(room)").standardized
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        let found = try files.filter { $0.pathExtension == "swift" }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
        #expect(found.count > 20)
        return found
    }

    // MARK: A report

    private func report() -> Concern {
        let said = Answers(["what": .text("Two men wait outside")])
        return fold([
            (worker, .reported(number: "R-1", urgency: "urgent", answers: said)),
            (other, .triaged(outcome: "screen", answers: Answers([.text: .text("Call again")]))),
            (other, .led(to: ChronicleID(uuid: ShapesTests.id.uuid), number: "C-1")),
            (other, .led(to: ChronicleID(uuid: ShapesTests.id.uuid), number: "C-2")), (other, .walled(.agency("labour"))),
        ])
    }

    private var received: Concern {
        let lineage = Lineage(channel: "web", form: "tell", language: "fr", dialogue: ChronicleID(uuid: ShapesTests.id.uuid))
        return fold([(other, .received(number: "R-2", urgency: "other", lineage: lineage, lookBy: at, answers: Answers()))])
    }

    private func seen(_ concern: Concern, by actor: Actor, duties: Set<Duty> = [.report]) -> SeenConcern? {
        var practice = Practice()
        practice.desks.named = ["web": ["health"]]
        return SeenConcern(
            concern, to: actor, duties: duties, by: practice, cases: { $0.filter { $0 != "C-2" } }, incidents: { $0 })
    }

    @Test func whoTookAReportLearnsOfNobodyWhoIsKeptOut() throws {
        let own = try #require(seen(report(), by: worker))
        #expect(own.answers == report().answers && own.notes == ["Call again"] && own.outcome == "screen")
        #expect(own.cases == ["C-1"] && own.barred.isEmpty && own.door == nil)
        #expect(seen(report(), by: worker, duties: [.triage])?.barred == [.agency("labour")], "the control: whoever triages does")
        #expect(seen(report(), by: other, duties: [.triage]) == nil, "of another desk")
        #expect(seen(received, by: worker) == nil && seen(received, by: worker, duties: [.triage])?.due == at)
    }

    // MARK: Messages

    private var dialogue: Dialogue {
        fold([
            (other, .opened(concern: ChronicleID(uuid: ShapesTests.id.uuid), language: "fr")),
            (other, .attached(.init(type: "image/png", digest: "00"), answers: Answers([.text: .text("Look")]))),
            (worker, .answered(answers: Answers([.text: .text("We come")]))),
        ])
    }

    @Test func thePersonIsToldTheDayAndNotWhoAnswered() {
        let person = SeenDialogue(dialogue, to: .person, isRead: false, in: zone)
        let team = SeenDialogue(dialogue, to: .team, isRead: false, in: zone)
        #expect(person.messages.map(\.text) == ["Look", "We come"] && person.messages.map(\.hasPicture) == [true, false])
        #expect(person.messages.map(\.isOfTeam) == [false, true] && person.messages.map(\.author) == [nil, nil])
        #expect(person.messages.map(\.picture) == [nil, nil] && team.messages.map(\.picture) == [ShapesTests.id, nil])
        #expect(zone.local(person.messages[1].at).minute == 0 && zone.local(person.messages[1].at).day == zone.local(at).day)
        #expect(team.messages.map(\.author) == [nil, worker.account] && team.messages[1].at == at)
    }

    @Test func itStandsWhereTheTeamMarkedItOrWhereItIsRead() {
        func standing(_ actions: [(Actor, Dialogue.Action)], isRead: Bool = false) -> String? {
            SeenDialogue(fold(actions), to: .person, isRead: isRead, in: zone).standing(of: ["arrived", "read", "acting"])
        }
        #expect(standing([]) == "arrived" && standing([], isRead: true) == "read")
        #expect(standing([(worker, .answered(answers: Answers()))]) == "read")
        #expect(standing([(worker, .marked(standing: "acting"))], isRead: true) == "acting")
    }

    // MARK: An incident

    private let officer = Role(code: "officer", label: "", grants: [:], duties: [.incidents])

    private var incident: Incident {
        let person = Incident.Person(chronicle: ChronicleID(uuid: ShapesTests.id.uuid), number: "C-1")
        return fold([
            (worker, .opened(number: "I-1", origin: nil, answers: Answers(["where": .text("A farm")]))),
            (worker, .brought([person])),
            (worker, .barred(.agency("labour"))),
        ])
    }

    @Test func anIncidentNamesNoPersonByItself() throws {
        let own = try #require(SeenIncident(incident, to: worker, holding: officer))
        #expect(own.answers == incident.answers && own.leader == worker.account && own.barred == [.agency("labour")])
        #expect(!"\(own)".contains("C-1"))
        #expect(SeenIncident(incident, to: other, holding: officer) == nil)
    }

    // MARK: A provider

    private var terms: ProviderTerms {
        var terms = ProviderTerms()
        terms.about = "about"
        terms.capacity = "capacity"
        terms.phone = "phone"
        terms.email = "email"
        terms.secret = "secret"
        terms.address = "address"
        terms.shelters = ["housing"]
        return terms
    }

    private func clinic(secret: String = "no", _ service: ServiceCode = "medical", isWithdrawn: Bool = false) -> Provider {
        let all = ["about", "capacity", "phone", "email", "address", "inner"].map { (FieldID($0), Answer.text($0)) }
        var answers = Answers(OrderedDictionary(uniqueKeysWithValues: all))
        answers["secret"] = .text(secret)
        let listing = Provider.Listing(name: "Clinic", agency: "health", services: [service])
        let withdrawn: [(Actor, Provider.Action)] = isWithdrawn ? [(worker, .withdrawn)] : []
        return fold([(worker, .listed(listing, answers: answers)), (worker, .checked(on: .epoch))] + withdrawn)
    }

    private func seen(_ provider: Provider, by reader: SeenProvider.Reader) -> SeenProvider? {
        SeenProvider(provider, ChronicleID(uuid: ShapesTests.id.uuid), to: reader, by: terms)
    }

    private func told(_ provider: Provider, to reader: SeenProvider.Reader) -> Set<String>? {
        seen(provider, by: reader).map { Set($0.answers.values.keys.map(\.rawValue)) }
    }

    @Test func aProviderIsToldToEachAsFarAsTheyNeedIt() {
        let all: Set = ["about", "capacity", "phone", "email", "address", "inner", "secret"]
        #expect(told(clinic(), to: .staff) == all && told(clinic(secret: "yes"), to: .staff) == all.subtracting(["address"]))
        #expect(told(clinic(), to: .partner) == all.subtracting(["inner", "secret"]))
        #expect(told(clinic(), to: .anybody) == ["about", "phone", "address"])
        for hidden in [clinic(secret: "yes"), clinic("housing")] {
            #expect(told(hidden, to: .partner) == ["about", "capacity"] && told(hidden, to: .anybody) == nil)
        }
        #expect(seen(clinic(), by: .staff)?.checker == worker.account && seen(clinic(), by: .partner)?.checker == nil)
        #expect(seen(clinic(), by: .partner)?.checked == .epoch && seen(clinic(), by: .anybody)?.checked == nil)
    }

    @Test func outsideAWithdrawnProviderIsNotThere() {
        let gone = clinic(isWithdrawn: true)
        #expect(seen(gone, by: .staff) != nil && seen(gone, by: .partner) == nil && seen(gone, by: .anybody) == nil)
    }
}
