/// Somebody in a workshop. They stand here only, apart from any person in a case.
package struct Participant: Sendable, Equatable, Identifiable {
    /// Who they say they are.
    package struct Person: Codable, Sendable, Equatable {
        package var name: String
        package var agency: AgencyCode
        /// Codes of the pack's lists.
        package var post: String?
        package var group: String?
        package var sex: String?
        package var email: MailAddress?
        /// Their own account, when they have one and said so.
        package var account: AccountID?
        /// Whether they were trained in this before, as they say.
        package var wasTrained: Bool?

        package init(
            name: String, agency: AgencyCode, post: String? = nil, group: String? = nil, sex: String? = nil,
            email: MailAddress? = nil, account: AccountID? = nil, wasTrained: Bool? = nil
        ) {
            self.name = name
            self.agency = agency
            self.post = post
            self.group = group
            self.sex = sex
            self.email = email
            self.account = account
            self.wasTrained = wasTrained
        }
    }

    /// How they came into the list.
    package enum Way: String, Codable, Sendable { case nominated, listed, joined }

    /// Somebody who is put on the list.
    package struct Entrant: Codable, Sendable, Equatable {
        package let id: EntryID
        package let person: Person

        package init(id: EntryID, person: Person) {
            self.id = id
            self.person = person
        }
    }

    /// Answers some months later.
    package struct FollowUp: Sendable, Equatable {
        package let months: Int
        package let answers: Answers
    }

    package let id: EntryID
    /// Their place on the list, from 1, also in the serial of a certificate.
    package let index: Int
    package internal(set) var person: Person
    package let way: Way
    package internal(set) var hasLeft = false
    package internal(set) var marks: [HalfDay: Attendance] = [:]
    package internal(set) var papers: [TestPaper.Sitting: TestPaper] = [:]
    package internal(set) var rating: Answers?
    package internal(set) var followUps: [FollowUp] = []
    /// Whether the page that checks a certificate shows their name. They decide.
    package internal(set) var showsName = false

    init(_ entrant: Entrant, index: Int, way: Way) {
        id = entrant.id
        person = entrant.person
        self.index = index
        self.way = way
    }

    /// Whether they were there at all.
    package var cameAtAll: Bool { marks.values.contains(where: \.isThere) }

    /// Units: points of a hundred. Nil unless both papers are there.
    package var gain: Double? {
        guard let before = papers[.before]?.score, let after = papers[.after]?.score else { return nil }
        return after - before
    }
}
