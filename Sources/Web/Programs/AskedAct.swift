import Pack
import Register
import Store

/// One act of a case as it is asked for, by a page and by a program alike: what it asks, and what is made of the answers.
struct AskedAct: Sendable {
    /// What an act asks besides what it is about. `name` is that of the page's input and of the program's key.
    struct Ask: Sendable {
        enum Kind: Sendable {
            /// The bytes of a file, for a program in Base64.
            case file
            case code([String])
            case codes([String])
            case day, text, number, tick
            /// An entry, an account or a case, by its id or number.
            case reference
            /// Answers to the form that is named beside them, or to that of the record they change.
            case answers
        }

        let name: String
        let kind: Kind
        let isRequired: Bool
        /// The key of a program, where it must be another.
        let key: String

        init(_ name: String, _ kind: Kind, isRequired: Bool = true, key: String? = nil) {
            self.name = name
            self.kind = kind
            self.isRequired = isRequired
            self.key = key ?? name
        }

        static func optional(_ name: String, _ kind: Kind) -> Ask { Ask(name, kind, isRequired: false) }
        static let reason = Ask("text", .text)
        static let remark = Ask("text", .text, isRequired: false)
    }

    /// How it is recorded: as an entry of the case, which may have to be read first, or in more than that one case.
    enum Way: Sendable {
        case entry(@Sendable (Visit) throws -> CaseAction)
        case reading(@Sendable (Visit, Read) throws -> CaseAction)
        case apart(@Sendable (Visit, String) async throws -> Void)
    }

    /// A case as whoever asks may see it, with the answers that a program sent to a form.
    struct Read: Sendable {
        let file: SeenCase
        let permit: Permit
        var answers = Answers()
    }

    /// Its name for programs: the word of what is recorded.
    let kind: String
    /// What stands in the address of its page: the key of a program, and the name in the address.
    var about: (key: String, name: String)?
    let asks: @Sendable (Country) -> [Ask]
    let way: Way

    init(
        _ kind: String, about key: String? = nil, as name: String = "id",
        asks: @escaping @Sendable (Country) -> [Ask] = { _ in [] },
        _ way: Way
    ) {
        self.kind = kind
        about = key.map { ($0, name) }
        self.asks = asks
        self.way = way
    }

    /// Everything that can be asked for in a case. Opening one has an address of its own, and where it came from is recorded with it.
    static let all: [AskedAct] =
        SectionActs.all + ConsentPages.acts + ReferralPages.acts + ServicePages.acts + ActPages.acts + DecisionPages.acts
        + TodoPages.acts + AttachmentPages.acts + KnownPages.acts + MatchPages.acts + WallPages.acts + ClosurePages.acts
        + RetentionPages.acts

    static let byKind = Dictionary(all.map { ($0.kind, $0) }) { first, _ in first }
}

extension Visit {
    /// The same visit with these answers and this in its address, as if a page had sent them.
    func sending(_ form: SubmittedAnswers, about named: [String: String] = [:]) -> Visit {
        var visit = self
        visit.inbound.form = form
        visit.inbound.parameters.merge(named) { $1 }
        return visit
    }
}

extension [Choice] {
    var codes: [String] { map(\.code) }
}

extension Country {
    var agencyCodes: [String] { agencies.map(\.code.rawValue) }
    var serviceCodes: [String] { services.map(\.code.rawValue) }
}
