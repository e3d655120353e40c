import Foundation
import Pack
import Register
import Web

/// What was written into a form, and what a program or a ledger says in JSON.
extension FuzzTarget {
    static let forms: [FuzzTarget] = [
        FuzzTarget(
            "form", largest: 16_384, words: fields + ["=", "&", ".0.", ".declined=1", ".year=", ".month=", ".day="], run: form),
        FuzzTarget("answers", largest: 16_384, words: json + ["{\"mark\":\"declined\"}"]) { bytes in
            guard let answers = try? JSONDecoder().decode(Answers.self, from: Data(bytes)) else { return }
            for form in Fictional.country.everyForm.prefix(4) { use(form.applying(to: answers)) }
            use(try? JSONEncoder().encode(answers))
        },
        FuzzTarget("action", largest: 16_384, words: json) { bytes in
            use(try? JSONDecoder().decode(CaseAction.self, from: Data(bytes)))
        },
    ]

    private static let fields = Array(Fictional.country.fields.map(\.id.rawValue).prefix(200))

    /// Shape: the form by its name on the first line, else by how long that line is; the rest is the body of a request.
    @Sendable private static func form(_ bytes: [UInt8]) {
        let forms = Fictional.country.everyForm + Fictional.country.records
        let line = bytes.prefix { $0 != 0x0A }
        guard let sent = Outside.form(bytes.dropFirst(line.count + 1)) else { return }
        let named = forms.first { $0.id.rawValue.utf8.elementsEqual(line) }
        let form = named ?? forms[line.count % forms.count]
        guard let answers = try? form.accept(sent) else { return }
        use(form.applying(to: answers))
    }
}
