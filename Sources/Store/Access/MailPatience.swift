import Register

/// Which addresses failed lately, and from when each is tried again: one that fails delays nobody else's mail.
///
/// Shape: in memory, one line for each address that failed last; a start forgets them. Units: minutes, five after the first failure
/// and twice as long each time, at most four hours.
struct MailPatience: Sendable {
    private var waits: [String: (failures: Int, until: Moment)] = [:]

    func mayTry(_ address: MailAddress, at now: Moment) -> Bool { waits[address.text].map { $0.until <= now } ?? true }

    /// Those that never failed come first, so that none waits behind a slow one.
    func failures(of address: MailAddress) -> Int { waits[address.text]?.failures ?? 0 }

    mutating func failed(_ address: MailAddress, at now: Moment) {
        let failures = failures(of: address) + 1
        let minutes = min(240, 5 << min(failures - 1, 6))
        waits[address.text] = (failures, Moment(seconds: now.seconds + minutes * 60))
    }

    mutating func worked(_ address: MailAddress) { waits[address.text] = nil }

    /// Nobody waits at an address that nobody has any more.
    mutating func keep(only addresses: Set<String>) { waits = waits.filter { addresses.contains($0.key) } }
}
