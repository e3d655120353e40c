import Exchange
import Foundation
import Pack
import Register
import Store

/// Short texts: numbers, days, ids, keys, lists that were pasted, heads that somebody kept.
extension FuzzTarget {
    static let texts: [FuzzTarget] = [
        .text("day", largest: 256, words: ["2026-11-23", "~"], run: days),
        .text("number", largest: 256, words: ["e", "."], run: numbers),
        .text("address", largest: 512, words: ["@", ".", "anse.example"]) { use(MailAddress($0)) },
        .text("code", largest: 512, words: ["1234 5678 9012 3456 7890"], run: codes),
        .text("recipient", words: ["age1", "AGE-SECRET-KEY-"]) { use(try? RecipientKey.all(in: $0)) },
        .text("head", words: ["anse/", "\n", "number ", "time ", "before ", "\u{2014} anse "]) {
            use(KeptHead(note: $0)?.head.size)
        },
        FuzzTarget("frontier") { use(MerkleTree.Frontier(bytes: Data($0))?.root) },
        .text("people", largest: 16_384, words: ["\t", ";", ",", "\n", "\"", "given name", "age", "about 20", "f", "12/25/1999"]) {
            text in
            let country = Fictional.country
            guard let terms = country.people else { return }
            use(PeopleList(text, terms, country, today: Fictional.today).lines)
        },
        .text("sign-in-sheet", largest: 16_384, words: ["\t", ";", ",", "\n", "name", "agency", "police"]) { text in
            let country = Fictional.country
            guard let training = country.training else { return }
            let form = ParticipantForm(country, training, language: "en")
            for line in PeopleList(text, form.columns, country, today: Fictional.today).lines {
                for (_, answers) in line.forms { use(try? form.person(answers)) }
            }
        },
    ]

    @Sendable private static func days(_ text: String) {
        guard let day = Day(text) else { return }
        use(day.description)
        use(day.adding(days: 1))
        use(day.adding(days: -400_000))
    }

    @Sendable private static func numbers(_ text: String) {
        for digits in 0...3 { use(Money(text, digits: digits)?.text(digits: digits)) }
        guard let field = Fictional.country.fields.first(where: { $0.kind == .number }) else { return }
        use(field.check(SubmittedAnswers([field.id.rawValue: [text]]), under: ""))
        let open = Field(id: "n", kind: .number, label: "n", fieldClass: .coded, range: 0 ... .greatestFiniteMagnitude)
        use(open.check(SubmittedAnswers(["n": [text]]), under: ""))
    }

    @Sendable private static func codes(_ text: String) {
        use(ReplyCode(text)?.groups)
        use(EntryID(text))
        use(ChronicleID(text))
    }
}
