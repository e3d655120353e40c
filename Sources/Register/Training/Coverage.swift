/// Somebody at one workshop, as the index keeps them: no name.
package struct Attendee: Sendable, Equatable {
    /// The same for the same person in several workshops: their account, else a mark of name, agency and address.
    package let person: String
    package let account: AccountID?
    package let agency: AgencyCode
    package let post: String?
    package let sex: String?
    package let lastDay: Day
    package let gain: Double?
    package let isConfident: Bool?
    /// Until when a certificate that was not revoked counts.
    package let certificate: Day?

    package init(
        person: String, account: AccountID?, agency: AgencyCode, post: String?, sex: String?, lastDay: Day, gain: Double?,
        isConfident: Bool?, certificate: Day?
    ) {
        self.person = person
        self.account = account
        self.agency = agency
        self.post = post
        self.sex = sex
        self.lastDay = lastDay
        self.gain = gain
        self.isConfident = isConfident
        self.certificate = certificate
    }
}

/// Who is trained and who is not yet. Each person counts once, however many workshops they came to.
package struct Coverage: Sendable, Equatable {
    /// People of an agency, a sex and a duty post. Empty codes: not said.
    package struct Cell: Sendable, Hashable {
        package let agency: AgencyCode
        package let sex: String
        package let post: String
    }

    package struct Line: Sendable, Equatable {
        package let agency: AgencyCode
        /// People trained in the twelve months before the day, and ever.
        package let recent: Int
        package let ever: Int
        /// How many work there, where the pack says so.
        package let staff: Int?

        /// Nil where nobody said how many work there, or fewer than were trained.
        package var share: Share? { staff.flatMap { $0 >= recent && $0 > 0 ? Share(recent, of: $0) : nil } }
    }

    package let attendances: Int
    package let people: Int
    package let lines: [Line]
    package let cells: [(cell: Cell, people: Int)]
    package let gain: Mean?
    package let confident: Share
    /// People who hold a valid certificate, by duty post; the empty code is for those at home.
    package let certificates: [String: Int]

    package var withoutAnybody: [AgencyCode] { lines.filter { $0.recent == 0 }.map(\.agency) }

    /// Agencies in their order, with how many work there.
    package init(_ attendees: [Attendee], agencies: [(code: AgencyCode, staff: Int?)], on today: Day) {
        let since = today.adding(months: -12)
        func count(_ some: [Attendee]) -> Int { Set(some.map(\.person)).count }
        attendances = attendees.count
        people = count(attendees)
        let byAgency = Dictionary(grouping: attendees, by: \.agency)
        let known = Set(agencies.map(\.code))
        let others = byAgency.keys.filter { !known.contains($0) }.sorted().map { (code: $0, staff: Int?.none) }
        lines = (agencies + others).map { code, staff in
            let all = byAgency[code] ?? []
            return Line(agency: code, recent: count(all.filter { $0.lastDay > since }), ever: count(all), staff: staff)
        }
        let grouped = Dictionary(grouping: attendees) { Cell(agency: $0.agency, sex: $0.sex ?? "", post: $0.post ?? "") }
        cells = grouped.map { ($0.key, count($0.value)) }.sorted {
            ($0.0.agency.rawValue, $0.0.post, $0.0.sex) < ($1.0.agency.rawValue, $1.0.post, $1.0.sex)
        }
        gain = Mean(attendees.compactMap(\.gain))
        let said = attendees.compactMap(\.isConfident)
        confident = Share(said.count(where: \.self), of: said.count)
        let valid = attendees.filter { $0.certificate.map { $0 >= today } ?? false }
        certificates = Dictionary(grouping: valid) { $0.post ?? "" }.mapValues(count)
    }

    package static func == (a: Coverage, b: Coverage) -> Bool {
        a.attendances == b.attendances && a.people == b.people && a.lines == b.lines && a.gain == b.gain
            && a.confident == b.confident && a.certificates == b.certificates && a.cells.map(\.cell) == b.cells.map(\.cell)
            && a.cells.map(\.people) == b.cells.map(\.people)
    }
}
