/// Somebody at one workshop, as the index keeps them: no name.
package struct Attendee: Sendable, Equatable {
    package let workshop: ChronicleID
    package let account: AccountID?
    /// Shape: marks that give nothing away, alike for the same address, and for the same name in the same agency.
    package let mail: String?
    package let name: String
    package let agency: AgencyCode
    package let post: String?
    package let sex: String?
    package let lastDay: Day
    /// Whether they were there for enough of it, and passed its test where it has one.
    package let hasCompleted: Bool
    package let gain: Double?
    package let isConfident: Bool?
    /// Until when a certificate that was not revoked counts.
    package let certificate: Day?

    package init(
        workshop: ChronicleID, account: AccountID?, mail: String?, name: String, agency: AgencyCode, post: String?, sex: String?,
        lastDay: Day, hasCompleted: Bool, gain: Double?, isConfident: Bool?, certificate: Day?
    ) {
        self.workshop = workshop
        self.account = account
        self.mail = mail
        self.name = name
        self.agency = agency
        self.post = post
        self.sex = sex
        self.lastDay = lastDay
        self.hasCompleted = hasCompleted
        self.gain = gain
        self.isConfident = isConfident
        self.certificate = certificate
    }
}

/// One person with every workshop they came to, the earliest first. Never empty.
package struct Trainee: Sendable, Equatable {
    package let attendances: [Attendee]

    init(_ attendances: [Attendee]) { self.attendances = attendances.sorted { $0.lastDay < $1.lastDay } }

    private var latest: Attendee { attendances[attendances.count - 1] }

    /// Where they were when they last came.
    package var agency: AgencyCode { latest.agency }
    package var post: String? { latest.post }
    package var sex: String? { attendances.last { $0.sex != nil }?.sex }
    /// What their latest papers say.
    package var gain: Double? { attendances.last { $0.gain != nil }?.gain }
    package var isConfident: Bool? { attendances.last { $0.isConfident != nil }?.isConfident }

    package func came(after day: Day) -> Bool { latest.lastDay > day }
    package func completed(after day: Day) -> Bool { attendances.contains { $0.hasCompleted && $0.lastDay > day } }
    package func holdsCertificate(on day: Day) -> Bool { attendances.contains { $0.certificate.map { $0 >= day } ?? false } }
    /// The last day of the first workshop they completed.
    package var trainedOn: Day? { attendances.first(where: \.hasCompleted)?.lastDay }
}

extension [Trainee] {
    /// From which day each linked account counts as trained.
    package var trainedOn: [AccountID: Day] {
        reduce(into: [:]) { days, person in
            guard let day = person.trainedOn else { return }
            for account in Set(person.attendances.compactMap(\.account)) { days[account] = day }
        }
    }
}
