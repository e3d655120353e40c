import OrderedCollections
import Register
import Testing

/// The public's side of a report: what its code and its times may tell, and who may write.
struct DialogueTests {
    @Test func aCodeIsTwentyDigitsHoweverTheyAreTyped() throws {
        let code = try #require(ReplyCode("1234 5678-9012.3456 7890"))
        #expect(code.digits == "12345678901234567890" && code.groups == ["1234", "5678", "9012", "3456", "7890"])
        // As it is pasted: with words before it, other spaces and dashes, digits of another script.
        for pasted in [
            "Code: 1234 5678 9012 3456 7890.", "1234\u{A0}5678\u{A0}9012\u{A0}3456\u{A0}7890", "1234–5678–9012, 3456 7890",
            "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٩٠", "１2345678901234567890",
        ] { #expect(ReplyCode(pasted) == code, "\(pasted)") }
        for wrong in ["", "1234", "1234567890123456789", "123456789012345678901", "1234567890123456789x", "½1234567890123456789"] {
            #expect(ReplyCode(wrong) == nil, "\(wrong)")
        }
    }

    /// Bytes from 250 are left out, since with them the first six digits would come more often.
    @Test func everyDigitIsAsLikely() throws {
        #expect(ReplyCode(drawing: [UInt8](repeating: 255, count: 64)) == nil)
        #expect(ReplyCode(drawing: [250, 255] + (0..<20))?.digits == "01234567890123456789")
        var counts = [Int](repeating: 0, count: 10)
        for byte in UInt8.min..<250 { counts[Int(byte % 10)] += 1 }
        #expect(Set(counts) == [25])
    }

    /// Local midnight in Saint Lucia is 4:00 in UTC.
    @Test(arguments: [(4, 4), (5, 4), (9, 4), (10, 10), (15, 10), (16, 16), (22, 22), (27, 22), (28, 28)])
    func ofATimeOnlyThePartOfTheDayIsKept(_ hour: Int, _ begins: Int) {
        let (day, zone) = (20_000 * 86_400, Zone(name: "America/St_Lucia", offset: -14_400))
        for second in [0, 1, 3599] {
            #expect(
                Moment(seconds: day + hour * 3600 + second).coarse(in: zone) == Moment(seconds: day + begins * 3600))
        }
    }

    /// An urgent one tells the quarter of an hour, since its clock must run; a calm one no more than its stamp.
    @Test func theClockOfAReportIsCoarseToo() {
        var practice = Practice()
        practice.triage = ["urgent": .hours(1), "other": .hours(24)]
        for second in stride(from: 0, through: 86_400, by: 617) {
            let now = Moment(seconds: 1_795_000_000 + second)
            for (urgency, hours, step) in [("urgent", 1, 900), ("other", 24, 21_600)] {
                let due = practice.coarseLookBy(urgency, from: now)?.seconds ?? 0
                #expect(due % step == 0 && (0..<step).contains(due - now.seconds - hours * 3600))
            }
        }
    }

    func entry<Action: Recordable>(_ action: Action, _ number: Int = 1, by author: AccountID = .anybody) -> Entry<Action> {
        let id = EntryID(bytes: (0..<15).map { UInt8($0) } + [UInt8(number)]) ?? ShapesTests.id
        let stamp = Stamp(author: author, agency: "", node: "", at: Moment(seconds: 21_600), pack: "")
        return Entry(id: id, sequence: number, stamp: stamp, action: action)
    }

    @Test func onlyWhoTriagesAnswersAndTheLastWordSaysWhoWaits() {
        var dialogue = Dialogue()
        #expect(throws: Refusal("notPermitted")) { try dialogue.accept(.asked(answers: ShapesTests.said), duties: []) }
        dialogue.apply(entry(.opened(concern: ChronicleID(uuid: ShapesTests.id.uuid), language: "fr")))
        #expect(!dialogue.waits)
        #expect(throws: Refusal("alreadyReported")) {
            try dialogue.accept(.opened(concern: ChronicleID(uuid: ShapesTests.id.uuid), language: "fr"), duties: [])
        }
        dialogue.apply(entry(.asked(answers: ShapesTests.said), 2))
        #expect(dialogue.waits && dialogue.messages[0].author == nil)
        #expect(throws: Refusal("notPermitted")) { try dialogue.accept(.answered(answers: ShapesTests.said), duties: [.report]) }
        #expect(throws: Never.self) { try dialogue.accept(.answered(answers: ShapesTests.said), duties: [.triage]) }
        dialogue.apply(entry(.answered(answers: ShapesTests.said), 3, by: AccountID(uuid: ShapesTests.id.uuid)))
        #expect(!dialogue.waits && dialogue.messages[1].author != nil)
    }

    @Test func nobodyFillsTheDiskWithOneCode() {
        var dialogue = Dialogue()
        dialogue.apply(entry(.opened(concern: ChronicleID(uuid: ShapesTests.id.uuid), language: "en")))
        let picture = Dialogue.Action.attached(Dialogue.Picture(type: "image/png", digest: "00"), answers: Answers())
        for number in 1...Dialogue.pictureLimit { dialogue.apply(entry(picture, number)) }
        #expect(throws: Refusal("tooManyMessages")) { try dialogue.accept(picture, duties: []) }
        #expect(throws: Never.self) { try dialogue.accept(.asked(answers: ShapesTests.said), duties: []) }
        for number in 1...Dialogue.limit { dialogue.apply(entry(.asked(answers: ShapesTests.said), number % 200)) }
        #expect(throws: Refusal("tooManyMessages")) { try dialogue.accept(.asked(answers: ShapesTests.said), duties: []) }
    }

    /// By the way it came, from the day somebody looked at it, and never while something rests on it.
    @Test func aReportThatLedToNothingHasItsDay() {
        var practice = Practice()
        practice.reportSource = "source"
        practice.reportDays = ["public": 180, nil: 365]
        var concern = Concern()
        let chronicle = ChronicleID(uuid: ShapesTests.id.uuid)
        let lineage = Lineage(channel: "public", form: "f", language: "en", dialogue: chronicle)
        concern.apply(
            entry(.received(number: "R-1", urgency: "other", lineage: lineage, lookBy: Moment(seconds: 9), answers: Answers())))
        #expect(concern.destroyFrom(by: practice) == nil && concern.due(by: practice) == Moment(seconds: 9))
        #expect(concern.reporter == nil)
        concern.apply(entry(.triaged(outcome: "none", answers: Answers()), 2))
        #expect(concern.destroyFrom(by: practice) == Day.epoch.adding(days: 180) && concern.due(by: practice) == nil)
        var call = Concern()
        call.apply(entry(.reported(number: "R-2", urgency: "other", answers: Answers(["source": .text("hotline")]))))
        call.apply(entry(.triaged(outcome: "none", answers: Answers()), 2))
        #expect(call.destroyFrom(by: practice) == Day.epoch.adding(days: 365))
        practice.reportDays = [:]
        #expect(call.destroyFrom(by: practice) == nil, "a country that said nothing keeps them")
        concern.apply(entry(.led(to: chronicle, number: "C-1"), 3))
        #expect(concern.destroyFrom(by: practice) == nil)
    }
}
