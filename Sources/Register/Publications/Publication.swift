/// What the country says of one year: snapshots of what was known, drafts made from them, and the versions that two people answer for.
///
/// Shape: nothing is overwritten. The rows of a snapshot and the document of a draft are sealed files of the entries that brought them.
package struct Publication: Chronicle, Equatable {
    package enum Status: String, Sendable, CaseIterable { case absent, frozen, drafted, asked, published }

    /// Everybody of a year as known at a moment.
    package struct Cohort: Codable, Sendable, Equatable {
        package let number: String
        package let year: Int
        /// SHA-256 of the frozen rows, in hexadecimal digits.
        package let digest: String
        package let asOf: Moment
        package let people: Int

        package init(number: String, year: Int, digest: String, asOf: Moment, people: Int) {
            (self.number, self.year, self.digest, self.asOf, self.people) = (number, year, digest, asOf, people)
        }
    }

    /// Figures that were made of a snapshot.
    package struct Drawn: Codable, Sendable, Equatable {
        package let snapshot: EntryID
        /// SHA-256 of the document as it was drafted.
        package let digest: String
        package let method: PublishedFigures.Method
        package let tables: Int
        /// Zero-concentrated loss. It is spent by drawing, not by publishing: noise drawn anew until it pleases would tell too.
        package let loss: Double?

        package init(snapshot: EntryID, digest: String, method: PublishedFigures.Method, tables: Int, loss: Double? = nil) {
            (self.snapshot, self.digest, self.method, self.tables, self.loss) = (snapshot, digest, method, tables, loss)
        }
    }

    package enum Action: Recordable {
        case frozen(Cohort)
        case drafted(Drawn)
        case noted(answers: Answers)
        /// With the digest of the whole document, notes and all, as the second person is to sign it.
        case asked(digest: String)
        case returned(answers: Answers)
        case signed(digest: String)

        package static var compartment: Compartment { .core }

        /// Of the file that came with the entry. Nil where none did.
        package var digestOfFile: String? {
            switch self {
            case .frozen(let cohort): cohort.digest
            case .drafted(let drawn): drawn.digest
            case .asked(let digest): digest
            case .noted, .returned, .signed: nil
            }
        }

        package var answers: Answers {
            get {
                switch self {
                case .noted(let answers), .returned(let answers): answers
                case .frozen, .drafted, .asked, .signed: Answers()
                }
            }
            set {
                switch self {
                case .noted: self = .noted(answers: newValue)
                case .returned: self = .returned(answers: newValue)
                case .frozen, .drafted, .asked, .signed: break
                }
            }
        }
    }

    /// Who did something, and when.
    package struct Act: Sendable, Equatable, Identifiable {
        package let id: EntryID
        package let by: AccountID
        package let at: Moment
    }

    package struct Snapshot: Sendable, Equatable {
        package let act: Act
        package let cohort: Cohort
    }

    package struct Draft: Sendable, Equatable {
        package let act: Act
        package let drawn: Drawn
    }

    package struct Asking: Sendable, Equatable {
        package let act: Act
        package let digest: String
    }

    package struct Return: Sendable, Equatable {
        package let act: Act
        package let version: Int
        package let words: String
    }

    package struct Version: Sendable, Equatable {
        package let number: Int
        package let snapshot: Snapshot
        package let draft: Draft
        package let notes: String
        package let asked: Asking
        package let signed: Act
    }

    package static let kind = ChronicleKind.publication
    package private(set) var snapshots: [Snapshot] = []
    package private(set) var drafts: [Draft] = []
    package private(set) var versions: [Version] = []
    package private(set) var returns: [Return] = []
    package private(set) var asking: Asking?
    package private(set) var notes = ""
    private var notedBy: AccountID?

    package init() {}

    package var number: String { snapshots.first?.cohort.number ?? "" }
    package var year: Int { snapshots.first?.cohort.year ?? 0 }
    /// The version that is being prepared.
    package var next: Int { (versions.last?.number ?? 0) + 1 }
    package var snapshot: Snapshot? { snapshots.last }
    /// The newest draft, if it is of the newest snapshot.
    package var draft: Draft? { drafts.last.flatMap { $0.drawn.snapshot == snapshot?.act.id ? $0 : nil } }
    /// Why this version came back last. Nil once it was asked for again.
    package var returned: Return? { asking == nil ? returns.last { $0.version == next } : nil }

    package var status: Status {
        if snapshots.isEmpty { return .absent }
        if asking != nil { return .asked }
        guard let draft else { return .frozen }
        return draft.act.id == versions.last?.draft.act.id && notes.isEmpty ? .published : .drafted
    }

    /// Everybody who had a hand in what waits for a signature.
    package var hands: Set<AccountID> { Set([snapshot?.act.by, draft?.act.by, notedBy, asking?.act.by].compactMap(\.self)) }

    /// The loss of every draft there ever was.
    package var losses: [Double] { drafts.compactMap(\.drawn.loss) }

    /// Tables with hidden counts that left, in all versions. A draft that was published twice left once.
    package var tablesTold: Int {
        var seen: Set<EntryID> = []
        return versions.map(\.draft).filter { $0.drawn.method == .suppressed && seen.insert($0.act.id).inserted }
            .reduce(0) { $0 + $1.drawn.tables }
    }

    package mutating func apply(_ entry: Entry<Action>) {
        let act = Act(id: entry.id, by: entry.stamp.author, at: entry.stamp.at)
        switch entry.action {
        case .frozen(let cohort): snapshots.append(Snapshot(act: act, cohort: cohort))
        case .drafted(let drawn): drafts.append(Draft(act: act, drawn: drawn))
        case .noted(let answers):
            notes = answers[.text]?.text ?? ""
            notedBy = act.by
        case .asked(let digest): asking = Asking(act: act, digest: digest)
        case .returned(let answers):
            returns.append(Return(act: act, version: next, words: answers[.text]?.text ?? ""))
            asking = nil
        case .signed:
            guard let snapshot, let draft, let asking else { return }
            versions.append(
                Version(number: next, snapshot: snapshot, draft: draft, notes: notes, asked: asking, signed: act))
            (self.asking, notes, notedBy) = (nil, "", nil)
        }
    }
}
